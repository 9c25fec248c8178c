// Credits, sales, rights, distributions and exports, two rules broken at once: a table for
// precedence_test.cc.
#pragma once

#include "tests/ledger/rules/two_broken.h"

namespace linhui::ledger {

inline const std::vector<TwoBroken>& of_credits_to_exports() {
  using W = World;
  static const std::vector<TwoBroken> table = {
      {"credit.offer", "credits_not_positive", "offer_exists",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("offer-2", "buyer", serials("P", 2021, 72, 71)));
       }},
      {"credit.offer", "offer_exists", "party_not_found",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("offer-2", "nobody", serials("P", 2021, 71, 72)));
       }},
      {"credit.offer", "party_not_found", "project_not_found",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "nobody", serials("none", 2021, 1, 1)));
       }},
      {"credit.offer", "project_not_found", "serials_unknown",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "buyer", serials("none", 2021, 1, 1)));
       }},
      {"credit.offer", "mechanism_not_found", "serials_unknown",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "buyer", serials("bare", 2021, 1, 1)));
       }},
      {"credit.offer", "holder_not_allowed", "serials_unknown",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "H-007", serials("P", 2021, 101, 101)));
       }},
      {"credit.offer", "serials_unknown", "offer_expired",
       [](W& w) {
         return w.make(
             "credit.offer", "developer",
             with(W::offer("x", "buyer", serials("P", 2021, 101, 101)), "expires", "2026-01-01"));
       }},
      {"credit.offer", "serials_overlap", "block_final",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "buyer", serials("P", 2021, 57, 58)));
       }},
      {"credit.offer", "block_final", "not_holder",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "buyer", serials("P", 2021, 56, 56)));
       }},
      {"credit.offer", "not_holder", "offer_expired",
       [](W& w) {
         return w.make(
             "credit.offer", "developer",
             with(W::offer("x", "buyer", serials("P", 2021, 58, 58)), "expires", "2026-01-01"));
       }},
      {"credit.accept", "offer_not_found", "not_receiver",
       [](W& w) {
         return w.make("credit.accept", "coll-1", {{"offer", "offer-2"}});
       }},
      {"credit.accept", "not_receiver", "offer_expired",
       [](W& w) {
         return w.make("credit.accept", "coll-1", {{"offer", "offer-3"}});
       }},
      {"credit.decline", "offer_not_found", "not_receiver",
       [](W& w) {
         return w.make("credit.decline", "coll-1", {{"offer", "offer-2"}});
       }},
      {"credit.withdraw", "offer_not_found", "not_offerer",
       [](W& w) {
         return w.make("credit.withdraw", "coll-1", {{"offer", "offer-2"}});
       }},
      {"credit.retire", "credits_not_positive", "serials_unknown",
       [](W& w) {
         return w.make(
             "credit.retire", "developer",
             {{"serials", serials("P", 2021, 102, 101)}, {"beneficiary", "b"}, {"purpose", "p"}});
       }},
      {"credit.retire", "serials_overlap", "block_final",
       [](W& w) {
         return w.make(
             "credit.retire", "developer",
             {{"serials", serials("P", 2021, 57, 58)}, {"beneficiary", "b"}, {"purpose", "p"}});
       }},
      {"credit.retire", "block_final", "not_holder",
       [](W& w) {
         return w.make(
             "credit.retire", "developer",
             {{"serials", serials("P", 2021, 56, 56)}, {"beneficiary", "b"}, {"purpose", "p"}});
       }},
      {"credit.cancel", "credits_not_positive", "serials_unknown",
       [](W& w) {
         return w.make("credit.cancel", "developer",
                       {{"serials", serials("P", 2021, 102, 101)}, {"reason", "r"}});
       }},
      {"credit.cancel", "serials_overlap", "block_final",
       [](W& w) {
         return w.make("credit.cancel", "developer",
                       {{"serials", serials("P", 2021, 57, 58)}, {"reason", "r"}});
       }},
      {"credit.cancel", "block_final", "not_holder",
       [](W& w) {
         return w.make("credit.cancel", "developer",
                       {{"serials", serials("P", 2021, 56, 56)}, {"reason", "r"}});
       }},
      {"sale.match", "credits_not_positive", "amount_not_positive",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 72, 71), 5, "buyer");
         body["tonnes"] = 1;
         body["amount_fen"] = 0;
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "amount_not_positive", "sale_exists",
       [](W& w) {
         Json body = W::sale("sale-2", serials("P", 2021, 71, 72), 5, "buyer");
         body["amount_fen"] = 0;
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "sale_exists", "signature_missing",
       [](W& w) {
         Json body = W::sale("sale-2", serials("P", 2021, 71, 72), 5, "buyer");
         return w.make("sale.match", "developer", body);
       }},
      {"sale.match", "signature_missing", "two_hands",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 71, 72), 5, "buyer");
         body["seller"] = "buyer";
         return w.make("sale.match", "developer", body);
       }},
      {"sale.match", "two_hands", "serials_unknown",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 101, 101), 5, "developer");
         return w.make("sale.match", "developer", body);
       }},
      {"sale.match", "record_malformed: of another project", "project_not_found",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 71, 72), 5, "buyer");
         body["blocks"].push_back(serials("none", 2021, 1, 1));
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "project_not_found", "serials_unknown",
       [](W& w) {
         Json body = W::sale("x", serials("none", 2021, 1, 1), 5, "buyer");
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "mechanism_not_found", "serials_unknown",
       [](W& w) {
         Json body = W::sale("x", serials("bare", 2021, 1, 1), 5, "buyer");
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "serials_unknown", "amount_overflow",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 101, 101), 5, "buyer");
         body["tonnes"] = 999'999'999'999;
         body["price_fen_per_tonne"] = 1'000'000'000;
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "serials_overlap", "block_final",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 57, 58), 5, "buyer");
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "block_final", "not_holder",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 56, 56), 5, "buyer");
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "not_holder", "price_mismatch",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 58, 58), 5, "buyer");
         body["amount_fen"] = 1;
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.match", "amount_overflow", "price_mismatch",
       [](W& w) {
         Json body = W::sale("x", serials("P", 2021, 71, 72), 5, "buyer");
         body["tonnes"] = 999'999'999'999;
         body["price_fen_per_tonne"] = 1'000'000'000;
         return w.make("sale.match", "developer", body, Rows{}, {"buyer"});
       }},
      {"sale.settle", "amount_not_positive", "sale_not_found",
       [](W& w) {
         return w.make("sale.settle", "developer", W::settle("none", 0), Rows{}, {"buyer"});
       }},
      {"sale.settle", "signature_missing", "cash_exists",
       [](W& w) { return w.make("sale.settle", "developer", W::settle("sale-3", 12'500)); }},
      {"sale.settle", "cash_exists", "cash_exceeds_sale",
       [](W& w) {
         return w.make("sale.settle", "developer", W::settle("sale-3", 99'999), Rows{}, {"buyer"});
       }},
      {"sale.settle", "sale_state", "cash_exceeds_sale",
       [](W& w) {
         return w.make("sale.settle", "developer", W::settle("sale-6", 99'999), Rows{}, {"buyer"});
       }},
      {"sale.settle", "sale_state", "price_mismatch",
       [](W& w) {
         return w.make("sale.settle", "developer", W::settle("sale-6", 1), Rows{}, {"buyer"});
       }},
      {"sale.cancel", "signature_missing", "sale_state",
       [](W& w) {
         return w.make("sale.cancel", "developer", {{"sale", "sale-3"}, {"reason", "r"}});
       }},
      {"right.register", "row_malformed: the form", "right_interval_invalid",
       [](W& w) {
         return w.make("right.register", "registrar", W::register_rights(),
                       one_right(right_json("n", "L1", "contract", "H-1", 1, "2020-01-01",
                                            "2020-01-01", 10'000, "", "verifier")));
       }},
      {"right.register", "right_interval_invalid", "right_exists",
       [](W& w) {
         return w.make(
             "right.register", "registrar", W::register_rights(),
             one_right(right_json("K1", "L1", "contract", "H-1", 1, "2020-01-01", "2020-01-01")));
       }},
      {"right.register", "right_exists", "right_stand_unknown",
       [](W& w) {
         return w.make("right.register", "registrar", W::register_rights(),
                       one_right(right_json("K1", "none", "contract", "H-1", 1, "2020-01-01")));
       }},
      {"right.register", "right_stand_unknown", "row_malformed: a wrong parent",
       [](W& w) {
         return w.make("right.register", "registrar", W::register_rights(),
                       one_right(right_json("n", "none", "carbon_income", "H-1", 1, "2020-01-01")));
       }},
      {"right.register", "rights_exceed_parcel", "row_malformed: a wrong parent",
       [](W& w) {
         return w.make(
             "right.register", "registrar", W::register_rights(),
             one_right(right_json("n", "S2", "carbon_income", "H-1", 10'001, "2020-01-01")));
       }},
      {"right.register", "row_malformed: a wrong parent", "party_exists",
       [](W& w) {
         return w.make(
             "right.register", "registrar", W::register_rights(),
             one_right(right_json("n", "L1", "carbon_income", "coll-2", 1, "2020-01-01")));
       }},
      {"scheme.adopt", "scheme_without_basis: the scheme", "project_not_found",
       [](W& w) {
         Json body = W::scheme("x", Json::array({holders_step()}), "none");
         body.erase("basis");
         return w.make("scheme.adopt", "developer", body, Rows{}, {"coll-1", "coll-2"});
       }},
      {"scheme.adopt", "project_not_found", "scheme_exists",
       [](W& w) {
         Json body = W::scheme("scheme-1", Json::array({holders_step()}), "none");
         return w.make("scheme.adopt", "developer", body, Rows{}, {"coll-1", "coll-2"});
       }},
      {"scheme.adopt", "role_missing: another's project", "signature_missing",
       [](W& w) {
         Json body = W::scheme("x", Json::array({holders_step()}), "P");
         return w.make("scheme.adopt", "omni", body);
       }},
      {"scheme.adopt", "role_missing: no collective", "signature_missing",
       [](W& w) {
         Json body = W::scheme("x", Json::array({holders_step()}), "P");
         body["adopters"] = {"buyer"};
         return w.make("scheme.adopt", "developer", body);
       }},
      {"scheme.adopt", "signature_missing", "scheme_exists",
       [](W& w) {
         Json body = W::scheme("scheme-1", Json::array({holders_step()}), "P");
         return w.make("scheme.adopt", "developer", body);
       }},
      {"scheme.adopt", "scheme_exists", "scheme_invalid",
       [](W& w) {
         Json body = W::scheme("scheme-1", Json::array({}), "P");
         return w.make("scheme.adopt", "developer", body, Rows{}, {"coll-1", "coll-2"});
       }},
      {"scheme.adopt", "scheme_exists", "scheme_without_basis: a step",
       [](W& w) {
         Json body = W::scheme("scheme-1", Json::array({holders_step()}), "P");
         body["steps"][0].erase("basis");
         return w.make("scheme.adopt", "developer", body, Rows{}, {"coll-1", "coll-2"});
       }},
      {"scheme.adopt", "scheme_without_basis: a step", "scheme_invalid",
       [](W& w) {
         Json body = W::scheme("x", Json::array({holders_step(), holders_step()}), "P");
         body["steps"][1].erase("basis");
         return w.make("scheme.adopt", "developer", body, Rows{}, {"coll-1", "coll-2"});
       }},
      {"scheme.adopt", "scheme_invalid", "party_not_found",
       [](W& w) {
         Json body = W::scheme(
             "x", Json::array({cost_step("c", "nobody", 1), holders_step(), holders_step()}), "P");
         return w.make("scheme.adopt", "developer", body, Rows{}, {"coll-1", "coll-2"});
       }},
      {"run.calculate", "amount_not_positive", "run_exists",
       [](W& w) {
         auto [body, rows] = w.run("run-1", "scheme-1", "sale-5", 12'500);
         body["amount_fen"] = 0;
         return w.make("run.calculate", "developer", body, rows);
       }},
      {"run.calculate", "run_exists", "period_invalid",
       [](W& w) {
         auto [body, rows] = w.run("run-1", "scheme-1", "sale-5", 12'500);
         body["to"] = body["from"];
         return w.make("run.calculate", "developer", body, rows);
       }},
      {"run.calculate", "period_invalid", "sale_not_found",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "none", 12'500);
         body["to"] = body["from"];
         return w.make("run.calculate", "developer", body, rows);
       }},
      {"run.calculate", "sale_not_found", "scheme_not_found: also",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "none", 12'500);
         body["scheme"] = "none";
         return w.make("run.calculate", "developer", body, rows);
       }},
      {"run.calculate", "cash_not_distributable", "scheme_not_found: also",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "sale-2", 12'500);
         body["scheme"] = "none";
         return w.make("run.calculate", "developer", body, rows);
       }},
      {"run.calculate", "scheme_not_found: also", "role_missing",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "sale-5", 12'500);
         body["scheme"] = "none";
         return w.make("run.calculate", "omni", body, rows);
       }},
      {"run.calculate", "role_missing", "shares_mismatch",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "sale-5", 12'500);
         rows.pop_back();
         return w.make("run.calculate", "omni", body, rows);
       }},
      {"run.calculate", "scheme_invalid", "shares_mismatch",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "sale-5", 12'500);
         body["from"] = "2018-01-01";
         body["to"] = "2019-01-01";
         return w.make("run.calculate", "developer", body, rows);
       }},
      {"run.calculate", "shares_mismatch", "scheme_not_found: a village",
       [](W& w) {
         auto [body, rows] = w.run("x", "half", "sale-5", 12'500);
         rows.pop_back();
         return w.make("run.calculate", "developer", body, rows);
       }},
      {"run.approve", "run_not_found", "resolution_not_carried",
       [](W& w) { return w.make("run.approve", "coll-1", W::approve("none", 30, 20, 0, 0)); }},
      {"run.approve", "run_state", "role_missing",
       [](W& w) { return w.make("run.approve", "omni", W::approve("run-1")); }},
      {"run.approve", "role_missing", "resolution_not_carried",
       [](W& w) { return w.make("run.approve", "omni", W::approve("run-2", 30, 20, 0, 0)); }},
      {"run.publish", "run_state", "role_missing",
       [](W& w) {
         return w.make("run.publish", "omni", {{"run", "run-2"}, {"notice_sha256", sha("n")}});
       }},
      {"run.finalise", "run_state", "role_missing",
       [](W& w) {
         return w.make("run.finalise", "omni", {{"run", "run-2"}});
       }},
      {"run.finalise", "role_missing", "notice_too_short",
       [](W& w) {
         return w.make("run.finalise", "omni", {{"run", "run-3"}});
       }},
      {"run.pay", "run_state", "role_missing",
       [](W& w) {
         return w.make("run.pay", "omni", {{"run", "run-2"}, {"paid_on", "2026-02-01"}},
                       W::payments({0}));
       }},
      {"run.pay", "role_missing", "line_not_payable",
       [](W& w) {
         return w.make("run.pay", "omni", {{"run", "run-1"}, {"paid_on", "2026-02-01"}},
                       W::payments({0}));
       }},
      {"run.pay", "role_missing", "rows_missing",
       [](W& w) {
         return w.make("run.pay", "omni",
                       with({{"run", "run-1"}, {"paid_on", "2026-02-01"}}, "rows",
                            to_json(reference_to({}))));
       }},
      {"run.pay", "row_malformed", "line_not_payable",
       [](W& w) {
         return w.make("run.pay", "developer", {{"run", "run-1"}, {"paid_on", "2026-02-01"}},
                       canonical_rows({{{"line", 0}, {"reference", "x"}}}));
       }},
      {"export.record", "record_malformed: a size", "project_not_found",
       [](W& w) {
         return w.make("export.record", "registrar",
                       {{"sequence", 1},
                        {"format", "csv"},
                        {"project", "none"},
                        {"log_size", 1'000'000},
                        {"sha256", sha("x")}});
       }},
      {"export.record", "project_not_found", "record_malformed: a gap",
       [](W& w) {
         return w.make("export.record", "registrar",
                       {{"sequence", 2},
                        {"format", "csv"},
                        {"project", "none"},
                        {"log_size", 1},
                        {"sha256", sha("x")}});
       }},
      {"credit.issue", "method_not_crediting: the method", "parameters_not_read_back",
       [](W& w) {
         w.must(w.make("method.publish", "registrar", W::method("forest", false, "d,4"),
                       W::method_rows("d,4")));
         return w.make("credit.issue", "registrar", w.issue("U"));
       }},
  };
  return table;
}

}  // namespace linhui::ledger
