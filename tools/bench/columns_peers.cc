#include "tools/bench/columns_peers.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define LINHUI_KERNEL
#define LINHUI_LANES 2
namespace linhui::bench::baseline {
#include "tools/bench/columns_peers_body.h"
}
#undef LINHUI_KERNEL
#undef LINHUI_LANES

#if defined(__x86_64__)
#define LINHUI_KERNEL __attribute__((target("avx2,fma")))
#define LINHUI_LANES 4
namespace linhui::bench::avx2 {
#include "tools/bench/columns_peers_body.h"
}
#undef LINHUI_KERNEL
#undef LINHUI_LANES

#define LINHUI_KERNEL __attribute__((target("avx512f,avx512dq,fma")))
#define LINHUI_LANES 8
namespace linhui::bench::avx512 {
#include "tools/bench/columns_peers_body.h"
}
#undef LINHUI_KERNEL
#undef LINHUI_LANES
#endif

namespace linhui::bench {

Factors::Factors(const methodology::FactorColumns& columns) {
  for (std::size_t pool = 0; pool < 2; ++pool) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      per_m3[pool].push_back(std::ldexp(columns.fixed(pool).per_m3[i], -32));
    }
  }
}

Peer peer_of(methodology::Instructions instructions, bool rounds) {
#if defined(__x86_64__)
  if (instructions == methodology::Instructions::avx512) {
    return rounds ? avx512::add_stocks<true> : avx512::add_stocks<false>;
  }
  if (instructions == methodology::Instructions::avx2) {
    return rounds ? avx2::add_stocks<true> : avx2::add_stocks<false>;
  }
#endif
  (void)instructions;
  return rounds ? baseline::add_stocks<true> : baseline::add_stocks<false>;
}

#if defined(__x86_64__)
__attribute__((target_clones("avx512f", "avx2", "sse4.1", "default")))
#endif
void add_plainly(const methodology::StockLines& lines, std::size_t begin, std::size_t end,
                 const Factors& factors, double* sums) {
  const int steps = lines.years.steps(), years = lines.years.count();
  for (std::size_t i = begin; i < end; ++i) {
    for (std::size_t pool = 0; pool < 2; ++pool) {
      const double per_volume =
          static_cast<double>(lines.area[i]) * factors.per_m3[pool][lines.factor[i]];
      const double first = per_volume * static_cast<double>(lines.begin_volume[i]);
      const double last = per_volume * static_cast<double>(lines.end_volume[i]);
      const double rise = (last - first) / steps;
      double* const to = sums + (lines.group[i] * 2 + pool) * kStride;
      for (int year = 0; year < years; ++year) to[year] += std::nearbyint(first + rise * year);
    }
  }
}

}  // namespace linhui::bench
