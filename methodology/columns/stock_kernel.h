// Lines of stock in 64-bit fixed point: rounded and summed by group and year, sixteen years in a
// register, with a sign where a value lies too near to a rounding boundary to trust.
//
//   unit       u = 2^-32 of a count, a count is 0.0001 t CO2e
//   y(t)       = begin + rise · t + error                    all in u, t = 0, 1, …
//   count(t)   = ⌊y(t) / 2^32 + 1/2⌋                         the rounded value, unless
//   near       the low half of y(t) + 2^31 is below 2 · error: a boundary lies within the error
//
// The bound of the error is derived in docs/fast_path.md. Every value has the same bits on every
// machine: IEEE 754 operations one by one, then integers.
#pragma once

#include <cstdint>
#include <vector>

#include "methodology/columns/stock_lines.h"

namespace linhui::methodology {

// What a processor can do; all give the same figures.
enum class Instructions { baseline, avx2, avx512 };
const char* name_of(Instructions instructions);
// Those that this machine has, the best last.
const std::vector<Instructions>& usable_instructions();

inline constexpr std::size_t kBlockLines = 256;
// Stocks up to here, in counts, are held in fixed point; 107,374 t CO2e.
inline constexpr double kLargestFixedCount = 1 << 30;
// Years whose sums stay in registers.
inline constexpr int kTileYears = 32;

// In u: 11.01 · 2^-53 of the largest stock, one for cutting `begin`, one a year for cutting `rise`.
constexpr std::uint64_t fixed_error(int steps) {
  return (std::uint64_t{1} << 13) + static_cast<std::uint64_t>(steps) + 3;
}

// Some lines of a StockLines. `count` is at most kBlockLines, and not zero. `next`: position of
// the lines that will be wanted next, 0 if none.
struct BlockColumns {
  const std::int64_t *area, *begin_volume, *end_volume;
  const std::uint32_t *factor, *group;
  std::size_t count, next;
};

// The growing stock of each stand, which all pools share. 10^-16 m³: 10^-8 ha times 10^-8 m³/ha.
struct BlockVolumes {
  alignas(64) double begin[kBlockLines];    // A · V0
  alignas(64) double a_year[kBlockLines];   // A · (V1 − V0) / n
  alignas(64) double largest[kBlockLines];  // A · max(V0, V1)
  alignas(64) double area[kBlockLines];     // A, 10^-8 ha
};

// Lines that follow one another and are of one group.
struct Runs {
  std::uint32_t end[kBlockLines];  // the position behind a run's last line
  std::size_t count;
};

// A pool's factors by index, in u as ColumnFactor has them. No `per_ha`: all are zero.
struct FixedFactors {
  const double *per_m3, *per_ha;
  std::size_t count;
};

// Lines of one pool in fixed point. There is room to read a register from the last line on.
struct FixedLines {
  alignas(64) std::uint64_t begin[kBlockLines + 8];  // u, at the first year; the error is in it
  alignas(64) std::uint64_t rise[kBlockLines + 8];   // u a year, modulo 2^64
  alignas(64) std::uint32_t step[kBlockLines];       // u in a register of years, modulo 2^32
};

// The sums of the first group from the first year on; group g's stand g · stride behind. Behind a
// group's years there is room for 7 more, which are left as they are: registers are stored whole.
struct GroupSums {
  std::int64_t* first;
  std::size_t stride;
};

// The loops, compiled for one set of instructions. In order: find_runs and multiply for a block,
// then fix, sum and settle for each of its pools. Each is pure but for what it fills; `count` of
// the block is at most kBlockLines and not zero throughout.
struct Kernel {
  // Where the block's groups end.
  void (*find_runs)(const BlockColumns& lines, Runs& runs);
  // A · V0 and its rise a year, in doubles.
  void (*multiply)(const BlockColumns& lines, const LineYears& years, BlockVolumes& volumes);
  // Turns lines into fixed point. Gives the number of lines that do not fit; they become zero, and
  // their positions stand in `unfit`, which has room for kBlockLines.
  std::size_t (*fix)(const BlockColumns& lines, const BlockVolumes& volumes,
                     const FixedFactors& factors, const LineYears& years, FixedLines& fixed,
                     std::uint32_t* unfit);
  // Adds the rounded counts to `sums`. Gives the number of lines with a value near a boundary,
  // their positions in `near`.
  std::size_t (*sum)(const BlockColumns& lines, const Runs& runs, const FixedLines& fixed,
                     const LineYears& years, const GroupSums& sums, std::uint32_t* near);
  // Decides the values near a boundary of the lines at `positions` and puts right what `sum` made
  // of them. Gives the number of these values.
  std::uint64_t (*settle)(const BlockColumns& lines, const FixedLines& fixed,
                          const LineYears& years, const std::uint32_t* positions,
                          const HalfWay* exact, std::size_t count, const GroupSums& sums);
};
// Requires: the machine has them (usable_instructions()). Lives as long as the program.
const Kernel& kernel_of(Instructions instructions);

}  // namespace linhui::methodology
