// Every record type is some case's: a new type without one fails here.
#include <gtest/gtest.h>

#include <functional>

#include "api/app/packages/exports.h"
#include "ledger/bodies/party.h"
#include "ledger/rules/apply.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

Outcome<Prepared> prepared_key(const Desk& desk) {
  const auto key = ledger::SigningKey::generate();
  return prepare_key(desk, "dev", key.public_key(), key.sign(ledger::possession_statement("dev")));
}
Outcome<Prepared> prepared_party(const Desk& desk) {
  return prepare_party(desk, "bureau", {"new", "company", "New", "", "", {"buyer"}},
                       ledger::SigningKey::generate().public_key());
}
Outcome<Prepared> prepared_ledger(const Desk& desk) {
  const auto key = ledger::SigningKey::generate().public_key();
  return prepare_ledger({"Second", "bureau", "Bureau", true}, key, key, desk.now());
}

struct Case {
  std::string_view type;
  std::function<Outcome<Prepared>(Book&)> prepare;
};

// In the order of docs/records.md. All of them are prepared from one ledger: what its state would
// refuse is prepared all the same where the case need not know.
const std::vector<Case>& cases() {
  static const auto rights = [](Book& book) -> Outcome<Prepared> {
    const PrivateStore store(book.workspace().private_folder());
    exchange::RightsFile file = exchange::read_rights(book.file("rights.csv").string());
    return LINHUI_API_TRY(prepare_rights(book.desk(), store, "bureau", file)).prepared;
  };
  static const auto offer = [](Book& book) {
    return prepare_offer(book.desk(), "", book.all_of(2022), {"O2", "buyer", "", ""});
  };
  static const auto answer = [](OfferAnswer answer) {
    return [answer](Book& book) { return prepare_answer(book.desk(), "", "O", answer); };
  };
  static const std::vector<Case> cases = {
      {"ledger.create", [](Book& b) { return prepared_ledger(b.desk()); }},
      {"log.key.rotate",
       [](Book& b) {
         return prepare_log_key(b.desk(), "bureau", ledger::SigningKey::generate().public_key(),
                                "possession", "consent");
       }},
      {"party.admit", [](Book& b) { return prepared_party(b.desk()); }},
      {"key.add", [](Book& b) { return prepared_key(b.desk()); }},
      {"key.revoke", [](Book& b) { return prepare_key_revocation(b.desk(), "dev", "k", "lost"); }},
      {"mechanism.define",
       [](Book& b) {
         return prepare_mechanism(b.desk(), "bureau", {"M2", "M2", 0, 1, false, {}, "rules"});
       }},
      {"method.publish",
       [](Book& b) {
         return prepare_publication(
             b.desk(), "bureau", {"IPCC-2013-WL", "recalled", "nothing", "nobody", "2026-01-05"});
       }},
      {"inventory.import",
       [](Book& b) { return prepare_inventory(b.desk(), "dev", "P2", b.inventory()); }},
      {"project.register",
       [](Book& b) {
         return prepare_project(b.desk(), "dev", {"P", "P", "AR-CM-001-V01", "M", 2020, 2039});
       }},
      {"project.validate",
       [](Book& b) { return prepare_validation(b.desk(), "verifier", "P", paper("v")); }},
      {"project.approve", [](Book& b) { return prepare_approval(b.desk(), "bureau", "P"); }},
      {"report.file",
       [](Book& b) -> Outcome<Prepared> {
         return LINHUI_API_TRY(prepare_report(b.desk(), "dev", Book::report("R3", 2020, 2022)))
             .prepared;
       }},
      {"report.verify",
       [](Book& b) { return prepare_verification(b.desk(), "verifier", "R", "equal"); }},
      {"report.reject",
       [](Book& b) { return prepare_rejection(b.desk(), "verifier", "R", "no survey"); }},
      {"credit.issue", [](Book& b) { return prepare_issue(b.desk(), "bureau", "R2"); }},
      {"credit.offer", offer},
      {"credit.accept", answer(OfferAnswer::accept)},
      {"credit.decline", answer(OfferAnswer::decline)},
      {"credit.withdraw", answer(OfferAnswer::withdraw)},
      {"credit.retire",
       [](Book& b) { return prepare_retirement(b.desk(), "", b.all_of(2022), "B", "flight"); }},
      {"credit.cancel",
       [](Book& b) { return prepare_cancellation(b.desk(), "", b.all_of(2022), "error"); }},
      {"sale.match",
       [](Book& b) {
         return prepare_sale(b.desk(), "",
                             {"S2", "dev", "buyer", {b.all_of(2022)}, 100, "listed", "c"});
       }},
      {"sale.settle",
       [](Book& b) { return prepare_settlement(b.desk(), "", "S", {}, "2026-01-05", paper("a")); }},
      {"sale.cancel", [](Book& b) { return prepare_sale_cancellation(b.desk(), "", "S", "no"); }},
      {"right.register", rights},
      {"scheme.adopt", [](Book& b) { return prepare_scheme(b.desk(), "dev", Book::scheme()); }},
      {"run.calculate",
       [](Book& b) -> Outcome<Prepared> {
         return LINHUI_API_TRY(prepare_run(b.desk(), "dev", Book::run("D2"))).prepared;
       }},
      {"run.approve",
       [](Book& b) { return prepare_run_approval(b.desk(), "village-1", "D", kCarried); }},
      {"run.publish", [](Book& b) { return prepare_run_notice(b.desk(), "dev", "D", paper("n")); }},
      {"run.finalise", [](Book& b) { return prepare_run_final(b.desk(), "dev", "D"); }},
      {"run.pay",
       [](Book& b) -> Outcome<Prepared> {
         return LINHUI_API_TRY(prepare_payment(b.desk(), "dev", "D", "2026-01-05")).prepared;
       }},
      {"export.record",
       [](Book& b) -> Outcome<Prepared> {
         auto made = LINHUI_API_TRY(
             prepare_export(b.desk(), b.workspace().keys(), "bureau", "project-json", "P"));
         return std::move(made.prepared);
       }},
  };
  return cases;
}

}  // namespace

TEST(Cases, PrepareEveryRecordType) {
  std::set<std::string_view> known;
  for (const Case& one : cases()) EXPECT_TRUE(known.insert(one.type).second) << one.type;
  for (const std::string_view type : ledger::record_types()) {
    EXPECT_EQ(known.erase(type), 1u) << type << " is no case's";
  }
  EXPECT_TRUE(known.empty()) << *known.begin() << " is no record type";
}

TEST(Cases, SayWhatTheySignAndWho) {
  Book book(Book::calculated);
  // What some of them look up: an open offer, and a verified report to issue on.
  auto some = book.all_of(2022);
  some.last = some.first + 9;
  book.record(prepare_offer(book.desk(), "", some, {"O", "buyer", "", ""}));
  book.record(
      value_of(prepare_report(book.desk(), "dev", Book::report("R2", 2022, 2024))).prepared);
  book.record(prepare_verification(book.desk(), "verifier", "R2", "equal"));
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.type);
    const std::uint64_t before = book.size();
    const Prepared prepared = value_of(one.prepare(book));
    expect_whole(prepared);
    EXPECT_EQ(record_of(prepared).type(), one.type);
    EXPECT_EQ(book.size(), before) << "preparing records nothing";
  }
}

}  // namespace linhui::api::app
