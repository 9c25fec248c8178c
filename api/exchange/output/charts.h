// Pictures of an estimate, as SVG: what a report or a wall shows. Labels in one language. Pure: the
// same figures give the same bytes; whoever calls writes the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/exchange/inventory/inventory.h"
#include "api/exchange/output/density.h"
#include "api/text.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::exchange {

// What a picture says of its origin, in one line below the title: method, period, file.
struct ChartLabels {
  Language language = Language::english;
  std::string origin;
};

// Stock by year and pool, stacked. `by_year_and_pool` is a roll-up of the whole, without columns.
// Nothing where no pool has a stock.
std::optional<std::string> stock_chart_svg(const methodology::RollUp& by_year_and_pool,
                                           const ChartLabels& labels);

// Change by year and pool: removals upwards, emissions downwards, and a line for their sum.
// Nothing where there is no change: a period of one year.
std::optional<std::string> change_chart_svg(const methodology::RollUp& by_year_and_pool,
                                            const ChartLabels& labels);

// A part of the whole's uncertainty, in percent of the variance.
struct TornadoBar {
  std::string name;
  double percent = 0;
};

// Tornado chart: what the uncertainty comes from, the greatest first; at most 15 bars, the rest as
// one. Nothing for an empty list.
std::optional<std::string> tornado_svg(std::vector<TornadoBar> contributions,
                                       const ChartLabels& labels);

// Map of the stands' stock per hectare, with legend and scale bar. `densities` has an entry a
// stand. Nothing where no stand has a shape.
std::optional<std::string> map_svg(
    const Inventory& inventory,
    const std::vector<std::optional<methodology::TonnesCO2e>>& densities,
    const ChartLabels& labels);

// How a pool is shown to people.
const std::string& pool_name(methodology::Pool pool, Language language);
std::string_view pool_colour(methodology::Pool pool);  // #rrggbb

// An SVG as PNG, `scale` pixels a px. Nothing where the drawing cannot be read or the picture would
// not fit into memory.
std::optional<std::string> png_of_svg(const std::string& svg, double scale);

}  // namespace linhui::api::exchange
