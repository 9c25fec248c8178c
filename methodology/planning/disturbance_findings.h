// Findings about disturbances; see findings.h.
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Of the file. `line` counts from 1.
Finding events_malformed(std::size_t line, const std::string& english, const std::string& chinese);
Finding event_date_malformed(const std::string& stand_id, std::size_t line,
                             const std::string& date);
Finding event_kind_unknown(const std::string& stand_id, std::size_t line, const std::string& kind);
Finding event_share_out_of_range(const std::string& stand_id, std::size_t line,
                                 const std::string& share);
Finding event_destination_unknown(const std::string& stand_id, std::size_t line,
                                  const std::string& destination);

// Of an event against its stand.
Finding event_stand_unknown(const std::string& stand_id, std::size_t line);
Finding event_kind_not_covered(const std::string& stand_id, std::size_t line);
Finding event_before_inventory(const std::string& stand_id, std::size_t line, int year, int first);
Finding event_after_inventory(const std::string& stand_id, std::size_t line, int year, int last);
Finding event_contradicts_inventory(const std::string& stand_id, std::size_t line, int year,
                                    const Decimal& volume);
Finding event_duplicate(const std::string& stand_id, std::size_t line, std::size_t first_line);

// Notes.
Finding fire_zone_assumed(const std::string& stand_id);
Finding fire_biomass_assumed(const std::string& stand_id);
Finding dead_wood_not_counted(const std::string& stand_id, TonnesCO2e amount);
Finding event_outside_period(const std::string& stand_id, int year);

}  // namespace linhui::methodology
