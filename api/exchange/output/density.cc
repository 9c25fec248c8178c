#include "api/exchange/output/density.h"

#include <algorithm>
#include <array>

#include "api/exchange/output/svg.h"

namespace linhui::api::exchange {
namespace {

using methodology::TonnesCO2e;

// Pale to dark green; the order is seen in grey print too.
constexpr std::array<std::string_view, 6> kGreens = {"#eef5c8", "#c6e296", "#8fca6b",
                                                     "#4faa57", "#1e7d46", "#0b4a2f"};
constexpr double kPerTonne = 10000;

// t CO2e/ha. Requires: area > 0.
TonnesCO2e over_area(TonnesCO2e stock, const methodology::Decimal& area_ha) {
  using methodology::Integer;
  const Integer scale = boost::multiprecision::pow(Integer(10), area_ha.scale());
  return methodology::round_half_even(Integer(stock.ten_thousandths()) * scale,
                                      area_ha.digits() * static_cast<int>(kPerTonne));
}

}  // namespace

double tonnes(TonnesCO2e figure) {
  return static_cast<double>(figure.ten_thousandths()) / kPerTonne;
}

std::vector<std::optional<TonnesCO2e>> stocks_per_hectare(
    const methodology::Estimate& estimate, const std::vector<methodology::Stand>& stands) {
  std::vector<std::optional<TonnesCO2e>> densities(stands.size());
  for (const auto& row : estimate.rows) {
    if (row.pool != methodology::Pool::total || row.year != estimate.options.to_year) continue;
    if (row.stock) densities[row.stand] = over_area(*row.stock, stands[row.stand].area_ha);
  }
  return densities;
}

std::vector<DensityClass> density_classes(const std::vector<std::optional<TonnesCO2e>>& densities) {
  double least = 0, most = 0;
  for (const auto& density : densities) {
    if (!density) continue;
    least = std::min(least, tonnes(*density));
    most = std::max(most, tonnes(*density));
  }
  // Steps of 1, 2 or 5: asking for four keeps it at six classes where the range straddles zero.
  Scale scale = nice_scale(least, most, 5);
  if (scale.ticks().size() > kGreens.size() + 1) scale = nice_scale(least, most, 3);
  std::vector<DensityClass> classes;
  const auto ticks = scale.ticks();
  const std::size_t count = std::min(ticks.size() - 1, kGreens.size());
  for (std::size_t i = 0; i < count; ++i) {
    // A few classes still run from pale to dark.
    const std::size_t colour = count == 1 ? 2 : i * (kGreens.size() - 1) / (count - 1);
    classes.push_back(
        {ticks[i], ticks[i + 1], kGreens[colour],
         tick_label(ticks[i], scale.step) + " – " + tick_label(ticks[i + 1], scale.step)});
  }
  return classes;
}

std::size_t class_of(const std::vector<DensityClass>& classes, TonnesCO2e density) {
  const double value = tonnes(density);
  std::size_t i = 0;
  while (i + 1 < classes.size() && value > classes[i].to) ++i;
  return i;
}

}  // namespace linhui::api::exchange
