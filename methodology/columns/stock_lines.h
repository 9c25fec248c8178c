// Stocks that run linearly between two inventories, in columns: what the fast path works on.
//
//   stock(t) = A · (W(t) · p + n · h) / n        W(t) = V0 · (n − t) + V1 · t
//   t CO2e   = ha · (m3/ha · t CO2e/m3 + t CO2e/ha)
//
// t is the number of years after the first inventory, n those between the two. docs/fast_path.md
// derives the error bound of what is worked out here in doubles.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "methodology/columns/stock_line.h"
#include "methodology/numbers/quantity.h"

namespace linhui::methodology {

// Areas and growing stocks stand in columns as whole numbers of 10^-8 ha and 10^-8 m³/ha.
inline constexpr unsigned kColumnDecimals = 8;
// Below it a column's number is exact in a double too.
inline constexpr std::int64_t kLargestColumnNumber = std::int64_t{1} << 53;

// The number of 10^-8 in `decimal`; nothing where it has more decimals, is negative or too large:
// such a stand takes another way.
std::optional<std::int64_t> column_number(const Decimal& decimal);

// What a pool holds a unit of growing stock, and a unit of area whatever stands on it.
struct PoolFactor {
  ExactTonnesCO2e per_m3;  // t CO2e/m³
  ExactTonnesCO2e per_ha;  // t CO2e/ha
};

// The years of a line: those of its two inventories, and the ones to be counted between them.
// Requires: begin <= first <= last <= end, or begin = end = first = last.
struct LineYears {
  int begin = 0, end = 0;
  int first = 0, last = 0;  // inclusive
  int steps() const { return end > begin ? end - begin : 1; }
  int first_step() const { return first - begin; }
  int count() const { return last - first + 1; }
  friend auto operator<=>(const LineYears&, const LineYears&) = default;
};

// One line a stand, all of the same years. The columns have one length.
//
// A batch: filled by one thread, then given to add_stocks(), by parts to several threads.
struct StockLines {
  LineYears years;
  std::vector<std::int64_t> area;                      // 10^-8 ha
  std::vector<std::int64_t> begin_volume, end_volume;  // 10^-8 m³/ha
  std::vector<std::uint32_t> factor;                   // species or composition: index
  std::vector<std::uint32_t> group;                    // that the stand is summed under: index

  std::size_t size() const { return area.size(); }
  // Keeps the columns' room.
  void clear() {
    area.clear();
    begin_volume.clear();
    end_volume.clear();
    factor.clear();
    group.clear();
  }
  void add(std::int64_t stand_area, std::int64_t begin, std::int64_t end,
           std::uint32_t factor_index, std::uint32_t group_index) {
    area.push_back(stand_area);
    begin_volume.push_back(begin);
    end_volume.push_back(end);
    factor.push_back(factor_index);
    group.push_back(group_index);
  }
};

// On which side of the half below a count g a line's stock lies, by the sign of
//
//   2 · bottom · (count(t) − (g − 1/2)) = at_first + a_year · t − a_count · g
//
// with t from the first year counted, and bottom as ColumnLine has it. Integers modulo 2^64: right
// where g is within the error of the fixed point.
struct HalfWay {
  std::uint64_t at_first, a_year, a_count;
};

// A PoolFactor made ready for columns: in doubles for the fixed point, in 128-bit integers for what
// lies near a rounding boundary. Counts are of 0.0001 t CO2e. Immutable.
class ColumnFactor {
 public:
  explicit ColumnFactor(const PoolFactor& factor);

  // Counts · 2^32 a 10^-16 m³ and a 10^-8 ha, each within 2^-52 of itself. Where the factor is
  // negative or absurd, kUnfitFactor: no line of it is then small enough for fixed point.
  double fixed_per_m3() const { return fixed_per_m3_; }
  double fixed_per_ha() const { return fixed_per_ha_; }

  // A product with it is beyond any stock that fits.
  static constexpr double kUnfitFactor = 1e200;

  // Whether half_way() is right for lines of so many steps: the sign fits into 64 bits. Steps times
  // the denominator up to 2^79; docs/fast_path.md, "Near a boundary".
  bool has_half_way(int steps) const { return steps <= half_way_steps_; }
  // Areas and volumes as in StockLines. Requires: has_half_way(steps).
  HalfWay half_way(std::int64_t area, std::int64_t begin_volume, std::int64_t end_volume, int steps,
                   int first_step) const;

 private:
  friend class ColumnLine;
  __extension__ using Wide = unsigned __int128;  // modulo 2^128

  PoolFactor factor_;
  Wide per_m3_ = 0, per_ha_ = 0, denominator_ = 0;  // counts a 10^-16 m³, a 10^-8 ha
  double fixed_per_m3_ = kUnfitFactor, fixed_per_ha_ = kUnfitFactor;
  double count_per_m3_ = 0, count_per_ha_ = 0;
  int half_way_steps_ = 0;
  bool fits_128_ = false;
};

// Inline: some stands of a hundred need it.
inline HalfWay ColumnFactor::half_way(std::int64_t area, std::int64_t begin_volume,
                                      std::int64_t end_volume, int steps, int first_step) const {
  const auto low = [](auto number) { return static_cast<std::uint64_t>(number); };
  const std::uint64_t twice = 2 * low(area), n = low(steps);
  const std::uint64_t bottom = n * low(denominator_);
  const std::uint64_t rise = twice * (low(end_volume) - low(begin_volume)) * low(per_m3_);
  const std::uint64_t begin = twice * n * (low(begin_volume) * low(per_m3_) + low(per_ha_));
  return {begin + rise * low(first_step) + bottom, rise, 2 * bottom};
}

// One stand's line in one pool, exactly: top(t) / bottom counts, in 128-bit integers that wrap.
// Beside a guess that lies within kGuessError counts, the remainder top − guess · bottom is small,
// so that its low 128 bits are all of it. Where bottom or the stock is too large for that, in
// rational numbers.
class ColumnLine {
 public:
  // What is known of a line's stock beforehand.
  enum class Size { unknown, fixed_point };  // the latter: known to be small
  // Areas and volumes as in StockLines. Requires: steps < 2048.
  ColumnLine(const ColumnFactor& factor, std::int64_t area, std::int64_t begin_volume,
             std::int64_t end_volume, int steps, Size size);

  // The stock `step` years after the first inventory, rounded half to even. Requires: the size
  // was unknown.
  std::int64_t count(int step) const;
  // The same from a guess within kGuessError of it: no division. Requires: the guess is, or the
  // size was fixed_point and the guess came from the fixed point.
  std::int64_t count_near(std::int64_t guess, int step) const;
  // Whether it took rational numbers: a tally of it is kept.
  bool is_rational() const { return rational_.has_value(); }

  static constexpr std::int64_t kGuessError = 64;

 private:
  __extension__ using Wide = unsigned __int128;  // modulo 2^128
  __extension__ using SignedWide = __int128;

  Wide top_ = 0, rise_ = 0;
  SignedWide bottom_ = 1;
  double begin_guess_ = 0, end_guess_ = 0;
  int steps_;
  std::optional<StockLine> rational_;
};

}  // namespace linhui::methodology
