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

LINHUI_KERNEL void multiply(const BlockColumns& lines, const LineYears& years,
                            BlockVolumes& volumes) {
  const double share = 1.0 / years.steps();
  const std::size_t full = lines.count / LINHUI_LANES * LINHUI_LANES;
  for (std::size_t i = 0; i < full; i += LINHUI_LANES) {
    multiply_lanes<true>(lines, i, share, volumes);
  }
  if (full < lines.count) multiply_lanes<false>(lines, full, share, volumes);
}

struct FactorsOfLines {
  alignas(64) double per_m3[kBlockLines], per_ha[kBlockLines];
};

// A register of lines, from position `i` on. Gives all ones for those that fit.
template <bool kPerHa>
LINHUI_KERNEL inline Signed fix_lanes(const BlockVolumes& volumes, const FactorsOfLines& factors,
                                      std::size_t i, const LineYears& years, FixedLines& fixed) {
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
  Lanes at_first = (Lanes) __builtin_convertvector(begin, Signed) + fixed_error(years.steps());
  if (years.first_step() != 0) at_first += rise * static_cast<std::uint64_t>(years.first_step());
  const LowsOfLanes step = __builtin_convertvector(rise * kLows, LowsOfLanes);
  store(fixed.begin + i, at_first);
  store(fixed.rise + i, rise);
  store(fixed.step + i, step);
  return fits;
}

template <bool kPerHa>
LINHUI_KERNEL std::size_t fix_all(const BlockColumns& lines, const BlockVolumes& volumes,
                                  const FixedFactors& factors, const LineYears& years,
                                  FixedLines& fixed, std::uint32_t* unfit) {
  FactorsOfLines found;
  const std::size_t count = lines.count;
  for (std::size_t i = 0; i < count; ++i) found.per_m3[i] = factors.per_m3[lines.factor[i]];
  for (std::size_t i = 0; kPerHa && i < count; ++i) {
    found.per_ha[i] = factors.per_ha[lines.factor[i]];
  }
  for (std::size_t i = count; i % LINHUI_LANES != 0; ++i) found.per_m3[i] = found.per_ha[i] = 0;
  Signed all_fit = ~Signed{};
  for (std::size_t i = 0; i < count; i += LINHUI_LANES) {
    all_fit &= fix_lanes<kPerHa>(volumes, found, i, years, fixed);
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

LINHUI_KERNEL std::size_t fix(const BlockColumns& lines, const BlockVolumes& volumes,
                              const FixedFactors& factors, const LineYears& years,
                              FixedLines& fixed, std::uint32_t* unfit) {
  const auto fix_them = factors.per_ha == nullptr ? fix_all<false> : fix_all<true>;
  return fix_them(lines, volumes, factors, years, fixed, unfit);
}

// The sum of values [begin, end), each cut to 2^-24 counts. `Register`: Lanes or Signed.
template <class Register>
LINHUI_KERNEL inline std::uint64_t coarse_sum(const std::uint64_t* values, std::size_t begin,
                                              std::size_t end) {
  Lanes lane, sum = {};
  Register value;
  for (; begin + LINHUI_LANES <= end; begin += LINHUI_LANES) {
    load(value, values + begin);
    sum += (Lanes)(value >> 8);
  }
  count_up(lane);
  load(value, values + begin);
  sum += (Lanes)(value >> 8) & (Lanes)(lane < end - begin);
  return total(sum);
}

// Adds the counts of some years, of which `years` are asked for, to their sums.
LINHUI_KERNEL inline void add_counts(const Lanes& stocks, const Signed& fractions, int years,
                                     std::int64_t* sums) {
  Lanes sum, lane, count = (stocks - (Lanes)(fractions << 8)) >> 24;
  if (years < LINHUI_LANES) {
    count_up(lane);
    count &= (Lanes)(lane < static_cast<std::uint64_t>(years));
  }
  load(sum, sums);
  sum += count;
  store(sums, sum);
}

// The same for a group's years in a tile: `begin` and `rise` are coarse sums of its lines,
// `fractions` those of the low halves of y(t).
template <int kVectors>
LINHUI_KERNEL inline void put_away(std::uint64_t begin, std::uint64_t rise,
                                   const SignedLows (&fractions)[kVectors], int years,
                                   std::int64_t* sums) {
  Lanes stocks;
  count_up(stocks);
  // All cuts together stay below this, in either direction (docs/fast_path.md).
  stocks = begin + (kBlockLines << 8) + rise * stocks;
  const Lanes step = rise * LINHUI_LANES + Lanes{};
  for (int v = 0; v < kVectors && years > 0; ++v) {
    const auto both = (Signed)fractions[v];
    add_counts(stocks, both << 32 >> 32, years, sums);
    stocks += step;
    years -= LINHUI_LANES, sums += LINHUI_LANES;
    if (years <= 0) return;
    add_counts(stocks, both >> 32, years, sums);
    stocks += step;
    years -= LINHUI_LANES, sums += LINHUI_LANES;
  }
}

// The first years of the lines, as many as fit kVectors registers. near[i]: not zero where line i
// has a value near a boundary.
template <int kVectors>
LINHUI_KERNEL void sum_tile(const BlockColumns& lines, const Runs& runs, const FixedLines& fixed,
                            int steps, int years, const GroupSums& sums, std::uint32_t* near) {
  const SignedLows limit = static_cast<std::int32_t>(2 * fixed_error(steps) - kHalf) + SignedLows{};
  // The low half of a 64-bit lane is one of the first years, the high half one of those behind, so
  // that each can be widened where it stands.
  Lows year;
  for (unsigned lane = 0; lane < LINHUI_LANES; ++lane) {
    year[2 * lane] = lane;
    year[2 * lane + 1] = lane + LINHUI_LANES;
  }
  std::size_t i = 0;
  for (std::size_t run = 0; run < runs.count; ++run) {
    const std::size_t end = runs.end[run];
    std::int64_t* const to = sums.first + lines.group[end - 1] * sums.stride;
    for (int at = 0; at < years; at += 8) __builtin_prefetch(to + at, 1);
    const std::uint64_t begin = coarse_sum<Lanes>(fixed.begin, i, end);
    const std::uint64_t rise = coarse_sum<Signed>(fixed.rise, i, end);
    SignedLows fractions[kVectors] = {};
    for (; i < end; ++i) {
      Lows y = static_cast<std::uint32_t>(fixed.rise[i]) * year;
      y += static_cast<std::uint32_t>(fixed.begin[i]);
      SignedLows least = (SignedLows)y;
      fractions[0] += least >> 16;
      for (int v = 1; v < kVectors; ++v) {
        y += fixed.step[i];
        const auto low = (SignedLows)y;
        least = low < least ? low : least;
        fractions[v] += low >> 16;
      }
      near[i] = below(least, limit);
    }
    put_away(begin, rise, fractions, years, to);
  }
}

template <int kVectors = kTileYears / kLows>
LINHUI_KERNEL void sum_last_tile(const BlockColumns& lines, const Runs& runs,
                                 const FixedLines& fixed, int steps, int years,
                                 const GroupSums& sums, std::uint32_t* near) {
  if constexpr (kVectors > 1) {
    if (years <= (kVectors - 1) * kLows) {
      return sum_last_tile<kVectors - 1>(lines, runs, fixed, steps, years, sums, near);
    }
  }
  sum_tile<kVectors>(lines, runs, fixed, steps, std::min(years, kTileYears), sums, near);
}

// The positions of what is not zero. Requires: zeros behind, up to the next multiple of 64.
LINHUI_KERNEL inline std::size_t find_positions(const std::uint32_t* flags, std::size_t count,
                                                std::uint32_t* positions) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; i += 64) {
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < 64; k += kLows) {
      SignedLows these;
      load(these, flags + i + k);
      bits |= std::uint64_t{below(SignedLows{}, these)} << k;
    }
    for (; bits != 0; bits &= bits - 1) {
      positions[found++] = static_cast<std::uint32_t>(i) + std::countr_zero(bits);
    }
  }
  return found;
}

LINHUI_KERNEL std::size_t sum(const BlockColumns& lines, const Runs& runs, const FixedLines& fixed,
                              const LineYears& years, const GroupSums& sums, std::uint32_t* near) {
  alignas(64) std::uint32_t flags[kBlockLines];
  for (std::size_t i = lines.count; i % 64 != 0; ++i) flags[i] = 0;
  const int steps = years.steps(), count = years.count();
  sum_last_tile<>(lines, runs, fixed, steps, count, sums, flags);
  if (count > kTileYears) {
    FixedLines later = fixed;
    std::uint32_t flags_later[kBlockLines];
    for (int begin = kTileYears; begin < count; begin += kTileYears) {
      for (std::size_t i = 0; i < lines.count; ++i) later.begin[i] += kTileYears * fixed.rise[i];
      const GroupSums behind = {sums.first + begin, sums.stride};
      sum_last_tile<>(lines, runs, later, steps, count - begin, behind, flags_later);
      for (std::size_t i = 0; i < lines.count; ++i) flags[i] |= flags_later[i];
    }
  }
  return find_positions(flags, lines.count, near);
}

LINHUI_KERNEL std::uint64_t settle(const BlockColumns& lines, const FixedLines& fixed,
                                   const LineYears& years, const std::uint32_t* positions,
                                   const HalfWay* exact, std::size_t count, const GroupSums& sums) {
  const std::uint64_t limit = 2 * fixed_error(years.steps());
  const auto year_count = static_cast<std::uint64_t>(years.count());
  Lanes lane, near_count = {};
  count_up(lane);
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t i = positions[k];
    std::int64_t* const to = sums.first + lines.group[i] * sums.stride;
    Lanes x = fixed.begin[i] + kHalf + fixed.rise[i] * lane;
    const Lanes step = fixed.rise[i] * LINHUI_LANES + Lanes{};
    for (std::uint64_t begin = 0; begin < year_count; begin += LINHUI_LANES, x += step) {
      Lanes near = (Lanes)((x & 0xffffffff) < limit);
      if (below((SignedLows)near, SignedLows{}) == 0) continue;
      const Lanes year = begin + lane, guess = x >> 32;
      near &= (Lanes)(year < year_count);
      const Lanes beyond = exact[k].at_first + exact[k].a_year * year - exact[k].a_count * guess;
      // Halves go to the even count: an odd guess has to lie below the stock, not on it.
      const Lanes too_many = (beyond - (guess & 1)) >> 63;
      Lanes sum;
      load(sum, to + begin);
      sum -= near & too_many;
      store(to + begin, sum);
      near_count -= near;
    }
  }
  return total(near_count);
}

constexpr Kernel kKernel = {find_runs, multiply, fix, sum, settle};
