// RandomStands stands against a naive evaluation in rational arithmetic that shares nothing with
// the methods but the tables' bytes, and the properties that follow from rounding once.
#include <gtest/gtest.h>

#include <random>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

constexpr int kStands = 3000;

// Half to even by floors: the neighbour below, then the comparison of what is left with one half.
std::string naive_round(const Rational& tonnes) {
  const Rational scaled = tonnes * 10000;
  Integer low = numerator(scaled) / denominator(scaled);  // towards zero
  if (low > scaled) --low;
  const Rational left = scaled - low;
  const bool up = left > Rational(1, 2) || (left == Rational(1, 2) && low % 2 != 0);
  const Integer count = up ? Integer(low + 1) : low;
  return TonnesCO2e::of_ten_thousandths(static_cast<std::int64_t>(count)).str();
}

class RandomStands {
 public:
  explicit RandomStands(unsigned seed) : engine_(seed) {}
  int below(int count) { return static_cast<int>(engine_() % static_cast<unsigned>(count)); }
  // A positive decimal of up to `decimals` places below `limit`.
  std::string positive(int limit, int decimals) {
    std::string text = std::to_string(below(limit)) + ".";
    const int places = 1 + below(decimals);
    for (int i = 1; i < places; ++i) text += static_cast<char>('0' + below(10));
    return text + static_cast<char>('1' + below(9));
  }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
  }

 private:
  std::mt19937 engine_;
};

struct Row {
  std::string name;
  Rational cf, bef, density, ratio;
};

// The species table, read again: no field before `source` is quoted.
std::vector<Row> species_rows() {
  std::stringstream lines(read_source_file("methodology/data/species_ar_cm_001.csv"));
  std::vector<Row> rows;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::stringstream fields(line);
    std::vector<std::string> f(6);
    for (auto& field : f) std::getline(fields, field, ',');
    rows.push_back({f[0], decimal(f[2]).rational(), decimal(f[3]).rational(),
                    decimal(f[4]).rational(), decimal(f[5]).rational()});
  }
  return rows;
}

struct Forest {
  std::vector<Stand> stands;
  std::vector<std::vector<std::pair<Row, int>>> tenths;  // of each stand
};

Forest random_forest(RandomStands& random) {
  const auto rows = species_rows();
  Forest forest_;
  for (int i = 0; i < kStands; ++i) {
    Stand stand = forest(std::to_string(i), "", random.positive(3000, 8), {});
    const Row& first = random.one_of(rows);
    const Row& second = random.one_of(rows);
    if (random.below(3) == 0 && first.name != second.name) {
      const int tenths = 1 + random.below(9);
      stand.composition =
          std::to_string(tenths) + first.name + std::to_string(10 - tenths) + second.name;
      forest_.tenths.push_back({{first, tenths}, {second, 10 - tenths}});
    } else {
      stand.species = first.name;
      forest_.tenths.push_back({{first, 10}});
    }
    for (int year = 2010 + random.below(6); year < 2031; year += 1 + random.below(9)) {
      stand.volume_m3_ha_by_year[year] = decimal(random.positive(600, 6));
    }
    stand.volume_m3_ha_by_year[2035] = decimal(random.positive(600, 6));
    forest_.stands.push_back(std::move(stand));
  }
  return forest_;
}

Rational naive_volume(const Stand& stand, int year) {
  const auto after = stand.volume_m3_ha_by_year.lower_bound(year);
  if (after->first == year) return after->second.rational();
  const auto before = std::prev(after);
  const Rational slope =
      (after->second.rational() - before->second.rational()) / (after->first - before->first);
  return before->second.rational() + slope * (year - before->first);
}

TEST(Oracle, ForestsAgreeToTheLastDigit) {
  RandomStands random(1);
  const Forest forest_ = random_forest(random);
  const auto outcome = outcome_of("AR-CM-001-V01", forest_.stands, period(2018, 2026));
  ASSERT_EQ(faults_of(outcome), std::vector<std::string>{});
  std::size_t compared = 0;
  for (const auto& row : std::get<Estimate>(outcome).rows) {
    if (row.pool == Pool::total) continue;
    const Stand& stand = forest_.stands[row.stand];
    Rational tonnes = 0;
    for (const auto& [species, tenths] : forest_.tenths[row.stand]) {
      const Rational share = stand.area_ha.rational() * naive_volume(stand, row.year) *
                             Rational(tenths, 10) * species.density * species.bef * species.cf *
                             44 / 12;
      tonnes += row.pool == Pool::below_ground ? Rational(share * species.ratio) : share;
    }
    ASSERT_EQ(row.stock->str(), naive_round(tonnes)) << stand.stand_id << " " << row.year;
    ++compared;
  }
  EXPECT_EQ(compared, 2u * kStands * 9u);
}

// Figures of the warm temperate moist zone as IPCC's tables have them, written out again.
TEST(Oracle, WetlandsAgreeToTheLastDigit) {
  RandomStands random(2);
  const std::map<std::string, Rational> alpha = {{"", 1},
                                                 {"oligotrophic", Rational(7, 10)},
                                                 {"mesotrophic", 3},
                                                 {"eutrophic", 10},
                                                 {"hypereutrophic", 25}};
  std::vector<Stand> stands;
  for (int i = 0; i < kStands; ++i) {
    Stand stand = wetland(
        std::to_string(i),
        random.one_of<std::string>({"mineral", "organic_rewetted", "reservoir", "pond", "ditch"}),
        random.positive(500, 8), "warm_temperate_moist");
    if (random.below(4) > 0) stand.changed_in = 1975 + random.below(55);
    stand.trophic = random.one_of<std::string>(
        {"", "oligotrophic", "mesotrophic", "eutrophic", "hypereutrophic"});
    stand.nutrient = random.one_of<std::string>({"", "rich", "poor"});
    stands.push_back(std::move(stand));
  }
  const auto outcome = outcome_of("IPCC-2013-WL", stands, period(2015, 2025));
  ASSERT_EQ(faults_of(outcome), std::vector<std::string>{});
  for (const auto& row : std::get<Estimate>(outcome).rows) {
    if (row.pool == Pool::total) continue;
    const Stand& stand = stands[row.stand];
    const std::string& type = stand.wetland_type;
    const Rational area = stand.area_ha.rational();
    const int age = stand.changed_in ? row.year - *stand.changed_in : 1000;
    const bool poor = stand.nutrient == "poor";
    if (row.stock) {
      ASSERT_EQ(type, "mineral");
      Rational share = 1;
      if (age <= 0) {
        share = Rational(71, 100);
      } else if (age <= 20) {
        share = Rational(71, 100) + Rational(9, 100) * age / 20;
      } else if (age <= 40) {
        share = Rational(8, 10) + Rational(2, 10) * (age - 20) / 20;
      }
      ASSERT_EQ(row.stock->str(), naive_round(area * 135 * share * 44 / 12)) << stand.stand_id;
    } else if (row.year > 2015) {
      Rational emitted = 0;
      if (row.pool == Pool::soil && age > 0) {
        emitted = (poor ? Rational(1, 100) : Rational(74, 100)) * 44 / 12;
      } else if (row.pool == Pool::emissions_co2) {
        ASSERT_TRUE(type == "reservoir" && age >= 1 && age <= 20);
        emitted = Rational(146, 100) * 44 / 12;
      } else if (row.pool == Pool::emissions_ch4) {
        ASSERT_GE(age, 1);
        Rational kg = type == "pond" ? 183 : 416;
        if (type == "mineral") kg = 235;
        if (type == "organic_rewetted") kg = Rational(poor ? 92 : 216) * 16 / 12;
        if (type == "reservoir") {
          kg = (age <= 20 ? Rational(1275, 10) : Rational(803, 10)) * Rational(109, 100) *
               alpha.at(stand.trophic);
        }
        emitted = kg * 28 / 1000;
      }
      ASSERT_EQ((-*row.change).str(), naive_round(area * emitted))
          << stand.stand_id << " " << row.year << " " << name_of(row.pool);
    }
  }
}

// change(y) = stock(y) − stock(y−1), and the total is the sum of its pools: to the digit.
TEST(Rows, AddUpAndTelescope) {
  RandomStands random(3);
  const Forest forest_ = random_forest(random);
  const auto outcome = outcome_of("AR-CM-001-V01", forest_.stands, period(2018, 2026));
  const auto& estimate = std::get<Estimate>(outcome);
  std::map<std::pair<std::size_t, Pool>, TonnesCO2e> first, sum, last;
  TonnesCO2e whole, pools_of_year;
  for (const auto& row : estimate.rows) {
    const auto key = std::pair(row.stand, row.pool);
    if (!row.change) {
      first[key] = *row.stock;
    } else {
      sum[key] += *row.change;
      if (row.pool != Pool::total) whole += *row.change;
    }
    last[key] = *row.stock;
    if (row.pool == Pool::total) {
      EXPECT_EQ(*row.stock, pools_of_year);
      pools_of_year = {};
    } else {
      pools_of_year += *row.stock;
    }
  }
  for (const auto& [key, stock] : first) EXPECT_EQ(stock + sum[key], last[key]);
  EXPECT_EQ(estimate.summary.change, whole);
}

// Two halves of a stand agree with the whole within the rounding of the parts: half a unit for
// each of the three roundings.
TEST(Rows, AgreeWhenAStandIsSplit) {
  RandomStands random(4);
  for (const std::string method : {"AR-CM-001-V01", "IPCC-2013-WL"}) {
    for (int i = 0; i < 200; ++i) {
      Stand whole = method[0] == 'A'
                        ? forest("w", "栎类", "1",
                                 {{2020, random.positive(300, 4)}, {2023, random.positive(300, 4)}})
                        : wetland("w", random.one_of<std::string>({"mineral", "reservoir"}), "1",
                                  "cool_temperate_moist", 2001 + random.below(25));
      Stand a = whole, b = whole;
      const int cut = 1 + random.below(999);
      whole.area_ha = decimal("1000.003");
      a.area_ha = decimal(std::to_string(cut) + ".001");
      b.area_ha = decimal(std::to_string(1000 - cut) + ".002");
      a.stand_id = "a";
      b.stand_id = "b";
      const auto one = outcome_of(method, {whole}, period(2020, 2023));
      const auto two = outcome_of(method, {a, b}, period(2020, 2023));
      const auto& rows = std::get<Estimate>(one).rows;
      const auto& parts = std::get<Estimate>(two).rows;
      ASSERT_EQ(parts.size(), 2 * rows.size());
      for (std::size_t k = 0; k < rows.size(); ++k) {
        if (rows[k].pool == Pool::total) continue;
        const auto figure = [](const EstimateRow& row) {
          return row.stock.value_or(row.change.value_or(TonnesCO2e())).ten_thousandths();
        };
        EXPECT_LE(std::abs(figure(parts[k]) + figure(parts[k + rows.size()]) - figure(rows[k])), 1);
      }
    }
  }
}

// More stock never holds less carbon.
TEST(Rows, GrowWithTheStock) {
  TonnesCO2e before;
  for (int tenths = 0; tenths < 500; ++tenths) {
    const std::string volume = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    const auto outcome = outcome_of(
        "AR-CM-001-V01", {forest("1", "杉木", "0.01", {{2020, volume}})}, period(2020, 2020));
    const TonnesCO2e total = *std::get<Estimate>(outcome).rows.back().stock;
    EXPECT_GE(total, before);
    before = total;
  }
}

}  // namespace
}  // namespace linhui::methodology
