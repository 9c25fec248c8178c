// The whole story by commands alone, on the sample that ships: from an inventory to a farmer's
// proof, with one mistake a chapter. The figures are the demonstration's.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/tools/cli_fixture.h"

namespace linhui::cli {
namespace {

using Words = std::vector<std::string>;

class StoryCli : public Cli {
 public:
  // The chapters, in order.
  void open_the_ledger();
  void admit_everybody();
  void register_the_project();
  void issue();
  void sell();
  void hand_on();
  void register_rights();
  void calculate();
  void approve_and_pay();
  void answer_a_household();
  void publish_and_verify();
  void read_every_page();

 protected:
  static std::string sample(const std::string& name) {
    return std::string(LINHUI_SOURCE_DIR) + "/tools/sample/data/" + name;
  }

  Run on(const std::string& day, Words words) {
    words.insert(words.end(), {"--at", day, "--ledger", "book"});
    return linhui(words);
  }
  // A step that is done; gives its document.
  Json done(const std::string& day, Words words) {
    words.push_back("--json");
    const Run run = on(day, words);
    EXPECT_EQ(run.exit, 0) << testing::PrintToString(words) << run.out << run.err;
    return Json::parse(run.out, nullptr, false);
  }
  // A step that is refused with a stable code, and leaves the log as it was.
  void refused(const std::string& day, const Words& words, const std::string& code, int exit = 1) {
    const std::string before = checkpoint();
    Words asked = words;
    asked.push_back("--json");
    const Run run = on(day, asked);
    EXPECT_EQ(run.exit, exit) << testing::PrintToString(words) << run.out << run.err;
    const Json document = Json::parse(run.out, nullptr, false);
    ASSERT_TRUE(document.is_object() && document.contains("error")) << run.out;
    EXPECT_EQ(document.at("error").at("code"), code) << run.out;
    EXPECT_NE(document.at("error").at("zh"), "") << run.out;
    EXPECT_EQ(checkpoint(), before);
  }
  std::string checkpoint() { return linhui({"log", "checkpoint", "--ledger", "book"}).out; }

  std::string key_, household_, prefix_;
};

void StoryCli::open_the_ledger() {
  const Run made =
      linhui({"init", "book", "--name", "Story", "--purpose", "demonstration", "--registrar",
              "bureau", "--registrar-name", "Bureau", "--at", "2026-01-05"});
  ASSERT_EQ(made.exit, 0) << made.err;
  key_ = linhui({"log", "key", "--ledger", "book"}).out;
  key_.pop_back();
  refused("05.01.2026",
          {"party", "add", "x", "--kind", "company", "--role", "buyer", "--name", "X"},
          "time_malformed", 2);
}

void StoryCli::admit_everybody() {
  const std::map<std::string, Words> kOrganisations = {{"developer", {"company", "developer"}},
                                                       {"verifier", {"verifier", "verifier"}},
                                                       {"buyer", {"company", "buyer"}},
                                                       {"airline", {"company", "buyer"}}};
  for (const auto& [party, traits] : kOrganisations) {
    done("2026-01-05", {"party", "add", party, "--kind", traits[0], "--role", traits[1], "--name",
                        party + " (demonstration)"});
  }
  int number = 0;
  for (const std::string town : {"甲", "乙", "丙"}) {
    for (const std::string village : {"一", "二", "三"}) {
      done("2026-01-05",
           {"party", "add", "collective-" + std::to_string(++number), "--kind", "collective",
            "--role", "collective", "--name", "示例村" + town + village + "集体经济组织",
            "--township", "示例镇" + town, "--village", "示例村" + town + village});
    }
  }
  refused("2026-01-05",
          {"party", "add", "buyer", "--kind", "company", "--role", "buyer", "--name", "again"},
          "party_exists");
}

void StoryCli::register_the_project() {
  write_file(folder_ / "paper.txt", "a document of the story\n");
  const Json checked = done("2026-01-05", {"stands", "check", sample("forest_stands.shp")});
  EXPECT_EQ(checked.at("stands"), 213);
  EXPECT_EQ(done("2026-01-05", {"stands", "import", sample("forest_stands.shp"), "--project", "F1"})
                .at("area_ha"),
            "1557.0480");
  refused("2026-01-05", {"stands", "import", "none.shp", "--project", "F1"}, "file_not_found");
  const Words publish = {"method",   "publish",         "AR-CM-001-V01", "--basis",
                         "recalled", "--compared-with", "not compared",  "--compared-by",
                         "nobody",   "--compared-on",   "2026-01-05"};
  refused("2026-01-05",
          {"project", "register", "F1", "--name", "F1", "--method", "AR-CM-001-V01", "--from",
           "2020", "--to", "2039"},
          "method_not_published");
  done("2026-01-05", publish);
  const Words define = {"mechanism",     "define",   "TICKET",       "--name",
                        "示例碳票",      "--buffer", "10/100",       "--method",
                        "AR-CM-001-V01", "--basis",  "demonstration"};
  done("2026-01-05", define);
  refused("2026-01-05", define, "mechanism_exists");
  done("2026-01-05", {"project", "register", "F1", "--name", "示例造林", "--method",
                      "AR-CM-001-V01", "--mechanism", "TICKET", "--from", "2020", "--to", "2039"});
  refused("2026-01-25",
          {"project", "validate", "F1", "--statement", "paper.txt", "--as", "developer"},
          "role_missing");
  done("2026-01-25", {"project", "validate", "F1", "--statement", "paper.txt"});
  done("2026-01-25", {"project", "approve", "F1"});
}

void StoryCli::issue() {
  const Words file = {"report", "file", "R1",          "--project",      "F1", "--from", "2020",
                      "--to",   "2025", "--statement", "no displacement"};
  EXPECT_EQ(done("2026-01-25", file).at("net_tCO2e_2021").get<std::string>().substr(0, 6),
            "14171.");
  refused("2026-01-25",
          {"report", "file", "R2", "--project", "F1", "--from", "2020", "--to", "2025",
           "--statement", "again"},
          "period_overlaps");
  refused("2026-01-25", {"credit", "issue", "--report", "R1"}, "report_state");
  done("2026-02-06", {"report", "verify", "R1", "--opinion", "recomputed; equal"});
  const Json issued = done("2026-02-06", {"credit", "issue", "--report", "R1"});
  EXPECT_EQ(issued.at("issued_tCO2e"), 70'857);
  EXPECT_EQ(issued.at("buffer_tCO2e"), 7'090);
}

void StoryCli::sell() {
  const Json held = done("2026-02-06", {"credit", "list", "--state", "held"});
  Words match = {"sale",  "match",   "S1",    "--seller",   "developer",    "--buyer",
                 "buyer", "--price", "62.50", "--contract", "演示合同第1号"};
  for (const Json& block : held.at("blocks")) {
    match.insert(match.end(), {"--serials", block.at("serials").get<std::string>()});
  }
  const std::string first = held.at("blocks").at(0).at("serials");
  prefix_ = first.substr(0, first.find("-F1-"));
  EXPECT_EQ(done("2026-02-06", match).at("amount_yuan"), "3985437.50");
  // The two undo it, and agree again under another number.
  done("2026-02-06", {"sale", "cancel", "S1", "--reason", "the contract named another buyer"});
  refused("2026-02-06", match, "sale_exists");
  match[2] = "S2";
  done("2026-02-06", match);
  const Words settle = {"sale",       "settle",     "S2",       "--received-on",
                        "2026-02-13", "--evidence", "paper.txt"};
  done("2026-02-13", settle);
  refused("2026-02-13", settle, "cash_exists");
  refused("2026-02-13", {"sale", "cancel", "S2", "--reason", "too late"}, "sale_state");
}

void StoryCli::hand_on() {
  const std::string hundred = prefix_ + "-F1-2025-1-100", ten = prefix_ + "-F1-2024-1-10";
  done("2026-02-13", {"credit", "offer", hundred, "--to", "airline", "--offer", "O1"});
  done("2026-02-13", {"credit", "accept", "O1"});
  refused("2026-02-13", {"credit", "accept", "O1"}, "offer_not_found");
  const Words retire = {"credit",        "retire",  prefix_ + "-F1-2025-1-20",
                        "--beneficiary", "airline", "--purpose",
                        "a flight"};
  done("2026-02-13", retire);
  refused("2026-02-13", retire, "block_final");
  done("2026-02-13", {"credit", "offer", ten, "--to", "airline", "--offer", "O2"});
  done("2026-02-13", {"credit", "decline", "O2"});
  done("2026-02-13",
       {"credit", "offer", ten, "--to", "airline", "--offer", "O3", "--expires", "2026-02-14"});
  refused("2026-02-14", {"credit", "accept", "O3"}, "offer_expired");
  done("2026-02-13", {"credit", "withdraw", "O3"});
  done("2026-02-13", {"credit", "cancel", ten, "--reason", "an error in the data"});
  const Json history = done("2026-02-13", {"credit", "show", hundred});
  EXPECT_EQ(history.at("blocks").size(), 2u) << history;
  EXPECT_EQ(done("2026-02-13", {"buffer", "show"}).at("credits_tCO2e"), 7'090);
}

void StoryCli::register_rights() {
  const Words import = {"right", "import", sample("rights.xlsx"), "--cards", "cards.csv"};
  const Json imported = done("2026-02-13", import);
  EXPECT_EQ(imported.at("rights"), 974);
  EXPECT_EQ(imported.at("households"), 300);
  EXPECT_EQ(fs::status(folder_ / "cards.csv").permissions() & fs::perms::all,
            fs::perms::owner_read | fs::perms::owner_write);
  const std::string cards = file_bytes(folder_ / "cards.csv");
  const auto line = cards.find('\n') + 1;
  household_ = cards.substr(line, cards.find(',', line) - line);
  refused("2026-02-13", {"right", "import", sample("rights.xlsx"), "--cards", "other.csv"},
          "rights_exceed_parcel");
}

void StoryCli::calculate() {
  Json scheme = {{"scheme", "FA1"}, {"project", "F1"}, {"basis", "resolution of all villages"}};
  scheme["steps"] = Json::array(
      {{{"step", "s1"}, {"kind", "cost"}, {"payee", "verifier"}, {"amount_fen", 3'800'000}},
       {{"step", "s2"}, {"kind", "percent"}, {"payee", "bureau"}, {"num", 10}, {"den", 100}},
       {{"step", "s3"}, {"kind", "percent"}, {"payee", "developer"}, {"num", 30}, {"den", 100}},
       {{"step", "s4"}, {"kind", "collective"}, {"num", 10}, {"den", 100}},
       {{"step", "s5"}, {"kind", "holders"}, {"by", "area_days"}}});
  for (Json& step : scheme["steps"]) {
    if (step.at("kind") == "percent") step["of"] = "remaining";
    step["label_en"] = step["label_zh"] = step["basis"] = "clause of " + std::string(step["step"]);
  }
  for (int i = 1; i <= 9; ++i) scheme["adopters"].push_back("collective-" + std::to_string(i));
  write_file(folder_ / "scheme.json", scheme.dump());
  write_file(folder_ / "bad.json", "{}");
  refused("2026-02-13", {"scheme", "adopt", "bad.json"}, "scheme_file_malformed");
  done("2026-02-13", {"scheme", "adopt", "scheme.json", "--resolution", "paper.txt"});
  done("2026-02-13", {"distribute", "calculate", "D1", "--scheme", "FA1", "--sale", "S2", "--from",
                      "2021-01-01", "--to", "2026-01-01"});
  refused("2026-02-13", {"distribute", "publish", "D1", "--notice", "paper.txt"}, "run_state");
}

void StoryCli::approve_and_pay() {
  for (int i = 1; i <= 9; ++i) {
    done("2026-02-15", {"distribute", "approve", "D1", "--resolution", "paper.txt", "--held-on",
                        "2026-02-15", "--entitled", "45", "--present", "38", "--in-favour", "36",
                        "--against", "2", "--as", "collective-" + std::to_string(i)});
  }
  done("2026-02-15", {"distribute", "publish", "D1", "--notice", "paper.txt"});
  refused("2026-02-19", {"distribute", "finalise", "D1"}, "notice_too_short");
  done("2026-02-26", {"distribute", "finalise", "D1"});
  done("2026-03-01", {"distribute", "pay", "D1", "--paid-on", "2026-03-01"});
  const Json run = done("2026-03-01", {"distribute", "show", "D1"});
  std::int64_t sum = 0, held = 0, paid = 0;
  for (const Json& line : run.at("lines")) {
    const auto fen = line.at("amount_fen").get<std::int64_t>();
    sum += fen;
    if (line.at("held") == true) held += fen;
    if (!line.at("paid_on").is_null()) paid += fen;
  }
  EXPECT_EQ(sum, 398'543'750);
  EXPECT_GT(held, 0);
  EXPECT_EQ(paid, sum - held);
}

void StoryCli::answer_a_household() {
  const Json shown = done("2026-03-01", {"share", "show", "--household", household_});
  const Json& share = shown.at("holders").at(0).at("shares").at(0);
  EXPECT_EQ(share.at("amount_yuan"), "8811.64") << share;
  refused("2026-03-01", {"share", "show", "--household", "NOSUCH"}, "holder_not_found");
  done("2026-03-01",
       {"share", "prove", "--household", household_, "--run", "D1", "--out", "proof.json"});
  EXPECT_EQ(linhui({"verify-proof", "proof.json", "--key", key_}).exit, 0);
  std::string bytes = file_bytes(folder_ / "proof.json");
  const auto digit = bytes.find_first_of("123456789", bytes.find("amount_fen"));
  ASSERT_NE(digit, std::string::npos);
  bytes[digit] = bytes[digit] == '1' ? '2' : '1';
  write_file(folder_ / "changed.json", bytes);
  EXPECT_EQ(linhui({"verify-proof", "changed.json", "--key", key_}).exit, 4);
}

void StoryCli::publish_and_verify() {
  done("2026-03-01", {"export", "--format", "project-json", "--project", "F1", "--out", "e.json"});
  refused("2026-03-01", {"export", "--format", "none", "--project", "F1", "--out", "x"},
          "format_unknown", 2);
  EXPECT_EQ(linhui({"verify-proof", "e.json", "--key", key_}).exit, 0);
  done("2026-03-01", {"log", "tiles", "public"});
  EXPECT_EQ(file_bytes(folder_ / "public/checkpoint"), checkpoint());
  refused("2026-03-01", {"log", "prove", "9999", "--out", "q.json"}, "index_beyond_size");
  const Json verified = done("2026-03-01", {"verify", "--recompute", "--key", key_});
  EXPECT_EQ(verified.at("sound"), true);
  EXPECT_EQ(verified.at("areas").at("stands"), 213) << verified.at("areas");
  EXPECT_EQ(verified.at("areas").at("damaged"), 0);
  const Json& credits = verified.at("credits");
  EXPECT_EQ(credits.at("issued"), 70'857);
  EXPECT_EQ(credits.at("held"), 63'767 - 20 - 10);
  EXPECT_EQ(credits.at("retired"), 20);
  EXPECT_EQ(credits.at("cancelled"), 10);
}

// The names of a document's fields: "blocks[].serials". A record's body has a page of its own.
void collect_names(const Json& value, const std::string& name, std::set<std::string>& names) {
  if (value.is_object() && !name.ends_with("body")) {
    const std::string prefix = name.empty() ? "" : name + ".";
    for (const auto& [field, inner] : value.items()) collect_names(inner, prefix + field, names);
  } else if (value.is_array() && (value.empty() || value[0].is_object())) {
    for (const Json& entry : value) collect_names(entry, name + "[]", names);
  } else {
    names.insert(name);
  }
}

// The section of docs/views.md under this heading.
std::string section_of(const std::string& heading) {
  const std::string text = file_bytes(std::string(LINHUI_SOURCE_DIR) + "/docs/views.md");
  const auto begin = text.find("\n## " + heading + "\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find("\n## ", begin + 1) - begin);
}

// Every field that a page makes is on its page of the documentation; the text has no JSON in it.
void StoryCli::read_every_page() {
  const std::vector<std::pair<std::string, Words>> kPages = {
      {"project show", {"F1"}},
      {"project list", {}},
      {"report show", {"R1"}},
      {"credit list", {}},
      {"credit show", {prefix_ + "-F1-2025-1-100"}},
      {"credit offers", {}},
      {"sale show", {"S2"}},
      {"sale list", {}},
      {"right show", {}},
      {"scheme show", {"FA1"}},
      {"scheme show", {}},
      {"distribute show", {"D1"}},
      {"distribute show", {}},
      {"party show", {"developer"}},
      {"party list", {}},
      {"key show", {}},
      {"mechanism list", {}},
      {"method published", {}},
      {"export list", {}},
      {"log show", {}}};
  for (const auto& [page, more] : kPages) {
    const auto blank = page.find(' ');
    Words words = {page.substr(0, blank), page.substr(blank + 1)};
    words.insert(words.end(), more.begin(), more.end());
    const std::string section = section_of(page);
    std::set<std::string> names;
    collect_names(done("2026-03-01", words), "", names);
    names.erase("demonstration");
    EXPECT_FALSE(names.empty()) << page;
    for (const std::string& name : names) {
      EXPECT_NE(section.find("`" + name + "`"), std::string::npos) << page << ": " << name;
      EXPECT_FALSE(name.ends_with("_e4")) << page << ": " << name;
    }
    const Run english = on("2026-03-01", words);
    EXPECT_EQ(english.exit, 0) << english.err;
    EXPECT_EQ(english.out.find("\":"), std::string::npos) << english.out;
    words.insert(words.end(), {"--lang", "zh"});
    const Run chinese = on("2026-03-01", words);
    EXPECT_EQ(chinese.exit, 0) << chinese.err;
    EXPECT_NE(chinese.out, english.out) << page;
  }
  const std::string text = on("2026-03-01", {"sale", "show", "S2"}).out;
  EXPECT_NE(text.find("3,985,437.50"), std::string::npos) << text;
  EXPECT_NE(text.find("buyer (demonstration) (buyer)"), std::string::npos) << text;
  EXPECT_EQ(done("2026-03-01", {"project", "show", "F1"}).at("credited_tCO2e"), 70'857);
}

// Everything that the demonstration tells can be done by hand, and comes out the same.
TEST_F(StoryCli, ReachesTheDemonstrationsFiguresByCommands) {
  for (const auto chapter :
       {&StoryCli::open_the_ledger, &StoryCli::admit_everybody, &StoryCli::register_the_project,
        &StoryCli::issue, &StoryCli::sell, &StoryCli::hand_on, &StoryCli::register_rights,
        &StoryCli::calculate, &StoryCli::approve_and_pay, &StoryCli::answer_a_household,
        &StoryCli::publish_and_verify, &StoryCli::read_every_page}) {
    (this->*chapter)();
    if (HasFailure()) return;
  }
}

// Time is set only where nothing is real.
TEST_F(StoryCli, SetsNoClockInProduction) {
  const Run made = linhui({"init", "book", "--name", "Real", "--purpose", "production",
                           "--registrar", "bureau", "--registrar-name", "Bureau"});
  ASSERT_EQ(made.exit, 0) << made.err;
  refused("2026-01-05",
          {"party", "add", "x", "--kind", "company", "--role", "buyer", "--name", "X"},
          "clock_not_settable");
}

}  // namespace
}  // namespace linhui::cli
