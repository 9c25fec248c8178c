// The kernel's second half: rounded counts summed by group and year. Included by
// stock_kernel_body.h, once for each set of instructions.

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

// As many registers as the years left need: fewer years, fewer sums.
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

// Tiles of kTileYears, one after another; later ones begin where the line has come to by then.
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

// Only lines at `positions` are looked at, and of these only the years that are near a boundary. By
// the sign that HalfWay gives: docs/fast_path.md, "Near a boundary".
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
