// Lines of stock in 64-bit fixed point: rounded and summed by group and year, four cheap integer
// operations a value, with a sign where a value lies too near to a rounding boundary to trust.
//
//   unit       u = 2^-32 of a count, a count is 0.0001 t CO2e
//   x(t)       = begin + rise · t + 1/2 count + error          all in u, t = 0, 1, …
//   count(t)   = x(t) >> 32                                    the rounded value, where
//   uncertain: low 32 bits of x(t) < 2 · error                 a boundary lies within the error
//
// The bound of the error is derived in docs/fast_path.md: error = largest · 2^-49 + steps + 3.
// Every value has the same bits on every machine: IEEE 754 operations one by one, then integers.
#pragma once

#include <cstdint>
#include <vector>

namespace linhui::methodology {

// What a processor can do; all give the same figures.
enum class Instructions { baseline, avx2, avx512 };
const char* name_of(Instructions instructions);
// Those that this machine has, the best last.
const std::vector<Instructions>& usable_instructions();

inline constexpr std::size_t kBlockLines = 256;
// Stocks up to here, in counts, are held in fixed point; 107,374 t CO2e.
inline constexpr double kLargestFixedCount = 1 << 30;

// Some lines of a StockLines. `count` is at most kBlockLines.
struct BlockColumns {
  const std::int64_t *area, *begin_volume, *end_volume;  // as in StockLines
  const std::uint32_t *factor, *group;
  std::size_t count;
};

// A pool's factors by index, in u as ColumnFactor has them. No `per_ha`: all are zero.
struct FixedFactors {
  const double *per_m3, *per_ha;
};

// Lines of one pool in fixed point.
struct FixedLines {
  struct Uncertain {
    std::uint32_t below;  // u: low bits below it do not decide
    std::uint32_t top;    // counts: no year's is greater
  };
  alignas(64) std::uint64_t begin[kBlockLines];    // u, at the first year; 1/2 and error are in it
  alignas(64) std::uint64_t rise[4][kBlockLines];  // u in 1, 2, 4 and 8 years, modulo 2^64
  alignas(64) Uncertain uncertain[kBlockLines];
};

struct Kernel {
  // Turns lines into fixed point. `steps`: years between the inventories; `first`: the step that
  // begin stands for. Gives the number of lines that do not fit; they become zero, and their
  // positions stand in `unfit`, which has room for kBlockLines.
  std::size_t (*fix)(const BlockColumns& lines, const FixedFactors& factors, int steps, int first,
                     FixedLines& fixed, std::uint32_t* unfit);
  // Adds the rounded counts of `years` years to sums[group · stride + year]. Gives the number of
  // lines with an uncertain value, their positions in `uncertain`.
  // Requires: stride >= years + 7; what lies behind a group's years is left as it is.
  std::size_t (*sum)(const FixedLines& fixed, const std::uint32_t* group, std::size_t count,
                     int years, std::int64_t* sums, std::size_t stride, std::uint32_t* uncertain);
  // Which of `years` years from `begin` on are uncertain: bit k is year begin + k.
  // Requires: 0 < years <= 64.
  std::uint64_t (*near)(const FixedLines& fixed, std::size_t line, int begin, int years);
};
const Kernel& kernel_of(Instructions instructions);

}  // namespace linhui::methodology
