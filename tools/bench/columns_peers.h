// What the fast path is measured against: stocks in doubles, with no word on their last digits.
#pragma once

#include <vector>

#include "methodology/columns/stock_sums.h"

namespace linhui::bench {

inline constexpr std::size_t kStride = 32;  // sums of a village and pool, a year each

struct Factors {
  explicit Factors(const methodology::FactorColumns& columns);
  std::vector<double> per_m3[2];  // counts of 0.0001 t CO2e a 10^-16 m³, by pool and factor
};

// Adds the lines' stocks to sums[(group · 2 + pool) · kStride + year]. Requires: at most 32 years,
// and villages that follow one another.
using Peer = void (*)(const methodology::StockLines& lines, std::size_t begin, std::size_t end,
                      const Factors& factors, double* sums);
Peer peer_of(methodology::Instructions instructions, bool rounds);

// The same as most would write it: stand by stand, pool by pool, std::nearbyint() of each year, by
// the best instructions that the compiler has for it.
void add_plainly(const methodology::StockLines& lines, std::size_t begin, std::size_t end,
                 const Factors& factors, double* sums);

}  // namespace linhui::bench
