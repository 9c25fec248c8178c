// A row for every code that a rule can give: the smallest request that provokes it, against one
// ledger with projects in every state. A refusal leaves the log as it was.
#include "tests/ledger/rules/records_page.h"
#include "tests/ledger/rules/refusals_of_credits.h"

namespace linhui::ledger {
namespace {

// The stated codes that no rule gives: each is tested where it arises.
const std::set<ErrorCode> kElsewhere = {
    ErrorCode::disk_full,                // ledger_test.cc
    ErrorCode::storage_not_built,        // open_store_test.cc
    ErrorCode::storage_failed,           // lmdb_env_test.cc
    ErrorCode::permission_denied,        // ledger_test.cc
    ErrorCode::ledger_not_found,         // ledger_test.cc
    ErrorCode::writer_busy,              // ledger_test.cc
    ErrorCode::storage_damaged,          // ledger_test.cc
    ErrorCode::ledger_of_other_version,  // ledger_test.cc
    ErrorCode::index_beyond_size,        // ledger_test.cc
    ErrorCode::proof_invalid,            // proof_test.cc
    ErrorCode::not_found,                // ledger_test.cc
    ErrorCode::key_malformed,            // signing_test.cc
    ErrorCode::json_malformed,           // outside_json_test.cc
    ErrorCode::passphrase_missing,       // signing_test.cc
    ErrorCode::passphrase_wrong,         // signing_test.cc
};

std::vector<Refusal> refusals() {
  std::vector<Refusal> all = refusals_of_projects();
  all.insert(all.end(), refusals_of_credits().begin(), refusals_of_credits().end());
  return all;
}

// Codes with a test of their own below the table.
const std::set<ErrorCode> kBesideTheTable = {ErrorCode::recalled_in_production,
                                             ErrorCode::stand_year_credited,
                                             ErrorCode::last_registrar_key};

}  // namespace

TEST(Rules, RefuseWithTheirCodeAndLeaveTheLogAsItWas) {
  World world;
  world.sold("sale-5", 47, 48);
  for (const Refusal& refusal : refusals()) {
    const std::string what = std::string(name_of(refusal.code)) + ": " + refusal.why;
    const Submission request = refusal.request(world);
    const LedgerView before = world.ledger->snapshot();
    const auto receipt = world.append(request);
    ASSERT_FALSE(receipt.ok()) << what;
    EXPECT_EQ(name_of(receipt.error().code), name_of(refusal.code))
        << what << " / " << receipt.error().detail;
    const LedgerView after = world.ledger->snapshot();
    EXPECT_EQ(after.size(), before.size()) << what;
    EXPECT_EQ(after.root(after.size()), before.root(before.size())) << what;
    EXPECT_EQ(after.checkpoint(), before.checkpoint()) << what;
  }
}

TEST(Rules, RefuseRecalledParametersInProduction) {
  Story story("production");
  const auto recalled = [](Story& s) {
    return s.append(s.make("method.publish", "registrar",
                           Story::method("forest", true, "a,1", "recalled"), Story::method_rows()));
  };
  const auto receipt = recalled(story);
  ASSERT_FALSE(receipt.ok());
  EXPECT_EQ(receipt.error().code, ErrorCode::recalled_in_production);
  EXPECT_EQ(story.ledger->snapshot().size(), 1u);
  Story demonstration;
  EXPECT_TRUE(recalled(demonstration).ok());
}

// What the method was run with lies in the record; emissions that no row shows come on top.
TEST(Rules, KeepTheSettingsOfAReport) {
  World world;
  const Changes4 changes = {{"S1", {{2023, 10'000}}}};
  Json body = world.report("R2", "P", World::stands(), 2022, 2023, changes, 500);
  body["settings"] = {{"zone", "subtropical"}, {"cf", "0.47"}};
  body["vintages"][0]["project_emissions_e4"] = 600;
  body["vintages"][0]["net_e4"] = body["vintages"][0]["net_e4"].get<int>() - 100;
  world.must(world.make("report.file", "developer", body, estimate_rows(changes, 500)));
}

// Claims and periods keep a stand-year from coming up twice; this rule stands behind them, so its
// test puts the mark there by hand.
TEST(Rules, RefuseAStandYearThatHasBeenCredited) {
  Story story;
  story.parties();
  story.registered("P", Story::stands());
  story.filed("R1", "P", Story::stands(), 2020, 2022, Story::changes());
  story.must(story.make("report.verify", "verifier",
                        Story::verify("R1", estimate_rows(Story::changes()))));
  const Submission issue = story.make("credit.issue", "registrar", story.issue("R1"));
  const LedgerView view = story.ledger->snapshot();
  const auto record = parse_leaf(leaf_of(issue.record, issue.signatures)).value();
  Overlay free(view.state());
  EXPECT_TRUE(apply(free, record, view.size()).ok());
  Overlay marked(view.state());
  put_state(marked, "credited/S2/2022", {{"report", "R0"}});
  const auto applied = apply(marked, record, view.size());
  ASSERT_FALSE(applied.ok());
  EXPECT_EQ(applied.error().code, ErrorCode::stand_year_credited);
}

// A slip of the hand would leave a ledger in which nobody could ever be admitted again.
TEST(Rules, KeepTheLastKeyOfTheRegistrars) {
  Story story;
  const auto revoke = [&](const std::string& by, const std::string& owner) {
    return story.make("key.revoke", by,
                      {{"key", key_id(story.key(owner).public_key())}, {"reason", "r"}});
  };
  const auto refused = [&](const Submission& request) {
    const auto receipt = story.append(request);
    return receipt.ok() ? "taken in" : std::string(name_of(receipt.error().code));
  };
  EXPECT_EQ(refused(revoke("registrar", "registrar")), "last_registrar_key");
  story.must(story.make("party.admit", "registrar", story.party("buyer", {"buyer"}, "company")));
  EXPECT_EQ(refused(revoke("registrar", "registrar")), "last_registrar_key");
  EXPECT_EQ(refused(revoke("registrar", "buyer")), "taken in") << "another's last key may go";

  story.must(
      story.make("party.admit", "registrar", story.party("second", {"registrar"}, "agency")));
  EXPECT_EQ(refused(revoke("registrar", "registrar")), "taken in");
  EXPECT_EQ(refused(revoke("second", "second")), "last_registrar_key");
}

TEST(Rules, HaveATestForEveryErrorCode) {
  std::set<ErrorCode> tested = kElsewhere;
  tested.insert(kBesideTheTable.begin(), kBesideTheTable.end());
  for (const Refusal& refusal : refusals()) {
    EXPECT_FALSE(kElsewhere.contains(refusal.code)) << name_of(refusal.code);
    tested.insert(refusal.code);
  }
#define LINHUI_ERROR(name, number, en, zh) \
  EXPECT_TRUE(tested.contains(ErrorCode::name)) << #name << " has no test";
#include "ledger/base/errors.def"
#undef LINHUI_ERROR
}

// apply() is pure: the same state and record give the same changes, and it reads nothing else.
TEST(Rules, GiveTheSameChangesEveryTime) {
  Story story;
  story.shared();
  const auto [body, rows] = story.run("run-1", "scheme-1", "sale-1", 250'000);
  const Submission submission = story.make("run.calculate", "developer", body, rows);
  const auto record = parse_leaf(leaf_of(submission.record, submission.signatures)).value();
  const LedgerView view = story.ledger->snapshot();
  Overlay first(view.state()), second(view.state());
  ASSERT_TRUE(apply(first, record, view.size()).ok());
  ASSERT_TRUE(apply(second, record, view.size()).ok());
  EXPECT_EQ(first.changes(), second.changes());
}

// docs/records.md has a section for every record type, and for no other.
TEST(Rules, HaveASectionInTheDocsForEveryRecordType) {
  std::set<std::string> types;
  for (const auto type : record_types()) types.emplace(type);
  EXPECT_EQ(RecordsPage().sections(), types);
}

namespace {

class Junk {
 public:
  explicit Junk(std::uint64_t seed) : random_(seed) {}

  Json value(int depth = 0) {
    switch (random_() % (depth < 3 ? 9 : 6)) {
      case 0:
        return nullptr;
      case 1:
        return random_() % 2 == 0;
      case 2:
        return static_cast<std::int64_t>(random_() % 4'000) - 1'000;
      case 3:
        return static_cast<std::int64_t>(random_() % 9'007'199'254'740'991);
      case 4:
        return word();
      case 5:
        return sha(word());
      case 6: {
        Json array = Json::array();
        for (std::uint64_t i = 0; i < random_() % 4; ++i) array.push_back(value(depth + 1));
        return array;
      }
      default: {
        Json object = Json::object();
        for (std::uint64_t i = 0; i < random_() % 5; ++i) object[word()] = value(depth + 1);
        return object;
      }
    }
  }
  // Changes one value somewhere inside.
  void spoil(Json& body) {
    Json* at = &body;
    while (at->is_structured() && !at->empty() && (at == &body || random_() % 3 != 0)) {
      auto next = at->begin();
      std::advance(next, static_cast<long>(random_() % at->size()));
      at = &*next;
    }
    *at = value();
  }
  std::uint64_t below(std::uint64_t n) { return random_() % n; }

 private:
  std::string word() {
    static const std::vector<std::string> words = {
        "",       "P",    "S1",      "R1",        "sale-1",   "run-1",  "scheme-1", "offer-1",
        "buyer",  "林",   "rows",    "root",      "count",    "steps",  "basis",    "payee",
        "kind",   "cost", "a/b",     "coll-1",    "vintages", "tables", "serials",  "2026-01-01",
        "blocks", "to",   "project", "read_back", "holders",  "mech",   "forest",   "\x7f"};
    return words[random_() % words.size()];
  }
  std::mt19937_64 random_;
};

}  // namespace

// The bytes of any JSON, within the records' restrictions or not: what a stranger may send.
std::string as_sent(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Junk in a body or a row is refused with a code; it never throws and never ends the writer.
TEST(Rules, TakeAnyJsonWithoutHarm) {
  Story story;
  story.shared();
  const LedgerView view = story.ledger->snapshot();
  std::map<std::string, std::vector<Submission>> good;  // by type, from the log itself
  const auto scanned = view.scan_records(0, [&](std::uint64_t, const Record& record) {
    Submission submission{record.bytes, {}, {}};
    if (record.body().contains("rows")) {
      const Json& rows = record.body().at("rows");
      const Hash root = *hash_from_hex(rows.at("root").get<std::string>());
      submission.rows = view.rows(root, rows.at("count")).value();
    }
    good[record.type()].push_back(submission);
    return true;
  });
  ASSERT_TRUE(scanned.ok());

  Junk junk(23);
  int refused = 0;
  for (const auto type : record_types()) {
    for (int round = 0; round < 60; ++round) {
      const auto& examples = good[std::string(type)];
      Json body = junk.value();
      Rows rows;
      std::string by = "registrar";
      if (!examples.empty() && round % 8 != 0) {
        const Submission& example = examples[junk.below(examples.size())];
        const Json record = Json::parse(example.record);
        body = record.at("body");
        by = record.at("by");
        rows = example.rows;
        if (!rows.empty() && round % 2 == 0) {
          const std::size_t at = junk.below(rows.size());
          Json row = Json::parse(rows[at]);
          junk.spoil(row);
          rows[at] = as_sent(row);
          body["rows"] = to_json(reference_to(rows));
        } else {
          junk.spoil(body);
        }
      } else if (!body.is_object()) {
        body = Json::object();
      }
      if (!body.is_object()) continue;
      const std::string bytes = as_sent({{"v", 1},
                                         {"type", type},
                                         {"ledger", story.id},
                                         {"request", "fuzz"},
                                         {"time", time_text(story.now)},
                                         {"by", by},
                                         {"body", body}});
      Submission submission = story.sign(bytes, by, rows);
      for (const char* name : {"buyer", "coll-1", "coll-2", "developer"}) {
        if (by != name) submission.signatures.push_back(sign_record(bytes, story.key(name)));
      }
      const auto record = parse_leaf(leaf_of(submission.record, submission.signatures));
      if (!record.ok()) continue;
      Overlay trial(view.state());
      const Hash root = rows_root(rows);
      for (std::size_t i = 0; i < rows.size(); ++i)
        trial.put(Table::row, row_key(root, i), rows[i]);
      ASSERT_NO_THROW(refused += !apply(trial, record.value(), view.size()).ok())
          << type << " " << body.dump();
    }
  }
  EXPECT_GT(refused, 800);
}

}  // namespace linhui::ledger
