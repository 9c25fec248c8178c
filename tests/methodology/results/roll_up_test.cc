#include "methodology/results/roll_up.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "methodology/stands/age_class.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

Stand in_village(Stand stand, const std::string& township, const std::string& village) {
  stand.township = township;
  stand.village = village;
  return stand;
}

// Two villages, of which the second stands between stands of the first.
std::vector<Stand> three_stands() {
  return {
      in_village(forest("A", "马尾松", "12.35", {{2020, "88.2"}, {2022, "101.7"}}), "石家", "关口"),
      in_village(forest("B", "杉木", "3.1", {{2020, "40"}, {2022, "61.3"}}), "石家", "白土"),
      in_village(forest("C", "柏木", "0.8", {{2020, "15"}, {2022, "14.9"}}), "石家", "关口")};
}

Estimate estimate_of(const std::vector<Stand>& stands, int from, int to) {
  const auto outcome = outcome_of("AR-CM-001-V01", stands, period(from, to));
  EXPECT_EQ(faults_of(outcome), std::vector<std::string>{});
  return std::get<Estimate>(outcome);
}

RollUpKeys keys_of(std::string_view text) { return std::get<RollUpKeys>(parse_roll_up_keys(text)); }

RollUp rolled(const Estimate& estimate, const std::vector<Stand>& stands, std::string_view by) {
  return std::get<RollUp>(roll_up(estimate, stands, keys_of(by), shipped_tables()));
}

// `关口,2021,total,stock,change`
std::vector<std::string> lines_of(const RollUp& roll_up) {
  std::vector<std::string> lines;
  for (const auto& row : roll_up.rows) {
    std::string line;
    for (const auto& value : roll_up.groups[row.group]) line += value + ",";
    if (row.year) line += std::to_string(*row.year) + ",";
    line += std::string(name_of(row.pool)) + "," + (row.stock ? row.stock->str() : "") + "," +
            (row.change ? row.change->str() : "");
    lines.push_back(line);
  }
  return lines;
}

TEST(RollUp, SumsTheRowsOfAVillageInOrderOfFirstAppearance) {
  const auto stands = three_stands();
  const auto estimate = estimate_of(stands, 2020, 2022);
  std::map<std::string, TonnesCO2e> stock;  // by village of 2022
  for (const auto& row : estimate.rows) {
    if (row.pool == Pool::total && row.year == 2022) {
      stock[stands[row.stand].village] += *row.stock;
    }
  }
  const auto lines = lines_of(rolled(estimate, stands, "village,year"));
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[0].substr(0, lines[0].find(',')), "关口");
  EXPECT_EQ(lines[0].back(), ',');  // the first year has no change
  EXPECT_EQ(lines[2].substr(0, lines[2].rfind(',')), "关口,2022,total," + stock["关口"].str());
  EXPECT_EQ(lines[5].substr(0, lines[5].rfind(',')), "白土,2022,total," + stock["白土"].str());
}

// Without the year: where the period ends, and what it brought.
TEST(RollUp, OverAPeriodHasItsLastStockAndItsWholeChange) {
  const auto stands = three_stands();
  const auto estimate = estimate_of(stands, 2020, 2022);
  const auto by_year = rolled(estimate, stands, "year"), whole = rolled(estimate, stands, "pool");
  ASSERT_EQ(by_year.rows.size(), 3u);
  ASSERT_EQ(whole.rows.size(), 3u);  // above, below, total
  EXPECT_EQ(whole.rows[2].pool, Pool::total);
  EXPECT_EQ(*whole.rows[2].stock, *by_year.rows[2].stock);
  EXPECT_EQ(*whole.rows[2].change, *by_year.rows[1].change + *by_year.rows[2].change);
  EXPECT_EQ(*whole.rows[2].change, estimate.summary.change);
  EXPECT_FALSE(whole.rows[0].year.has_value());
}

TEST(RollUp, KeepsTheOrderOfColumnsAsAsked) {
  const auto stands = three_stands();
  const auto estimate = estimate_of(stands, 2020, 2022);
  const auto roll_up = rolled(estimate, stands, "pool,species,year,township");
  EXPECT_EQ(roll_up.groups[1], (std::vector<std::string>{"杉木", "石家"}));
  EXPECT_EQ(roll_up.rows.size(), 3u * 3u * 3u);
}

TEST(RollUp, ByStandGivesTheRowsBack) {
  const auto stands = three_stands();
  const auto estimate = estimate_of(stands, 2020, 2022);
  std::vector<std::string> rows;
  for (const auto& row : estimate.rows) {
    rows.push_back(stands[row.stand].stand_id + "," + text_of(row));
  }
  EXPECT_EQ(lines_of(rolled(estimate, stands, "stand,year,pool")), rows);
}

// A wetland without a known stock leaves the stock empty, not zero; beside a forest only its change
// counts.
TEST(RollUp, LeavesEmptyWhatNoRowHas) {
  auto organic = wetland("W", "organic_rewetted", "4", "cool_temperate_moist", 2020);
  organic.nutrient = "rich";
  const std::vector<Stand> stands = {organic,
                                     wetland("P", "pond", "1", "warm_temperate_moist", 2020)};
  const auto outcome = outcome_of("IPCC-2013-WL", stands, period(2020, 2022));
  ASSERT_EQ(faults_of(outcome), std::vector<std::string>{});
  const auto roll_up = rolled(std::get<Estimate>(outcome), stands, "year,pool");
  for (const auto& row : roll_up.rows) {
    EXPECT_FALSE(row.stock.has_value());
    EXPECT_EQ(row.change.has_value(), *row.year > 2020);
  }
}

// For any stands and any keys: the parts are the whole, year by year and pool by pool.
TEST(RollUp, PartsAddUpToTheWhole) {
  std::mt19937 random(20260301);
  const std::vector<std::string> species = {"马尾松", "杉木", "柏木", "230", "软阔类"};
  for (int round = 0; round < 40; ++round) {
    std::vector<Stand> stands;
    for (int i = 0; i < 25; ++i) {
      Stand stand = forest(std::to_string(i), species[random() % species.size()],
                           std::to_string(1 + random() % 30) + "." + std::to_string(random() % 99),
                           {{2018 + int(random() % 3), std::to_string(random() % 200)},
                            {2024, std::to_string(random() % 200) + ".5"}});
      stand.township = "T" + std::to_string(random() % 3);
      stand.village = "V" + std::to_string(random() % 6);
      if (random() % 3 > 0) stand.age = Decimal(static_cast<long long>(random() % 60));
      stands.push_back(stand);
    }
    const auto estimate = estimate_of(stands, 2018, 2024);
    const auto whole = rolled(estimate, stands, "year,pool");
    for (const char* by : {"village", "township,village", "species", "age_class", "stand",
                           "admin_code", "village,age_class,species"}) {
      const auto parts = rolled(estimate, stands, std::string(by) + ",year,pool");
      std::map<std::pair<int, Pool>, std::pair<TonnesCO2e, TonnesCO2e>> sums;
      for (const auto& row : parts.rows) {
        auto& [stock, change] = sums[{*row.year, row.pool}];
        stock += row.stock.value_or(TonnesCO2e());
        change += row.change.value_or(TonnesCO2e());
      }
      ASSERT_EQ(sums.size(), whole.rows.size()) << by;
      for (const auto& row : whole.rows) {
        const auto& [stock, change] = sums[{*row.year, row.pool}];
        EXPECT_EQ(stock, row.stock.value_or(TonnesCO2e())) << by << " " << *row.year;
        EXPECT_EQ(change, row.change.value_or(TonnesCO2e())) << by << " " << *row.year;
      }
    }
  }
}

TEST(RollUp, RefusesASumThatDoesNotFit) {
  const std::vector<Stand> stands(2);
  Estimate estimate;
  const auto most = TonnesCO2e::of_ten_thousandths(INT64_MAX);
  estimate.rows = {{0, 2020, Pool::total, most, {}}, {1, 2020, Pool::total, most, {}}};
  const auto outcome = roll_up(estimate, stands, keys_of("year"), shipped_tables());
  ASSERT_TRUE(std::holds_alternative<Findings>(outcome));
  EXPECT_EQ(std::get<Findings>(outcome)[0].code, "total_too_large");
}

TEST(RollUp, OfNothingHasNoRows) {
  EXPECT_TRUE(rolled(Estimate(), {}, "village,year").rows.empty());
  EXPECT_TRUE(rolled(Estimate(), {}, "pool").rows.empty());
}

TEST(RollUpKeys, AreReadAndRefusedByName) {
  const auto keys = keys_of("year,stand,admin_code");
  EXPECT_TRUE(keys.by_year);
  EXPECT_FALSE(keys.by_pool);
  EXPECT_EQ(keys.columns, (std::vector{GroupColumn::stand, GroupColumn::admin_code}));
  for (const char* junk : {"", ",", "village,", "villages", "Village", "village, year", "村"}) {
    const auto refused = parse_roll_up_keys(junk);
    ASSERT_TRUE(std::holds_alternative<Finding>(refused)) << junk;
    EXPECT_EQ(std::get<Finding>(refused).code, "roll_up_key_unknown") << junk;
  }
  for (const char* twice : {"village,village", "year,village,year", "stand,stand_id"}) {
    const auto refused = parse_roll_up_keys(twice);
    ASSERT_TRUE(std::holds_alternative<Finding>(refused)) << twice;
    EXPECT_EQ(std::get<Finding>(refused).code, "roll_up_key_repeated") << twice;
  }
}

std::string class_of(const std::string& species, const char* age, const std::string& origin = "") {
  auto classes = std::get<AgeClasses>(AgeClasses::build(shipped_tables()));
  Stand stand = forest("A", species, "1", {});
  if (age != nullptr) stand.age = decimal(age);
  stand.origin = origin;
  return classes.find(stand).value_or("none");
}

TEST(AgeClass, FollowsTheTableByCompletedYears) {
  EXPECT_EQ(class_of("杉木", "0"), "幼龄林");
  EXPECT_EQ(class_of("杉木", "10"), "幼龄林");
  EXPECT_EQ(class_of("杉木", "10.9"), "幼龄林");
  EXPECT_EQ(class_of("杉木", "11"), "中龄林");
  EXPECT_EQ(class_of("杉木", "25"), "近熟林");
  EXPECT_EQ(class_of("马尾松", "25"), "近熟林");
  EXPECT_EQ(class_of("马尾松", "50"), "成熟林");
  EXPECT_EQ(class_of("马尾松", "51"), "过熟林");
  EXPECT_EQ(class_of("Pinus massoniana", "9999"), "过熟林");
  EXPECT_EQ(class_of("马尾松", "30", "planted"), "近熟林");
}

TEST(AgeClass, IsNotGuessed) {
  EXPECT_EQ(class_of("马尾松", nullptr), "none");
  EXPECT_EQ(class_of("马尾松", "-1"), "none");
  EXPECT_EQ(class_of("马尾松", "30", "natural"), "none");
  EXPECT_EQ(class_of("柏木", "30"), "none");
  EXPECT_EQ(class_of("Pinus banksiana", "30"), "none");
  EXPECT_EQ(class_of("", "30"), "none");
  Stand pond = wetland("W", "pond", "1", "");
  pond.species = "马尾松";
  pond.age = decimal("30");
  EXPECT_FALSE(std::get<AgeClasses>(AgeClasses::build(shipped_tables())).find(pond).has_value());
}

TEST(AgeClass, SaysWhereItsTableHoldsAndHowManyAreUnknown) {
  auto stands = three_stands();
  stands[0].age = decimal("12");
  const auto estimate = estimate_of(stands, 2020, 2022);
  const auto roll_up = rolled(estimate, stands, "age_class");
  EXPECT_EQ(roll_up.groups, (std::vector<std::vector<std::string>>{{"中龄林"}, {"unknown"}}));
  ASSERT_EQ(roll_up.notes.size(), 2u);
  EXPECT_EQ(roll_up.notes[0].code, "age_class_region");
  EXPECT_NE(roll_up.notes[0].english.find("Guangxi"), std::string::npos);
  EXPECT_EQ(roll_up.notes[1].value, "2");
  ASSERT_EQ(roll_up.tables.size(), 1u);
  EXPECT_EQ(roll_up.tables[0].name, "age_classes.csv");
  EXPECT_EQ(roll_up.tables[0].values_by_confidence.at("seen"), 1u);
}

TEST(AgeClass, RefusesADamagedTable) {
  auto tables = shipped_tables();
  tables["age_classes.csv"] = "species_zh\n";
  const auto built = AgeClasses::build(tables);
  ASSERT_TRUE(std::holds_alternative<Finding>(built));
  EXPECT_EQ(std::get<Finding>(built).code, "table_invalid");
  tables.erase("age_classes.csv");
  EXPECT_TRUE(std::holds_alternative<Finding>(AgeClasses::build(tables)));
}

}  // namespace
}  // namespace linhui::methodology
