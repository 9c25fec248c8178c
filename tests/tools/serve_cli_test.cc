// What `linhui serve` refuses before it listens.
#include "tests/tools/cli_fixture.h"

namespace linhui::cli {
namespace {

class ServeCli : public Cli {
 protected:
  // The exit status and what it says.
  std::pair<int, std::string> serve(std::vector<std::string> more) {
    std::vector<std::string> words = {"serve", "--ledger", "ledger"};
    words.insert(words.end(), more.begin(), more.end());
    const Run run = linhui(words);
    return {run.exit, run.out + run.err};
  }
};

TEST_F(ServeCli, RefusesPlainHttpThatOthersReach) {
  for (const char* address : {"0.0.0.0:0", "192.0.2.1:0", "[::]:0", "[2001:db8::1]:0"}) {
    const auto [exit, said] = serve({"--listen", address});
    EXPECT_EQ(exit, 2) << address;
    EXPECT_NE(said.find("--plain-http"), std::string::npos) << said;
  }
  // Asked for, or with TLS, or on the loopback, it goes on to what is missing here: the ledger.
  for (const std::vector<std::string>& line :
       {std::vector<std::string>{"--listen", "0.0.0.0:0", "--plain-http"},
        {"--listen", "0.0.0.0:0", "--tls-cert", "c.pem", "--tls-key", "k.pem"},
        {"--listen", "127.0.0.1:0"},
        {"--listen", "[::1]:0"}}) {
    const auto [exit, said] = serve(line);
    EXPECT_EQ(exit, 1) << said;
    EXPECT_NE(said.find("ledger_not_found"), std::string::npos) << said;
  }
}

TEST_F(ServeCli, RefusesAProxyThatIsNoNetwork) {
  const auto [exit, said] = serve({"--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "nginx"});
  EXPECT_EQ(exit, 2);
  EXPECT_NE(said.find("proxy_malformed"), std::string::npos) << said;
  EXPECT_NE(said.find("nginx"), std::string::npos) << said;
}

// At start, with the file and the way out; not to the first farmer.
TEST_F(ServeCli, RefusesAPrivateStoreThatItCannotUse) {
  const Run made = linhui({"init", "ledger", "--name", "N", "--purpose", "demonstration",
                           "--registrar", "reg", "--registrar-name", "R"});
  ASSERT_EQ(made.exit, 0) << made.err;
  fs::create_directories(folder_ / "ledger/private");
  write_file(folder_ / "ledger/private/data.mdb", "without its key");
  const auto [exit, said] = serve({"--listen", "127.0.0.1:0"});
  EXPECT_EQ(exit, 3);
  EXPECT_NE(said.find("private_store_unusable"), std::string::npos) << said;
  EXPECT_NE(said.find("private.key"), std::string::npos) << said;
  EXPECT_NE(said.find("chown"), std::string::npos) << said;
}

}  // namespace
}  // namespace linhui::cli
