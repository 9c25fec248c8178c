// The commands, one by one.
#include <gtest/gtest.h>

#include "tests/tools/cli_fixture.h"

namespace linhui::cli {
namespace {

// The figures that auditors keep are the figures that the program prints, byte for byte.
TEST_F(Cli, ReproducesTheGoldenEstimates) {
  const auto forest = linhui({"estimate", golden("ar_cm_001/inventory.csv"), "--method",
                              "AR-CM-001-V01", "--from", "2020", "--to", "2025"});
  EXPECT_EQ(forest.exit, 0) << forest.err;
  EXPECT_EQ(forest.out, file_bytes(golden("ar_cm_001/expected.csv")));
  const auto wetland = linhui({"estimate", golden("ipcc_2013_wl/inventory.csv"), "--method",
                               "IPCC-2013-WL", "--from", "2020", "--to", "2026", "--out", "w.csv"});
  EXPECT_EQ(wetland.exit, 0) << wetland.err;
  EXPECT_EQ(file_bytes(folder_ / "w.csv"), file_bytes(golden("ipcc_2013_wl/expected.csv")));
  EXPECT_NE(wetland.out.find("net SOURCE"), std::string::npos) << wetland.out;
}

// The measured years are the natural period.
TEST_F(Cli, TakesThePeriodFromTheMeasuredYears) {
  const auto run =
      linhui({"estimate", golden("ar_cm_001/inventory.csv"), "--method", "AR-CM-001-V01"});
  EXPECT_EQ(run.exit, 0) << run.err;
  EXPECT_EQ(run.out, file_bytes(golden("ar_cm_001/expected.csv")));
  const auto none =
      linhui({"estimate", golden("ipcc_2013_wl/inventory.csv"), "--method", "IPCC-2013-WL"});
  EXPECT_EQ(none.exit, 2);
  EXPECT_NE(none.err.find("period_missing"), std::string::npos) << none.err;
}

// A script parses stdout: it must be one document and nothing else.
TEST_F(Cli, PrintsOneJsonDocumentAndNothingElse) {
  const auto run = linhui({"estimate", golden("ar_cm_001/inventory.csv"), "--method",
                           "AR-CM-001-V01", "--baseline", "12.5", "--json"});
  ASSERT_EQ(run.exit, 0) << run.err;
  EXPECT_EQ(run.err, "");
  const Json document = Json::parse(run.out, nullptr, false);
  ASSERT_TRUE(document.is_object()) << run.out.substr(0, 300);
  EXPECT_EQ(document.at("method"), "AR-CM-001-V01");
  EXPECT_EQ(document.at("summary").at("baseline_tCO2e"), "12.5000");
  EXPECT_EQ(document.at("rows").at(0).at("stock_tCO2e"), "1006.7030");
  EXPECT_TRUE(document.at("rows").at(0).at("change_tCO2e").is_null());
  EXPECT_EQ(document.at("parameter_set_sha256").get<std::string>().size(), 64u);
  EXPECT_EQ(document.at("input_sha256").get<std::string>().size(), 64u);
  const auto methods = linhui({"method", "list", "--json"});
  EXPECT_TRUE(Json::accept(methods.out)) << methods.out;
  EXPECT_EQ(methods.err, "");
  const auto refused = linhui({"log", "show", "--ledger", "none", "--json"});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(Json::parse(refused.out).at("error").at("code"), "ledger_not_found");
}

// Whoever mends a file wants all of its faults at once.
TEST_F(Cli, ListsEveryFaultOfAFile) {
  write_file(folder_ / "bad.csv",
             "stand_id,area_ha,species,volume_m3_ha_2020\n"
             "A,1.5,马尾松,80\nA,2,杉木,90\nB,minus,杉木,90\n");
  const auto run = linhui({"stands", "check", "bad.csv"});
  EXPECT_EQ(run.exit, 1);
  EXPECT_NE(run.err.find("bad.csv:3"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("bad.csv:4"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("faults: 2"), std::string::npos) << run.err;
  const auto json = linhui({"stands", "check", "bad.csv", "--json"});
  EXPECT_EQ(json.exit, 1);
  EXPECT_EQ(Json::parse(json.out).at("error").at("faults").size(), 2u) << json.out;
  // What the reader lets pass, the method may not: with the row of each.
  write_file(folder_ / "unknown.csv",
             "stand_id,area_ha,species,volume_m3_ha_2020,volume_m3_ha_2025\n"
             "A,1.5,no such tree,80,90\nB,1,neither this,80,90\n");
  const auto refused = linhui({"estimate", "unknown.csv", "--method", "AR-CM-001-V01"});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.err.find("unknown.csv"), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("faults: 2"), std::string::npos) << refused.err;
}

TEST_F(Cli, AnswersWrongUsageWithTwo) {
  const std::vector<std::vector<std::string>> kWrong = {
      {},
      {"no-such-command"},
      {"estimate"},
      {"estimate", golden("ar_cm_001/inventory.csv")},
      {"log"},
      {"log", "show"},  // no ledger named
      {"log", "show", "--ledger", "x", "--no-such-option"},
      {"verify-proof", "proof.json", "--key", "not a key"},
      {"estimate", "x.csv", "--method", "AR-CM-001-V01", "--out", "x.doc"},
      {"stands", "check", golden("ar_cm_001/inventory.csv"), "--map", "nothing"},
      {"verify", "--ledger", "postgresql://localhost/x", "--lang", "fr"}};
  for (const auto& words : kWrong) {
    const auto run = linhui(words);
    EXPECT_EQ(run.exit, 2) << testing::PrintToString(words) << run.out << run.err;
    EXPECT_NE(run.err, "") << testing::PrintToString(words);
  }
}

// Subcommands of a help text, by the lines under their heading.
std::vector<std::string> commands_in(const std::string& help) {
  std::vector<std::string> names;
  const auto heading = help.find("Subcommands:\n");
  if (heading == std::string::npos) return names;
  std::size_t begin = help.find('\n', heading) + 1;
  while (begin < help.size() && help.compare(begin, 2, "  ") == 0) {
    const std::size_t end = help.find('\n', begin);
    if (help[begin + 2] != ' ') {
      names.push_back(help.substr(begin + 2, help.find_first_of(" \n", begin + 2) - begin - 2));
    }
    begin = end + 1;
  }
  return names;
}

// Help without an example leaves people guessing.
TEST_F(Cli, ShowsAnExampleWithTheHelpOfEveryCommand) {
  std::size_t verbs = 0;
  const auto top = linhui({"--help"});
  EXPECT_EQ(top.exit, 0);
  const auto nouns = commands_in(top.out);
  EXPECT_GE(nouns.size(), 20u) << top.out;
  for (const std::string& noun : nouns) {
    const auto help = linhui({noun, "--help"});
    EXPECT_EQ(help.exit, 0) << noun;
    const auto names = commands_in(help.out);
    if (names.empty()) {
      EXPECT_NE(help.out.find("Example:\n  linhui " + noun), std::string::npos) << help.out;
      ++verbs;
    }
    for (const std::string& name : names) {
      const auto inner = linhui({noun, name, "--help"});
      EXPECT_NE(inner.out.find("Example:\n  linhui " + noun + " " + name), std::string::npos)
          << inner.out;
      ++verbs;
    }
  }
  EXPECT_GE(verbs, 50u);
}

TEST_F(Cli, SpeaksBothLanguages) {
  EXPECT_NE(linhui({"--help"}).out.find("trading ledger"), std::string::npos);
  EXPECT_NE(linhui({"--help"}, "LANG=zh_CN.UTF-8").out.find("林业碳汇"), std::string::npos);
  EXPECT_EQ(linhui({"--help", "--lang", "zh"}).out.find("Options:"), std::string::npos);
  EXPECT_NE(linhui({"--help", "--lang", "zh"}).out.find("林业碳汇"), std::string::npos);
  EXPECT_NE(linhui({"--lang=en", "--help"}, "LANG=zh_CN.UTF-8").out.find("trading ledger"),
            std::string::npos);
  EXPECT_NE(linhui({"log", "show", "--ledger", "none"}, "LANG=zh_CN.UTF-8").err.find("没有账本"),
            std::string::npos);
}

// A new ledger takes parties, says who acts, and audits as sound.
TEST_F(Cli, KeepsALedger) {
  init();
  const auto again = linhui({"init", "ledger", "--name", "Test", "--purpose", "demonstration",
                             "--registrar", "reg", "--registrar-name", "Registry"});
  EXPECT_EQ(again.exit, 1);
  EXPECT_NE(again.err.find("ledger_exists"), std::string::npos) << again.err;
  const auto party = linhui({"party", "add", "dev", "--kind", "company", "--role", "developer",
                             "--name", "Developer", "--ledger", "ledger"});
  EXPECT_EQ(party.exit, 0) << party.err;
  const auto list = linhui({"party", "list", "--json"}, "LINHUI_LEDGER=ledger");
  ASSERT_EQ(list.exit, 0) << list.err;
  const Json document = Json::parse(list.out);
  EXPECT_EQ(document.at("parties").size(), 2u);
  EXPECT_EQ(document.at("demonstration"), true);
  EXPECT_NE(linhui({"party", "list", "--ledger", "ledger"}).out.find("DEMONSTRATION"),
            std::string::npos);
  // Nobody at hand may verify: the refusal says so, and the log stays as it is.
  const auto refused =
      linhui({"report", "verify", "R1", "--opinion", "good", "--ledger", "ledger"});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.err.find("key_not_at_hand"), std::string::npos) << refused.err;
  const auto role = linhui({"party", "add", "x", "--kind", "company", "--role", "king", "--name",
                            "X", "--ledger", "ledger"});
  EXPECT_EQ(role.exit, 1);
  EXPECT_NE(role.err.find("role_unknown"), std::string::npos) << role.err;
  const auto verified = linhui({"verify", "--json", "--ledger", "ledger"});
  EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
  EXPECT_EQ(Json::parse(verified.out).at("records"), 2);
}

// A ledger on a server is for another build to make: said before there is a key of it.
TEST_F(Cli, MakesNothingWhereTheStorageIsNotBuilt) {
  const std::string url = "postgresql://localhost/x";
  const auto made = linhui({"init", url, "--name", "Test", "--purpose", "demonstration",
                            "--registrar", "reg", "--registrar-name", "Registry"});
  EXPECT_EQ(made.exit, 2) << made.err;
  EXPECT_NE(made.err.find("storage_not_built"), std::string::npos) << made.err;
  EXPECT_FALSE(fs::exists(folder_ / "postgresql:"));
  const auto shown = linhui({"log", "show", "--ledger", url});
  EXPECT_EQ(shown.exit, 2) << shown.err;
  EXPECT_NE(shown.err.find("storage_not_built"), std::string::npos) << shown.err;
}

// The new key signs from then on; the old one can go.
TEST_F(Cli, ChangesAKey) {
  init();
  ASSERT_EQ(linhui({"key", "new", "reg", "--ledger", "ledger"}).exit, 0);
  const auto shown = linhui({"key", "show", "--json", "--ledger", "ledger"});
  const Json keys = Json::parse(shown.out).at("keys");
  ASSERT_EQ(keys.size(), 2u);
  const Json& old = keys[0].at("at_hand") == true ? keys[1] : keys[0];
  EXPECT_EQ(old.at("at_hand"), false);
  const auto revoked =
      linhui({"key", "revoke", old.at("key"), "--reason", "changed", "--ledger", "ledger"});
  EXPECT_EQ(revoked.exit, 0) << revoked.err;
  EXPECT_EQ(linhui({"verify", "--ledger", "ledger"}).exit, 0);
}

// A proof of one record is checked with the key alone; another key does not fit.
TEST_F(Cli, ProvesARecordWithoutTheLedger) {
  init();
  std::string key = linhui({"log", "key", "--ledger", "ledger"}).out;
  key.pop_back();
  ASSERT_EQ(linhui({"log", "prove", "0", "--out", "p.json", "--ledger", "ledger"}).exit, 0);
  EXPECT_EQ(linhui({"log", "prove", "7", "--out", "q.json", "--ledger", "ledger"}).exit, 1);
  ASSERT_EQ(linhui({"log", "tiles", "public", "--ledger", "ledger"}).exit, 0);
  EXPECT_EQ(file_bytes(folder_ / "public/checkpoint"),
            linhui({"log", "checkpoint", "--ledger", "ledger"}).out);
  EXPECT_TRUE(fs::exists(folder_ / "public/tile/entries/000.p/1"));
  EXPECT_EQ(linhui({"verify", "--key", key, "--ledger", "ledger"}).exit, 0);
  fs::rename(folder_ / "ledger", folder_ / "away");
  const auto verified = linhui({"verify-proof", "p.json", "--key", key});
  EXPECT_EQ(verified.exit, 0) << verified.err;
  // How old it is, and nothing that is not proved.
  EXPECT_NE(verified.out.find("As of 20"), std::string::npos) << verified.out;
  EXPECT_NE(verified.out.find("later events are not shown"), std::string::npos) << verified.out;
  Json proof = Json::parse(file_bytes(folder_ / "p.json"));
  proof["about"] = "retired by NOBODY";
  write_file(folder_ / "about.json", proof.dump());
  for (const char* form : {"--json", "--lang=zh"}) {
    const auto told = linhui({"verify-proof", "about.json", "--key", key, form});
    EXPECT_EQ(told.exit, 0) << told.err;
    EXPECT_EQ((told.out + told.err).find("NOBODY"), std::string::npos) << told.out;
  }
  write_file(folder_ / "deep.json",
             R"({"about":)" + std::string(500'000, '[') + std::string(500'000, ']') + "}");
  EXPECT_EQ(linhui({"verify-proof", "deep.json", "--key", key}).exit, 4);
  init("another");
  std::string other = linhui({"log", "key", "--ledger", "another"}).out;
  other.pop_back();
  EXPECT_EQ(linhui({"verify-proof", "p.json", "--key", other}).exit, 4);
  EXPECT_EQ(linhui({"verify", "--key", key, "--ledger", "another"}).exit, 4);
  write_file(folder_ / "junk.json", "\x01 no proof");
  EXPECT_EQ(linhui({"verify-proof", "junk.json", "--key", key}).exit, 4);
  EXPECT_EQ(linhui({"verify-proof", "none.json", "--key", key}).exit, 1);
}

// However a database is damaged, the audit says so and does not crash.
TEST_F(Cli, TellsDamageFromACrash) {
  init();
  const fs::path data = folder_ / "ledger/data.mdb";
  const std::string whole = file_bytes(data);
  ASSERT_GT(whole.size(), 3 * 4096u);
  std::string broken = whole;
  for (std::size_t i = 2 * 4096; i < broken.size(); i += 3) broken[i] = static_cast<char>(i * 7);
  write_file(data, broken);
  const auto run = linhui({"verify", "--ledger", "ledger"});
  EXPECT_EQ(run.exit, 4) << run.exit << run.out << run.err;
  EXPECT_NE(run.out + run.err, "");
}

// The whole story: told, verified, proved; and a single changed byte is found.
TEST_F(Cli, TellsTheDemonstrationToItsVerifiedProof) {
  const auto told = linhui({"demo", "demo", "--json"});
  ASSERT_EQ(told.exit, 0) << told.out << told.err;
  const Json result = Json::parse(told.out);
  EXPECT_EQ(result.at("proof_verified"), true);
  const std::string ledger = result.at("ledger"), proof = result.at("proof");
  const std::string key = result.at("verifier_key");
  const auto verified =
      linhui({"verify", "--recompute", "--key", key, "--ledger", ledger, "--json"});
  EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
  EXPECT_FALSE(Json::parse(verified.out).at("recomputed").empty());
  EXPECT_EQ(linhui({"verify-proof", proof, "--key", key}).exit, 0);
  EXPECT_EQ(linhui({"verify-proof", result.at("export"), "--key", key}).exit, 0);

  const fs::path file = folder_ / proof;
  std::string bytes = file_bytes(file);
  const auto at = bytes.find("amount_fen");
  ASSERT_NE(at, std::string::npos);
  const auto digit = bytes.find_first_of("123456789", at);
  bytes[digit] = bytes[digit] == '1' ? '2' : '1';
  write_file(folder_ / "changed.json", bytes);
  EXPECT_EQ(linhui({"verify-proof", "changed.json", "--key", key}).exit, 4);

  const Json blocks = Json::parse(linhui({"credit", "list", "--json", "--ledger", ledger}).out);
  ASSERT_FALSE(blocks.at("blocks").empty());
  const auto history = linhui(
      {"credit", "show", blocks.at("blocks").at(0).at("serials"), "--json", "--ledger", ledger});
  EXPECT_EQ(history.exit, 0) << history.out;
  EXPECT_GE(Json::parse(history.out).at("records").size(), 3u);
  EXPECT_EQ(linhui({"demo", "demo"}).exit, 1);
}

}  // namespace
}  // namespace linhui::cli
