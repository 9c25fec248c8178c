// Sums rolled up without rows against roll_up() over the rows of the stands.
#include "methodology/results/group_totals.h"

#include <gtest/gtest.h>

#include <random>

#include "methodology/methods/shared/estimate_rows.h"

namespace linhui::methodology {
namespace {

std::string text_of(const std::vector<RollUpRow>& rows) {
  std::string text;
  for (const RollUpRow& row : rows) {
    text += std::to_string(row.group) + " " + (row.year ? std::to_string(*row.year) : "-") + " " +
            name_of(row.pool) + " " + (row.stock ? row.stock->str() : "-") + " " +
            (row.change ? row.change->str() : "-") + "\n";
  }
  return text;
}

// Stands of five villages, of which one has late ones alone; counts at random.
TEST(GroupTotals, GiveTheRowsOfRollUp) {
  constexpr int kFrom = 2020, kTo = 2024;
  std::mt19937 random(5);
  std::vector<Stand> stands(40);
  Estimate estimate;
  GroupTotals halves[2] = {{kFrom, kTo, {Pool::above_ground, Pool::below_ground}},
                           {kFrom, kTo, {Pool::above_ground, Pool::below_ground}}};
  for (std::size_t i = 0; i < stands.size(); ++i) {
    const std::size_t village = i % 5;
    stands[i].village = std::to_string(village);
    GroupTotals& totals = halves[random() % 2];
    totals.grow_to(5);
    const int first = village == 4 ? 2022 + static_cast<int>(random() % 3)
                                   : kFrom + static_cast<int>(random() % 2);
    StandRows rows(i, estimate.rows);
    std::vector<std::int64_t> begun;
    for (int year = first; year <= kTo; ++year) {
      rows.begin_year(year);
      for (std::size_t pool = 0; pool < 2; ++pool) {
        const auto count = static_cast<std::int64_t>(random() % 1'000'000);
        if (year == first) begun.push_back(count);
        totals.stocks().add(village, pool, year, count);
        rows.add_stock(pool == 0 ? Pool::above_ground : Pool::below_ground,
                       TonnesCO2e::of_ten_thousandths(count));
      }
      rows.end_year();
    }
    first == kFrom ? totals.begin(village) : totals.begin_late(village, first, begun);
  }
  GroupTotals all(kFrom, kTo, {Pool::above_ground, Pool::below_ground});
  const std::vector<std::uint32_t> same = {0, 1, 2, 3, 4};
  for (const GroupTotals& half : halves) all.add(half, same);
  for (const char* by : {"village,year,pool", "village,year", "village,pool", "village"}) {
    const auto keys = std::get<RollUpKeys>(parse_roll_up_keys(by));
    const auto expected = std::get<RollUp>(roll_up(estimate, stands, keys, shipped_tables()));
    EXPECT_EQ(text_of(all.rows(keys, 0, 5)), text_of(expected.rows)) << by;
  }
  const auto summary = summarise(estimate);
  EXPECT_EQ((all.change(0) + all.change(1)).str(), summary->change.str());
}

}  // namespace
}  // namespace linhui::methodology
