// Distributions of parameters and measurements: as a project states them in a CSV file, and as
// the tables publish them. What has neither is held fixed; nothing is assumed.
//
// The file's columns: parameter, distribution, unit, sd, low, high, mode, source, confidence.
//   parameter     TABLE/ROW/COLUMN as a run lists it (ROW may be * for every row of the table, each
//                 drawn by itself), or stand/volume_m3_ha, stand/area_ha: the error of measurement,
//                 drawn by itself for every stand and year
//   distribution  normal, truncated_normal, lognormal, triangular; fixed: held at its value
//   unit          value: sd, low, high and mode are in the parameter's unit
//                 percent: of the table's or the measured value
//   sd            the standard deviation (normal, truncated_normal, lognormal); the mean is the
//                 value itself
//   low, high     bounds (truncated_normal: one or both), ends (triangular)
//   mode          of the triangular distribution; empty: the value itself
//   source        who says so; confidence: seen, recalled or project
//
//   parameter,distribution,unit,sd,low,high,mode,source,confidence
//   species_ar_cm_001.csv/马尾松/D_t_m3,normal,percent,8,,,,core samples 2025,project
//   stand/volume_m3_ha,lognormal,percent,20,,,,re-measurement of 40 stands,project
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "methodology/estimate.h"
#include "methodology/monte_carlo/distribution.h"

namespace linhui::methodology {

// What a statement calls the two measurements of a stand.
inline const std::string kStandVolume = "stand/volume_m3_ha", kStandArea = "stand/area_ha";

// A row of the file. Numbers are as written, in the unit that `percent` says.
struct UncertaintyStatement {
  std::size_t line = 0;
  std::string parameter;
  std::optional<DistributionKind> kind;  // nothing: fixed
  bool percent = false;
  std::optional<double> sd, low, high, mode;
  std::string source;
  Confidence confidence = Confidence::project;
};

// The nearest double to a decimal as Decimal::parse takes it; nothing for other text.
std::optional<double> number_in(std::string_view text);

// In the order of the file. Every fault at once (uncertainty_invalid, with line and column): what
// is not CSV, a column missing, a number that the distribution does not have or lacks, a parameter
// twice.
std::variant<std::vector<UncertaintyStatement>, Findings> parse_uncertainties(
    std::string_view bytes);

// The distribution that a statement means for `value`; for a stand's measurement, that of the
// factor by which the drawn value differs: `value` is 1. Refuses (uncertainty_invalid) what
// fault_of() refuses, and a measurement that could come out below zero. Requires: the statement has
// a kind.
std::variant<Distribution, Finding> distribution_of(const UncertaintyStatement& statement,
                                                    double value);

// The statement for the parameter, if there is one: its own goes before one with *. nullptr: none.
const UncertaintyStatement* statement_for(const std::vector<UncertaintyStatement>& statements,
                                          const std::string& table, const std::string& row,
                                          const std::string& column);

// The distribution that a table publishes for the number in `row`: where the columns low, high and
// interval_type hold a 95 % interval around it. Bounded at zero where the interval is not below it,
// and to [0, 1] for a share (unit `fraction`). A mere range has no probability: nothing.
std::optional<Distribution> published_distribution(const std::vector<std::string>& header,
                                                   const std::vector<std::string>& row,
                                                   const std::string& column);

}  // namespace linhui::methodology
