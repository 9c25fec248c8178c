#include "api/app/cases/indicators.h"

#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

using DistrictFigures = CaseFiles;

TEST_F(DistrictFigures, AreOfTheForestOfTheFile) {
  methodology::IndicatorOptions options;
  options.district_area_ha = methodology::Decimal(25);
  const auto district = district_indicators(basis().inventory, options);
  ASSERT_TRUE(district.ok()) << fault_of(district);
  EXPECT_EQ(district.value().indicators.forest_area_ha.str(), "16.2500");
  EXPECT_EQ(district.value().indicators.forest_cover_percent->str(), "65.00");
  EXPECT_FALSE(district.value().indicators.fire_damage_permille.has_value());
  EXPECT_EQ(district.value().indicators.year, 2022);
  options.district_area_ha = methodology::Decimal(16);  // less than its forest
  EXPECT_EQ(fault_of(district_indicators(basis().inventory, options)), "indicator_area_invalid");
}

}  // namespace
}  // namespace linhui::api::app
