// The kernel's text, included by stock_kernel.cc once for each set of instructions, inside a
// namespace of its own. No include guard: that is the point of it.
//
// LINHUI_KERNEL: the attribute that lets a function use the instructions
// LINHUI_LANES:  values in a vector register: 2, 4 or 8

typedef std::uint64_t Lanes __attribute__((vector_size(LINHUI_LANES * 8)));
typedef std::uint32_t Halves __attribute__((vector_size(LINHUI_LANES * 8)));
typedef std::int64_t Signed __attribute__((vector_size(LINHUI_LANES * 8)));
typedef double Doubles __attribute__((vector_size(LINHUI_LANES * 8)));

// As many years at a time as leave their sums in registers.
constexpr int kTileVectors = LINHUI_LANES == 8 ? 4 : 8;
constexpr int kTileYears = kTileVectors * LINHUI_LANES;
constexpr int kLanesPower = std::countr_zero(unsigned{LINHUI_LANES});  // of 2
constexpr std::uint64_t kAll = ~std::uint64_t{0};
// One more line of kLargestFixedCount still fits into 32 bits.
constexpr std::uint64_t kMostInHalf = std::uint64_t{3} << 30;

// Whether a low half is below `limit`.
LINHUI_KERNEL inline bool any_low_below(const Halves& halves, std::uint32_t limit) {
#if LINHUI_LANES == 8
  return _mm512_mask_cmplt_epu32_mask(0x5555, (__m512i)halves,
                                      _mm512_set1_epi32(static_cast<int>(limit))) != 0;
#elif LINHUI_LANES == 4
  const __m256i values = (__m256i)halves;
  const __m256i limits = _mm256_set1_epi32(static_cast<int>(limit));
  const __m256i reach = _mm256_cmpeq_epi32(_mm256_max_epu32(values, limits), values);
  return (~_mm256_movemask_ps(_mm256_castsi256_ps(reach)) & 0x55) != 0;
#else
  return halves[0] < limit || halves[2] < limit;
#endif
}

// begin, begin + rise, begin + 2 · rise …
LINHUI_KERNEL inline void first_years(const FixedLines& fixed, std::size_t i, Lanes& x) {
#if LINHUI_LANES == 8
  const auto rise = [&fixed, i](int power) LINHUI_KERNEL {
    return _mm512_set1_epi64(static_cast<std::int64_t>(fixed.rise[power][i]));
  };
  __m512i lanes = _mm512_set1_epi64(static_cast<std::int64_t>(fixed.begin[i]));
  lanes = _mm512_mask_add_epi64(lanes, 0xaa, lanes, rise(0));
  lanes = _mm512_mask_add_epi64(lanes, 0xcc, lanes, rise(1));
  lanes = _mm512_mask_add_epi64(lanes, 0xf0, lanes, rise(2));
  x = (Lanes)lanes;
#elif LINHUI_LANES == 4
  const Lanes odd = {0, kAll, 0, kAll}, second = {0, 0, kAll, kAll};
  x = fixed.begin[i] + (fixed.rise[0][i] & odd) + (fixed.rise[1][i] & second);
#else
  const Lanes odd = {0, kAll};
  x = fixed.begin[i] + (fixed.rise[0][i] & odd);
#endif
}

// The years of one tile of kVectors registers, of which the first begins `tile_begin` years behind
// the lines' own first year.
template <int kVectors>
LINHUI_KERNEL std::size_t sum_tile(const FixedLines& fixed, const std::uint32_t* group,
                                   std::size_t count, int tile_begin, int years, std::int64_t* sums,
                                   std::size_t stride, std::uint32_t* uncertain) {
  Lanes counted[kVectors] = {};
  for (int lane = 0; lane < LINHUI_LANES; ++lane) {
    for (int v = 0; v < kVectors; ++v) {
      const int year = tile_begin + v * LINHUI_LANES + lane;
      counted[v][lane] = year < years ? kAll : 0;
    }
  }
  // High halves hold sums of counts, low halves nothing of use. `room` is what the sums of the
  // lines so far cannot pass; they are put away before it reaches 2^32.
  Halves sum[kVectors] = {};
  std::uint64_t room = 0;
  std::size_t uncertain_count = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Lanes x;
    first_years(fixed, i, x);
    const std::uint64_t rise = fixed.rise[kLanesPower][i];
    Halves least = (Halves)x;
    sum[0] += least;
    for (int v = 1; v < kVectors; ++v) {
      x += rise;
      const Halves halves = (Halves)x;
      least = halves < least ? halves : least;
      sum[v] += halves;
    }
    uncertain[uncertain_count] = static_cast<std::uint32_t>(i);
    uncertain_count += any_low_below(least, fixed.uncertain[i].below);
    room += fixed.uncertain[i].top;
    if (i + 1 < count && group[i + 1] == group[i] && room < kMostInHalf) continue;
    std::int64_t* to = sums + group[i] * stride + tile_begin;
    for (int v = 0; v < kVectors; ++v) {
      Lanes whole;
      std::memcpy(&whole, to + v * LINHUI_LANES, sizeof whole);
      whole += ((Lanes)sum[v] >> 32) & counted[v];
      std::memcpy(to + v * LINHUI_LANES, &whole, sizeof whole);
      sum[v] = Halves{};
    }
    room = 0;
  }
  return uncertain_count;
}

template <int kVectors = kTileVectors>
LINHUI_KERNEL std::size_t sum_last_tile(const FixedLines& fixed, const std::uint32_t* group,
                                        std::size_t count, int tile_begin, int years,
                                        std::int64_t* sums, std::size_t stride,
                                        std::uint32_t* uncertain) {
  if constexpr (kVectors > 1) {
    if (years - tile_begin <= (kVectors - 1) * LINHUI_LANES) {
      return sum_last_tile<kVectors - 1>(fixed, group, count, tile_begin, years, sums, stride,
                                         uncertain);
    }
  }
  return sum_tile<kVectors>(fixed, group, count, tile_begin, years, sums, stride, uncertain);
}

LINHUI_KERNEL std::size_t sum(const FixedLines& fixed, const std::uint32_t* group,
                              std::size_t count, int years, std::int64_t* sums, std::size_t stride,
                              std::uint32_t* uncertain) {
  std::size_t uncertain_count =
      sum_last_tile<>(fixed, group, count, 0, years, sums, stride, uncertain);
  if (years <= kTileYears) return uncertain_count;
  FixedLines later = fixed;
  for (int begin = kTileYears; begin < years; begin += kTileYears) {
    for (std::size_t i = 0; i < count; ++i) later.begin[i] += kTileYears * fixed.rise[0][i];
    std::uint32_t more[kBlockLines], both[kBlockLines];
    const std::size_t more_count =
        sum_last_tile<>(later, group, count, begin, years, sums, stride, more);
    std::uint32_t* const end =
        std::set_union(uncertain, uncertain + uncertain_count, more, more + more_count, both);
    uncertain_count = static_cast<std::size_t>(end - both);
    std::copy(both, end, uncertain);
  }
  return uncertain_count;
}

// `count` of them, zero behind; a full register at the price of one load.
template <bool kFull, class Register, class Value>
LINHUI_KERNEL inline void load(Register& into, const Value* from, std::size_t count) {
  if (kFull) {
    std::memcpy(&into, from, sizeof into);
  } else {
    into = Register{};
    std::memcpy(&into, from, count * sizeof(Value));
  }
}

struct FactorsOfLines {
  alignas(64) double per_m3[kBlockLines], per_ha[kBlockLines];
};

LINHUI_KERNEL inline void look_up(const BlockColumns& lines, const FixedFactors& factors,
                                  FactorsOfLines& found) {
  const std::size_t count = lines.count;
  for (std::size_t i = 0; i < count; ++i) found.per_m3[i] = factors.per_m3[lines.factor[i]];
  for (std::size_t i = 0; i < count; ++i) {
    found.per_ha[i] = factors.per_ha == nullptr ? 0 : factors.per_ha[lines.factor[i]];
  }
  for (std::size_t i = count; i % LINHUI_LANES != 0; ++i) found.per_m3[i] = found.per_ha[i] = 0;
}

// A register of lines, from position `i` on. Gives all ones for those that fit.
template <bool kFull>
LINHUI_KERNEL inline Signed fix_lanes(const BlockColumns& lines, const FactorsOfLines& factors,
                                      std::size_t i, int steps, int first, FixedLines& fixed) {
  constexpr double kLargest = kLargestFixedCount * 4294967296.0;  // u
  constexpr std::uint64_t kHalf = std::uint64_t{1} << 31;
  const std::size_t count = lines.count - i;
  Signed area_column, begin_column, end_column;
  load<kFull>(area_column, lines.area + i, count);
  load<kFull>(begin_column, lines.begin_volume + i, count);
  load<kFull>(end_column, lines.end_volume + i, count);
  Doubles per_m3, per_ha;
  std::memcpy(&per_m3, factors.per_m3 + i, sizeof per_m3);
  std::memcpy(&per_ha, factors.per_ha + i, sizeof per_ha);

  const Doubles area = __builtin_convertvector(area_column, Doubles);
  const Doubles per_volume = area * per_m3, land = area * per_ha;
  Doubles begin = per_volume * __builtin_convertvector(begin_column, Doubles) + land;
  Doubles end = per_volume * __builtin_convertvector(end_column, Doubles) + land;
  Doubles largest = begin > end ? begin : end;
  const Signed fits = largest < kLargest;
  begin = (Doubles)((Signed)begin & fits);
  end = (Doubles)((Signed)end & fits);
  largest = (Doubles)((Signed)largest & fits);

  const Doubles a_year = (end - begin) * (1.0 / steps);
  const Lanes rise = (Lanes) __builtin_convertvector(a_year, Signed);
  const Lanes top = (Lanes) __builtin_convertvector(largest, Signed);
  const Lanes error = (top >> 49) + (static_cast<std::uint64_t>(steps) + 3);
  Lanes at_first = (Lanes) __builtin_convertvector(begin, Signed) + error + kHalf;
  if (first != 0) at_first += rise * static_cast<std::uint64_t>(first);
  // FixedLines::Uncertain: `below` in the low half, `top` in the high one.
  const Lanes uncertain = ((top + (std::uint64_t{2} << 32)) & (kAll << 32)) + 2 * error;
  std::memcpy(fixed.begin + i, &at_first, sizeof at_first);
  std::memcpy(fixed.uncertain + i, &uncertain, sizeof uncertain);
  for (int power = 0; power <= kLanesPower; ++power) {
    const Lanes multiple = rise << power;
    std::memcpy(fixed.rise[power] + i, &multiple, sizeof multiple);
  }
  return fits;
}

LINHUI_KERNEL std::size_t fix(const BlockColumns& lines, const FixedFactors& factors, int steps,
                              int first, FixedLines& fixed, std::uint32_t* unfit) {
  const std::size_t full = lines.count / LINHUI_LANES * LINHUI_LANES;
  std::size_t unfit_count = 0;
  Signed fits[kBlockLines / LINHUI_LANES];
  Signed all_fit = ~Signed{};
  FactorsOfLines of_lines;
  look_up(lines, factors, of_lines);
  for (std::size_t i = 0; i < full; i += LINHUI_LANES) {
    const Signed these = fix_lanes<true>(lines, of_lines, i, steps, first, fixed);
    fits[i / LINHUI_LANES] = these;
    all_fit &= these;
  }
  if (full < lines.count) {
    const Signed these = fix_lanes<false>(lines, of_lines, full, steps, first, fixed);
    fits[full / LINHUI_LANES] = these;
    all_fit &= these;
  }
  std::int64_t none_left = -1;
  for (int lane = 0; lane < LINHUI_LANES; ++lane) none_left &= all_fit[lane];
  if (none_left != 0) return 0;
  for (std::size_t i = 0; i < lines.count; ++i) {
    if (fits[i / LINHUI_LANES][i % LINHUI_LANES] == 0) {
      unfit[unfit_count++] = static_cast<std::uint32_t>(i);
    }
  }
  return unfit_count;
}

LINHUI_KERNEL std::uint64_t near(const FixedLines& fixed, std::size_t line, int begin, int years) {
  const std::uint64_t rise = fixed.rise[kLanesPower][line];
  const std::uint64_t below = fixed.uncertain[line].below;
  Lanes x;
  first_years(fixed, line, x);
  x += fixed.rise[0][line] * static_cast<std::uint64_t>(begin);
  std::uint64_t found = 0;
  for (int year = 0; year < years; year += LINHUI_LANES, x += rise) {
    const Lanes low = x & 0xffffffff;
#if LINHUI_LANES == 8
    const __m512i limit = _mm512_set1_epi64(static_cast<std::int64_t>(below));
    found |= std::uint64_t{_mm512_cmplt_epu64_mask((__m512i)low, limit)} << year;
#else
    for (int lane = 0; lane < LINHUI_LANES; ++lane) {
      found |= std::uint64_t{low[lane] < below} << (year + lane);
    }
#endif
  }
  return years == 64 ? found : found & ((std::uint64_t{1} << years) - 1);
}

constexpr Kernel kKernel = {fix, sum, near};
