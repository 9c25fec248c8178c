// Keys in a folder.
#include "api/app/desk/keyring.h"

#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

using std::filesystem::perms;

class Keys : public testing::Test {
 protected:
  const ScratchFolder folder_;
  Keyring keys_{folder_.path() / "keys"};
};

perms mode_of(const std::filesystem::path& path) {
  return std::filesystem::status(path).permissions() & perms::all;
}

}  // namespace

TEST_F(Keys, AreTheirOwnersAlone) {
  const auto made = value_of(keys_.create("dev"));
  EXPECT_EQ(ledger::key_id(value_of(keys_.load("dev")).public_key()), ledger::key_id(made));
  EXPECT_EQ(mode_of(keys_.folder()), perms::owner_all);
  EXPECT_EQ(mode_of(keys_.file_of("dev")), perms::owner_read | perms::owner_write);
  EXPECT_EQ(code_of(keys_.create("dev")), "key_file_exists");
  EXPECT_EQ(ledger::key_id(value_of(keys_.load("dev")).public_key()), ledger::key_id(made));
}

TEST_F(Keys, SayWhoseAreAtHand) {
  EXPECT_TRUE(keys_.parties().empty());
  value_of(keys_.create("b"));
  value_of(keys_.create("a"));
  EXPECT_EQ(keys_.parties(), (std::vector<std::string>{"a", "b"}));
  keys_.remove("a");
  EXPECT_EQ(keys_.parties(), std::vector<std::string>{"b"});
  const auto missing = keys_.load("a");
  ASSERT_EQ(code_of(missing), "key_not_at_hand");
  EXPECT_EQ(missing.problem().detail, keys_.file_of("a").string());
  linhui::write_file(keys_.file_of("b"), "no key");
  EXPECT_EQ(code_of(keys_.load("b")), "key_malformed");
}

// A variable of the environment as a test wants it, and as it was when it goes.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    setenv(name, value, 1);
  }
  ~Variable() {
    if (before_) {
      setenv(name_, before_->c_str(), 1);
    } else {
      unsetenv(name_);
    }
  }

 private:
  const char* name_;
  std::optional<std::string> before_;
};
constexpr const char* kPassphrase = "LINHUI_KEY_PASSPHRASE";

TEST_F(Keys, OfTheLogLieUnderThePassphraseToo) {
  const auto folder = folder_.path() / "ledger";
  {
    const Variable right(kPassphrase, "right");
    value_of(create_ledger(folder, {"L", "bureau", "Bureau", true}, keys_.folder()));
  }
  const auto key = value_of(Workspace::open(folder, Workspace::Mode::read, keys_.folder()))
                       ->view()
                       .log_key()
                       .key;
  const auto file = keys_.log_key_file(key).file;
  EXPECT_EQ(mode_of(file), perms::owner_read | perms::owner_write);
  std::ifstream in(file);
  const std::string pem(std::istreambuf_iterator<char>(in), {});
  EXPECT_TRUE(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----")) << pem.substr(0, 40);
  EXPECT_FALSE(std::filesystem::exists(folder / "log.key"));

  const auto opened = [&] {
    return Workspace::open(folder, Workspace::Mode::write, keys_.folder());
  };
  EXPECT_EQ(code_of(opened()), "passphrase_missing");
  EXPECT_EQ(code_of(keys_.load("bureau")), "passphrase_missing");
  {
    const Variable wrong(kPassphrase, "wrong");
    EXPECT_EQ(code_of(opened()), "passphrase_wrong");
    EXPECT_EQ(code_of(keys_.load("bureau")), "passphrase_wrong");
  }
  const Variable right(kPassphrase, "right");
  EXPECT_TRUE(opened().ok());
  // It may have a passphrase of its own; those who come with other keys find it beside the ledger.
  {
    const Variable another(kPassphrase, "another");
    EXPECT_EQ(code_of(opened()), "passphrase_wrong");
    const Variable own("LINHUI_LOG_KEY_PASSPHRASE", "right");
    EXPECT_TRUE(opened().ok());
    std::filesystem::create_directory(keys_beside(folder));
    std::filesystem::rename(file, keys_beside(folder) / file.filename());
    EXPECT_TRUE(opened().ok());
    std::filesystem::rename(keys_beside(folder) / file.filename(), file);
  }
  // In the ledger's folder it is found too; nowhere, it is missed by name.
  std::filesystem::rename(file, folder / "log.key");
  EXPECT_TRUE(opened().ok());
  std::filesystem::remove(folder / "log.key");
  EXPECT_EQ(code_of(opened()), "log_key_missing");
}

// The new key is on the disk before anybody knows it, and the old one stays.
TEST_F(Keys, TakeThePlaceOfOthers) {
  const auto old_id = ledger::key_id(value_of(keys_.create("dev")));
  const auto dropped = value_of(keys_.create_beside("dev"));
  EXPECT_TRUE(std::filesystem::exists(dropped.file));
  keys_.discard(dropped);
  EXPECT_FALSE(std::filesystem::exists(dropped.file));
  const auto fresh = value_of(keys_.create_beside("dev"));
  EXPECT_EQ(fresh.old_id, old_id);
  EXPECT_EQ(ledger::key_id(value_of(keys_.load("dev")).public_key()), old_id);
  EXPECT_TRUE(keys_.put_in_place("dev", fresh).ok());
  EXPECT_EQ(ledger::key_id(value_of(keys_.load("dev")).public_key()),
            ledger::key_id(fresh.key.public_key()));
  EXPECT_TRUE(std::filesystem::exists(keys_.folder() / ("dev." + old_id + ".old")));
  EXPECT_EQ(keys_.parties(), std::vector<std::string>{"dev"});
  EXPECT_EQ(code_of(keys_.create_beside("nobody")), "key_not_at_hand");
}

// A first key waits until the log has it, so that an ended attempt neither blocks the next one nor
// leaves a record without its key.
TEST_F(Keys, WaitUntilTheyAreRecorded) {
  const auto first = value_of(keys_.create_waiting("dev"));
  EXPECT_EQ(code_of(keys_.load("dev")), "key_not_at_hand");
  EXPECT_TRUE(keys_.waits("dev"));
  EXPECT_EQ(value_of(keys_.create_waiting("dev")).file, first.file) << "the same is taken again";
  EXPECT_FALSE(keys_.waits("de"));

  const std::string id = ledger::key_id(first.key.public_key());
  keys_.put_recorded_in_place([](const std::string&, const std::string&) { return false; });
  EXPECT_TRUE(keys_.waits("dev"));
  keys_.put_recorded_in_place([&](const std::string& party, const std::string& key_id) {
    return party == "dev" && key_id == id;
  });
  EXPECT_EQ(ledger::key_id(value_of(keys_.load("dev")).public_key()), id);
  EXPECT_FALSE(keys_.waits("dev"));
  EXPECT_EQ(code_of(keys_.create_waiting("dev")), "key_file_exists");

  const auto second = value_of(keys_.create_beside("dev"));
  const std::string second_id = ledger::key_id(second.key.public_key());
  keys_.put_recorded_in_place(
      [&](const std::string&, const std::string& key_id) { return key_id == second_id; });
  EXPECT_EQ(ledger::key_id(value_of(keys_.load("dev")).public_key()), second_id);
  EXPECT_TRUE(std::filesystem::exists(keys_.folder() / ("dev." + id + ".old")));
}

TEST(KeysBeside, AreNamedAfterTheLedger) {
  EXPECT_EQ(keys_beside("a/ledger"), "a/ledger.keys");
  EXPECT_EQ(keys_beside("a/ledger/"), "a/ledger.keys");
}

}  // namespace linhui::api::app
