// A row for every code that a rule can give: the smallest request that provokes it, against one
// ledger with projects in every state. A refusal leaves the log as it was.
#include <functional>

#include "tests/ledger/rules/records_page.h"
#include "tests/ledger/rules/world.h"

namespace linhui::ledger {
namespace {

// The stated codes that no rule gives: each is tested where it arises.
const std::set<ErrorCode> kElsewhere = {
    ErrorCode::disk_full,          // ledger_test.cc
    ErrorCode::storage_not_built,  // open_store_test.cc
    ErrorCode::storage_failed,     // lmdb_env_test.cc
    ErrorCode::permission_denied,  // ledger_test.cc
    ErrorCode::ledger_not_found,   // ledger_test.cc
    ErrorCode::writer_busy,        // ledger_test.cc
    ErrorCode::storage_damaged,    // ledger_test.cc
    ErrorCode::index_beyond_size,  // ledger_test.cc
    ErrorCode::proof_invalid,      // proof_test.cc
    ErrorCode::not_found,          // ledger_test.cc
    ErrorCode::key_malformed,      // signing_test.cc
};

struct Refusal {
  ErrorCode code;
  const char* why;
  std::function<Submission(World&)> request;
};

const std::vector<Refusal>& refusals() {
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

// Codes with a test of their own below the table.
const std::set<ErrorCode> kBesideTheTable = {ErrorCode::recalled_in_production,
                                             ErrorCode::stand_year_credited};

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

// Claims and periods keep a stand-year from coming up twice; this rule stands behind them, so its
// test puts the mark there by hand.
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
          body["rows"] = rows_reference(rows);
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
