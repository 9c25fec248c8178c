// What can be said about events; codes as findings.h has them. `line` is that of the file, from 1;
// 0: none. The list stands in docs/methodology.md, "Disturbances".
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Of the file. `line` counts from 1.
Finding events_malformed(std::size_t line, const std::string& english, const std::string& chinese);
// A cell that cannot be read; a share is above 0 and at most 1. Texts as written.
Finding event_date_malformed(const std::string& stand_id, std::size_t line,
                             const std::string& date);
Finding event_kind_unknown(const std::string& stand_id, std::size_t line, const std::string& kind);
Finding event_share_out_of_range(const std::string& stand_id, std::size_t line,
                                 const std::string& share);
Finding event_destination_unknown(const std::string& stand_id, std::size_t line,
                                  const std::string& destination);

// Of an event against its stand. The inventory has no stand of that id.
Finding event_stand_unknown(const std::string& stand_id, std::size_t line);
// The stand is a wetland.
Finding event_kind_not_covered(const std::string& stand_id, std::size_t line);
// The stand's first inventory, of the year `first`, holds the loss already.
Finding event_before_inventory(const std::string& stand_id, std::size_t line, int year, int first);
// There is no inventory after the event, the last being of the year `last`, and no forecast.
Finding event_after_inventory(const std::string& stand_id, std::size_t line, int year, int last);
// All was lost, and the inventory of the same year found `volume`, m³/ha.
Finding event_contradicts_inventory(const std::string& stand_id, std::size_t line, int year,
                                    const Decimal& volume);
// The same stand, date and kind stand in `first_line`.
Finding event_duplicate(const std::string& stand_id, std::size_t line, std::size_t first_line);

// Note: the burnt stand's climate is not given, and taken as temperate.
Finding fire_zone_assumed(const std::string& stand_id);
// Note: the method does not tell dry matter; it is the stand's carbon over AR-TOOL14's default
// fraction.
Finding fire_biomass_assumed(const std::string& stand_id);
// Note: so much of the loss lies in the stand, and counts as lost at once.
Finding dead_wood_not_counted(const std::string& stand_id, TonnesCO2e amount);
// Note: the event shapes the stock, but its year's change is not counted.
Finding event_outside_period(const std::string& stand_id, int year);

}  // namespace linhui::methodology
