// Parties, methods, projects, reports and issues, two rules broken at once: a table for
// precedence_test.cc.
#pragma once

#include "tests/ledger/rules/two_broken.h"

namespace linhui::ledger {

inline const std::vector<TwoBroken>& of_parties_to_issues() {
  using W = World;
  static const std::vector<TwoBroken> table = {
      {"ledger.create", "ledger_exists", "wrong_ledger",
       [](W& w) {
         Json body = Json::parse(w.ledger->snapshot().record(0).value().bytes).at("body");
         body["log_key"] = body.at("registrar_key");
         return w.make("ledger.create", "registrar", body);
       }},
      {"log.key.rotate", "key_weak", "signature_invalid",
       [](W& w) {
         return w.make("log.key.rotate", "registrar",
                       with(w.rotation('K', 'M'), "key", neutral_key()));
       }},
      {"log.key.rotate", "signature_invalid", "key_exists",
       [](W& w) {
         return w.make("log.key.rotate", "registrar",
                       with(w.rotation('L', 'L'), "consent", base64("junk")));
       }},
      {"party.admit", "record_malformed: a key", "party_exists: the id",
       [](W& w) {
         return w.make("party.admit", "registrar",
                       with(w.party("buyer", {"buyer"}, "company"), "key", base64("junk")));
       }},
      {"party.admit", "key_weak", "record_malformed: no role",
       [](W& w) {
         return w.make("party.admit", "registrar",
                       with(w.party("new", {}, "company"), "key", neutral_key()));
       }},
      {"party.admit", "party_exists: the id", "record_malformed: a collective",
       [](W& w) {
         return w.make("party.admit", "registrar", w.party("buyer", {"collective"}, "collective"));
       }},
      {"party.admit", "party_exists: the id", "key_exists",
       [](W& w) {
         return w.make("party.admit", "registrar", w.party("buyer", {"buyer"}, "company"));
       }},
      {"party.admit", "record_malformed: a collective", "key_exists",
       [](W& w) {
         return w.make("party.admit", "registrar",
                       with(w.party("new", {"buyer"}, "company", "V9"), "key",
                            w.party("buyer", {}, "").at("key")));
       }},
      {"party.admit", "party_exists: the village's", "key_exists",
       [](W& w) {
         return w.make("party.admit", "registrar",
                       with(w.party("new", {"collective"}, "collective", "V1"), "key",
                            w.party("buyer", {}, "").at("key")));
       }},
      {"key.add", "record_malformed", "signature_invalid",
       [](W& w) {
         return w.make("key.add", "buyer",
                       {{"key", base64("junk")}, {"possession", base64("junk")}});
       }},
      {"key.add", "key_weak", "signature_invalid",
       [](W& w) {
         return w.make("key.add", "buyer",
                       {{"key", neutral_key()}, {"possession", base64("junk")}});
       }},
      {"key.add", "signature_invalid", "key_exists",
       [](W& w) {
         return w.make(
             "key.add", "buyer",
             {{"key", w.party("buyer", {}, "").at("key")}, {"possession", base64("junk")}});
       }},
      {"key.revoke", "key_unknown", "role_missing",
       [](W& w) {
         return w.make("key.revoke", "buyer", {{"key", "none"}, {"reason", "r"}});
       }},
      {"key.revoke", "role_missing", "key_revoked",
       [](W& w) {
         return w.make("key.revoke", "buyer",
                       {{"key", key_id(w.key("lost").public_key())}, {"reason", "r"}});
       }},
      {"mechanism.define", "record_malformed", "mechanism_exists",
       [](W& w) {
         return w.make("mechanism.define", "registrar", W::mechanism("mech", {}, 10, 10));
       }},
      {"method.publish", "row_malformed: a line", "rows_mismatch: its digest",
       [](W& w) {
         return w.make("method.publish", "registrar", W::method("new", true, "x"),
                       canonical_rows({{{"table", "table"}, {"text", "y"}},
                                       {{"table", "more"}, {"text", "z"}}}));
       }},
      {"method.publish", "record_malformed: one twice", "rows_mismatch: its digest",
       [](W& w) {
         Json body = W::method("new", true, "x");
         body["tables"].push_back({{"name", "table"}, {"sha256", sha("z")}});
         return w.make("method.publish", "registrar", body,
                       canonical_rows({{{"table", "table"}, {"text", "x"}},
                                       {{"table", "more"}, {"text", "z"}}}));
       }},
      {"method.publish", "rows_mismatch: its digest", "method_exists",
       [](W& w) {
         return w.make("method.publish", "registrar", W::method("forest", true),
                       W::method_rows("z"));
       }},
      {"inventory.import", "record_malformed: no rows", "role_missing",
       [](W& w) {
         return w.make("inventory.import", "omni",
                       with(W::inventory("P", {}), "rows", to_json(reference_to({}))));
       }},
      {"inventory.import", "inventory_exists", "role_missing",
       [](W& w) {
         return w.make("inventory.import", "omni", W::inventory("P", W::stands()), W::stands());
       }},
      {"inventory.import", "role_missing", "row_malformed: a stand twice",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("Z1", "V1", 1, square(1'000'000, 0)),
                                           stand_json("Z1", "V1", 1, square(1'000'000, 0))});
         return w.make("inventory.import", "omni", W::inventory("P", rows), rows);
       }},
      {"inventory.import", "row_malformed: the form", "shape_invalid",
       [](W& w) {
         const Rows rows = canonical_rows({with(stand_json("Z1", "V1", 1, crossing()), "kind", 1)});
         return w.make("inventory.import", "developer", W::inventory("new", rows), rows);
       }},
      {"inventory.import", "shape_invalid", "row_malformed: a stand twice",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("Z1", "V1", 1, square(1'000'000, 0)),
                                           stand_json("Z1", "V1", 1, crossing())});
         return w.make("inventory.import", "developer", W::inventory("new", rows), rows);
       }},
      {"inventory.import", "row_malformed: a stand twice", "rights_exceed_parcel",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("S1", "V1", 8'000, square(0, 0)),
                                           stand_json("S1", "V1", 1, square(0, 0))});
         return w.make("inventory.import", "developer", W::inventory("P", rows), rows);
       }},
      {"inventory.import", "stand_of_another", "rights_exceed_parcel",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("S1", "V1", 1, square(0, 0))});
         return w.make("inventory.import", "omni", W::inventory("new", rows), rows);
       }},
      {"inventory.import", "rights_exceed_parcel", "rows_mismatch",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("S1", "V1", 1, square(0, 0))});
         return w.make("inventory.import", "developer",
                       with(W::inventory("P", rows), "area_m2", 999), rows);
       }},
      {"project.register", "method_not_published", "mechanism_not_found",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("fresh", W::fresh(), 2021, 2040, "secret", "none"));
       }},
      {"project.register", "mechanism_not_found", "method_not_crediting",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("fresh", W::fresh(), 2021, 2040, "assess", "none"));
       }},
      {"project.register", "method_not_accepted", "inventory_not_found",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("x", W::fresh(), 2021, 2040, "other"));
       }},
      {"project.register", "method_not_crediting", "inventory_not_found",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("x", W::fresh(), 2021, 2040, "assess"));
       }},
      {"project.register", "inventory_not_found", "project_exists",
       [](W& w) { return w.make("project.register", "developer", W::project("P", W::fresh())); }},
      {"project.register", "inventory_not_found", "period_invalid",
       [](W& w) {
         return w.make("project.register", "developer", W::project("x", W::fresh(), 2040, 2021));
       }},
      {"project.register", "project_exists", "period_invalid",
       [](W& w) {
         return w.make("project.register", "developer", W::project("P", W::stands(), 2040, 2021));
       }},
      {"project.register", "period_invalid", "stand_claimed",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("same", w.ground("same", "S1", 1'100'000, 8'000), 2040, 2021));
       }},
      {"project.register", "stand_claimed", "stand_overlaps",
       [](W& w) {
         return w.make("project.register", "developer",
                       W::project("both", w.ground("both", "S1", 0, 8'000)));
       }},
      {"project.validate", "project_state", "two_hands",
       [](W& w) {
         return w.make("project.validate", "omni",
                       {{"project", "mine"}, {"statement_sha256", sha("s")}});
       }},
      {"project.approve", "project_state", "two_hands",
       [](W& w) {
         return w.make("project.approve", "omni", {{"project", "omni"}});
       }},
      {"report.file", "project_not_found", "period_invalid",
       [](W& w) {
         Json body = w.report("R2", "none", W::stands(), 2023, 2022, kGrowth);
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "role_missing", "project_state",
       [](W& w) {
         Json body = w.report("R2", "listed", W::stands(), 2022, 2023, kGrowth);
         return w.make("report.file", "omni", body, estimate_rows(kGrowth));
       }},
      {"report.file", "project_state", "method_not_accepted",
       [](W& w) {
         Json body = w.report("R2", "listed", W::stands(), 2022, 2023, kGrowth);
         body["method"] = "other";
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "method_not_accepted", "inventory_not_found",
       [](W& w) {
         Json body = w.report("R2", "P", W::fresh(), 2022, 2023, kGrowth);
         body["method"] = "other";
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "inventory_not_found", "report_exists",
       [](W& w) {
         Json body = w.report("R1", "P", W::fresh(), 2022, 2023, kGrowth);
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "report_exists", "period_invalid",
       [](W& w) {
         Json body = w.report("R1", "P", W::stands(), 2023, 2022, kGrowth);
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "period_invalid", "period_overlaps",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2021, 2041, kGrowth);
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "period_invalid", "rows_mismatch: net",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2040, 2041, kGrowth);
         body["vintages"][0]["net_e4"] = 1;
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "period_overlaps", "rows_mismatch: net",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2021, 2022, kGrowth);
         body["vintages"][0]["net_e4"] = 1;
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "rows_mismatch: net", "record_malformed",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2022, 2023, kGrowth);
         body["vintages"].push_back(with(body["vintages"][0], "net_e4", 1));
         return w.make("report.file", "developer", body, estimate_rows(kGrowth));
       }},
      {"report.file", "record_malformed", "row_malformed",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2022, 2023, kGrowth);
         body["vintages"].push_back(Json(body["vintages"][0]));
         return w.make("report.file", "developer", body, {"[]"});
       }},
      {"report.file", "row_malformed", "rows_mismatch: the rows",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2022, 2023, kGrowth);
         return w.make("report.file", "developer", body, {"[]"});
       }},
      {"report.file", "amount_overflow", "rows_mismatch: a total",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2022, 2023, kGrowth);
         return w.make("report.file", "developer", body,
                       estimate({{"a", "999999999999.9999", 1'000}, {"total", "0.0000", 1}}));
       }},
      {"report.file", "rows_mismatch: a total", "row_malformed: a stand and year",
       [](W& w) {
         Json body = w.report("R2", "P", W::stands(), 2022, 2023, kGrowth);
         return w.make("report.file", "developer", body,
                       estimate({{"total", "0.0000", 1}, {"total", "1.0000", 1}}));
       }},
      {"report.verify", "report_state", "two_hands",
       [](W& w) { return w.make("report.verify", "omni", W::verify("mine-1", {})); }},
      {"report.verify", "two_hands", "recomputation_differs",
       [](W& w) { return w.make("report.verify", "omni", W::verify("mine-2", {})); }},
      {"report.reject", "report_state", "two_hands",
       [](W& w) {
         return w.make("report.reject", "omni", {{"report", "mine-1"}, {"reason", "r"}});
       }},
      {"credit.issue", "report_state", "two_hands",
       [](W& w) { return w.make("credit.issue", "omni", w.issue("mine-2")); }},
      {"credit.issue", "two_hands", "parameters_not_read_back",
       [](W& w) { return w.make("credit.issue", "omni", w.issue("mine-1")); }},
      {"credit.issue", "parameters_not_read_back", "credits_exceed_report",
       [](W& w) {
         Json body = w.issue("U");
         body["vintages"][0]["last"] = 99;
         return w.make("credit.issue", "registrar", body);
       }},
      {"credit.issue", "credits_not_positive", "credits_exceed_report",
       [](W& w) {
         const Json vintages = w.issue("V").at("vintages");
         return w.make("credit.issue", "registrar", {{"report", "N"}, {"vintages", vintages}});
       }},
      {"credit.issue", "credits_exceed_report", "buffer_mismatch",
       [](W& w) {
         Json body = w.issue("V");
         body["vintages"][0]["last"] = 6;
         body["vintages"][0]["buffer"] = 0;
         return w.make("credit.issue", "registrar", body);
       }},
      {"credit.issue", "buffer_mismatch", "stand_claimed",
       [](W& w) {
         Json body = w.issue("W");
         body["vintages"][0]["buffer"] = 0;
         return w.make("credit.issue", "registrar", body);
       }},
      {"credit.issue", "stand_claimed", "stand_year_credited",
       [](W& w) { return w.make("credit.issue", "registrar", w.issue("W")); }},
  };
  return table;
}

}  // namespace linhui::ledger
