// Mechanisms and published tables.
#include "api/app/cases/methods.h"

#include "ledger/bodies/project.h"
#include "methodology/parameters/parameter_table.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

Publication publication(const std::string& method, const std::string& basis = "recalled") {
  return {method, basis, "nothing", "nobody", "2026-01-05"};
}

}  // namespace

TEST(Methods, AMechanismSaysItsBuffer) {
  const Book book(Book::opened);
  const Prepared prepared = prepare_mechanism(
      book.desk(), "bureau", {"M", "Mechanism", 1, 10, true, {"AR-CM-001-V01"}, "rules"});
  expect_whole(prepared);
  EXPECT_EQ(prepared.signers, Signers{"bureau"});
  const auto body = body_in<ledger::MechanismDefineBody>(prepared);
  EXPECT_EQ(body.buffer_num, 1);
  EXPECT_EQ(body.buffer_den, 10);
  EXPECT_TRUE(body.natural_persons);
  EXPECT_EQ(body.methods, std::vector<std::string>{"AR-CM-001-V01"});
  EXPECT_NE(prepared.summary.english.find("1/10"), std::string::npos);
}

// What is recorded is what the program estimates with, to the byte.
TEST(Methods, TablesComeBackAsTheyWerePublished) {
  Book book(Book::opened);
  const Prepared prepared =
      value_of(prepare_publication(book.desk(), "bureau", publication("AR-CM-001-V01")));
  const auto body = body_in<ledger::MethodPublishBody>(prepared);
  EXPECT_EQ(body.basis, ledger::Basis::recalled);
  EXPECT_EQ(body.rows.count, prepared.rows.size());
  book.record(prepared);
  const auto tables = value_of(published_tables(book.workspace().view(), "AR-CM-001-V01"));
  const auto shipped = methodology::shipped_tables();
  ASSERT_EQ(tables.size(), body.tables.size());
  for (const auto& table : body.tables) {
    EXPECT_EQ(tables.at(table.name), shipped.at(table.name)) << table.name;
    EXPECT_EQ(table.sha256, ledger::sha256(shipped.at(table.name))) << table.name;
  }
}

TEST(Methods, RefuseWhatCannotBePublished) {
  const Book book(Book::opened);
  const auto code = [&](const Publication& wanted) {
    return code_of(prepare_publication(book.desk(), "bureau", wanted));
  };
  EXPECT_EQ(code(publication("NO-SUCH")), "method_not_published");
  EXPECT_EQ(code(publication("AR-CM-001-V01", "guessed")), "basis_unknown");
  std::string unread;
  for (const auto& method : methodology::methods()) {
    if (!method->declaration().missing.empty()) unread = method->declaration().id;
  }
  if (!unread.empty()) {
    EXPECT_EQ(code(publication(unread)), "parameters_missing");
  }
  EXPECT_EQ(code_of(published_tables(book.workspace().view(), "AR-CM-001-V01")),
            "method_not_published");
}

}  // namespace linhui::api::app
