// Plots, tallied trees and strata as field crews hand them over: CSV or XLSX, columns known by
// their English or Chinese names.
//
//   strata  stratum 碳层, area_ha 面积; for a plan also mean 均值, sd 标准差
//   plots   plot_id 样地号, stratum 碳层, area_m2 样地面积; or value 值, of one hectare
//   trees   plot_id 样地号, species 树种, dbh_cm 胸径, height_m 树高 (may be empty),
//           count 株数 (empty: 1)
//
// Everything wrong is told at once, with row and column. Codes: those of the file; column_missing,
// number_malformed (not a number, infinite or not one at all), sample_value_missing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/problem.h"
#include "methodology/sampling/plot_carbon.h"
#include "methodology/sampling/plot_plan.h"

namespace linhui::api::exchange {

struct StratumRow {
  std::string name;
  methodology::Decimal area_ha;
  std::optional<methodology::Decimal> mean, sd;
};

struct PlotRow {
  std::string plot_id, stratum;
  std::optional<methodology::Decimal> area_m2, value;
};

// Each reads the whole file. `faults` gets what is wrong; the rows that are returned are to be used
// only if nothing is.
std::vector<StratumRow> read_strata(const std::string& path, std::vector<Fault>& faults);
std::vector<PlotRow> read_plots(const std::string& path, std::vector<Fault>& faults);
std::vector<methodology::TalliedTree> read_trees(const std::string& path,
                                                 std::vector<Fault>& faults);

}  // namespace linhui::api::exchange
