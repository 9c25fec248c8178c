// What can be said about a district's indicators; codes and fields as findings.h has them.
#pragma once

#include <cstddef>
#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// `field`: district_area_ha or burnt_area_ha. What is wrong in words of both languages.
Finding indicator_area_invalid(const std::string& field, const Decimal& area,
                               const std::string& english, const std::string& chinese);
// Not from 0 to 1.
Finding crown_density_invalid(const std::string& stand_id, const Decimal& density);
// Note of the whole: so many stands count as forest without it being known.
Finding crown_density_missing(std::size_t count);
// Note: so many stands have no growing stock, and add none.
Finding stock_missing(std::size_t count);
// Note: the stock of so many stands is older than `year`, and counted.
Finding stock_older(std::size_t count, int year);

}  // namespace linhui::methodology
