// What can be said about a district's indicators; as in findings.h.
#pragma once

#include <cstddef>
#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// `field`: district_area_ha or burnt_area_ha.
Finding indicator_area_invalid(const std::string& field, const Decimal& area,
                               const std::string& english, const std::string& chinese);
Finding crown_density_invalid(const std::string& stand_id, const Decimal& density);
Finding crown_density_missing(std::size_t count);
Finding stock_missing(std::size_t count);
Finding stock_older(std::size_t count, int year);

}  // namespace linhui::methodology
