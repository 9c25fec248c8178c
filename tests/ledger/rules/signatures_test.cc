#include "ledger/rules/signatures.h"

#include <pthread.h>

#include <thread>

#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

class Signatures : public ::testing::Test {
 protected:
  const SigningKey& key(const std::string& party) {
    auto found = keys_.find(party);
    if (found == keys_.end()) {
      const Hash seed = sha256(party);
      found = keys_.emplace(party, SigningKey::from_seed(bytes_of(seed))).first;
    }
    return found->second;
  }
  std::string id_of(const std::string& party) { return key_id(key(party).public_key()); }
  void known(const std::string& party, bool revoked = false) {
    write(state_, Key{party, spki(key(party).public_key()), revoked, 1}, id_of(party));
  }
  Record by(const std::string& party, const std::vector<std::string>& signers) {
    const std::string bytes =
        make_record("project.approve", "0123456789ab", "q" + std::to_string(++requests_),
                    time_text(kStart), party, {{"project", "P"}});
    std::vector<Signature> signatures;
    for (const std::string& signer : signers) signatures.push_back(sign_record(bytes, key(signer)));
    return parse_leaf(leaf_of(bytes, signatures)).value();
  }
  static void spoil(Record& record) { record.signatures[0].sig[9] ^= 1; }
  // As rules see it: who has signed, or why it is refused.
  std::string outcome(const Record& record) const {
    const auto signers = check_signatures(state_, record);
    if (!signers.ok()) return std::string(name_of(signers.error().code));
    std::string names;
    for (const std::string& name : signers.value()) names += name + " ";
    return names;
  }
  void ahead(std::vector<Record>& records) {
    std::vector<Record*> all;
    for (Record& record : records) all.push_back(&record);
    check_signatures_ahead(state_, all);
  }
  // A batch large enough for threads.
  std::vector<Record> batch(const std::string& party) {
    std::vector<Record> records;
    for (int i = 0; i < 20; ++i) records.push_back(by(party, {party}));
    return records;
  }

  MemoryStore nothing_;
  std::unique_ptr<View> empty_ = nothing_.snapshot();
  Overlay state_{*empty_};

 private:
  std::map<std::string, SigningKey> keys_;
  int requests_ = 0;
};

}  // namespace

TEST_F(Signatures, GiveThePartiesWhoseKeysTheyAre) {
  for (const char* party : {"a", "b"}) known(party);
  EXPECT_EQ(outcome(by("a", {"a"})), "a ");
  EXPECT_EQ(outcome(by("a", {"b", "a"})), "a b ");
}

TEST_F(Signatures, AreEachOfALiveKeyAndFit) {
  for (const char* party : {"a", "b"}) known(party);
  known("lost", true);
  EXPECT_EQ(outcome(by("a", {})), "signature_missing");
  EXPECT_EQ(outcome(by("a", {"b"})), "signature_missing");
  EXPECT_EQ(outcome(by("a", {"a", "stranger"})), "key_unknown");
  EXPECT_EQ(outcome(by("a", {"a", "lost"})), "key_revoked");
  Record wrong = by("a", {"a", "b"});
  spoil(wrong);
  EXPECT_EQ(outcome(wrong), "signature_invalid");
}

TEST_F(Signatures, TriedAheadHaveTheSameOutcome) {
  for (const char* party : {"a", "b"}) known(party);
  known("lost", true);
  std::vector<Record> records;
  for (int i = 0; i < 10; ++i) {
    records.push_back(by("a", {"a", "b"}));
    records.push_back(by("a", {"b"}));
    records.push_back(by("lost", {"lost"}));
    records.push_back(by("a", {"stranger", "a"}));
    records.push_back(by("b", {"b"}));
    spoil(records.back());
  }
  std::vector<std::string> before;
  for (const Record& record : records) before.push_back(outcome(record));
  ahead(records);
  for (std::size_t i = 0; i < records.size(); ++i) EXPECT_EQ(outcome(records[i]), before[i]) << i;
  EXPECT_EQ(records[0].signatures[0].fits.empty(), false) << "what fits is noted";
  EXPECT_EQ(records[4].signatures[0].fits, "") << "and what does not is not";
}

// A stack that no address space can hold: from here on, no thread can be started.
class NoMoreThreads {
 public:
  NoMoreThreads() {
    pthread_getattr_default_np(&before_);
    pthread_attr_t huge = before_;
    pthread_attr_setstacksize(&huge, std::size_t{1} << 50);
    pthread_setattr_default_np(&huge);
  }
  ~NoMoreThreads() { pthread_setattr_default_np(&before_); }

 private:
  pthread_attr_t before_;
};

TEST_F(Signatures, AreTriedByFewerWhereNoThreadCanBeStarted) {
  known("a");
  std::vector<Record> records = batch("a");
  spoil(records[3]);
  {
    const NoMoreThreads none;
    EXPECT_THROW(std::jthread([] {}), std::system_error);
    ahead(records);
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(records[i].signatures[0].fits.empty(), i == 3) << i;
    EXPECT_EQ(outcome(records[i]), i == 3 ? "signature_invalid" : "a ") << i;
  }
}

// What one thread has done sooner is left to the rules.
TEST_F(Signatures, OfAFewRecordsAreNotTriedAhead) {
  known("a");
  std::vector<Record> few = {by("a", {"a"})};
  ahead(few);
  EXPECT_EQ(few[0].signatures[0].fits, "");
  EXPECT_EQ(outcome(few[0]), "a ");
}

TEST_F(Signatures, OfAKeyThatComesLaterAreTriedInTheirTurn) {
  std::vector<Record> records = batch("a");
  spoil(records[3]);
  ahead(records);
  EXPECT_EQ(outcome(records[0]), "key_unknown");
  known("a");
  EXPECT_EQ(outcome(records[0]), "a ");
  EXPECT_EQ(outcome(records[3]), "signature_invalid");
}

TEST_F(Signatures, OfAKeyThatIsRevokedByThenAreRefused) {
  known("a");
  std::vector<Record> records = batch("a");
  ahead(records);
  EXPECT_EQ(outcome(records[0]), "a ");
  known("a", true);
  EXPECT_EQ(outcome(records[0]), "key_revoked");
}

// Fitting is noted for the key's bytes, not for its id.
TEST_F(Signatures, DoNotFitAnotherKeyOfTheSameId) {
  known("a");
  std::vector<Record> records = batch("a");
  ahead(records);
  write(state_, Key{"a", spki(key("b").public_key()), false, 1}, id_of("a"));
  EXPECT_EQ(outcome(records[0]), "signature_invalid");
}

// Thousands in one commit, with keys that come and go among them, as one by one.
TEST(SignaturesOfABatch, HaveTheOutcomesOfOneByOne) {
  Story story;
  std::vector<Submission> batch;
  for (std::size_t i = 0; i < 1'000; ++i) {
    const std::string name = "p" + std::to_string(i);
    batch.push_back(
        story.make("party.admit", "registrar", story.party(name, {"buyer"}, "company")));
    if (i % 3 == 0) batch.back().signatures[0].sig[i % 64] ^= 1;
    // By the key that the record before brings in, where it was taken.
    const std::string id = key_id(story.key(name).public_key());
    batch.push_back(story.make("key.revoke", name, {{"key", id}, {"reason", "r"}}));
    if (i % 5 == 0) batch.back().signatures[0].sig[0] ^= 1;
    // By a key that is revoked by now, where that was taken.
    batch.push_back(story.make("credit.accept", name, {{"offer", "none"}}));
  }
  const LedgerView before = story.ledger->snapshot();
  const auto outcomes = story.ledger->append(batch, story.now);

  Overlay state(before.state());
  std::uint64_t size = before.size();
  std::map<std::string, int> codes;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const Record record = parse_leaf(leaf_of(batch[i].record, batch[i].signatures)).value();
    Overlay trial(state);
    const auto applied = apply(trial, record, size);
    if (applied.ok()) {
      ASSERT_TRUE(outcomes[i].ok()) << i << " " << name_of(outcomes[i].error().code);
      EXPECT_EQ(outcomes[i].value().index, size++);
      state.absorb(std::move(trial).take_changes());
      ++codes["taken"];
    } else {
      ASSERT_FALSE(outcomes[i].ok()) << i;
      ASSERT_EQ(name_of(outcomes[i].error().code), name_of(applied.error().code)) << i;
      ++codes[std::string(name_of(applied.error().code))];
    }
  }
  for (const char* code :
       {"taken", "signature_invalid", "key_unknown", "key_revoked", "offer_not_found"}) {
    EXPECT_GT(codes[code], 100) << code;
  }
  const LedgerView after = story.ledger->snapshot();
  EXPECT_EQ(after.size(), size);
  std::map<std::string, std::string> together, alone;
  const auto into = [](std::map<std::string, std::string>& entries) {
    return [&entries](std::string_view key, std::string_view bytes) {
      return entries.emplace(key, bytes).second;
    };
  };
  after.state().scan(Table::state, "", into(together));
  state.scan(Table::state, "", into(alone));
  EXPECT_EQ(together, alone);
}

}  // namespace linhui::ledger
