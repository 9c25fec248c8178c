#include "methodology/monte_carlo/draw_kernel.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "methodology/monte_carlo/philox.h"
#include "methodology/numbers/basic_math.h"
#include "methodology/numbers/sha256.h"

namespace linhui::methodology {
namespace {

constexpr std::uint64_t kSeed = 0x0123456789abcdef;
constexpr std::size_t kGroups = 9, kCount = kGroups * kDrawsAGroup;

std::string digest(const std::vector<double>& column) {
  return sha256_hex({reinterpret_cast<const char*>(column.data()), column.size() * 8});
}

std::vector<double> normals_by(const DrawKernel& kernel, const StreamId& stream,
                               std::uint32_t first_group, std::size_t groups) {
  std::vector<double> column(groups * kDrawsAGroup);
  kernel.normals(kSeed, stream, first_group, groups, column.data());
  return column;
}

// The contract of draw_kernel.h, draw by draw.
TEST(DrawKernel, DrawsWhatItsContractSays) {
  const StreamId stream = stream_of("parameter", "BEF");
  for (const DrawKernel* kernel : usable_draw_kernels()) {
    const auto normals = normals_by(*kernel, stream, 0, kGroups);
    std::vector<double> uniforms(kCount);
    kernel->uniforms(kSeed, stream, 0, kGroups, uniforms.data());
    for (std::size_t k = 0; k < kCount; ++k) {
      const auto counter = static_cast<std::uint32_t>(16 * (k / 64) + k % 16);
      const std::size_t row = k / 16 % 4;
      const PhiloxWords words =
          philox4x32_10({{counter, stream.word[0], stream.word[1], stream.word[2]}}, kSeed);
      const auto pair = row < 2 ? basic::normal_pair(words.word[0], words.word[1])
                                : basic::normal_pair(words.word[2], words.word[3]);
      EXPECT_EQ(normals[k], row % 2 == 0 ? pair.first : pair.second) << kernel->name << " " << k;
      EXPECT_EQ(uniforms[k], (words.word[row] + 0.5) / 4294967296.0) << kernel->name << " " << k;
    }
  }
}

// Written down once: a seed gives these bits on every machine, by every compiler.
TEST(DrawKernel, GivesTheSameBitsOnEveryProcessor) {
  for (const DrawKernel* kernel : usable_draw_kernels()) {
    EXPECT_EQ(digest(normals_by(*kernel, stream_of("stand", "S1"), 3, 50)),
              "fa83b765d25796ea9e1c701f59f4479cfa7256c7143851196c1ca10a183bda61")
        << kernel->name;
    std::vector<double> column = normals_by(*kernel, stream_of("stand", "S2"), 0, kGroups);
    const std::vector<double> other = normals_by(*kernel, stream_of("stand", "S3"), 0, kGroups);
    kernel->exponential(0.5, 0.25, kCount, column.data());
    kernel->add_linear(1.5, -0.125, other.data(), kCount, column.data());
    kernel->multiply(other.data(), kCount, column.data());
    EXPECT_EQ(digest(column), "14d11546c93a6f8926a9323f2c86f872bb5d7c817ff83de8df7920e44a540945")
        << kernel->name;
  }
}

// Columns of any length, value by value.
TEST(DrawKernel, WorksOnColumns) {
  constexpr std::size_t kOdd = kCount - 3;
  for (const DrawKernel* kernel : usable_draw_kernels()) {
    SCOPED_TRACE(kernel->name);
    const auto x = normals_by(*kernel, stream_of("stand", "S1"), 0, kGroups);
    const auto y = normals_by(*kernel, stream_of("stand", "S2"), 0, kGroups);
    std::vector<double> sum(kCount), product(kCount), chosen(kCount, 7), logarithm = x;
    kernel->set_sum(x.data(), y.data(), kOdd, sum.data());
    kernel->set_product(x.data(), y.data(), kOdd, product.data());
    kernel->set_by_limit(x.data(), y.data(), sum.data(), product.data(), kOdd, chosen.data());
    kernel->logarithm(kOdd, logarithm.data());
    for (std::size_t k = 0; k < kOdd; ++k) {
      ASSERT_EQ(sum[k], x[k] + y[k]);
      ASSERT_EQ(product[k], x[k] * y[k]);
      ASSERT_EQ(chosen[k], x[k] <= y[k] ? sum[k] : product[k]);
      ASSERT_EQ(logarithm[k], basic::log(x[k] > 0 ? x[k] : 1e-300));
    }
    EXPECT_EQ(chosen[kOdd], 7);
    EXPECT_EQ(logarithm[kOdd], x[kOdd]);
  }
}

TEST(DrawKernel, StartsWhereverItIsTold) {
  const StreamId stream = stream_of("stand", "S1");
  for (const DrawKernel* kernel : usable_draw_kernels()) {
    const auto whole = normals_by(*kernel, stream, 0, kGroups);
    const auto tail = normals_by(*kernel, stream, 4, kGroups - 4);
    EXPECT_EQ(std::vector<double>(whole.begin() + 4 * 64, whole.end()), tail);
  }
}

TEST(DrawKernel, RoundsEveryAmountAndBoundsIt) {
  for (const DrawKernel* kernel : usable_draw_kernels()) {
    std::vector<double> amounts(kDrawsAGroup, 2.5);
    amounts[1] = 3.5;
    amounts[2] = -2.5;
    amounts[3] = 1e300;
    amounts[4] = -1e300;
    amounts[5] = 0.49;
    std::vector<std::int64_t> totals(kDrawsAGroup, 100);
    kernel->add_rounded(1, amounts.data(), amounts.size(), totals.data());
    EXPECT_EQ(totals[0], 102);
    EXPECT_EQ(totals[1], 104);
    EXPECT_EQ(totals[2], 98);
    EXPECT_EQ(totals[3], 2'000'000'000'000'100);
    EXPECT_EQ(totals[4], -1'999'999'999'999'900);
    EXPECT_EQ(totals[5], 100);
    kernel->add_rounded(0.5, amounts.data(), amounts.size(), totals.data());
    EXPECT_EQ(totals[0], 103);
    EXPECT_EQ(totals[1], 106);
  }
}

TEST(Stream, IsAnothersForAnotherKindOrName) {
  EXPECT_EQ(stream_of("stand", "S1"), stream_of("stand", "S1"));
  EXPECT_FALSE(stream_of("stand", "S1") == stream_of("stand", "S2"));
  EXPECT_FALSE(stream_of("stand", "S1") == stream_of("parameter", "S1"));
  EXPECT_FALSE(stream_of("a", "bc") == stream_of("ab", "c"));
  // printf 'stand\0S1' | sha256sum
  EXPECT_EQ(stream_of("stand", "S1").word[0], 0x3d87a7a2u);
}

}  // namespace
}  // namespace linhui::methodology
