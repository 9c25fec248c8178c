// A ledger in a folder of its own, with parties, stands and figures small enough to reckon by hand.
//
// Stands are squares of 0.001 degrees: S1 and S2 in village V1, S3 in V2 of township T1. Project P
// has all three, credits 2021 and 2022 under mechanism "mech" (buffer one tenth).
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ledger/base/calendar.h"
#include "ledger/bodies/party.h"
#include "ledger/ledger.h"
#include "ledger/log/origin.h"
#include "ledger/rules/apply.h"
#include "ledger/rules/report_rows.h"
#include "ledger/shares/distribution.h"
#include "ledger/shares/issuance.h"
#include "ledger/state/blocks.h"
#include "ledger/store/log_keys.h"
#include "tests/ledger/rows.h"
#include "tests/ledger/state_json.h"
#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {

inline constexpr std::int64_t kStart = 1'767'254'400;  // 2026-01-01T08:00:00Z
inline constexpr std::int64_t kDay = 86'400;

// The record that a ledger begins with, signed by its registrar.
inline Submission first_record(const SigningKey& log_key, const SigningKey& registrar_key,
                               const std::string& purpose, const std::string& time) {
  const std::string record =
      make_record("ledger.create", ledger_id(log_key.public_key()), "create", time, "registrar",
                  {{"name", "黔江林汇"},
                   {"purpose", purpose},
                   {"profile", "standard"},
                   {"log_key", base64(spki(log_key.public_key()))},
                   {"registrar_key", base64(spki(registrar_key.public_key()))},
                   {"registrar_name", "林业局"}});
  return {record, {sign_record(record, registrar_key)}, {}};
}

class Story {
 public:
  explicit Story(const std::string& purpose = "demonstration") {
    SigningKey log_key = SigningKey::from_seed(std::string(32, 'L'));
    const Submission first = first_record(log_key, key("registrar"), purpose, time_text(now));
    auto made = Ledger::create(path(), first, std::move(log_key));
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().detail);
    ledger = std::move(made).value();
    id = ledger->snapshot().id();
  }

  std::filesystem::path path() const { return folder.path() / "ledger"; }

  // Every party's key follows from its name.
  const SigningKey& key(const std::string& name) {
    auto found = keys_.find(name);
    if (found == keys_.end()) {
      const Hash seed = sha256(name);
      found = keys_.emplace(name, SigningKey::from_seed(bytes_of(seed))).first;
    }
    return found->second;
  }

  // A signed record of `by`, with the keys of those who sign beside.
  Submission make(const std::string& type, const std::string& by, Json body, const Rows& rows = {},
                  const std::vector<std::string>& beside = {}, std::string request = {}) {
    if (!rows.empty()) body["rows"] = to_json(reference_to(rows));
    if (request.empty()) request = "q" + std::to_string(++requests_);
    return sign(make_record(type, id, request, time_text(now), by, body), by, rows, beside);
  }
  Submission sign(const std::string& record, const std::string& by, const Rows& rows = {},
                  const std::vector<std::string>& beside = {}) {
    Submission submission{record, {sign_record(record, key(by))}, rows};
    for (const std::string& name : beside) {
      submission.signatures.push_back(sign_record(record, key(name)));
    }
    return submission;
  }

  // A log.key.rotate from the key of one seed to that of another.
  static SigningKey log_key(char seed) { return SigningKey::from_seed(std::string(32, seed)); }
  Json rotation(char before, char after) const {
    const SigningKey from = log_key(before), to = log_key(after);
    const std::string text = log_key_statement(id, from.public_key(), to.public_key());
    return {{"key", base64(spki(to.public_key()))},
            {"possession", base64(to.sign(text))},
            {"consent", base64(from.sign(text))}};
  }
  // Rotates it: the story's first log key has the seed 'L'.
  std::uint64_t rotated(char before, char after) {
    const auto receipt = ledger->append_rotation(
        make("log.key.rotate", "registrar", rotation(before, after)), log_key(after), now);
    EXPECT_TRUE(receipt.ok()) << (receipt.ok() ? "" : name_of(receipt.error().code));
    return receipt.ok() ? receipt.value().index : 0;
  }

  Result<Receipt> append(const Submission& submission) {
    return ledger->append_one(submission, now);
  }
  // Appends what must be taken in.
  std::uint64_t must(const Submission& submission) {
    const auto receipt = append(submission);
    if (!receipt.ok()) {
      ADD_FAILURE() << name_of(receipt.error().code) << " " << receipt.error().detail << " "
                    << submission.record.substr(0, 300);
      return 0;
    }
    return receipt.value().index;
  }

  Json state(const std::string& key) const {
    return get_state(ledger->snapshot().state(), key).value_or(Json());
  }

  // --- Bodies ---

  Json party(const std::string& name, const std::vector<std::string>& roles,
             const std::string& kind, const std::string& village = "") {
    Json body = {{"party", name},
                 {"roles", roles},
                 {"kind", kind},
                 {"name", name},
                 {"key", base64(spki(key(name).public_key()))}};
    if (!village.empty()) {
      body["township"] = "T1";
      body["village"] = village;
    }
    return body;
  }
  static Json mechanism(const std::string& name, const std::vector<std::string>& methods,
                        int buffer_num = 1, int buffer_den = 10) {
    return {{"mechanism", name},        {"name", name},
            {"buffer_num", buffer_num}, {"buffer_den", buffer_den},
            {"natural_persons", false}, {"methods", methods},
            {"basis", "办法"}};
  }
  static Json method(const std::string& name, bool crediting, const std::string& content = "a,1",
                     const std::string& basis = "read_back") {
    return {{"method", name},
            {"version", "1.0"},
            {"crediting", crediting},
            {"basis", basis},
            {"compared_with", "the publisher's document"},
            {"compared_by", "registrar"},
            {"compared_on", "2026-01-01"},
            {"tables", Json::array({{{"name", "table"}, {"sha256", sha(content + "\n")}}})}};
  }
  static Rows method_rows(const std::string& content = "a,1") {
    return {canonical({{"table", "table"}, {"text", content}})};
  }
  static Json inventory(const std::string& project, const Rows& rows) {
    std::int64_t area_m2 = 0;
    for (const std::string& row : rows) area_m2 += Json::parse(row).value("area_m2", 0);
    return {{"project", project},
            {"file", "stands.gpkg"},
            {"file_sha256", sha("stands")},
            {"area_m2", area_m2}};
  }
  static Json project(const std::string& name, const Rows& inventory, int from = 2021,
                      int to = 2040, const std::string& method = "forest",
                      const std::string& mechanism = "mech") {
    Json body = {{"project", name},   {"name", name},
                 {"method", method},  {"inventory", hex(rows_root(inventory))},
                 {"from_year", from}, {"to_year", to}};
    if (!mechanism.empty()) body["mechanism"] = mechanism;
    return body;
  }
  // `others`: what is taken off a vintage besides: baseline and deduction, as {year: {b, d}}.
  Json report(const std::string& name, const std::string& project, const Rows& inventory, int from,
              int to, const Changes4& changes, std::int64_t fire_e4 = 0,
              std::int64_t baseline_e4 = 0) {
    Json vintages = Json::array();
    for (int year = from + 1; year <= to; ++year) {
      std::int64_t change = 0, emissions = 0;
      for (const auto& [stand, years] : changes) {
        if (!years.contains(year)) continue;
        change += years.at(year);
        emissions += fire_e4;
      }
      vintages.push_back({{"vintage", year},
                          {"change_e4", change},
                          {"project_emissions_e4", emissions},
                          {"baseline_e4", baseline_e4},
                          {"leakage_e4", 0},
                          {"deduction_e4", 0},
                          {"net_e4", change - emissions - baseline_e4}});
    }
    return {{"report", name},
            {"project", project},
            {"method", "forest"},
            {"version", "1.0"},
            {"gwp", "AR6"},
            {"statement", "monitoring"},
            {"inventory", hex(rows_root(inventory))},
            {"from_year", from},
            {"to_year", to},
            {"parameter_set_sha256", sha("parameters")},
            {"tables", Json::array({{{"name", "table"}, {"sha256", sha("a,1\n")}}})},
            {"vintages", vintages}};
  }
  static Json verify(const std::string& report, const Rows& rows) {
    return {{"report", report}, {"recomputed_root", hex(rows_root(rows))}, {"opinion", "agreed"}};
  }
  Json issue(const std::string& report) const {
    const auto plan = plan_issue(ledger->snapshot().state(), report);
    Json vintages = Json::array();
    if (plan.ok()) {
      for (const IssuedVintage& issued : issued_vintages(plan.value())) {
        vintages.push_back({{"vintage", issued.vintage},
                            {"first", issued.first},
                            {"last", issued.last},
                            {"buffer", issued.buffer}});
      }
    }
    return {{"report", report}, {"vintages", vintages}};
  }
  static Json offer(const std::string& name, const std::string& to, const Json& block) {
    return {{"offer", name}, {"to", to}, {"serials", block}};
  }
  static Json sale(const std::string& name, const Json& block, std::int64_t price_fen,
                   const std::string& buyer = "buyer") {
    const std::int64_t tonnes =
        block.at("last").get<std::int64_t>() - block.at("first").get<std::int64_t>() + 1;
    return {{"sale", name},
            {"seller", "developer"},
            {"buyer", buyer},
            {"blocks", Json::array({block})},
            {"tonnes", tonnes},
            {"price_fen_per_tonne", price_fen},
            {"amount_fen", tonnes * price_fen},
            {"mode", "negotiated"},
            {"contract", "2026-7"}};
  }
  static Json settle(const std::string& sale, std::int64_t received_fen) {
    return {{"sale", sale},
            {"received_fen", received_fen},
            {"received_on", "2026-06-01"},
            {"evidence_sha256", sha("slip")}};
  }
  static Json scheme(const std::string& name, const Json& steps, const std::string& project = "P") {
    return {{"scheme", name},
            {"project", project},
            {"basis", "村民会议决议"},
            {"resolution_sha256", sha("resolution")},
            {"notice_days", 10},
            {"quorum_num", 2},
            {"quorum_den", 3},
            {"steps", steps},
            {"adopters", {"coll-1", "coll-2"}}};
  }
  // The body of run.calculate and the rows beside it, as the ledger reckons them.
  std::pair<Json, Rows> run(const std::string& name, const std::string& scheme,
                            const std::string& sale, std::int64_t amount_fen,
                            const std::string& from = "2026-01-01",
                            const std::string& to = "2027-01-01") const {
    const auto result =
        distribute(ledger->snapshot().state(),
                   {"P", scheme, amount_fen, parse_day(from).value(), parse_day(to).value()});
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().detail);
    if (!result.ok()) return {};
    Json steps = Json::array(), villages = Json::array();
    for (const StepOutcome& step : result.value().steps) {
      steps.push_back({{"step", step.step},
                       {"of_fen", step.of_fen},
                       {"amount_fen", step.amount_fen},
                       {"left_fen", step.left_fen}});
    }
    for (const VillageOutcome& village : result.value().villages) {
      villages.push_back({{"township", village.township},
                          {"village", village.village},
                          {"collective", village.collective},
                          {"amount_fen", village.amount_fen},
                          {"weight", village.weight},
                          {"collective_fen", village.collective_fen},
                          {"holders_fen", village.holders_fen}});
    }
    return {{{"run", name},
             {"scheme", scheme},
             {"sale", sale},
             {"from", from},
             {"to", to},
             {"amount_fen", amount_fen},
             {"steps", steps},
             {"villages", villages}},
            result.value().rows};
  }
  static Json approve(const std::string& run, int entitled = 30, int present = 25,
                      int in_favour = 20, int against = 3) {
    return {{"run", run},
            {"resolution_sha256", sha("resolution")},
            {"held_on", "2026-06-10"},
            {"entitled", entitled},
            {"present", present},
            {"in_favour", in_favour},
            {"against", against}};
  }
  static Rows payments(const std::vector<int>& lines) {
    Rows rows;
    for (const int line : lines) {
      rows.push_back(
          canonical({{"line", line}, {"reference", sha("slip " + std::to_string(line))}}));
    }
    return rows;
  }

  // --- States that tests start from ---

  void parties() {
    must(make("party.admit", "registrar", party("developer", {"developer"}, "company")));
    must(make("party.admit", "registrar", party("verifier", {"verifier"}, "verifier")));
    must(make("party.admit", "registrar", party("buyer", {"buyer"}, "company")));
    must(make("party.admit", "registrar", party("coll-1", {"collective"}, "collective", "V1")));
    must(make("party.admit", "registrar", party("coll-2", {"collective"}, "collective", "V2")));
    must(make("method.publish", "registrar", method("forest", true), method_rows()));
    must(make("mechanism.define", "registrar", mechanism("mech", {"forest", "assess"})));
  }
  static Rows stands(const std::string& prefix = "S", std::int64_t x = 0) {
    return canonical_rows({stand_json(prefix + "1", "V1", 8'000, square(x, 0)),
                           stand_json(prefix + "2", "V1", 10'000, square(x + 10'000, 0)),
                           stand_json(prefix + "3", "V2", 6'000, square(x + 20'000, 0))});
  }
  void listed(const std::string& name, const Rows& inventory_rows, int from = 2021, int to = 2040) {
    must(make("inventory.import", "developer", inventory(name, inventory_rows), inventory_rows));
    must(make("project.register", "developer", project(name, inventory_rows, from, to)));
  }
  void registered(const std::string& name, const Rows& inventory_rows, int from = 2021,
                  int to = 2040) {
    listed(name, inventory_rows, from, to);
    must(make("project.validate", "verifier",
              {{"project", name}, {"statement_sha256", sha("statement")}}));
    must(make("project.approve", "registrar", {{"project", name}}));
  }
  void filed(const std::string& name, const std::string& project, const Rows& inventory_rows,
             int from, int to, const Changes4& changes, std::int64_t fire_e4 = 0,
             std::int64_t baseline_e4 = 0) {
    must(make("report.file", "developer",
              report(name, project, inventory_rows, from, to, changes, fire_e4, baseline_e4),
              estimate_rows(changes, fire_e4)));
  }
  void issued(const std::string& name, const std::string& project, const Rows& inventory_rows,
              int from, int to, const Changes4& changes) {
    filed(name, project, inventory_rows, from, to, changes);
    must(make("report.verify", "verifier", verify(name, estimate_rows(changes))));
    must(make("credit.issue", "registrar", issue(name)));
  }
  // Project P with 100.5 t in 2021 and 50.75 t in 2022: 100 and 51 credits, 10 and 6 of them in
  // the buffer.
  static Changes4 changes() {
    return {{"S1", {{2021, 500'000}, {2022, 200'000}}},
            {"S2", {{2021, 305'000}, {2022, 207'500}}},
            {"S3", {{2021, 200'000}, {2022, 100'000}}}};
  }
  void credits() {
    parties();
    registered("P", stands());
    issued("R1", "P", stands(), 2020, 2022, changes());
  }
  // Rights on S1 that change hands in the year, a contract on S2 without carbon income, and a
  // collective's own ground on S3.
  static Rows rights() {
    return canonical_rows({
        right_json("K1", "S1", "contract", "H-007", 8'000, "2020-01-01", "2026-10-01"),
        right_json("K1a", "S1", "contract", "H-007", 5'000, "2026-10-01"),
        right_json("K1b", "S1", "contract", "H-031", 3'000, "2026-10-01"),
        right_json("C1", "S1", "carbon_income", "H-007", 8'000, "2020-01-01", "2026-07-01", 10'000,
                   "K1"),
        right_json("C2", "S1", "carbon_income", "H-007", 8'000, "2026-07-01", "2026-10-01", 6'000,
                   "K1"),
        right_json("C3", "S1", "carbon_income", "O-02", 8'000, "2026-07-01", "2026-10-01", 4'000,
                   "K1", "company"),
        right_json("C4", "S1", "carbon_income", "H-007", 5'000, "2026-10-01", "", 6'000, "K1a"),
        right_json("C5", "S1", "carbon_income", "H-031", 3'000, "2026-10-01", "", 6'000, "K1b"),
        right_json("C6", "S1", "carbon_income", "O-02", 5'000, "2026-10-01", "", 4'000, "K1a",
                   "company"),
        right_json("C7", "S1", "carbon_income", "O-02", 3'000, "2026-10-01", "", 4'000, "K1b",
                   "company"),
        right_json("K2", "S2", "contract", "H-100", 10'000, "2020-01-01"),
        right_json("E3", "S3", "ownership", "coll-2", 6'000, "2020-01-01", "", 10'000, "",
                   "collective"),
        right_json("C8", "S3", "carbon_income", "coll-2", 6'000, "2020-01-01", "", 10'000, "E3",
                   "collective"),
    });
  }
  static Json register_rights() {
    return {{"register", "不动产登记簿"}, {"register_sha256", sha("register")}};
  }
  Json standard_steps() const {
    return Json::array({cost_step("verification", "verifier", 1'000),
                        percent_step("fee", "developer", 3, 10), collective_step(1, 20),
                        holders_step()});
  }
  void sold(const std::string& name = "sale-1", std::int64_t first = 1, std::int64_t last = 40,
            std::int64_t price_fen = 6'250) {
    const Json body = sale(name, serials("P", 2021, first, last), price_fen);
    must(make("sale.match", "developer", body, {}, {"buyer"}));
    must(make("sale.settle", "developer", settle(name, body.at("amount_fen")), {}, {"buyer"}));
  }
  void shared() {
    credits();
    sold();
    must(make("right.register", "registrar", register_rights(), rights()));
    must(make("scheme.adopt", "developer", scheme("scheme-1", standard_steps()), {},
              {"coll-1", "coll-2"}));
  }
  void calculated(const std::string& name = "run-1", const std::string& sale_name = "sale-1",
                  std::int64_t amount_fen = 250'000) {
    const auto [body, rows] = run(name, "scheme-1", sale_name, amount_fen);
    must(make("run.calculate", "developer", body, rows));
  }
  void approved(const std::string& name = "run-1") {
    must(make("run.approve", "coll-1", approve(name)));
    must(make("run.approve", "coll-2", approve(name)));
  }
  void published(const std::string& name = "run-1") {
    must(make("run.publish", "developer", {{"run", name}, {"notice_sha256", sha("notice")}}));
  }
  void finalised(const std::string& name = "run-1") {
    now += 10 * kDay;
    must(make("run.finalise", "developer", {{"run", name}}));
  }

  ScratchFolder folder;
  std::int64_t now = kStart;
  std::unique_ptr<Ledger> ledger;
  std::string id;

 private:
  std::map<std::string, SigningKey> keys_;
  int requests_ = 0;
};

}  // namespace linhui::ledger
