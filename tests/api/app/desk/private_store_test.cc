// Personal data beside a ledger: encrypted, and gone when it is taken out.
#include "api/app/desk/private_store.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

#include "ledger/store/open_store.h"
#include "tests/api/app/outcomes.h"
#include "tests/scratch_folder.h"

namespace linhui::api::app {
namespace {

namespace fs = std::filesystem;
using ledger::StoreMode;

class PrivateStores : public testing::Test {
 protected:
  template <class T, class... Ids>
  void keep(const T& entry, const Ids&... ids) {
    PrivateChanges changes;
    changes.put(entry, ids...);
    ASSERT_EQ(code_of(store_.write(changes)), "done");
  }
  std::string party_of(const std::string& number) const {
    const auto kept = store_.read<KeptNumber>(number);
    return kept ? kept->party : "nothing";
  }
  fs::path key_file() const { return folder_ / "private.key"; }

  // What lies in the store as it lies there.
  std::string sealed(const std::string& name) const {
    const auto opened = ledger::open_store(folder_, StoreMode::read);
    return opened.value()->snapshot()->get(ledger::Table::state, name).value();
  }
  void lay(const std::string& name, const std::string& bytes) const {
    ledger::Changes changes;
    changes[static_cast<std::size_t>(ledger::Table::state)][name] = bytes;
    const auto opened = ledger::open_store(folder_, StoreMode::write);
    ASSERT_TRUE(opened.value()->commit(changes).ok());
  }

  const ScratchFolder scratch_;
  const fs::path folder_ = scratch_.path() / "private";
  PrivateStore store_{folder_};
};

}  // namespace

TEST_F(PrivateStores, GiveBackWhatWasKeptAndNothingElse) {
  EXPECT_EQ(party_of("N1"), "nothing");
  EXPECT_TRUE(store_.scan<KeptNumber>().empty());
  EXPECT_FALSE(fs::exists(folder_)) << "reading makes nothing";
  keep(KeptNumber{"p1"}, "N1");
  EXPECT_EQ(party_of("N1"), "p1");
  EXPECT_EQ(party_of("N2"), "nothing");
  EXPECT_FALSE(store_.read<KeptHolder>("N1")) << "another family's";
  keep(KeptNumber{"p2"}, "N1");
  EXPECT_EQ(party_of("N1"), "p2");
  EXPECT_EQ(PrivateStore(folder_).read<KeptNumber>("N1")->party, "p2") << "opened again";
}

TEST_F(PrivateStores, ScanAFamilyInOrderOrWhatLiesUnderAnId) {
  PrivateChanges changes;
  changes.put(KeptCertificate{"q2"}, "c1", "q2");
  changes.put(KeptCertificate{"q1"}, "c1", "q1");
  changes.put(KeptCertificate{"q3"}, "c10", "q3");
  changes.put(KeptNumber{"p"}, "N");
  ASSERT_EQ(code_of(store_.write(changes)), "done");
  const auto rights_under = [&](const auto&... ids) {
    std::string found;
    for (const auto& [id, entry] : store_.scan<KeptCertificate>(ids...)) {
      found += id + "=" + entry.right + " ";
    }
    return found;
  };
  EXPECT_EQ(rights_under(), "c1/q1=q1 c1/q2=q2 c10/q3=q3 ");
  EXPECT_EQ(rights_under("c1"), "q1=q1 q2=q2 ") << "c10 only begins like it";
  EXPECT_EQ(rights_under("c2"), "");
}

TEST_F(PrivateStores, AreTheirOwnersAloneAndSayNothingInClear) {
  KeptHolder holder;
  holder.name = "a name that is easily found";
  keep(holder, "h1");
  EXPECT_EQ(fs::status(folder_).permissions() & fs::perms::all, fs::perms::owner_all);
  EXPECT_EQ(fs::status(key_file()).permissions() & fs::perms::all,
            fs::perms::owner_read | fs::perms::owner_write);
  for (const auto& entry : fs::directory_iterator(folder_)) {
    EXPECT_EQ(file_bytes(entry.path()).find("easily found"), std::string::npos) << entry.path();
  }
  const std::string before = sealed("holder/h1");
  keep(holder, "h1");
  EXPECT_NE(sealed("holder/h1"), before) << "the same text, another nonce";
}

TEST_F(PrivateStores, AreReadUnderTheirOwnKeyOnly) {
  keep(KeptNumber{"p1"}, "N1");
  const std::string own = file_bytes(key_file());
  linhui::write_file(key_file(), std::string(64, '0'));
  EXPECT_EQ(party_of("N1"), "nothing");
  EXPECT_TRUE(store_.scan<KeptNumber>().empty());
  for (const std::string& junk : {std::string(), own.substr(1), own + "00", "no key " + own}) {
    linhui::write_file(key_file(), junk);
    EXPECT_EQ(party_of("N1"), "nothing");
    EXPECT_TRUE(store_.scan<KeptNumber>().empty());
    PrivateChanges changes;
    changes.put(KeptNumber{"p2"}, "N1");
    EXPECT_EQ(code_of(store_.write(changes)), "key_malformed") << junk;
  }
  linhui::write_file(key_file(), own);
  EXPECT_EQ(party_of("N1"), "p1") << "nothing was written meanwhile";
}

TEST_F(PrivateStores, DoNotGiveAnEntryThatWasDamagedOrMoved) {
  keep(KeptNumber{"p1"}, "N1");
  keep(KeptNumber{"p2"}, "N2");
  const std::string whole = sealed("number/N1");
  const auto lost = [&](const std::string& bytes) {
    lay("number/N1", bytes);
    EXPECT_EQ(party_of("N1"), "nothing");
    const auto left = store_.scan<KeptNumber>();
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].first, "N2") << "the others are there all the same";
  };
  for (std::size_t at = 0; at < whole.size(); at += 5) {
    std::string flipped = whole;
    flipped[at] ^= 1;
    lost(flipped);
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{27}, std::size_t{28}, whole.size() - 1}) {
    lost(whole.substr(0, size));
  }
  lost(whole + '\0');
  lost(sealed("number/N2"));
  lay("number/N1", whole);
  EXPECT_EQ(party_of("N1"), "p1");
}

class PrivateStoreChecks : public testing::Test {
 protected:
  // Another user may come this far.
  PrivateStoreChecks() {
    std::filesystem::permissions(scratch_.path(), std::filesystem::perms::all);
  }

  std::filesystem::path path() const { return scratch_.path() / "private"; }
  void fill() const {
    PrivateChanges changes;
    changes.put(KeptNumber{"holder-1"}, std::string("ABCDEFGHJK"));
    ASSERT_TRUE(PrivateStore(path()).write(changes).ok());
  }
  std::string wrong() const {
    const auto checked = PrivateStore(path()).check();
    if (checked.ok()) return checked.value() ? "ok" : "none";
    EXPECT_EQ(checked.problem().code, "private_store_unusable");
    EXPECT_EQ(checked.problem().exit, ExitStatus::machine_failed);
    return checked.problem().detail;
  }

  const ScratchFolder scratch_;
};

TEST_F(PrivateStoreChecks, AreThereOnceWritten) {
  EXPECT_EQ(wrong(), "none");
  EXPECT_FALSE(std::filesystem::exists(path()));
  fill();
  EXPECT_EQ(wrong(), "ok");
}

TEST_F(PrivateStoreChecks, NameTheFileThatIsWrong) {
  const auto key = path() / "private.key", data = path() / "data.mdb";
  fill();
  linhui::write_file(key, std::string(64, 'a'));
  EXPECT_EQ(wrong(), key.string() + ": another key than that of the store");
  linhui::write_file(key, "junk");
  EXPECT_EQ(wrong(), key.string() + ": no key stands in it");
  std::filesystem::remove(key);
  EXPECT_EQ(wrong(), key.string() + ": No such file or directory");
}

// The bureau runs `sudo linhui init`, and the service as its own user.
TEST_F(PrivateStoreChecks, OfAnotherUserAreNotUsable) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  fill();
  std::filesystem::permissions(path(), std::filesystem::perms::all);
  const auto as_nobody = [this] {
    int pipe[2];
    EXPECT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      constexpr uid_t kNobody = 65534;
      const bool changed = ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0;
      const std::string found = changed ? wrong() : "cannot change the user";
      const bool written = ::write(pipe[1], found.data(), found.size()) >= 0;
      ::_exit(written ? 0 : 1);
    }
    ::close(pipe[1]);
    std::string found;
    char bytes[512];
    for (ssize_t size; (size = ::read(pipe[0], bytes, sizeof bytes)) > 0;) {
      found.append(bytes, static_cast<std::size_t>(size));
    }
    ::close(pipe[0]);
    ::waitpid(child, nullptr, 0);
    return found;
  };
  EXPECT_EQ(as_nobody(), (path() / "private.key").string() + ": Permission denied");
  std::filesystem::permissions(path() / "private.key", std::filesystem::perms::all);
  std::filesystem::permissions(path() / "data.mdb", std::filesystem::perms::owner_all);
  EXPECT_EQ(as_nobody(), (path() / "data.mdb").string() + ": Permission denied");
  std::filesystem::permissions(path(), std::filesystem::perms::owner_all);
  EXPECT_EQ(as_nobody(), path().string() + ": Permission denied");
}

TEST_F(PrivateStoreChecks, HaveASecretForEachPurposeThatStays) {
  fill();
  const PrivateStore store(path());
  const std::string secret = store.secret_for("one").value();
  EXPECT_EQ(secret.size(), 32u);
  EXPECT_EQ(PrivateStore(path()).secret_for("one").value(), secret);
  EXPECT_NE(store.secret_for("other").value(), secret);
}

// One thread checks PINs while others read: neither may fail because of the other.
TEST_F(PrivateStores, AreReadWhileTheyAreWritten) {
  keep(KeptNumber{"p"}, "N");
  std::atomic<bool> done = false;
  std::atomic<int> lost = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) lost += party_of("N") != "p" || !store_.check().ok();
    });
  }
  for (int i = 0; i < 30; ++i) keep(KeptNumber{"q"}, std::to_string(i));
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(lost, 0);
}

}  // namespace linhui::api::app
