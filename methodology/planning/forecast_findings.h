// What can be said about forecasts and scenarios; codes as findings.h has them. `line` is that of
// the scenario file, from 1. The list stands in docs/methodology.md, "Forecasts and scenarios".
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Note of the whole: which curve, whence, how far to be trusted, for how many stands.
Finding curve_used(const std::string& name, const std::string& region, const std::string& source,
                   Confidence confidence, std::size_t stands);
// Note: why a stand has no forecast, and is carried at its last measured stock.
Finding forecast_held(const std::string& stand_id, int last_measured, const std::string& english,
                      const std::string& chinese);
// Note: the period goes beyond the ages that the curve was fitted for.
Finding forecast_beyond_curve(const std::string& stand_id, int last_age);

// Faults of a scenario file. `line` counts from 1; 0: no line of it.
Finding scenario_malformed(std::size_t line, const std::string& field, const std::string& value,
                           const std::string& english, const std::string& chinese);
// The inventory has no forest stand of that id.
Finding scenario_stand_unknown(const std::string& stand_id, std::size_t line);
// An action in a year up to the stand's last inventory.
Finding scenario_year_measured(const std::string& stand_id, std::size_t line, int year,
                               int last_measured);
// `plant` on a stand that holds growing stock.
Finding scenario_not_bare(const std::string& stand_id, std::size_t line);

}  // namespace linhui::methodology
