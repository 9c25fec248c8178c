#include "tools/sample/district.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "tools/sample/random.h"

namespace linhui::sample {
namespace {

constexpr std::uint64_t kSeed = 20260101;
constexpr int kVillagesATownship = 3, kCellsAcross = 5, kHouseholds = 300;
constexpr long long kMetre = 100;  // cm
// South-west corner of the first village, and the way from village to village.
constexpr long long kEast = 559'500 * kMetre, kNorth = 3'244'000 * kMetre;
constexpr long long kTownshipPitch = 9'000 * kMetre, kVillagePitch = 10'000 * kMetre;
constexpr std::array<const char*, 3> kTownshipSigns = {"甲", "乙", "丙"};
constexpr std::array<const char*, 3> kVillageSigns = {"一", "二", "三"};

// 马尾松 杉木 柳杉 柏木 栎类 木荷 枫香 针阔混: growth that gives plausible young stands, no yield
// table.
constexpr std::array<Species, 8> kSpecies = {{{220, 9, 10, 10, 62},
                                              {310, 12, 9, 12, 78},
                                              {320, 11, 10, 11, 70},
                                              {350, 6, 12, 8, 52},
                                              {410, 5, 12, 7, 48},
                                              {470, 6, 11, 8, 55},
                                              {480, 7, 11, 9, 60},
                                              {630, 8, 10, 9, 58}}};

struct WetlandPlan {
  const char* type;
  int changed_in;
  const char* trophic;
};
constexpr std::array<WetlandPlan, 12> kWetlands = {{{"mineral", 2019, ""},
                                                    {"pond", 0, ""},
                                                    {"mineral", 2020, ""},
                                                    {"reservoir", 2008, "mesotrophic"},
                                                    {"mineral", 2021, ""},
                                                    {"pond", 0, ""},
                                                    {"mineral", 2022, ""},
                                                    {"ditch", 0, ""},
                                                    {"mineral", 0, ""},
                                                    {"pond", 2015, ""},
                                                    {"mineral", 2020, ""},
                                                    {"pond", 0, ""}}};

long long area_m2_of(const Outline& outline) {
  long long twice_cm2 = 0;
  const Corner o = outline[0];
  for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
    twice_cm2 += (outline[i].east_cm - o.east_cm) * (outline[i + 1].north_cm - o.north_cm) -
                 (outline[i + 1].east_cm - o.east_cm) * (outline[i].north_cm - o.north_cm);
  }
  return std::llabs(twice_cm2) / 20'000;
}

// The land of one village, cut into cells whose borders are shared to the centimetre.
class VillageLand {
 public:
  VillageLand(Corner south_west, Random& random) {
    long long east = south_west.east_cm, north = south_west.north_cm;
    for (int i = 0; i <= kCellsAcross; ++i) {
      across_.push_back(east);
      up_.push_back(north);
      east += random.between(120, 430) * kMetre;
      north += random.between(120, 430) * kMetre;
    }
    for (int row = 0; row <= kCellsAcross; ++row) {
      for (int column = 0; column <= kCellsAcross; ++column) {
        corners_[row][column] = moved({across_[column], up_[row]}, 20, random);
      }
    }
    for (int row = 0; row <= kCellsAcross; ++row) {
      for (int column = 0; column <= kCellsAcross; ++column) {
        if (column < kCellsAcross) {
          along_[row][column] = bent(corners_[row][column], corners_[row][column + 1], random);
        }
        if (row < kCellsAcross) {
          upward_[row][column] = bent(corners_[row][column], corners_[row + 1][column], random);
        }
      }
    }
  }

  Outline cell(int row, int column) const {
    Outline outline;
    const auto add = [&](const Outline& line) {
      outline.insert(outline.end(), line.begin(), line.end());
    };
    const auto add_back = [&](const Outline& line) {
      outline.insert(outline.end(), line.rbegin(), line.rend());
    };
    outline.push_back(corners_[row][column]);
    add(along_[row][column]);
    outline.push_back(corners_[row][column + 1]);
    add(upward_[row][column + 1]);
    outline.push_back(corners_[row + 1][column + 1]);
    add_back(along_[row + 1][column]);
    outline.push_back(corners_[row + 1][column]);
    add_back(upward_[row][column]);
    outline.push_back(corners_[row][column]);
    return outline;
  }

  // A round shape well inside a cell, `flat` times as wide as high.
  Outline pool(int row, int column, int flat, Random& random) const {
    // Cosines of 0°, 30° … 330°, in thousandths.
    static constexpr std::array<int, 12> kCosine = {1000,  866,  500,  0, -500, -866,
                                                    -1000, -866, -500, 0, 500,  866};
    const long long width = across_[column + 1] - across_[column];
    const long long height = up_[row + 1] - up_[row];
    const long long most = std::min(width, height) / 2 - 30 * kMetre;
    const Corner centre = {across_[column] + width / 2, up_[row] + height / 2};
    Outline outline;
    for (int i = 0; i < 12; ++i) {
      const long long radius = most * random.between(65, 100) / 100;
      outline.push_back({centre.east_cm + radius * kCosine[i] / 1000,
                         centre.north_cm + radius * kCosine[(i + 9) % 12] / 1000 / flat});
    }
    outline.push_back(outline[0]);
    return outline;
  }

 private:
  static Corner moved(Corner corner, long long most_m, Random& random) {
    corner.east_cm += random.between(-most_m * kMetre, most_m * kMetre);
    corner.north_cm += random.between(-most_m * kMetre, most_m * kMetre);
    return corner;
  }

  // Three corners between two, off the straight line.
  static Outline bent(Corner from, Corner to, Random& random) {
    Outline line;
    for (int i = 1; i <= 3; ++i) {
      line.push_back(moved({from.east_cm + (to.east_cm - from.east_cm) * i / 4,
                            from.north_cm + (to.north_cm - from.north_cm) * i / 4},
                           5, random));
    }
    return line;
  }

  std::vector<long long> across_, up_;
  Corner corners_[kCellsAcross + 1][kCellsAcross + 1];
  Outline along_[kCellsAcross + 1][kCellsAcross + 1], upward_[kCellsAcross + 1][kCellsAcross + 1];
};

// A village without forest cells: the middle one is a wetland everywhere, the south-east one where
// the plan has more of them.
bool is_wetland_cell(int village, int row, int column) {
  if (row == 2 && column == 2) return true;
  return row == 0 && column == kCellsAcross - 1 && village % kVillagesATownship == 1;
}

ForestStand make_stand(Outline outline, Random& random) {
  ForestStand stand;
  stand.outline = std::move(outline);
  stand.area_m2 = (area_m2_of(stand.outline) + 10) / 20 * 20;
  stand.species = kSpecies[static_cast<std::size_t>(random.between(0, kSpecies.size() - 1))];
  stand.planted_in = static_cast<int>(random.between(2012, 2018));
  stand.site_percent = static_cast<int>(random.between(75, 125));
  stand.stems_ha = static_cast<int>(random.between(110, 165)) * 15;  // by the mu, as planted
  stand.crown_percent = static_cast<int>(random.between(25, 75));
  return stand;
}

std::string padded(int number, std::size_t width) {
  std::string text = std::to_string(number);
  while (text.size() < width) text.insert(text.begin(), '0');
  return text;
}

void add_village(int village, Random& random, District& district) {
  const int township = village / kVillagesATownship;
  const std::string township_sign = kTownshipSigns[township];
  const std::string township_name = "示例镇" + township_sign;
  const std::string village_name =
      "示例村" + township_sign + kVillageSigns[village % kVillagesATownship];
  const VillageLand land(
      {kEast + township * kTownshipPitch, kNorth + village % kVillagesATownship * kVillagePitch},
      random);
  int number = 0;
  for (int row = 0; row < kCellsAcross; ++row) {
    for (int column = 0; column < kCellsAcross; ++column) {
      if (is_wetland_cell(village, row, column)) {
        const std::size_t index = district.wetlands.size();
        const WetlandPlan& plan = kWetlands[index];
        Wetland wetland;
        wetland.id = "示例湿地-" + padded(static_cast<int>(index) + 1, 3);
        wetland.township = township_name;
        wetland.village = village_name;
        wetland.type = plan.type;
        wetland.trophic = plan.trophic;
        wetland.changed_in = plan.changed_in;
        wetland.outline = land.pool(row, column, wetland.type == "ditch" ? 6 : 1, random);
        wetland.area_m2 = area_m2_of(wetland.outline);
        district.wetlands.push_back(std::move(wetland));
        continue;
      }
      ForestStand stand = make_stand(land.cell(row, column), random);
      stand.township = township_name;
      stand.village = village_name;
      stand.lin_ban = padded(row < 3 ? 1 : 2, 3);
      stand.xiao_ban = padded(++number, 4);
      district.stands.push_back(std::move(stand));
    }
  }
}

}  // namespace

long long ForestStand::volume_centi_m3_ha(int year) const {
  const long long age = year - planted_in;
  if (age <= 0) return 0;
  return species.growth * age * age * site_percent / (age + species.delay);
}

District make_district() {
  District district;
  Random random(kSeed);
  const int villages = static_cast<int>(kTownshipSigns.size()) * kVillagesATownship;
  for (int village = 0; village < villages; ++village) add_village(village, random, district);
  for (int i = 0; i < kHouseholds; ++i) {
    const int village = i % villages;
    const std::string township_sign = kTownshipSigns[village / kVillagesATownship];
    const std::string village_sign = kVillageSigns[village % kVillagesATownship];
    district.households.push_back(
        {"YS-" + padded(village + 1, 2) + "-" + padded(i / villages + 1, 3),
         "演示户" + township_sign + padded(i + 1, 3), "示例镇" + township_sign,
         "示例村" + township_sign + village_sign});
  }
  return district;
}

}  // namespace linhui::sample
