// Findings about forecasts and scenarios; see findings.h.
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Notes.
Finding curve_used(const std::string& name, const std::string& region, const std::string& source,
                   Confidence confidence, std::size_t stands);
Finding forecast_held(const std::string& stand_id, int last_measured, const std::string& english,
                      const std::string& chinese);
Finding forecast_beyond_curve(const std::string& stand_id, int last_age);

// Faults of a scenario file. `line` counts from 1; 0: no line of it.
Finding scenario_malformed(std::size_t line, const std::string& field, const std::string& value,
                           const std::string& english, const std::string& chinese);
Finding scenario_stand_unknown(const std::string& stand_id, std::size_t line);
Finding scenario_year_measured(const std::string& stand_id, std::size_t line, int year,
                               int last_measured);
Finding scenario_not_bare(const std::string& stand_id, std::size_t line);

}  // namespace linhui::methodology
