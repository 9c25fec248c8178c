#include "api/app/cases/parameter_sets.h"

#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

class ParameterSets : public CaseFiles {
 protected:
  // The tables of AR-CM-001-V01 in a folder, with the basic density of one species doubled.
  std::string changed_folder() const {
    const std::string folder = folder_.file("set");
    const auto tables = export_tables("AR-CM-001-V01", folder);
    EXPECT_TRUE(tables.ok()) << code_of(tables);
    std::string table = tables.value().at("species_ar_cm_001.csv");
    const std::size_t density = table.find("0.380");
    EXPECT_NE(density, table.npos);
    folder_.write("set/species_ar_cm_001.csv", table.replace(density, 5, "0.760"));
    std::filesystem::remove(folder + "/SHA256SUMS");
    return folder;
  }
};

TEST_F(ParameterSets, AreThoseThatShipWhereNothingIsNamed) {
  EXPECT_EQ(parameter_set({"", {}}, "").value(), methodology::shipped_tables());
  EXPECT_EQ(parameter_set({"shipped", {}}, "").value(), methodology::shipped_tables());
  EXPECT_EQ(code_of(parameter_set({folder_.file("none"), {}}, "")), "tables_not_found");
}

TEST_F(ParameterSets, OfALedgerAreOpenedOnlyForAMethod) {
  int opened = 0;
  const OpenLedger open = [&]() -> Outcome<std::unique_ptr<Workspace>> {
    ++opened;
    Problem problem;
    problem.code = "ledger_not_found";
    return problem;
  };
  EXPECT_EQ(code_of(parameter_set({"ledger", open}, "")), "method_missing");
  EXPECT_EQ(opened, 0);
  EXPECT_EQ(code_of(parameter_set({"ledger", open}, "CHN-BV")), "ledger_not_found");
  EXPECT_EQ(opened, 1);
}

TEST_F(ParameterSets, AreWrittenWithTheDigestsThatTheyAreReadBy) {
  const std::string folder = folder_.file("set");
  const auto written = export_tables("CHN-BV", folder);
  ASSERT_TRUE(written.ok()) << code_of(written);
  EXPECT_EQ(file_bytes(folder + "/SHA256SUMS"), methodology::digests_of(written.value()));
  EXPECT_EQ(parameter_set({folder, {}}, "").value(), methodology::shipped_tables());
  EXPECT_EQ(code_of(export_tables("CHN-BV", folder)), "folder_not_empty");
  EXPECT_EQ(code_of(export_tables("none", folder)), "method_unknown");
}

TEST_F(ParameterSets, AreComparedCellByCellAndByTheirEstimates) {
  SetComparisonRequest request;
  request.a = {"shipped", {}};
  request.b = {changed_folder(), {}};
  request.method = "AR-CM-001-V01";
  request.inventory = basis().inventory;
  const auto compared = compare_sets(request);
  ASSERT_TRUE(compared.ok()) << fault_of(compared);
  ASSERT_EQ(compared.value().tables.size(), 1u);
  EXPECT_EQ(compared.value().tables[0].rows.at(0).cells.at(0).after, "0.760");
  ASSERT_TRUE(compared.value().estimates.has_value());
  EXPECT_EQ(compared.value().estimates->a.options.to_year, 2022);
  EXPECT_NE(compared.value().estimates->a.parameter_set_sha256,
            compared.value().estimates->b.parameter_set_sha256);
  request.method.clear();
  EXPECT_EQ(code_of(compare_sets(request)), "method_missing");
}

}  // namespace
}  // namespace linhui::api::app
