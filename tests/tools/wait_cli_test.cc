// Two clerks at once: the second waits its turn.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include <thread>

#include "tests/tools/cli_fixture.h"

namespace linhui::cli {
namespace {

class TwoClerks : public Cli {
 protected:
  // The first clerk, at work until let_go().
  void take_the_ledger() {
    descriptor_ = open((folder_ / "ledger" / "writer.lock").c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(flock(descriptor_, LOCK_EX), 0);
  }
  void let_go() { close(descriptor_); }
  Run admit(const std::string& party, const std::string& seconds) {
    return linhui({"party", "add", party, "--kind", "company", "--role", "developer", "--name",
                   party, "--ledger", "ledger", "--wait", seconds});
  }

  int descriptor_ = -1;
};

TEST_F(TwoClerks, TheSecondSaysThatItWaitsAndIsServed) {
  init();
  take_the_ledger();
  Run second;
  std::thread clerk([&] { second = admit("dev", "100"); });
  const auto said = [&] { return file_bytes(folder_ / "err.txt"); };
  while (said().find("waiting for another writer: process ") == std::string::npos) {
    std::this_thread::yield();
  }
  let_go();
  clerk.join();
  EXPECT_EQ(second.exit, 0) << second.err;
}

TEST_F(TwoClerks, TheSecondIsToldHowLongItHasWaited) {
  init();
  take_the_ledger();
  const Run at_once = admit("dev", "0");
  EXPECT_EQ(at_once.exit, 3);
  EXPECT_NE(at_once.err.find("writer_busy"), std::string::npos) << at_once.err;
  const Run later = admit("dev", "1");
  EXPECT_EQ(later.exit, 3);
  EXPECT_NE(later.err.find(", waited 1 s"), std::string::npos) << later.err;
  let_go();
  EXPECT_EQ(admit("dev", "0").exit, 0);
  EXPECT_EQ(linhui({"party", "list", "--ledger", "ledger", "--wait", "x"}).exit, 2);
}

}  // namespace
}  // namespace linhui::cli
