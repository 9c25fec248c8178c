// The loops of draw_loops.h, for files that compile them for one kind of processor. Everything
// here has internal linkage, so that no other file can get a copy with foreign instructions.
//
// Plain loops over sixteen lanes or whole columns, without branches: compilers turn them into
// vector instructions of whatever width there is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "methodology/monte_carlo/draw_loops.h"
#include "methodology/monte_carlo/philox.h"
#include "methodology/numbers/basic_math.h"

namespace linhui::methodology {
namespace {

// Counters of a group: its words fill four rows of sixteen.
constexpr std::uint32_t kLanes = 16;
constexpr double kLargestAmount = 2e15;  // below 2^51, so that rounding is exact

struct GroupWords {
  alignas(64) std::uint32_t row[4][kLanes];
};

// The words of a group: 64 uniforms, or 32 pairs of which 64 normals come.
inline void draw_words(std::uint64_t seed, const StreamId& stream, std::uint32_t group,
                       GroupWords& words) {
  const std::uint32_t s0 = stream.word[0], s1 = stream.word[1], s2 = stream.word[2];
  for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
    const PhiloxWords w = philox4x32_10({{group * kLanes + lane, s0, s1, s2}}, seed);
    words.row[0][lane] = w.word[0];
    words.row[1][lane] = w.word[1];
    words.row[2][lane] = w.word[2];
    words.row[3][lane] = w.word[3];
  }
}

// Each as draw_loops.h says at its member.
void uniforms(std::uint64_t seed, const StreamId& stream, std::uint32_t first_group,
              std::size_t groups, double* out) {
  GroupWords words;
  for (std::size_t group = 0; group < groups; ++group, out += kDrawsAGroup) {
    draw_words(seed, stream, first_group + static_cast<std::uint32_t>(group), words);
    const std::uint32_t* word = words.row[0];
    for (std::size_t k = 0; k < kDrawsAGroup; ++k) {
      out[k] = (static_cast<double>(word[k]) + 0.5) * 0x1p-32;
    }
  }
}

// Sixteen pairs at a time.
inline void pairs_of_lanes(const std::uint32_t* __restrict for_radius,
                           const std::uint32_t* __restrict for_angle, double* __restrict first,
                           double* __restrict second) {
  for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
    const basic::NormalPair pair = basic::normal_pair(for_radius[lane], for_angle[lane]);
    first[lane] = pair.first;
    second[lane] = pair.second;
  }
}

void normals(std::uint64_t seed, const StreamId& stream, std::uint32_t first_group,
             std::size_t groups, double* out) {
  GroupWords words;
  for (std::size_t group = 0; group < groups; ++group, out += kDrawsAGroup) {
    draw_words(seed, stream, first_group + static_cast<std::uint32_t>(group), words);
    pairs_of_lanes(words.row[0], words.row[1], out, out + kLanes);
    pairs_of_lanes(words.row[2], words.row[3], out + 2 * kLanes, out + 3 * kLanes);
  }
}

// Beyond e^±700 doubles end: bounded there, without a branch.
void exponential(double location, double scale, std::size_t count, double* z) {
  for (std::size_t k = 0; k < count; ++k) {
    double x = location + scale * z[k];
    x = x < 700 ? x : 700;
    x = x > -700 ? x : -700;
    z[k] = basic::exp(x);
  }
}

void logarithm(std::size_t count, double* z) {
  for (std::size_t k = 0; k < count; ++k) {
    const double x = z[k] > 1e-300 ? z[k] : 1e-300;
    z[k] = basic::log(x);
  }
}

void set_linear(double a, double b, const double* __restrict x, std::size_t count,
                double* __restrict sum) {
  for (std::size_t k = 0; k < count; ++k) sum[k] = a + b * x[k];
}

void add_linear(double a, double b, const double* __restrict x, std::size_t count,
                double* __restrict sum) {
  for (std::size_t k = 0; k < count; ++k) sum[k] = sum[k] + (a + b * x[k]);
}

void multiply(const double* __restrict x, std::size_t count, double* __restrict product) {
  for (std::size_t k = 0; k < count; ++k) product[k] = product[k] * x[k];
}

void set_sum(const double* __restrict x, const double* __restrict y, std::size_t count,
             double* __restrict sum) {
  for (std::size_t k = 0; k < count; ++k) sum[k] = x[k] + y[k];
}

void set_product(const double* __restrict x, const double* __restrict y, std::size_t count,
                 double* __restrict product) {
  for (std::size_t k = 0; k < count; ++k) product[k] = x[k] * y[k];
}

void set_by_limit(const double* __restrict x, const double* __restrict limit,
                  const double* __restrict within, const double* __restrict beyond,
                  std::size_t count, double* __restrict chosen) {
  for (std::size_t k = 0; k < count; ++k) {
    const double one = within[k], other = beyond[k];
    chosen[k] = x[k] <= limit[k] ? one : other;
  }
}

void add_rounded(double share, const double* __restrict amounts, std::size_t count,
                 std::int64_t* __restrict totals) {
  for (std::size_t k = 0; k < count; ++k) {
    double amount = share * amounts[k];
    amount = amount < kLargestAmount ? amount : kLargestAmount;
    amount = amount > -kLargestAmount ? amount : -kLargestAmount;
    totals[k] += basic::round_half_even(amount);
  }
}

// All of them under a name.
constexpr DrawKernel kernel_named(const char* name) {
  return {name,       uniforms, normals, exponential, logarithm,    set_linear,
          add_linear, multiply, set_sum, set_product, set_by_limit, add_rounded};
}

}  // namespace
}  // namespace linhui::methodology
