#include "api/app/cases/forecasts.h"

#include <sstream>

#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

class Forecasts : public CaseFiles {
 protected:
  ForecastRequest request() const {
    ForecastRequest request;
    request.basis = basis();
    request.basis.options.to_year = 2030;
    request.curve_region = "Hebei (north)";
    return request;
  }
};

TEST_F(Forecasts, BeginAtTheLastMeasuredYearAsThingsAre) {
  const auto forecast = forecast_stands(request());
  ASSERT_TRUE(forecast.ok()) << fault_of(forecast);
  ASSERT_EQ(forecast.value().scenarios.size(), 1u);
  EXPECT_EQ(forecast.value().scenarios[0].name, "as_is");
  EXPECT_EQ(forecast.value().scenarios[0].years.front().year, 2022);
  EXPECT_EQ(forecast.value().scenarios[0].years.back().year, 2030);
  std::ostringstream csv;
  write_forecast_csv(csv, forecast.value());
  EXPECT_TRUE(csv.str().starts_with(
      "scenario,year,stock_tCO2e,change_tCO2e,emissions_tCO2e,forecast\nas_is,2022,"))
      << csv.str();
}

TEST_F(Forecasts, PutOneScenarioBesideTheOther) {
  auto thinned = request();
  thinned.scenarios = folder_.write("s.csv",
                                    "scenario,stand_id,year,action,share,every,species\n"
                                    "thin,A,2024,thin,0.3,,\n");
  const auto forecast = forecast_stands(thinned);
  ASSERT_TRUE(forecast.ok()) << fault_of(forecast);
  ASSERT_EQ(forecast.value().scenarios.size(), 2u);
  const auto& as_is = forecast.value().scenarios[0].years.back();
  const auto& thin = forecast.value().scenarios[1].years.back();
  EXPECT_LT(*thin.stock, *as_is.stock);
}

TEST_F(Forecasts, AreRefusedForScenariosBeforeTheInventory) {
  auto wrong = request();
  wrong.basis.inventory.file = folder_.file("none.csv");
  wrong.scenarios = folder_.write("s.csv", "scenario,stand_id\nx,y\n");
  const auto refused = forecast_stands(wrong);
  EXPECT_EQ(fault_of(refused), "scenario_malformed");
  EXPECT_EQ(refused.problem().faults.at(0).file, "s.csv");
}

}  // namespace
}  // namespace linhui::api::app
