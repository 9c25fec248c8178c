// Monte Carlo runs for the tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "methodology/monte_carlo/monte_carlo_result.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {

inline const std::string kHeader =
    "parameter,distribution,unit,sd,low,high,mode,source,confidence\n";
inline const std::string kTable = "species_ar_cm_001.csv/";

inline std::vector<UncertaintyStatement> statements(const std::string& rows) {
  return std::get<std::vector<UncertaintyStatement>>(parse_uncertainties(kHeader + rows));
}

inline std::string normal(const std::string& parameter, const std::string& sd_percent) {
  return parameter + ",normal,percent," + sd_percent + ",,,,test,project\n";
}

inline MonteCarloOptions choices(const std::string& rows, std::size_t draws = 2000) {
  MonteCarloOptions options;
  options.draws = draws;
  options.seed = 7;
  options.statements = statements(rows);
  return options;
}

inline std::variant<MonteCarloPart, Findings> run(const std::vector<Stand>& stands,
                                                  const MonteCarloOptions& options,
                                                  const std::string& method = "AR-CM-001-V01",
                                                  const EstimateOptions& estimate = period(2020,
                                                                                           2025)) {
  return run_monte_carlo(*find_method(method), stands, estimate, shipped_tables(), options);
}

inline MonteCarloPart part_of(const std::variant<MonteCarloPart, Findings>& outcome) {
  const auto* part = std::get_if<MonteCarloPart>(&outcome);
  if (!part) ADD_FAILURE() << std::get<Findings>(outcome).front().english;
  return part ? *part : MonteCarloPart{};
}

inline std::string code_of(const std::variant<MonteCarloPart, Findings>& outcome) {
  const auto* findings = std::get_if<Findings>(&outcome);
  return findings ? findings->front().code : "accepted";
}

inline std::vector<Stand> mixed_stands() {
  std::vector<Stand> stands = {
      forest("1", "马尾松", "12.35", {{2018, "41.5"}, {2023, "60.2"}, {2027, "70.25"}}),
      forest("2", "杉木", "3.5", {{2020, "20"}, {2025, "33.3"}}),
      forest("3", "栎类", "8", {{2022, "5"}, {2026, "17"}}),
      forest("4", "柏木", "0.25", {{2020, "100"}, {2025, "90"}}),
      forest("5", "", "7", {{2020, "30"}, {2025, "45"}})};
  stands[4].composition = "7马3栎";
  return stands;
}

// The method itself over the draws of `fast`.
inline MonteCarloPart by_method_itself(const MonteCarloPart& fast, const std::string& method,
                                       const std::vector<Stand>& stands,
                                       const MonteCarloOptions& options) {
  MonteCarloPart slow;
  slow.plan = fast.plan;
  slow.plan.route = DrawRoute::estimate;
  EXPECT_FALSE(draw_estimates(*find_method(method), stands, shipped_tables(), options, slow));
  slow.parts = {1};
  return slow;
}

// The fast routes say what the method itself says, draw by draw: the method rounds every pool of a
// stand, they round a stand's removal, or its m³ and ha, so they part by that and no more.
inline void expect_figures_of_method(DrawRoute route, const std::string& method,
                                     const std::vector<Stand>& stands,
                                     const MonteCarloOptions& options,
                                     const EstimateOptions& estimate = period(2020, 2025),
                                     double most_counts = 16) {
  SCOPED_TRACE(method);
  const auto fast = part_of(run(stands, options, method, estimate));
  ASSERT_EQ(fast.plan.route, route);
  const auto slow = by_method_itself(fast, method, stands, options);
  const auto by_fast = removal_by_draw(fast), by_slow = removal_by_draw(slow);
  for (std::size_t k = 0; k < by_fast.size(); ++k) {
    EXPECT_NEAR(static_cast<double>(by_fast[k]), static_cast<double>(by_slow[k]), most_counts) << k;
  }
  const auto fast_result = conclude(fast), slow_result = conclude(slow);
  ASSERT_EQ(fast_result.contributions.size(), slow_result.contributions.size());
  for (std::size_t i = 0; i < fast_result.contributions.size(); ++i) {
    const auto &one = fast_result.contributions[i], &other = slow_result.contributions[i];
    EXPECT_EQ(one.source.id, other.source.id);
    EXPECT_NEAR(std::stod(one.share), std::stod(other.share), 1.1e-4);
    EXPECT_NEAR(static_cast<double>(one.low.ten_thousandths()),
                static_cast<double>(other.low.ten_thousandths()), most_counts);
  }
}

}  // namespace linhui::methodology
