// Random numbers of one source, many draws at a time: the innermost loop of a Monte Carlo run.
//
// A source (a parameter, or what was measured in one stand) is a stream. Draw k of a stream is a
// function of seed, stream and k alone:
//
//   group g = k / 64, row j = (k / 16) mod 4, lane l = k mod 16
//   words   = Philox4x32-10(counter = {16 g + l, stream}, key = seed)
//   uniform = (words[j] + 1/2) / 2^32
//   normal  = the first (j even) or second (j odd) of normal_pair(words[0 or 2], words[1 or 3]),
//             with words 0 and 1 for j < 2
//
// so that threads, parts and the order of stands do not matter. Each kernel is the same source
// compiled for one kind of processor; all give the same bits
// (tests/methodology/monte_carlo/draw_kernel_test.cc).
#pragma once

#include <cstddef>
#include <cstdint>

namespace linhui::methodology {

// What a kernel draws at least, and at a time.
inline constexpr std::size_t kDrawsAGroup = 64;
// What one thread works on at a time, so that columns stay in the nearest cache.
inline constexpr std::size_t kBlockGroups = 4, kBlockDraws = kBlockGroups * kDrawsAGroup;

// 96 bits that name a stream (draw_kernel.h): a counter of Philox beside the group.
struct StreamId {
  std::uint32_t word[3] = {};
  friend bool operator==(const StreamId&, const StreamId&) = default;
};

// The loops of one kind of processor. Pure but for what they fill; columns do not overlap unless a
// loop works in place. By IEEE basic operations alone, so that all kernels give the same bits.
struct DrawKernel {
  const char* name;  // of the processor's instructions

  // Draws 64 * first_group and on; `out` has room for 64 * groups numbers.
  void (*uniforms)(std::uint64_t seed, const StreamId& stream, std::uint32_t first_group,
                   std::size_t groups, double* out);
  void (*normals)(std::uint64_t seed, const StreamId& stream, std::uint32_t first_group,
                  std::size_t groups, double* out);

  // On columns of `count` draws, in place: e^(location + scale z), bounded to e^±700.
  void (*exponential)(double location, double scale, std::size_t count, double* z);  // e^(l + s z)
  void (*logarithm)(std::size_t count, double* z);  // ln z; of what is smaller, ln 1e-300
  void (*set_linear)(double a, double b, const double* x, std::size_t count, double* sum);
  // sum += a + b x.
  void (*add_linear)(double a, double b, const double* x, std::size_t count,
                     double* sum);  // sum += a + b x
  void (*multiply)(const double* x, std::size_t count, double* product);
  void (*set_sum)(const double* x, const double* y, std::size_t count, double* sum);
  void (*set_product)(const double* x, const double* y, std::size_t count, double* product);
  // chosen = x <= limit ? within : beyond
  void (*set_by_limit)(const double* x, const double* limit, const double* within,
                       const double* beyond, std::size_t count, double* chosen);
  // totals += share * amounts, each rounded half to even and bounded to ±2 × 10^15.
  void (*add_rounded)(double share, const double* amounts, std::size_t count, std::int64_t* totals);
};

}  // namespace linhui::methodology
