// Stock per hectare of stands, and the classes in which a map shows it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "methodology/estimate.h"

namespace linhui::api::exchange {

// One figure a stand: its stock at the end of the period over its area, t CO2e/ha, rounded half to
// even to 0.0001. Nothing where the stock is not known.
// Requires: `estimate` was made of `stands`.
std::vector<std::optional<methodology::TonnesCO2e>> stocks_per_hectare(
    const methodology::Estimate& estimate, const std::vector<methodology::Stand>& stands);

double tonnes(methodology::TonnesCO2e figure);  // for a place on an axis, not for a record

struct DensityClass {
  double from = 0, to = 0;  // t CO2e/ha; (from, to], the first one with its lower end
  std::string_view colour;  // #rrggbb
  std::string label;        // "100 – 200"
};

// At most six classes of equal width from 0 up to a round figure, pale to dark.
std::vector<DensityClass> density_classes(
    const std::vector<std::optional<methodology::TonnesCO2e>>& densities);
// The class's position. Requires: density_classes() of a list with this figure in it.
std::size_t class_of(const std::vector<DensityClass>& classes, methodology::TonnesCO2e density);

// Of stands without a known stock.
inline constexpr std::string_view kNoStockColour = "#c9cdd2";

}  // namespace linhui::api::exchange
