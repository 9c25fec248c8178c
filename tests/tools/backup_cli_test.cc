// A ledger in one file and back, as a person does it.
#include <gtest/gtest.h>

#include "tests/tools/cli_fixture.h"

namespace linhui::cli {
namespace {

class BackupCli : public Cli {
 protected:
  std::string code(const Run& run) {
    const Json document = Json::parse(run.out, nullptr, false);
    return document.is_object() && document.contains("error") ? document.at("error").at("code")
                                                              : Json("none: " + run.out + run.err);
  }
};

// What was copied is the ledger: same root, and it goes on from there.
TEST_F(BackupCli, RestoresTheSameLedger) {
  init();
  ASSERT_EQ(linhui({"party", "add", "dev", "--kind", "company", "--role", "developer", "--name",
                    "Developer", "--ledger", "ledger"})
                .exit,
            0);
  const Run copied = linhui({"backup", "b.tar", "--ledger", "ledger", "--json"});
  ASSERT_EQ(copied.exit, 0) << copied.out << copied.err;
  EXPECT_EQ(Json::parse(copied.out).at("records"), 2);
  EXPECT_LT(fs::file_size(folder_ / "b.tar"), 1'000'000u);  // no empty pages
  EXPECT_EQ(fs::status(folder_ / "b.tar").permissions() & fs::perms::all,
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(code(linhui({"backup", "b.tar", "--ledger", "ledger", "--json"})), "file_exists");
  EXPECT_EQ(code(linhui({"restore", "b.tar", "--none-kept", "--ledger", "ledger", "--json"})),
            "folder_exists");

  const Run restored = linhui({"restore", "b.tar", "--none-kept", "--ledger", "second/", "--json"});
  ASSERT_EQ(restored.exit, 0) << restored.out << restored.err;
  EXPECT_EQ(Json::parse(restored.out).at("root"), Json::parse(copied.out).at("root"));
  EXPECT_EQ(linhui({"log", "checkpoint", "--ledger", "second"}).out,
            linhui({"log", "checkpoint", "--ledger", "ledger"}).out);
  EXPECT_EQ(linhui({"verify", "--ledger", "second"}).exit, 0);
  const Run added = linhui({"party", "add", "buyer", "--kind", "company", "--role", "buyer",
                            "--name", "Buyer", "--ledger", "second", "--keys", "ledger.keys"});
  EXPECT_EQ(added.exit, 0) << added.err;
  // Nothing half-made is left beside.
  for (const auto& entry : fs::directory_iterator(folder_)) {
    EXPECT_EQ(entry.path().string().find(".part-"), std::string::npos) << entry.path();
  }
}

// A disk dies and the clerk puts last week's copy in its place: whoever has seen more is told.
TEST_F(BackupCli, TellsOfALedgerThatWentBack) {
  init();
  const auto add = [&](const std::string& name, const std::string& ledger,
                       const std::string& keys = "ledger.keys") {
    return linhui({"party", "add", name, "--kind", "company", "--role", "buyer", "--name", name,
                   "--ledger", ledger, "--keys", keys, "--json"});
  };
  ASSERT_EQ(linhui({"backup", "old.tar", "--ledger", "ledger"}).exit, 0);
  write_file(folder_ / "old.txt", linhui({"log", "checkpoint", "--ledger", "ledger"}).out);
  ASSERT_EQ(add("a", "ledger").exit, 0);
  write_file(folder_ / "kept.txt", linhui({"log", "checkpoint", "--ledger", "ledger"}).out);
  ASSERT_EQ(linhui({"log", "prove", "1", "--out", "kept.json", "--ledger", "ledger"}).exit, 0);
  for (const char* file : {"old.txt", "old.tar", "kept.txt", "kept.json"}) {
    const Run run = linhui({"verify", "--against", file, "--ledger", "ledger"});
    EXPECT_EQ(run.exit, 0) << file << run.out << run.err;
  }

  fs::rename(folder_ / "ledger", folder_ / "lost");
  const Run unasked = linhui({"restore", "old.tar", "--ledger", "ledger", "--json"});
  EXPECT_EQ(unasked.exit, 2);
  EXPECT_EQ(code(unasked), "restore_against_missing");
  EXPECT_FALSE(fs::exists(folder_ / "ledger"));
  const Run restored =
      linhui({"restore", "old.tar", "--none-kept", "--ledger", "ledger", "--json"});
  ASSERT_EQ(restored.exit, 0) << restored.out << restored.err;
  EXPECT_EQ(Json::parse(restored.out).at("gone_back"), "ledger_behind");

  const Run refused = add("b", "ledger");
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(code(refused), "ledger_behind");
  const Run listed = linhui({"party", "list", "--ledger", "ledger"});
  EXPECT_EQ(listed.exit, 0);
  EXPECT_NE(listed.err.find("ledger_behind"), std::string::npos) << listed.err;
  for (const char* file : {"kept.txt", "kept.json"}) {
    const Run run = linhui({"verify", "--against", file, "--ledger", "ledger", "--json"});
    EXPECT_EQ(run.exit, 4) << file << run.out << run.err;
    EXPECT_EQ(Json::parse(run.out).at("findings").at(0).at("code"), "ledger_behind");
    EXPECT_EQ(Json::parse(run.out).at("sound"), false);
  }
  EXPECT_EQ(linhui({"verify", "--ledger", "ledger"}).exit, 4) << "what lies beside the keys";

  // The copy that reaches the checkpoint is the way out.
  fs::rename(folder_ / "ledger", folder_ / "behind");
  ASSERT_EQ(linhui({"backup", "new.tar", "--ledger", "lost", "--keys", "ledger.keys"}).exit, 0);
  ASSERT_EQ(linhui({"restore", "new.tar", "--against", "kept.json", "--ledger", "ledger"}).exit, 0);
  EXPECT_EQ(add("b", "ledger").exit, 0);
  EXPECT_EQ(linhui({"verify", "--against", "kept.txt", "--ledger", "ledger"}).exit, 0);

  write_file(folder_ / "junk.txt", "no checkpoint");
  const Run junk = linhui({"verify", "--against", "junk.txt", "--ledger", "ledger", "--json"});
  EXPECT_EQ(junk.exit, 1);
  EXPECT_EQ(code(junk), "against_unreadable");
}

// The log's key is changed: what was proved before, and what comes after, is followed by either.
TEST_F(BackupCli, FollowsTheLogsKeyFromOneToTheNext) {
  init();
  const auto key = [&] {
    return Json::parse(linhui({"log", "key", "--ledger", "ledger", "--json"}).out)
        .at("verifier_key")
        .get<std::string>();
  };
  const std::string before = key();
  write_file(folder_ / "before.txt", linhui({"log", "checkpoint", "--ledger", "ledger"}).out);
  const Run rotated = linhui({"log", "rotate-key", "--ledger", "ledger", "--json"});
  ASSERT_EQ(rotated.exit, 0) << rotated.out << rotated.err;
  const std::string after = Json::parse(rotated.out).at("verifier_key");
  EXPECT_EQ(key(), after);
  EXPECT_NE(before, after);
  EXPECT_EQ(before.substr(0, before.find('+')), after.substr(0, after.find('+')));
  EXPECT_EQ(linhui({"party", "add", "a", "--kind", "company", "--role", "buyer", "--name", "A",
                    "--ledger", "ledger"})
                .exit,
            0);
  ASSERT_EQ(linhui({"log", "prove", "2", "--out", "p.json", "--ledger", "ledger"}).exit, 0);
  for (const std::string& known : {before, after}) {
    EXPECT_EQ(linhui({"verify", "--key", known, "--ledger", "ledger"}).exit, 0);
    EXPECT_EQ(linhui({"verify-proof", "p.json", "--key", known}).exit, 0);
  }
  EXPECT_EQ(linhui({"verify", "--against", "before.txt", "--ledger", "ledger"}).exit, 0);
}

// What a killed backup has left is cleared away by the next one to the same file; what a living
// process makes, or anything else of a like name, is left alone.
TEST_F(BackupCli, ClearsWhatAKilledBackupHasLeft) {
  init();
  const auto part = [&](const std::string& end) { return folder_ / ("b.tar.part-" + end); };
  for (const char* end : {"999999999", "1", "x", ""}) fs::create_directories(part(end) / "ledger");
  fs::create_directories(folder_ / "c.tar.part-999999999");
  write_file(part("999999999") / "ledger" / "log.key", "secret");
  ASSERT_EQ(linhui({"backup", "b.tar", "--ledger", "ledger"}).exit, 0);
  EXPECT_FALSE(fs::exists(part("999999999"))) << "no process has this number";
  EXPECT_TRUE(fs::exists(part("1"))) << "this one lives";
  EXPECT_TRUE(fs::exists(part("x")));
  EXPECT_TRUE(fs::exists(part("")));
  EXPECT_TRUE(fs::exists(folder_ / "c.tar.part-999999999")) << "another file's";
}

// A copy is plain tar: there is a way to the ledger without this program.
TEST_F(BackupCli, IsATarFile) {
  init();
  ASSERT_EQ(linhui({"backup", "b.tar", "--ledger", "ledger"}).exit, 0);
  const std::string line = "cd " + quoted(folder_) + " && tar -xf b.tar 2>err.txt";
  ASSERT_EQ(std::system(line.c_str()), 0) << file_bytes(folder_ / "err.txt");
  // `tar` has put manifest.json and ledger/ where the first ledger lay.
  EXPECT_TRUE(fs::exists(folder_ / "manifest.json"));
  EXPECT_EQ(linhui({"verify", "--ledger", "ledger"}).exit, 0);
}

// One changed byte anywhere, one missing, one too many: refused, and nothing is made.
TEST_F(BackupCli, RefusesWhatIsNotWhole) {
  init();
  ASSERT_EQ(linhui({"backup", "b.tar", "--ledger", "ledger"}).exit, 0);
  const std::string whole = file_bytes(folder_ / "b.tar");
  ASSERT_GT(whole.size(), 8192u);
  const auto restore = [&](const std::string& bytes) {
    write_file(folder_ / "bad.tar", bytes);
    const Run run = linhui({"restore", "bad.tar", "--none-kept", "--ledger", "second", "--json"});
    EXPECT_EQ(run.exit, 4) << run.out << run.err;
    EXPECT_FALSE(fs::exists(folder_ / "second"));
    return code(run);
  };
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{600}, std::size_t{1600}, whole.size() / 2, whole.size() - 1}) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_EQ(restore(changed), "backup_damaged") << at;
  }
  EXPECT_EQ(restore(whole + "x"), "backup_damaged");
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{511}, std::size_t{512}, std::size_t{600}, std::size_t{1'600},
        whole.size() / 2, whole.size() - 512, whole.size() - 1}) {
    EXPECT_EQ(restore(whole.substr(0, size)), "backup_damaged") << "cut at " << size;
  }
  EXPECT_EQ(restore(""), "backup_damaged");
  EXPECT_EQ(restore("no tar at all"), "backup_damaged");
}

// A damaged ledger is not worth a copy, and its owner should hear of it now.
TEST_F(BackupCli, CopiesNoDamage) {
  init();
  const fs::path data = folder_ / "ledger/data.mdb";
  std::string bytes = file_bytes(data);
  const auto at = bytes.find("Registry");
  ASSERT_NE(at, std::string::npos);
  for (std::size_t i = at; i != std::string::npos; i = bytes.find("Registry", i)) bytes[i] = 'r';
  write_file(data, bytes);
  const Run run = linhui({"backup", "b.tar", "--ledger", "ledger", "--json"});
  EXPECT_EQ(run.exit, 4) << run.out << run.err;
  EXPECT_FALSE(fs::exists(folder_ / "b.tar"));
}

}  // namespace
}  // namespace linhui::cli
