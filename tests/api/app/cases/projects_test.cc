// Inventories and projects.
#include "api/app/cases/projects.h"

#include "ledger/bodies/project.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {

TEST(Projects, AnInventoryIsRowsAndTheirRoot) {
  const Book book(Book::admitted);
  const auto inventory = book.inventory();
  const Prepared prepared = value_of(prepare_inventory(book.desk(), "dev", "P", inventory));
  expect_whole(prepared);
  EXPECT_EQ(prepared.signers, Signers{"dev"});
  EXPECT_EQ(prepared.rows.size(), 2u);
  const auto body = body_in<ledger::InventoryImportBody>(prepared);
  EXPECT_EQ(body.file, "stands.csv");
  EXPECT_EQ(ledger::hex(body.file_sha256), inventory.sha256);
  EXPECT_EQ(body.area_m2, 200'000);
  EXPECT_NE(prepared.summary.english.find("300.00 mu"), std::string::npos)
      << prepared.summary.english;
}

TEST(Projects, AnInventoryWithFaultsIsNotPrepared) {
  const Book book(Book::admitted);
  const auto faulty = exchange::read_inventory(
      book.write("bad.csv", "stand_id,area_ha,species\nA,much,马尾松\n").string(), {});
  const auto outcome = prepare_inventory(book.desk(), "dev", "P", faulty);
  ASSERT_EQ(code_of(outcome), "inventory_refused");
  EXPECT_EQ(outcome.problem().faults.size(), faulty.faults.size());
}

TEST(Projects, RestOnTheNewestInventory) {
  Book book(Book::admitted);
  const NewProject project{"P", "Project", "AR-CM-001-V01", "", 2020, 2039};
  EXPECT_EQ(code_of(prepare_project(book.desk(), "dev", project)), "inventory_not_found");
  auto inventory = book.inventory();
  book.record(prepare_inventory(book.desk(), "dev", "P", inventory));
  inventory.stands.pop_back();
  inventory.places.pop_back();
  const auto newer = value_of(prepare_inventory(book.desk(), "dev", "P", inventory));
  book.record(newer);
  EXPECT_EQ(value_of(newest_inventory(book.workspace().view(), "P")),
            ledger::rows_root(newer.rows));
  const Prepared prepared = value_of(prepare_project(book.desk(), "dev", project));
  expect_whole(prepared);
  const auto body = body_in<ledger::ProjectRegisterBody>(prepared);
  EXPECT_EQ(body.inventory, ledger::rows_root(newer.rows));
  EXPECT_EQ(body.mechanism, "");
  EXPECT_NE(prepared.summary.english.find("for assessment only"), std::string::npos);
}

// Filed, validated and approved by three parties.
TEST(Projects, AreValidatedAndApprovedByOthers) {
  const Book book(Book::registered);
  const Prepared validation = prepare_validation(book.desk(), "verifier", "P", paper("v"));
  EXPECT_EQ(validation.signers, Signers{"verifier"});
  EXPECT_EQ(body_in<ledger::ProjectValidateBody>(validation).statement_sha256, paper("v"));
  const Prepared approval = prepare_approval(book.desk(), "bureau", "P");
  EXPECT_EQ(approval.signers, Signers{"bureau"});
  EXPECT_EQ(body_in<ledger::ProjectApproveBody>(approval).project, "P");
}

}  // namespace linhui::api::app
