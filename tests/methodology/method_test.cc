#include "methodology/method.h"

#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

TEST(Methods, AreFoundByTheirIds) {
  for (const auto& method : methods()) {
    EXPECT_EQ(find_method(method->declaration().id), method.get());
  }
  EXPECT_EQ(find_method("AR-CM-001"), nullptr);
  EXPECT_EQ(find_method(""), nullptr);
}

TEST(Methods, AreDeclaredInBothLanguages) {
  for (const auto& method : methods()) {
    const auto& d = method->declaration();
    EXPECT_FALSE(d.version.empty()) << d.id;
    std::vector<Bilingual> texts = {d.title, d.applies_to, d.deduction};
    texts.insert(texts.end(), d.equations.begin(), d.equations.end());
    texts.insert(texts.end(), d.refuses.begin(), d.refuses.end());
    for (const auto& text : texts)
      EXPECT_FALSE(text.english.empty() || text.chinese.empty()) << d.id;
    EXPECT_EQ(d.equations.empty(), !d.missing.empty()) << d.id;
  }
}

// What is declared is what is run on.
TEST(Methods, RestOnTheTablesThatTheyDeclare) {
  const auto names = [](const EstimateOutcome& outcome) {
    std::vector<std::string> list;
    for (const auto& table : std::get<Estimate>(outcome).tables) list.push_back(table.name);
    return list;
  };
  EXPECT_EQ(names(outcome_of("AR-CM-001-V01", {forest("1", "杉木", "1", {{2020, "1"}})},
                             period(2020, 2020))),
            find_method("AR-CM-001-V01")->declaration().tables);
  EXPECT_EQ(names(outcome_of("IPCC-2013-WL", {wetland("1", "pond", "1", "")}, period(2020, 2020))),
            find_method("IPCC-2013-WL")->declaration().tables);
  const TableFiles shipped = shipped_tables();
  for (const auto& method : methods()) {
    for (const auto& table : method->declaration().tables) EXPECT_TRUE(shipped.contains(table));
  }
}

TEST(Methods, CreditOnlyWhereAMechanismDoes) {
  EXPECT_TRUE(find_method("AR-CM-001-V01")->declaration().crediting);
  EXPECT_FALSE(find_method("IPCC-2013-WL")->declaration().crediting);
}

// Nothing is filled by guess: one refusal for each thing that is lacking.
TEST(Methods, RefuseWhatTheyLackTheParametersFor) {
  for (const char* id : {"CCER-14-001-V01", "CQCM-009-V001"}) {
    const Method* method = find_method(id);
    ASSERT_NE(method, nullptr);
    const auto outcome =
        outcome_of(id, {forest("1", "杉木", "1", {{2020, "1"}})}, period(2020, 2020));
    const auto faults = faults_of(outcome);
    EXPECT_EQ(faults,
              std::vector<std::string>(method->declaration().missing.size(), "parameters_missing"));
    EXPECT_FALSE(faults.empty());
  }
}

TEST(ShippedTables, AreTheFilesOfTheSource) {
  const TableFiles shipped = shipped_tables();
  EXPECT_GE(shipped.size(), 6u);
  for (const auto& [name, bytes] : shipped) {
    EXPECT_EQ(bytes, read_source_file("methodology/data/" + name)) << name;
  }
}

}  // namespace
}  // namespace linhui::methodology
