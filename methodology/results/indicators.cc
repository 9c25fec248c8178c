#include "methodology/results/indicators.h"

#include <algorithm>

#include "methodology/findings.h"
#include "methodology/numbers/decimal.h"
#include "methodology/results/indicators_findings.h"

namespace linhui::methodology {
namespace {

constexpr unsigned kSumDecimals = 4;

const Decimal& least_crown_density() {
  static const Decimal kLeast = *Decimal::parse("0.20");
  return kLeast;
}

// digits / 10^scale, as text and back: the one way to a Decimal.
Decimal decimal_of(const Integer& digits, unsigned scale) {
  std::string text = Integer(abs(digits)).str();
  if (text.size() <= scale) text.insert(0, scale + 1 - text.size(), '0');
  if (scale > 0) text.insert(text.size() - scale, ".");
  return *Decimal::parse((digits < 0 ? "-" : "") + text);
}

// numerator / denominator, rounded half to even. Requires: numerator >= 0, denominator > 0, and a
// result of less than 40 digits.
Decimal rounded(const Integer& numerator, const Integer& denominator, unsigned decimals) {
  const Integer scaled = numerator * power_of_ten(decimals);
  Integer quotient = scaled / denominator;
  const Integer twice = (scaled - quotient * denominator) * 2;
  if (twice > denominator || (twice == denominator && quotient % 2 != 0)) ++quotient;
  return decimal_of(quotient, decimals);
}

// Σ a · b of decimals, exact until it is asked for.
class AreaSum {
 public:
  void add(const Decimal& a, const Decimal& b = Decimal(1)) {
    const Integer product = a.digits() * b.digits();
    const unsigned scale = a.scale() + b.scale();
    if (scale > scale_) {
      digits_ *= power_of_ten(scale - scale_);
      scale_ = scale;
    }
    digits_ += product * power_of_ten(scale_ - scale);
  }
  Decimal decimal() const { return rounded(digits_, power_of_ten(scale_), kSumDecimals); }

 private:
  Integer digits_ = 0;
  unsigned scale_ = 0;
};

// part / whole. Requires: 0 <= part <= whole, whole > 0.
Decimal share(const Decimal& part, const Decimal& whole, int times, unsigned decimals) {
  return rounded(part.digits() * power_of_ten(whole.scale()) * times,
                 whole.digits() * power_of_ten(part.scale()), decimals);
}

// The newest measured stock up to `year`; the undated one where there is none by year.
struct Measured {
  Decimal volume_m3_ha;
  std::optional<int> year;
};
std::optional<Measured> measured(const Stand& stand, const std::optional<int>& year) {
  const auto& by_year = stand.volume_m3_ha_by_year;
  const auto after = year ? by_year.upper_bound(*year) : by_year.end();
  if (after != by_year.begin()) {
    const auto newest = std::prev(after);
    return Measured{newest->second, newest->first};
  }
  if (stand.volume_m3_ha) return Measured{*stand.volume_m3_ha, std::nullopt};
  return std::nullopt;
}

void check_district(const Decimal& forest_area, const IndicatorOptions& options, Findings& faults) {
  const auto invalid = [&](const char* field, const Decimal& area, const char* english,
                           const char* chinese) {
    faults.push_back(indicator_area_invalid(field, area, english, chinese));
  };
  if (options.district_area_ha) {
    const Decimal& area = *options.district_area_ha;
    if (area <= Decimal(0)) {
      invalid("district_area_ha", area, "a district has an area above zero", "区域面积应大于零");
    } else if (area < forest_area) {
      invalid("district_area_ha", area, "its forest is larger than the district",
              "森林面积大于区域面积");
    }
  }
  if (options.burnt_area_ha) {
    const Decimal& area = *options.burnt_area_ha;
    if (area < Decimal(0)) {
      invalid("burnt_area_ha", area, "it is negative", "不应为负");
    } else if (area > forest_area) {
      invalid("burnt_area_ha", area, "more has burnt than there is forest", "受害面积大于森林面积");
    }
  }
}

void check(const std::vector<Stand>& stands, Findings& faults) {
  if (stands.empty()) faults.push_back(no_stands());
  for (const Stand& stand : stands) {
    if (stand.kind != StandKind::forest) continue;
    if (stand.area_ha <= Decimal(0)) {
      faults.push_back(area_not_positive(stand.stand_id, stand.area_ha));
    } else if (stand.area_ha > Decimal(kLargestAreaHa)) {
      faults.push_back(area_too_large(stand.stand_id, stand.area_ha));
    }
    const auto& density = stand.crown_density;
    if (density && (*density < Decimal(0) || *density > Decimal(1))) {
      faults.push_back(crown_density_invalid(stand.stand_id, *density));
    }
    const auto check_volume = [&](const std::string& field, const Decimal& volume) {
      if (volume < Decimal(0)) {
        faults.push_back(volume_negative(stand.stand_id, field, volume));
      } else if (volume > Decimal(kLargestVolumeM3Ha)) {
        faults.push_back(volume_too_large(stand.stand_id, field, volume));
      }
    };
    for (const auto& [year, volume] : stand.volume_m3_ha_by_year) {
      check_volume("volume_m3_ha_" + std::to_string(year), volume);
    }
    if (stand.volume_m3_ha) check_volume("volume_m3_ha", *stand.volume_m3_ha);
  }
}

}  // namespace

std::variant<Indicators, Findings> district_indicators(const std::vector<Stand>& stands,
                                                       const IndicatorOptions& options) {
  Findings faults;
  check(stands, faults);
  if (!faults.empty()) return faults;
  Indicators result;
  result.year = options.year;
  if (!result.year) {
    for (const Stand& stand : stands) {
      if (stand.kind != StandKind::forest || stand.volume_m3_ha_by_year.empty()) continue;
      const int newest = stand.volume_m3_ha_by_year.rbegin()->first;
      result.year = std::max(result.year.value_or(newest), newest);
    }
  }
  AreaSum area, stock;
  std::size_t no_density = 0, no_stock = 0, older = 0;
  for (const Stand& stand : stands) {
    if (stand.kind != StandKind::forest) continue;
    if (stand.crown_density && *stand.crown_density < least_crown_density()) continue;
    if (!stand.crown_density) ++no_density;
    ++result.forest_stands;
    area.add(stand.area_ha);
    const auto found = measured(stand, result.year);
    if (!found) {
      ++no_stock;
      continue;
    }
    if (found->year && found->year < result.year) ++older;
    stock.add(stand.area_ha, found->volume_m3_ha);
  }
  result.forest_area_ha = area.decimal();
  result.growing_stock_m3 = stock.decimal();
  check_district(result.forest_area_ha, options, faults);
  if (!faults.empty()) return faults;
  if (options.district_area_ha) {
    result.forest_cover_percent = share(result.forest_area_ha, *options.district_area_ha, 100, 2);
  }
  if (options.burnt_area_ha && result.forest_area_ha > Decimal(0)) {
    result.fire_damage_permille = share(*options.burnt_area_ha, result.forest_area_ha, 1000, 3);
  }
  if (no_density > 0) result.notes.push_back(crown_density_missing(no_density));
  if (no_stock > 0) result.notes.push_back(stock_missing(no_stock));
  if (older > 0) result.notes.push_back(stock_older(older, *result.year));
  return result;
}

}  // namespace linhui::methodology
