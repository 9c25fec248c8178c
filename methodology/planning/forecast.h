// Growing stock after the last inventory, by growth curves: ex ante, never to be credited.
//
// A stand follows the curve of its species, or of its type of forest, through its last measured
// point (growth_curve.h). An event after that point leaves its share, and the stand goes on at the
// curve's relative growth. A stand without a curve, an age or a place on the curve is refused a
// forecast: it is carried at its measured stock, which counts, and nothing is added to it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/methods/shared/volume_route.h"
#include "methodology/planning/disturbed_estimate.h"

namespace linhui::methodology {

// How the figures of a stand after its last inventory came about.
enum class ForecastBy { measured, curve, held };  // measured: none was needed
// As outputs have it.
const char* name_of(ForecastBy by);

// Where a stand's figures cease to be measured.
struct StandForecast {
  ForecastBy by = ForecastBy::measured;
  int first_year = 0;  // that is not measured; 0 where by is measured
};

// What lies ahead: events, and the region whose curves are taken (empty: no forecast).
struct Plan {
  // In order of date, as parse_disturbances() gives them.
  std::vector<Disturbance> events;
  std::string curve_region;
};

// An estimate with events and, where a region is named, years that were not measured. A forecast is
// for planning: no report is made of one.
struct PlannedEstimate {
  DisturbedEstimate disturbed;
  std::vector<StandForecast> forecasts;  // by stand
};

// With neither events nor a region it is what the method says. Faults: those of
// estimate_disturbed(); parameters_missing where the region has no curves. Notes: curve_used a
// curve, forecast_held and forecast_beyond_curve a stand: beyond the ages of its curve a stand
// stays where the curve ends.
std::variant<PlannedEstimate, Findings> estimate_planned(const Method& method,
                                                         const std::vector<Stand>& stands,
                                                         const Plan& plan,
                                                         const EstimateOptions& options,
                                                         const TableFiles& tables);

// The names under which a stand's curve is looked for, the nearest first: species as written, its
// group, and the type of forest 针叶林, 阔叶林 or 混交林 that the survey codes of its species tell.
// A mixed stand has its type only.
class CurveNames {
 public:
  // Refuses what SpeciesTable and ParameterTable refuse: groups are those of AR-CM-001-V01.
  static std::variant<CurveNames, Finding> build(const TableFiles& tables);
  std::vector<std::string> of(const Stand& stand);

 private:
  CurveNames(SpeciesTable species, ParameterTable codes)
      : species_(std::move(species)), codes_(std::move(codes)) {}
  char type_of(const std::string& group) const;  // n conifers, b broadleaved, m mixed, 0 unknown

  SpeciesTable species_;
  ParameterTable codes_;
};

}  // namespace linhui::methodology
