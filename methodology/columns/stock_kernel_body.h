// The kernel's text, included by stock_kernel.cc once for each set of instructions, inside a
// namespace of its own. No include guard: that is the point of it.
//
// LINHUI_KERNEL: the attribute that lets a function use the instructions
// LINHUI_LANES:  64-bit values in a vector register: 2, 4 or 8

typedef double Doubles __attribute__((vector_size(LINHUI_LANES * 8)));
typedef std::uint64_t Lanes __attribute__((vector_size(LINHUI_LANES * 8)));
typedef std::int64_t Signed __attribute__((vector_size(LINHUI_LANES * 8)));
// Low halves of y(t), twice as many.
typedef std::uint32_t Lows __attribute__((vector_size(LINHUI_LANES * 8)));
typedef std::int32_t SignedLows __attribute__((vector_size(LINHUI_LANES * 8)));
typedef std::uint32_t LowsOfLanes __attribute__((vector_size(LINHUI_LANES * 4)));

// 32-bit values in a register.
constexpr int kLows = 2 * LINHUI_LANES;
constexpr double kLargestFixed = kLargestFixedCount * 4294967296.0;  // u
constexpr std::uint64_t kHalf = std::uint64_t{1} << 31;              // u

// A full register at the price of one load; otherwise `count` values, zero behind.
template <bool kFull = true, class Register, class Value>
LINHUI_KERNEL inline void load(Register& into, const Value* from, std::size_t count = 0) {
  if (kFull) {
    std::memcpy(&into, from, sizeof into);
  } else {
    into = Register{};
    std::memcpy(&into, from, count * sizeof(Value));
  }
}

template <class Register, class Value>
LINHUI_KERNEL inline void store(Value* to, const Register& from) {
  std::memcpy(to, &from, sizeof from);
}

// 0, 1, 2 …
LINHUI_KERNEL inline void count_up(Lanes& lanes) {
  for (unsigned lane = 0; lane < LINHUI_LANES; ++lane) lanes[lane] = lane;
}

// The sum of all lanes, modulo 2^64.
LINHUI_KERNEL inline std::uint64_t total(const Lanes& lanes) {
  std::uint64_t total = 0;
  for (int lane = 0; lane < LINHUI_LANES; ++lane) total += lanes[lane];
  return total;
}

// A bit for each value that is below its limit.
LINHUI_KERNEL inline std::uint32_t below(const SignedLows& values, const SignedLows& limits) {
#if LINHUI_LANES == 8
  return _mm512_cmplt_epi32_mask((__m512i)values, (__m512i)limits);
#elif LINHUI_LANES == 4
  return static_cast<std::uint32_t>(_mm256_movemask_ps((__m256)(values < limits)));
#elif defined(__SSE2__)
  return static_cast<std::uint32_t>(_mm_movemask_ps((__m128)(values < limits)));
#else
  const SignedLows found = values < limits;
  std::uint32_t bits = 0;
  for (int lane = 0; lane < kLows; ++lane) bits |= (found[lane] & 1u) << lane;
  return bits;
#endif
}

// A register at a time: where a group's number differs from the next line's, a run ends.
LINHUI_KERNEL void find_runs(const BlockColumns& lines, Runs& runs) {
  const std::uint32_t* group = lines.group;
  std::size_t i = 0, found = 0;
  for (; i + kLows < lines.count; i += kLows) {
    Lows these, next;
    load(these, group + i);
    load(next, group + i + 1);
    const Lows differ = these ^ next;
    const std::uint32_t ends = below((SignedLows)(differ | -differ), SignedLows{});
    for (std::uint32_t left = ends; left != 0; left &= left - 1) {
      runs.end[found++] = static_cast<std::uint32_t>(i) + std::countr_zero(left) + 1;
    }
  }
  for (; i < lines.count; ++i) {
    const bool ends = i + 1 == lines.count || group[i + 1] != group[i];
    if (ends) runs.end[found++] = static_cast<std::uint32_t>(i) + 1;
  }
  runs.count = found;
}

// A register of lines, from position `i` on.
template <bool kFull>
LINHUI_KERNEL inline void multiply_lanes(const BlockColumns& lines, std::size_t i, double share,
                                         BlockVolumes& volumes) {
  Signed area_column, begin_column, end_column;
  load<kFull>(area_column, lines.area + i, lines.count - i);
  load<kFull>(begin_column, lines.begin_volume + i, lines.count - i);
  load<kFull>(end_column, lines.end_volume + i, lines.count - i);
  // The next block's lines, while this one's are worked on.
  const std::size_t next = i + lines.next;
  __builtin_prefetch(lines.area + next);
  __builtin_prefetch(lines.begin_volume + next);
  __builtin_prefetch(lines.end_volume + next);
  __builtin_prefetch(lines.factor + next);
  __builtin_prefetch(lines.group + next);
  const Signed rise_column = end_column - begin_column;
  const Doubles area = __builtin_convertvector(area_column, Doubles);
  const Doubles begin = area * __builtin_convertvector(begin_column, Doubles);
  const Doubles rise = area * __builtin_convertvector(rise_column, Doubles);
  const Doubles end = begin + rise;
  store(volumes.begin + i, begin);
  store(volumes.a_year + i, rise * share);
  store(volumes.largest + i, begin > end ? begin : end);
  store(volumes.area + i, area);
}

// By whole registers; the last lines by a register that is zero behind them.
LINHUI_KERNEL void multiply(const BlockColumns& block, const LineYears& years,
                            BlockVolumes& volumes) {
  const BlockColumns lines = block;  // a copy stays in registers, whatever is written
  const double share = 1.0 / years.steps();
  const std::size_t full = lines.count / LINHUI_LANES * LINHUI_LANES;
  for (std::size_t i = 0; i < full; i += LINHUI_LANES) {
    multiply_lanes<true>(lines, i, share, volumes);
  }
  if (full < lines.count) multiply_lanes<false>(lines, full, share, volumes);
}

// A pool's factors, line by line: looked up before the arithmetic, so that this is plain loops.
struct FactorsOfLines {
  alignas(64) double per_m3[kBlockLines], per_ha[kBlockLines];
};

// A register of lines, from position `i` on. Gives all ones for those that fit.
template <bool kPerHa>
LINHUI_KERNEL inline Signed fix_lanes(const BlockVolumes& volumes, const FactorsOfLines& factors,
                                      std::size_t i, std::uint64_t error, std::uint64_t first_step,
                                      FixedLines& fixed) {
  Doubles begin, a_year, largest, per_m3;
  load(begin, volumes.begin + i);
  load(a_year, volumes.a_year + i);
  load(largest, volumes.largest + i);
  load(per_m3, factors.per_m3 + i);
  begin *= per_m3;
  a_year *= per_m3;
  largest *= per_m3;
  if (kPerHa) {
    Doubles area, per_ha;
    load(area, volumes.area + i);
    load(per_ha, factors.per_ha + i);
    begin += area * per_ha;
    largest += area * per_ha;
  }
  const Signed fits = largest < kLargestFixed;
  begin = (Doubles)((Signed)begin & fits);
  a_year = (Doubles)((Signed)a_year & fits);
  const Lanes rise = (Lanes) __builtin_convertvector(a_year, Signed);
  Lanes at_first = (Lanes) __builtin_convertvector(begin, Signed) + error;
  if (first_step != 0) at_first += rise * first_step;
  const LowsOfLanes step = __builtin_convertvector(rise * kLows, LowsOfLanes);
  store(fixed.begin + i, at_first);
  store(fixed.rise + i, rise);
  store(fixed.step + i, step);
  return fits;
}

#if LINHUI_LANES == 8
// Up to 32 factors stand in registers, where eight are looked up at once. Gives the number of lines
// that were: all but a few last ones, or none.
LINHUI_KERNEL inline std::size_t look_up_lanes(const double* factors, std::size_t factor_count,
                                               const BlockColumns& lines, double* found) {
  if (factor_count > 32) return 0;
  __m512d table[4];
  for (std::size_t k = 0; k < 4; ++k) {
    const std::size_t left = factor_count > 8 * k ? factor_count - 8 * k : 0;
    const auto mask = static_cast<__mmask8>(left < 8 ? (1u << left) - 1 : 0xff);
    table[k] = _mm512_maskz_loadu_pd(mask, factors + 8 * k);
  }
  const std::size_t full = lines.count / 8 * 8;
  for (std::size_t i = 0; i < full; i += 8) {
    LowsOfLanes factor;
    load(factor, lines.factor + i);
    const auto index = (__m512i) __builtin_convertvector(factor, Lanes);
    __m512d these = _mm512_permutex2var_pd(table[0], index, table[1]);
    if (factor_count > 16) {
      const __m512d others = _mm512_permutex2var_pd(table[2], index, table[3]);
      these =
          _mm512_mask_mov_pd(these, _mm512_test_epi64_mask(index, _mm512_set1_epi64(16)), others);
    }
    store(found + i, these);
  }
  return full;
}
#endif

// The factor of each line.
LINHUI_KERNEL inline void look_up(const double* factors, std::size_t factor_count,
                                  const BlockColumns& lines, double* found) {
  std::size_t i = 0;
#if LINHUI_LANES == 8
  i = look_up_lanes(factors, factor_count, lines, found);
#else
  (void)factor_count;
#endif
  for (; i < lines.count; ++i) found[i] = factors[lines.factor[i]];
}

template <bool kPerHa>
LINHUI_KERNEL std::size_t fix_all(const BlockColumns& lines, const BlockVolumes& volumes,
                                  const FixedFactors& factors, const LineYears& years,
                                  FixedLines& fixed, std::uint32_t* unfit) {
  FactorsOfLines found;
  const std::size_t count = lines.count;
  look_up(factors.per_m3, factors.count, lines, found.per_m3);
  if (kPerHa) look_up(factors.per_ha, factors.count, lines, found.per_ha);
  for (std::size_t i = count; i % LINHUI_LANES != 0; ++i) found.per_m3[i] = found.per_ha[i] = 0;
  const std::uint64_t error = fixed_error(years.steps());
  const auto first_step = static_cast<std::uint64_t>(years.first_step());
  Signed all_fit = ~Signed{};
  for (std::size_t i = 0; i < count; i += LINHUI_LANES) {
    all_fit &= fix_lanes<kPerHa>(volumes, found, i, error, first_step, fixed);
  }
  if (total((Lanes)all_fit) == total((Lanes)~Signed{})) return 0;
  std::size_t unfit_count = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double land = kPerHa ? volumes.area[i] * found.per_ha[i] : 0;
    const bool fits = volumes.largest[i] * found.per_m3[i] + land < kLargestFixed;
    if (!fits) unfit[unfit_count++] = static_cast<std::uint32_t>(i);
  }
  return unfit_count;
}

// Pools without anything a hectare, as those of AR-CM-001-V01, skip that half.
LINHUI_KERNEL std::size_t fix(const BlockColumns& lines, const BlockVolumes& volumes,
                              const FixedFactors& factors, const LineYears& years,
                              FixedLines& fixed, std::uint32_t* unfit) {
  const auto fix_them = factors.per_ha == nullptr ? fix_all<false> : fix_all<true>;
  return fix_them(lines, volumes, factors, years, fixed, unfit);
}

#include "methodology/columns/stock_kernel_sums.h"

constexpr Kernel kKernel = {find_runs, multiply, fix, sum, settle};
