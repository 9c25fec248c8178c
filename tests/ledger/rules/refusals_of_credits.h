// The smallest requests that a rule refuses, of credits, sales, rights and distributions: a table
// for rules_test.cc.
#pragma once

#include "tests/ledger/rules/refusals_of_projects.h"

namespace linhui::ledger {

inline const std::vector<Refusal>& refusals_of_credits() {
  using W = World;
  static const std::vector<Refusal> table = {
      // Credits.
      {ErrorCode::credits_not_positive, "a report of losses",
       [](W& w) { return w.make("credit.issue", "registrar", w.issue("N")); }},
      {ErrorCode::credits_not_positive, "serials reversed",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "buyer", serials("P", 2021, 72, 71)));
       }},
      {ErrorCode::credits_exceed_report, "one more than the report allows",
       [](W& w) {
         Json body = w.issue("V");
         body["vintages"][0]["last"] = 6;
         return w.make("credit.issue", "registrar", body);
       }},
      {ErrorCode::buffer_mismatch, "a smaller buffer",
       [](W& w) {
         Json body = w.issue("V");
         body["vintages"][0]["buffer"] = 0;
         return w.make("credit.issue", "registrar", body);
       }},
      {ErrorCode::serials_unknown, "never issued",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "buyer", serials("P", 2021, 101, 101)));
       }},
      {ErrorCode::serials_overlap, "two blocks at once",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "buyer", serials("P", 2021, 60, 61)));
       }},
      {ErrorCode::not_holder, "another's credits",
       [](W& w) {
         return w.make(
             "credit.retire", "developer",
             {{"serials", serials("P", 2021, 58, 58)}, {"beneficiary", "b"}, {"purpose", "p"}});
       }},
      {ErrorCode::not_holder, "one's own, but locked in an offer",
       [](W& w) {
         return w.make("credit.cancel", "developer",
                       {{"serials", serials("P", 2021, 51, 52)}, {"reason", "r"}});
       }},
      {ErrorCode::not_holder, "the buffer",
       [](W& w) {
         return w.make("credit.cancel", "registrar",
                       {{"serials", serials("P", 2021, 91, 91)}, {"reason", "r"}});
       }},
      {ErrorCode::block_final, "retired credits",
       [](W& w) {
         return w.make("credit.offer", "buyer",
                       W::offer("x", "developer", serials("P", 2021, 56, 56)));
       }},
      {ErrorCode::holder_not_allowed, "a household",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("x", "H-007", serials("P", 2021, 71, 72)));
       }},
      {ErrorCode::offer_not_found, "accepted before",
       [](W& w) {
         return w.make("credit.accept", "buyer", {{"offer", "offer-2"}});
       }},
      {ErrorCode::offer_exists, "an offer's id again",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       W::offer("offer-2", "buyer", serials("P", 2021, 71, 72)));
       }},
      {ErrorCode::not_receiver, "an offer to another",
       [](W& w) {
         return w.make("credit.accept", "coll-1", {{"offer", "offer-1"}});
       }},
      {ErrorCode::offer_expired, "accepted when its day has come",
       [](W& w) {
         return w.make("credit.accept", "buyer", {{"offer", "offer-3"}});
       }},
      {ErrorCode::offer_expired, "offered until today",
       [](W& w) {
         return w.make("credit.offer", "developer",
                       with(W::offer("x", "buyer", serials("P", 2021, 71, 72)), "expires",
                            day_text(shanghai_day(w.now))));
       }},
      {ErrorCode::not_offerer, "withdrawn by the receiver",
       [](W& w) {
         return w.make("credit.withdraw", "buyer", {{"offer", "offer-1"}});
       }},
      {ErrorCode::offer_not_found, "withdrawn after it was accepted",
       [](W& w) {
         return w.make("credit.withdraw", "developer", {{"offer", "offer-2"}});
       }},
      // Sales and money.
      {ErrorCode::amount_not_positive, "a sale for nothing",
       [](W& w) {
         return w.make("sale.match", "developer",
                       with(W::sale("x", serials("P", 2021, 71, 72), 1), "amount_fen", 0), {},
                       {"buyer"});
       }},
      {ErrorCode::amount_overflow, "a price beyond counting",
       [](W& w) {
         return w.make(
             "sale.match", "developer",
             with(with(W::sale("x", serials("P", 2021, 71, 72), 1), "tonnes", 999'999'999'999),
                  "price_fen_per_tonne", 1'000'000'000),
             {}, {"buyer"});
       }},
      {ErrorCode::sale_not_found, "no such sale",
       [](W& w) {
         return w.make("sale.settle", "developer", W::settle("none", 200), {}, {"buyer"});
       }},
      {ErrorCode::sale_exists, "a sale's id again",
       [](W& w) {
         return w.make("sale.match", "developer", W::sale("sale-2", serials("P", 2021, 71, 72), 1),
                       {}, {"buyer"});
       }},
      {ErrorCode::price_mismatch, "an amount that is not tonnes times price",
       [](W& w) {
         return w.make("sale.match", "developer",
                       with(W::sale("x", serials("P", 2021, 71, 72), 5), "amount_fen", 11), {},
                       {"buyer"});
       }},
      {ErrorCode::cash_exceeds_sale, "more than it is worth",
       [](W& w) {
         return w.make("sale.settle", "developer", W::settle("sale-2", 20'001), {}, {"buyer"});
       }},
      {ErrorCode::cash_exists, "settled before",
       [](W& w) {
         return w.make("sale.settle", "developer", W::settle("sale-3", 12'500), {}, {"buyer"});
       }},
      {ErrorCode::sale_state, "settled, then cancelled",
       [](W& w) {
         return w.make("sale.cancel", "developer", {{"sale", "sale-3"}, {"reason", "r"}}, {},
                       {"buyer"});
       }},
      {ErrorCode::sale_state, "cancelled, then settled",
       [](W& w) {
         return w.make("sale.settle", "developer", W::settle("sale-6", 2), {}, {"buyer"});
       }},
      {ErrorCode::signature_missing, "a sale cancelled by one of two",
       [](W& w) {
         return w.make("sale.cancel", "developer", {{"sale", "sale-2"}, {"reason", "r"}});
       }},
      {ErrorCode::sale_not_found, "no such sale to cancel",
       [](W& w) {
         return w.make("sale.cancel", "developer", {{"sale", "none"}, {"reason", "r"}}, {},
                       {"buyer"});
       }},
      // Rights, schemes and distributions.
      {ErrorCode::right_exists, "registered twice",
       [](W& w) {
         return w.make("right.register", "registrar", W::register_rights(),
                       one_right(right_json("K1", "L1", "contract", "H-1", 1, "2020-01-01")));
       }},
      {ErrorCode::right_stand_unknown, "a stand of no inventory",
       [](W& w) {
         return w.make("right.register", "registrar", W::register_rights(),
                       one_right(right_json("n", "none", "contract", "H-1", 1, "2020-01-01")));
       }},
      {ErrorCode::right_interval_invalid, "ends as it begins",
       [](W& w) {
         return w.make(
             "right.register", "registrar", W::register_rights(),
             one_right(right_json("n", "L1", "contract", "H-1", 1, "2020-01-01", "2020-01-01")));
       }},
      {ErrorCode::rights_exceed_parcel, "one square metre too many",
       [](W& w) {
         return w.make("right.register", "registrar", W::register_rights(),
                       one_right(right_json("n", "S2", "contract", "H-1", 1, "2030-01-01")));
       }},
      {ErrorCode::rights_exceed_parcel, "a new survey smaller than the rights on the stand",
       [](W& w) {
         const Rows rows = canonical_rows({stand_json("S1", "V1", 1, square(0, 0))});
         return w.make("inventory.import", "developer", W::inventory("P", rows), rows);
       }},
      {ErrorCode::scheme_exists, "adopted twice",
       [](W& w) {
         return w.make("scheme.adopt", "developer",
                       W::scheme("scheme-1", Json::array({holders_step()})), {},
                       {"coll-1", "coll-2"});
       }},
      {ErrorCode::scheme_not_found, "a run of no scheme",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "sale-3", 12'500);
         return w.make("run.calculate", "developer",
                       with(with(body, "scheme", "none"), "sale", "sale-5"), rows);
       }},
      {ErrorCode::scheme_without_basis, "no basis",
       [](W& w) {
         Json body = W::scheme("x", Json::array({holders_step()}));
         body.erase("basis");
         return w.make("scheme.adopt", "developer", body, {}, {"coll-1", "coll-2"});
       }},
      {ErrorCode::scheme_without_basis, "a step without basis",
       [](W& w) {
         Json body = W::scheme("x", Json::array({holders_step()}));
         body["steps"][0].erase("basis");
         return w.make("scheme.adopt", "developer", body, {}, {"coll-1", "coll-2"});
       }},
      {ErrorCode::scheme_invalid, "nobody to share with",
       [](W& w) {
         return w.make("scheme.adopt", "developer", W::scheme("x", Json::array()), {},
                       {"coll-1", "coll-2"});
       }},
      {ErrorCode::cash_not_distributable, "not received yet",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "sale-2", 20'000);
         return w.make("run.calculate", "developer", body, rows);
       }},
      {ErrorCode::cash_not_distributable, "distributed before",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "sale-1", 250'000);
         return w.make("run.calculate", "developer", body, rows);
       }},
      {ErrorCode::run_exists, "a run's id again",
       [](W& w) {
         auto [body, rows] = w.run("run-1", "scheme-1", "sale-3", 12'500);
         return w.make("run.calculate", "developer", body, rows);
       }},
      {ErrorCode::run_not_found, "no such run",
       [](W& w) {
         return w.make("run.finalise", "developer", {{"run", "none"}});
       }},
      {ErrorCode::run_state, "published before it is approved",
       [](W& w) {
         return w.make("run.publish", "developer", {{"run", "run-2"}, {"notice_sha256", sha("n")}});
       }},
      {ErrorCode::shares_mismatch, "a fen moved from one to another",
       [](W& w) {
         auto [body, rows] = w.run("x", "scheme-1", "sale-5", 12'500);
         Json row = Json::parse(rows[3]);
         row["amount_fen"] = row["amount_fen"].get<int>() + 1;
         rows[3] = canonical(row);
         return w.make("run.calculate", "developer", body, rows);
       }},
      {ErrorCode::resolution_not_carried, "below the quorum of two thirds",
       [](W& w) { return w.make("run.approve", "coll-1", W::approve("run-2", 30, 19, 19, 0)); }},
      {ErrorCode::resolution_not_carried, "half of those present",
       [](W& w) { return w.make("run.approve", "coll-1", W::approve("run-2", 30, 20, 10, 10)); }},
      {ErrorCode::notice_too_short, "on the day of the notice",
       [](W& w) {
         return w.make("run.finalise", "developer", {{"run", "run-3"}});
       }},
      {ErrorCode::line_not_payable, "paid before",
       [](W& w) {
         return w.make("run.pay", "developer", {{"run", "run-1"}, {"paid_on", "2026-02-01"}},
                       W::payments({0}));
       }},
      {ErrorCode::line_not_payable, "a held line",
       [](W& w) {
         return w.make("run.pay", "developer", {{"run", "run-1"}, {"paid_on", "2026-02-01"}},
                       W::payments({w.held_line()}));
       }},
      {ErrorCode::line_not_payable, "a line twice in one payment",
       [](W& w) {
         return w.make("run.pay", "developer", {{"run", "run-1"}, {"paid_on", "2026-02-01"}},
                       W::payments({1, 1}));
       }},
  };
  return table;
}

}  // namespace linhui::ledger
