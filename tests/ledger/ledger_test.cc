#include "ledger/ledger.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "ledger/audit.h"
#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

Submission admit(Story& story, const std::string& name) {
  return story.make("party.admit", "registrar", story.party(name, {"buyer"}, "company"), {}, {},
                    "admit-" + name);
}

std::size_t checkpoints(const LedgerView& view) {
  std::size_t count = 0;
  view.state().scan(Table::checkpoint, "", [&](auto, auto) { return ++count > 0; });
  return count;
}

}  // namespace

TEST(Ledger, BeginsWithOneRecordAndASignedCheckpoint) {
  Story story;
  const LedgerView view = story.ledger->snapshot();
  EXPECT_EQ(view.size(), 1u);
  EXPECT_TRUE(view.demonstration());
  EXPECT_EQ(view.id(), ledger_id(view.log_key().key));
  const auto checkpoint = open_checkpoint(view.checkpoint(), view.log_key());
  ASSERT_TRUE(checkpoint.ok());
  EXPECT_EQ(checkpoint.value().size, 1u);
  EXPECT_EQ(checkpoint.value().origin, "linhui/" + view.id());
  EXPECT_EQ(checkpoint.value().root, leaf_hash(view.leaf(0).value()));
}

TEST(Ledger, IsNotMadeTwiceNorHalf) {
  Story story;
  const auto create = [](const std::filesystem::path& folder, const std::string& purpose) {
    SigningKey log_key = SigningKey::generate();
    const Submission first =
        first_record(log_key, SigningKey::generate(), purpose, time_text(kStart));
    return Ledger::create(folder, first, std::move(log_key));
  };
  const auto again = create(story.path(), "demonstration");
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::ledger_exists);
  EXPECT_EQ(story.ledger->snapshot().size(), 1u);
  // What the first record may not say leaves no folder that looks like a ledger.
  const auto folder = story.folder.path() / "other";
  const auto refused = create(folder, "play");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::record_malformed);
  EXPECT_FALSE(std::filesystem::exists(folder));
  EXPECT_TRUE(create(folder, "production").ok());
}

// Good and bad in one commit: each bad one is refused alone, and one checkpoint covers the rest.
TEST(Ledger, CommitsAGroupUnderOneCheckpoint) {
  Story story;
  Submission unsigned_one = admit(story, "c");
  unsigned_one.signatures.clear();
  const auto outcomes = story.ledger->append(
      {admit(story, "a"), unsigned_one, {"junk", {}, {}}, admit(story, "b")}, story.now);
  ASSERT_EQ(outcomes.size(), 4u);
  EXPECT_EQ(outcomes[0].value().index, 1u);
  EXPECT_EQ(outcomes[1].error().code, ErrorCode::signature_missing);
  EXPECT_EQ(outcomes[2].error().code, ErrorCode::not_canonical);
  EXPECT_EQ(outcomes[3].value().index, 2u);
  const LedgerView view = story.ledger->snapshot();
  EXPECT_EQ(view.size(), 3u);
  EXPECT_EQ(checkpoints(view), 2u);
  EXPECT_TRUE(story.state("party/c").is_null());
}

// A record may rest on one before it in the same group.
TEST(Ledger, LetsARecordRestOnOneOfTheSameGroup) {
  Story story;
  const Submission first = admit(story, "a");
  const Submission second = story.make(
      "key.revoke", "a", {{"key", key_id(story.key("a").public_key())}, {"reason", "r"}});
  const auto outcomes = story.ledger->append({second, first, second}, story.now);
  EXPECT_EQ(outcomes[0].error().code, ErrorCode::key_unknown);
  EXPECT_TRUE(outcomes[1].ok());
  EXPECT_TRUE(outcomes[2].ok());
}

TEST(Ledger, IsTheSameAfterReopening) {
  Story story;
  story.shared();
  const LedgerView before = story.ledger->snapshot();
  const std::string checkpoint = before.checkpoint();
  story.ledger = nullptr;
  auto reopened = Ledger::open_writer(story.path());
  ASSERT_TRUE(reopened.ok()) << reopened.error().detail;
  story.ledger = std::move(reopened).value();
  EXPECT_EQ(story.ledger->snapshot().checkpoint(), checkpoint);
  story.must(admit(story, "later"));
  EXPECT_TRUE(audit(story.ledger->snapshot()).sound());
}

TEST(Ledger, IsReadBesideItsWriter) {
  Story story;
  const auto reader = Ledger::open(story.path());
  ASSERT_TRUE(reader.ok());
  const LedgerView before = reader.value()->snapshot();
  story.must(admit(story, "a"));
  EXPECT_EQ(before.size(), 1u) << "a snapshot does not move";
  EXPECT_EQ(reader.value()->snapshot().size(), 2u);
  EXPECT_EQ(reader.value()->append_one(admit(story, "b"), story.now).error().code,
            ErrorCode::permission_denied);
  EXPECT_EQ(story.ledger->snapshot().size(), 2u);
}

TEST(Ledger, HasOneWriterAtATime) {
  Story story;
  const auto second = Ledger::open_writer(story.path());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::writer_busy);
}

// What must be on disk before a record is: it is written when the record is accepted and nothing
// is committed, and without it there is no record.
TEST(Ledger, RunsWhatComesBeforeACommit) {
  Story story;
  int runs = 0;
  const auto before = [&](Result<void> outcome) {
    return [&runs, &story, outcome]() -> Result<void> {
      ++runs;
      EXPECT_EQ(story.ledger->snapshot().size(), 1u);
      return outcome;
    };
  };
  const auto stopped = story.ledger->append_one(admit(story, "a"), story.now,
                                                before(Error{ErrorCode::disk_full, "x"}));
  EXPECT_EQ(stopped.error().code, ErrorCode::disk_full);
  EXPECT_EQ(story.ledger->snapshot().size(), 1u);
  EXPECT_TRUE(story.ledger->append_one(admit(story, "a"), story.now, before({})).ok());
  EXPECT_EQ(story.ledger->snapshot().size(), 2u);
  EXPECT_EQ(runs, 2);
  Submission refused = admit(story, "b");
  refused.signatures.clear();
  EXPECT_FALSE(story.ledger->append_one(std::move(refused), story.now, before({})).ok());
  EXPECT_EQ(runs, 2) << "a refusal writes nothing";
}

TEST(Ledger, SaysWhyItDoesNotOpen) {
  Story story;
  EXPECT_EQ(Ledger::open(story.folder.path() / "none").error().code, ErrorCode::ledger_not_found);
  story.ledger = nullptr;
  // A key of another log would sign checkpoints that nobody can open.
  const auto key = story.path() / "log.key";
  std::filesystem::remove(key);
  EXPECT_EQ(Ledger::open_writer(story.path()).error().code, ErrorCode::not_found);
  ASSERT_TRUE(SigningKey::generate().write_pem(key).ok());
  EXPECT_EQ(Ledger::open_writer(story.path()).error().code, ErrorCode::key_malformed);
  EXPECT_TRUE(Ledger::open(story.path()).ok()) << "reading needs no key";
  // A store without a ledger in it, as a crash while one is made would leave.
  const auto empty = story.folder.path() / "empty";
  open_lmdb(empty, StoreMode::create).reset();
  EXPECT_EQ(Ledger::open(empty).error().code, ErrorCode::storage_damaged);
  EXPECT_EQ(Ledger::open_writer(empty).error().code, ErrorCode::storage_damaged);
  // Another version's is not damaged.
  const auto old = story.folder.path() / "old";
  Changes format;
  format[static_cast<std::size_t>(Table::meta)]["format"] = "linhui ledger v1";
  ASSERT_TRUE(open_lmdb(old, StoreMode::create)->commit(format).ok());
  EXPECT_EQ(Ledger::open(old).error().code, ErrorCode::ledger_of_other_version);
}

// The old key signs what it signed, the new one from the record on that brings it in.
TEST(Ledger, IsSignedByTheKeyThatFollows) {
  Story story;
  const std::string before = story.ledger->snapshot().checkpoint();
  const std::uint64_t index = story.rotated('L', 'M');
  story.must(story.make("party.admit", "registrar", story.party("a", {"buyer"}, "company")));
  const LedgerView view = story.ledger->snapshot();
  const std::string origin = origin_of(story.id);
  EXPECT_EQ(view.id(), ledger_id(Story::log_key('L').public_key())) << "the id stays";
  EXPECT_EQ(view.log_key().key, Story::log_key('M').public_key());
  ASSERT_EQ(view.log_keys().size(), 2u);
  EXPECT_EQ(view.log_keys()[1].key, Story::log_key('L').public_key());
  EXPECT_TRUE(open_checkpoint(before, {origin, Story::log_key('L').public_key()}).ok());
  for (std::uint64_t size = index + 1; size <= view.size(); ++size) {
    const auto note = view.state().get(Table::checkpoint, index_key(size));
    ASSERT_TRUE(note);
    EXPECT_TRUE(open_checkpoint(*note, {origin, Story::log_key('M').public_key()}).ok()) << size;
  }
  EXPECT_TRUE(audit(view).sound());

  // The writer that comes next needs the new key, and the old one is not taken.
  story.ledger = nullptr;
  const auto opened = [&](char seed) {
    return Ledger::open_writer(story.path(),
                               [seed](const PublicKey&) { return Story::log_key(seed); });
  };
  EXPECT_EQ(opened('L').error().code, ErrorCode::key_malformed);
  auto again = opened('M');
  ASSERT_TRUE(again.ok());
  story.ledger = std::move(again).value();
  story.must(story.make("party.admit", "registrar", story.party("b", {"buyer"}, "company")));
}

// A refused rotation leaves the key that signs.
TEST(Ledger, KeepsItsKeyWhereARotationIsRefused) {
  Story story;
  const auto refused = story.ledger->append_rotation(
      story.make("log.key.rotate", "registrar", story.rotation('K', 'M')), Story::log_key('M'),
      story.now);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::signature_invalid);
  story.must(story.make("party.admit", "registrar", story.party("a", {"buyer"}, "company")));
  EXPECT_EQ(story.ledger->snapshot().log_key().key, Story::log_key('L').public_key());
  EXPECT_TRUE(audit(story.ledger->snapshot()).sound());
}

TEST(Ledger, ProvesEveryRecordAndServesItsTiles) {
  Story story;
  story.shared();
  const LedgerView view = story.ledger->snapshot();
  for (std::uint64_t size = 1; size <= view.size(); size += 3) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = view.prove_inclusion(index, size);
      ASSERT_TRUE(proof.ok());
      EXPECT_TRUE(verify_inclusion(index, size, leaf_hash(view.leaf(index).value()), proof.value(),
                                   view.root(size)));
    }
  }
  EXPECT_EQ(view.prove_inclusion(view.size(), view.size()).error().code,
            ErrorCode::index_beyond_size);
  EXPECT_EQ(view.prove_inclusion(0, view.size() + 1).error().code, ErrorCode::index_beyond_size);
  EXPECT_EQ(view.prove_consistency(0, 1).error().code, ErrorCode::index_beyond_size);
  EXPECT_EQ(view.leaf(view.size()).error().code, ErrorCode::index_beyond_size);

  std::string entries;
  for (const TilePath& path : tiles_of(view.size())) {
    const auto tile = view.tile(path);
    ASSERT_TRUE(tile.ok()) << to_string(path);
    if (path.entries) entries += tile.value();
    if (!path.entries) {
      EXPECT_EQ(tile.value().size(), 32u * path.width);
    }
  }
  std::string expected;
  for (std::uint64_t index = 0; index < view.size(); ++index) {
    const std::string leaf = view.leaf(index).value();
    expected += static_cast<char>(leaf.size() >> 8);
    expected += static_cast<char>(leaf.size() & 0xff);
    expected += leaf;
  }
  EXPECT_EQ(entries, expected);
  EXPECT_EQ(view.tile({true, 0, 1, 1}).error().code, ErrorCode::not_found);
  EXPECT_EQ(view.tile({false, 0, 0, 256}).error().code, ErrorCode::not_found);
  EXPECT_EQ(view.tile({false, 63, ~std::uint64_t{0}, 256}).error().code, ErrorCode::not_found);
}

TEST(Ledger, GivesBackItsRows) {
  Story story;
  story.credits();
  const LedgerView view = story.ledger->snapshot();
  EXPECT_EQ(view.rows(rows_root(Story::stands()), 3).value(), Story::stands());
  EXPECT_EQ(view.rows(rows_root(Story::stands()), 2).error().code, ErrorCode::rows_missing);
  EXPECT_EQ(view.rows(rows_root({"[]"}), 1).error().code, ErrorCode::rows_missing);
}

// A writer killed at any moment has lost nothing that it had reported, and left nothing broken.
TEST(Ledger, KeepsEveryReportedRecordWhenItsWriterIsKilled) {
  Story story;
  story.ledger = nullptr;
  std::mt19937_64 random(47);
  std::uint64_t known = 0;
  for (int round = 0; round < 10; ++round) {
    int channel[2];
    ASSERT_EQ(pipe(channel), 0);
    const pid_t child = fork();
    if (child == 0) {
      close(channel[0]);
      auto ledger = Ledger::open_writer(story.path());
      if (!ledger.ok()) _exit(1);
      for (int i = 0;; ++i) {
        const std::string name = "r" + std::to_string(round) + "-" + std::to_string(i);
        const auto receipt = ledger.value()->append_one(admit(story, name), story.now);
        if (!receipt.ok()) _exit(2);
        const std::uint64_t index = receipt.value().index;
        if (::write(channel[1], &index, sizeof index) != sizeof index) _exit(3);
      }
    }
    close(channel[1]);
    std::uint64_t index = 0, seen = 0;
    const std::uint64_t wanted = 1 + random() % 12;
    while (seen < wanted && ::read(channel[0], &index, sizeof index) == sizeof index) {
      known = index;
      ++seen;
    }
    usleep(static_cast<useconds_t>(random() % 3'000));
    kill(child, SIGKILL);
    while (::read(channel[0], &index, sizeof index) == sizeof index) known = index;
    close(channel[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child gave up: " << WEXITSTATUS(status);
    ASSERT_EQ(seen, wanted);

    const auto ledger = Ledger::open(story.path());
    ASSERT_TRUE(ledger.ok()) << ledger.error().detail;
    const LedgerView view = ledger.value()->snapshot();
    ASSERT_GT(view.size(), known);
    const AuditReport report = audit(view);
    ASSERT_TRUE(report.sound()) << report.findings[0].code << " " << report.findings[0].where;
  }
  auto writer = Ledger::open_writer(story.path());
  ASSERT_TRUE(writer.ok());
  EXPECT_TRUE(writer.value()->append_one(admit(story, "after"), story.now).ok());
}

// The limit on the size of files stands for the full disk: the writer hears disk_full, and what it
// had reported is there.
TEST(Ledger, LosesNothingOnAFullDisk) {
  Story story;
  story.parties();
  const std::uint64_t before = story.ledger->snapshot().size();
  story.ledger = nullptr;
  int channel[2];
  ASSERT_EQ(pipe(channel), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(channel[0]);
    signal(SIGXFSZ, SIG_IGN);
    auto ledger = Ledger::open_writer(story.path());
    if (!ledger.ok()) _exit(1);
    // The file is as long as the map, and sparse: what counts is how much of it is used.
    struct stat file {};
    if (stat((story.path() / "data.mdb").c_str(), &file) != 0) _exit(6);
    const auto bytes = static_cast<rlim_t>(file.st_blocks) * 512 + 65'536;
    const rlimit limit{bytes, bytes};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(2);
    for (std::uint64_t i = 0; i < 2'000; ++i) {
      std::vector<Submission> group;
      for (int j = 0; j < 8; ++j) {
        group.push_back(admit(story, "d" + std::to_string(i) + "-" + std::to_string(j)));
      }
      for (const auto& outcome : ledger.value()->append(group, story.now)) {
        if (outcome.ok()) {
          if (::write(channel[1], &outcome.value().index, 8) != 8) _exit(3);
        } else {
          _exit(outcome.error().code == ErrorCode::disk_full ? 42 : 4);
        }
      }
    }
    _exit(5);
  }
  close(channel[1]);
  std::uint64_t index = 0, known = 0;
  while (::read(channel[0], &index, sizeof index) == sizeof index) known = index;
  close(channel[0]);
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 42) << "not disk_full";

  auto writer = Ledger::open_writer(story.path());
  ASSERT_TRUE(writer.ok()) << writer.error().detail;
  const LedgerView view = writer.value()->snapshot();
  EXPECT_GE(view.size(), std::max(before, known + 1));
  EXPECT_GT(known, 0u);
  EXPECT_TRUE(audit(view).sound());
  EXPECT_TRUE(writer.value()->append_one(admit(story, "after"), story.now).ok());
}

}  // namespace linhui::ledger
