// What a method holds per m³ and per ha of a stand, as products of cells of its parameter tables.
// A method whose stocks are of this form says so, and Monte Carlo then draws growing stock and
// parameters apart (monte_carlo_growing_stock.cc) instead of running the method for every draw.
//
//   stock = A · Σ_species share · (V · per_m3 + per_ha)     in a measured year; none where V is 0
//
// linear between the measured years, t CO2e. The baseline's trees likewise, without per_ha.
//
// So a drawn density touches all stands of its species at once, and costs one product a draw.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <vector>

#include "methodology/numbers/decimal.h"
#include "methodology/stand.h"

namespace linhui::methodology {

// A number of a table; `plus` is added to it, as R enters as 1 + R.
struct CellFactor {
  std::string table;
  std::size_t row = 0;  // from 0 without the header
  std::string column;
  int plus = 0;
  friend auto operator<=>(const CellFactor&, const CellFactor&) = default;
};
// 44/12 · Π (plus + cell): t CO2e.
// Requires: each factor is a cell of a table that the method declares, and holds a number.
using CellProduct = std::vector<CellFactor>;

// One species of a stand: its share of the growing stock, and what it holds of CO2e a m³ and a ha.
struct GrowingStockShare {
  Rational share;
  CellProduct per_m3;
  CellProduct per_ha = {};  // empty: nothing
};

// What Monte Carlo asks for instead of the method. Holds whatever it needs of tables itself, so
// that it may outlive those it was made from. shares_of() is called from one thread.
struct GrowingStockModel {
  // Of a stand that estimate() finds no fault in; none: its stock stays what it is.
  std::function<std::vector<GrowingStockShare>(const Stand&)> shares_of;
  bool counts_baseline = false;
};

}  // namespace linhui::methodology
