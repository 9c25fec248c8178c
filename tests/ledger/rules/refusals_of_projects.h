// The smallest requests that a rule refuses, of the form of a record, parties, methods, projects
// and reports: a table for rules_test.cc.
#pragma once

#include <functional>

#include "tests/ledger/rules/world.h"

namespace linhui::ledger {

struct Refusal {
  ErrorCode code;
  const char* why;
  std::function<Submission(World&)> request;
};

inline const std::vector<Refusal>& refusals_of_projects() {
  using W = World;
  static const std::vector<Refusal> table = {
      {ErrorCode::ledger_exists, "a second first record",
       [](W& w) {
         return w.make("ledger.create", "registrar",
                       Json::parse(w.ledger->snapshot().record(0).value().bytes).at("body"));
       }},
      // The form of a record.
      {ErrorCode::not_canonical, "a space",
       [](W& w) {
         return w.sign(" " + make_record("party.admit", w.id, "x", time_text(w.now), "registrar",
                                         Json::object()),
                       "registrar");
       }},
      {ErrorCode::record_too_large, "64 KiB",
       [](W& w) {
         return w.make("project.approve", "registrar", {{"project", std::string(65'536, 'a')}});
       }},
      {ErrorCode::record_malformed, "a field too many",
       [](W& w) {
         return w.make("project.approve", "registrar", {{"project", "validated"}, {"note", "x"}});
       }},
      {ErrorCode::record_malformed, "the village of a company",
       [](W& w) {
         return w.make("party.admit", "registrar", w.party("new", {"buyer"}, "company", "V9"));
       }},
      {ErrorCode::record_malformed, "a gap in the exports",
       [](W& w) {
         return w.make("export.record", "registrar",
                       {{"sequence", 2},
                        {"format", "csv"},
                        {"project", "P"},
                        {"log_size", 1},
                        {"sha256", sha("x")}});
       }},
      {ErrorCode::record_type_unknown, "no such type",
       [](W& w) { return w.make("project.praise", "registrar", Json::object()); }},
      {ErrorCode::wrong_ledger, "another ledger's record",
       [](W& w) {
         return w.sign(make_record("project.approve", "000000000000", "x", time_text(w.now),
                                   "registrar", {{"project", "validated"}}),
                       "registrar");
       }},
      {ErrorCode::request_conflict, "a request id again",
       [](W& w) {
         return w.make("project.approve", "registrar", {{"project", "validated"}}, {}, {}, "q1");
       }},
      {ErrorCode::time_out_of_range, "ahead of the clock",
       [](W& w) {
         return w.sign(make_record("project.approve", w.id, "x", time_text(w.now + 601),
                                   "registrar", {{"project", "validated"}}),
                       "registrar");
       }},
      {ErrorCode::time_out_of_range, "long before the newest record",
       [](W& w) {
         return w.sign(make_record("project.approve", w.id, "x", time_text(w.now - 601),
                                   "registrar", {{"project", "validated"}}),
                       "registrar");
       }},
      // Who signed.
      {ErrorCode::signature_missing, "signed by another",
       [](W& w) {
         return w.sign(make_record("project.approve", w.id, "x", time_text(w.now), "registrar",
                                   {{"project", "validated"}}),
                       "omni");
       }},
      {ErrorCode::signature_missing, "a sale without its buyer",
       [](W& w) {
         return w.make("sale.match", "developer", W::sale("x", serials("P", 2021, 71, 72), 1));
       }},
      {ErrorCode::signature_invalid, "a bit flipped",
       [](W& w) {
         Submission s = w.make("project.approve", "registrar", {{"project", "validated"}});
         s.signatures[0].sig[5] ^= 1;
         return s;
       }},
      {ErrorCode::key_unknown, "a stranger",
       [](W& w) {
         return w.make("project.approve", "stranger", {{"project", "validated"}});
       }},
      {ErrorCode::key_revoked, "a lost key",
       [](W& w) {
         return w.make("credit.accept", "lost", {{"offer", "offer-1"}});
       }},
      {ErrorCode::key_exists, "a key of another party",
       [](W& w) {
         return w.make("party.admit", "registrar",
                       with(w.party("new", {"buyer"}, "company"), "key",
                            base64(spki(w.key("buyer").public_key()))));
       }},
      {ErrorCode::key_weak, "a party under the neutral point",
       [](W& w) {
         return w.make("party.admit", "registrar",
                       with(w.party("new", {"buyer"}, "company"), "key", neutral_key()));
       }},
      {ErrorCode::key_weak, "a further key under which any possession is shown",
       [](W& w) {
         return w.make(
             "key.add", "buyer",
             {{"key", neutral_key()}, {"possession", base64('\1' + std::string(63, '\0'))}});
       }},
      {ErrorCode::key_weak, "a log key under the neutral point",
       [](W& w) {
         return w.make("log.key.rotate", "registrar",
                       with(w.rotation('L', 'M'), "key", neutral_key()));
       }},
      {ErrorCode::signature_invalid, "a log key that nobody holds",
       [](W& w) {
         return w.make(
             "log.key.rotate", "registrar",
             with(w.rotation('L', 'M'), "possession", w.rotation('L', 'M').at("consent")));
       }},
      {ErrorCode::signature_invalid, "a log key that the old one does not know of",
       [](W& w) { return w.make("log.key.rotate", "registrar", w.rotation('K', 'M')); }},
      {ErrorCode::key_exists, "a log key in its own place",
       [](W& w) { return w.make("log.key.rotate", "registrar", w.rotation('L', 'L')); }},
      {ErrorCode::role_missing, "a log key from a buyer",
       [](W& w) { return w.make("log.key.rotate", "buyer", w.rotation('L', 'M')); }},
      {ErrorCode::log_key_missing, "a log key that the writer does not have",
       [](W& w) { return w.make("log.key.rotate", "registrar", w.rotation('L', 'M')); }},
      {ErrorCode::party_not_found, "an offer to nobody",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "nobody", serials("P", 2021, 71, 72)));
       }},
      {ErrorCode::party_exists, "admitted twice",
       [](W& w) {
         return w.make("party.admit", "registrar",
                       with(w.party("buyer", {"buyer"}, "company"), "key",
                            base64(spki(w.key("buyer-2").public_key()))));
       }},
      {ErrorCode::party_exists, "a village's second collective",
       [](W& w) {
         return w.make("party.admit", "registrar",
                       w.party("coll-9", {"collective"}, "collective", "V1"));
       }},
      {ErrorCode::role_missing, "approving without being the registrar",
       [](W& w) {
         return w.make("project.approve", "verifier", {{"project", "validated"}});
       }},
      {ErrorCode::role_missing, "another's project",
       [](W& w) {
         return w.make("inventory.import", "omni", W::inventory("P", W::stands("Z", 1'000'000)),
                       W::stands("Z", 1'000'000));
       }},
      {ErrorCode::two_hands, "validating one's own project",
       [](W& w) {
         return w.make("project.validate", "omni",
                       {{"project", "omni"}, {"statement_sha256", sha("s")}});
       }},
      // Data beside the log.
      {ErrorCode::rows_missing, "rows named and not sent",
       [](W& w) {
         Submission s =
             w.make("inventory.import", "developer", W::inventory("new", W::stands("Z", 1'000'000)),
                    W::stands("Z", 1'000'000));
         s.rows.clear();
         return s;
       }},
      {ErrorCode::rows_mismatch, "other rows than named",
       [](W& w) {
         Submission s =
             w.make("inventory.import", "developer", W::inventory("new", W::stands("Z", 1'000'000)),
                    W::stands("Z", 1'000'000));
         s.rows[0] = s.rows[1];
         return s;
       }},
      {ErrorCode::rows_mismatch, "rows that nobody named",
       [](W& w) {
         Submission s = w.make("project.approve", "registrar", {{"project", "validated"}});
         s.rows = {"[]"};
         return s;
       }},
      {ErrorCode::rows_mismatch, "another area than the rows'",
       [](W& w) {
         return w.make("inventory.import", "developer",
                       with(W::inventory("new", W::stands("Z", 1'000'000)), "area_m2", 1),
                       W::stands("Z", 1'000'000));
       }},
      {ErrorCode::rows_mismatch, "a net that is not its terms",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2022, 2023, {{"S1", {{2023, 10'000}}}});
         body["vintages"][0]["net_e4"] = 20'000;
         return w.make("report.file", "developer", body, estimate_rows({{"S1", {{2023, 10'000}}}}));
       }},
      {ErrorCode::rows_mismatch, "fewer emissions than the rows show",
       [](W& w) {
         const Changes4 changes = {{"S1", {{2023, 10'000}}}};
         Json body = w.report("R2", "P", W::stands(), 2022, 2023, changes, 500);
         body["vintages"][0]["project_emissions_e4"] = 499;
         body["vintages"][0]["net_e4"] = body["vintages"][0]["net_e4"].get<int>() + 1;
         return w.make("report.file", "developer", body, estimate_rows(changes, 500));
       }},
      {ErrorCode::record_malformed, "a setting that is not text",
       [](W& w) {
         const Changes4 changes = {{"S1", {{2023, 10'000}}}};
         return w.make("report.file", "developer",
                       with(w.report("R2", "P", W::stands(), 2022, 2023, changes), "settings",
                            Json{{"zone", 7}}),
                       estimate_rows(changes));
       }},
      {ErrorCode::record_malformed, "a setting whose name is not an id",
       [](W& w) {
         const Changes4 changes = {{"S1", {{2023, 10'000}}}};
         return w.make("report.file", "developer",
                       with(w.report("R2", "P", W::stands(), 2022, 2023, changes), "settings",
                            Json{{"zone or so", "x"}}),
                       estimate_rows(changes));
       }},
      {ErrorCode::rows_mismatch, "a table of another digest",
       [](W& w) {
         return w.make("method.publish", "registrar", W::method("new", true, "x"),
                       W::method_rows("y"));
       }},
      {ErrorCode::row_malformed, "a stand twice",
       [](W& w) {
         Rows rows = W::stands("Z", 1'000'000);
         rows[1] = rows[0];
         return w.make("inventory.import", "developer", W::inventory("new", rows), rows);
       }},
      {ErrorCode::row_malformed, "a shape as large as a country",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("Z", "V1", 1, square(0, 0, 10'000'001))});
         return w.make("inventory.import", "developer", W::inventory("new", rows), rows);
       }},
      {ErrorCode::shape_invalid, "a shape that crosses itself",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("Z", "V1", 1, crossing())});
         return w.make("inventory.import", "developer", W::inventory("new", rows), rows);
       }},
      {ErrorCode::row_malformed, "a carbon income without its parent",
       [](W& w) {
         return w.make("right.register", "registrar", W::register_rights(),
                       one_right(right_json("n", "L1", "carbon_income", "H-1", 1, "2020-01-01")));
       }},
      // Methods, inventories, projects, reports.
      {ErrorCode::method_not_published, "a method that nobody published",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("fresh", W::fresh(), 2021, 2040, "secret"));
       }},
      {ErrorCode::method_exists, "the same tables again",
       [](W& w) {
         return w.make("method.publish", "registrar", W::method("forest", true), W::method_rows());
       }},
      {ErrorCode::parameters_not_read_back, "a table that was not published",
       [](W& w) { return w.make("credit.issue", "registrar", w.issue("U")); }},
      {ErrorCode::method_not_crediting, "credits for an assessment",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("fresh", W::fresh(), 2021, 2040, "assess"));
       }},
      {ErrorCode::mechanism_not_found, "no such mechanism",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("fresh", W::fresh(), 2021, 2040, "forest", "none"));
       }},
      {ErrorCode::mechanism_exists, "defined twice",
       [](W& w) { return w.make("mechanism.define", "registrar", W::mechanism("mech", {})); }},
      {ErrorCode::method_not_accepted, "a method of no mechanism",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("fresh", W::fresh(), 2021, 2040, "other"));
       }},
      {ErrorCode::inventory_not_found, "another project's inventory",
       [](W& w) {
         return w.make("project.register", "developer", W::project("other", W::fresh()));
       }},
      {ErrorCode::inventory_exists, "imported twice",
       [](W& w) {
         return w.make("inventory.import", "developer", W::inventory("fresh", W::fresh()),
                       W::fresh());
       }},
      {ErrorCode::project_not_found, "no such project",
       [](W& w) {
         return w.make("project.approve", "registrar", {{"project", "none"}});
       }},
      {ErrorCode::project_exists, "registered twice",
       [](W& w) { return w.make("project.register", "developer", W::project("P", W::stands())); }},
      {ErrorCode::project_state, "approved before it is validated",
       [](W& w) {
         return w.make("project.approve", "registrar", {{"project", "listed"}});
       }},
      {ErrorCode::stand_claimed, "a stand of another project",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("same", w.ground("same", "S1", 1'100'000, 8'000)));
       }},
      {ErrorCode::stand_claimed, "credits for a stand of another project",
       [](W& w) { return w.make("credit.issue", "registrar", w.issue("W")); }},
      {ErrorCode::stand_overlaps, "the ground of another project",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("over", w.ground("over", "Y1", 5'000)));
       }},
      {ErrorCode::stand_of_another, "another developer's number",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("S1", "V1", 1, square(1'000'000, 0))});
         return w.make("inventory.import", "omni", W::inventory("new", rows), rows);
       }},
      {ErrorCode::report_not_found, "no such report",
       [](W& w) { return w.make("credit.issue", "registrar", w.issue("none")); }},
      {ErrorCode::report_exists, "a report's id again",
       [](W& w) {
         const Changes4 changes = {{"S1", {{2023, 10'000}}}};
         return w.make("report.file", "developer",
                       w.report("R1", "P", W::stands(), 2022, 2023, changes),
                       estimate_rows(changes));
       }},
      {ErrorCode::report_state, "issued before it is verified",
       [](W& w) { return w.make("credit.issue", "registrar", w.issue("F")); }},
      {ErrorCode::report_state, "issued twice",
       [](W& w) { return w.make("credit.issue", "registrar", w.issue("R1")); }},
      {ErrorCode::period_invalid, "beyond the crediting period",
       [](W& w) {
         const Changes4 changes = {{"S1", {{2041, 10'000}}}};
         return w.make("report.file", "developer",
                       w.report("R2", "P", W::stands(), 2040, 2041, changes),
                       estimate_rows(changes));
       }},
      {ErrorCode::period_overlaps, "a year reported before",
       [](W& w) {
         return w.make("report.file", "developer",
                       w.report("R2", "P", W::stands(), 2021, 2022, W::one("S1", 10'000)),
                       estimate_rows(W::one("S1", 10'000)));
       }},
      {ErrorCode::recomputation_differs, "another root",
       [](W& w) { return w.make("report.verify", "verifier", W::verify("F", {"[]"})); }},
  };
  return table;
}

}  // namespace linhui::ledger
