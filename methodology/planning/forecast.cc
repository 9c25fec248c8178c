#include "methodology/planning/forecast.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "methodology/methods/ar_cm/ar_cm_tables.h"
#include "methodology/planning/forecast_findings.h"
#include "methodology/planning/growth_curve.h"

namespace linhui::methodology {
namespace {

// Why a stand is held at its measured stock.
struct Reason {
  const char* english;
  const char* chinese;
};
constexpr Reason kNoCurve = {"the region has no growth curve for its species or type of forest",
                             "该地区没有适用于其树种或森林类型的生长曲线"};
constexpr Reason kNoAge = {"its age is not given", "未给出年龄"};
constexpr Reason kNotOnCurve = {"the curve does not cover its age", "生长曲线不含其年龄"};

// Growing stock of one stand after its last inventory.
class StandPath {
 public:
  StandPath(Stand& stand, std::size_t position, int last_measured, const Rational& measured)
      : stand_(stand), position_(position), last_(last_measured), left_(measured) {}

  // `volume(measured, year)`: where a stock of `measured` at the last inventory has come to.
  template <class Volume>
  void walk(int to_year, const std::vector<Disturbance>& events,
            const std::vector<std::size_t>& later, std::vector<StockLoss>& losses, Volume volume) {
    auto event = later.begin();
    for (int year = last_ + 1; year <= to_year; ++year) {
      for (; event != later.end() && events[*event].year == year; ++event) {
        const Decimal before = volume(left_, year);
        left_ *= 1 - events[*event].share_of_stock.rational();
        losses.push_back({*event, position_, before, volume(left_, year)});
      }
      stand_.volume_m3_ha_by_year[year] = volume(left_, year);
    }
  }

 private:
  Stand& stand_;
  std::size_t position_;
  int last_;
  Rational left_;  // of the measured stock
};

class Forecaster {
 public:
  Forecaster(GrowthCurves curves, CurveNames names, const Plan& plan,
             const EstimateOptions& options)
      : curves_(std::move(curves)), names_(std::move(names)), plan_(plan), options_(options) {}

  void extend(DisturbedStands& disturbed, std::vector<StandForecast>& forecasts) {
    std::map<std::string, std::vector<std::size_t>> later;  // events by stand
    for (const std::size_t i : disturbed.later) later[plan_.events[i].stand_id].push_back(i);
    for (std::size_t i = 0; i < disturbed.stands.size(); ++i) {
      Stand& stand = disturbed.stands[i];
      if (stand.kind != StandKind::forest) continue;
      const Measurements measured = measurements_of(stand, options_.from_year);
      if (measured.empty() || measured.back().first >= options_.to_year) continue;
      forecasts[i] = extend(stand, i, measured.back().first, measured.back().second->rational(),
                            later[stand.stand_id], disturbed.losses);
    }
    std::sort(disturbed.losses.begin(), disturbed.losses.end(),
              [](const auto& a, const auto& b) { return a.event < b.event; });
  }

  void finish(Estimate& estimate) {
    for (auto& note : notes_) estimate.notes.push_back(std::move(note));
    for (const auto& [curve, stands] : used_) {
      curves_.use(*curve);
      estimate.notes.push_back(curve_used(curve->name, plan_.curve_region, curve->source,
                                          curves_.confidence(*curve), stands));
    }
    estimate.tables.push_back(curves_.table_use());
    estimate.parameter_set_sha256 = parameter_set_sha256(estimate.tables);
  }

 private:
  StandForecast extend(Stand& stand, std::size_t position, int last, const Rational& measured,
                       const std::vector<std::size_t>& later, std::vector<StockLoss>& losses) {
    const GrowthCurve* curve = curves_.find(names_.of(stand));
    const auto age = age_in(stand, last, options_.from_year);
    StandPath path(stand, position, last, measured);
    const auto held = [&](const Reason& reason) {
      notes_.push_back(forecast_held(stand.stand_id, last, reason.english, reason.chinese));
      path.walk(options_.to_year, plan_.events, later, losses,
                [](const Rational& left, int) { return round_volume(left); });
      return StandForecast{ForecastBy::held, last + 1};
    };
    if (!curve) return held(kNoCurve);
    if (!age) return held(kNoAge);
    if (!covers(*curve, measured, *age, last)) return held(kNotOnCurve);
    const Rational oldest =
        curve->last_age ? Rational(*curve->last_age) : age->rational() + options_.to_year - last;
    if (age->rational() + options_.to_year - last > oldest) {
      notes_.push_back(forecast_beyond_curve(stand.stand_id, *curve->last_age));
    }
    path.walk(options_.to_year, plan_.events, later, losses, [&](const Rational& left, int year) {
      const Rational at = age->rational() + (year - last);
      return *reader_.through(*curve, left, age->rational(), std::min(at, oldest));
    });
    ++used_[curve];
    return {ForecastBy::curve, last + 1};
  }

  // Whether the curve has a figure for each year that is asked for.
  bool covers(const GrowthCurve& curve, const Rational& measured, const Decimal& age, int last) {
    const Rational begin = age.rational();
    if (begin < 0 || (curve.first_age && begin < *curve.first_age) ||
        (curve.last_age && begin > *curve.last_age)) {
      return false;
    }
    for (int year = last; year <= options_.to_year; ++year) {
      if (!reader_.through(curve, measured, begin, begin + (year - last))) return false;
    }
    return true;
  }

  GrowthCurves curves_;
  CurveNames names_;
  const Plan& plan_;
  const EstimateOptions& options_;
  CurveReader reader_;
  std::map<const GrowthCurve*, std::size_t> used_;
  Findings notes_;
};

std::variant<Forecaster, Finding> make_forecaster(const Plan& plan, const EstimateOptions& options,
                                                  const TableFiles& tables) {
  auto curves = GrowthCurves::of_region(tables, plan.curve_region);
  if (const auto* fault = std::get_if<Finding>(&curves)) return *fault;
  auto names = CurveNames::build(tables);
  if (const auto* fault = std::get_if<Finding>(&names)) return *fault;
  return Forecaster(std::get<GrowthCurves>(std::move(curves)),
                    std::get<CurveNames>(std::move(names)), plan, options);
}

}  // namespace

const char* name_of(ForecastBy by) {
  constexpr std::array<const char*, 3> kNames = {"measured", "curve", "held"};
  return kNames[static_cast<std::size_t>(by)];
}

std::variant<CurveNames, Finding> CurveNames::build(const TableFiles& tables) {
  auto species = SpeciesTable::build(kArCmSpecies, tables);
  if (const auto* fault = std::get_if<Finding>(&species)) return *fault;
  auto codes = ParameterTable::find(
      {SpeciesIndex::kCodes, {"code", "group_for_ar_cm_001"}, {}, {"code"}, 0}, tables);
  if (const auto* fault = std::get_if<Finding>(&codes)) return *fault;
  return CurveNames(std::get<SpeciesTable>(std::move(species)),
                    std::get<ParameterTable>(std::move(codes)));
}

// By the first digit of a code of the group: 1 to 3 conifers, 4 and 5 broadleaved.
char CurveNames::type_of(const std::string& group) const {
  if (group == "针叶混") return 'n';
  if (group == "阔叶混") return 'b';
  if (group == "针阔混") return 'm';
  for (std::size_t row = 0; row < codes_.row_count(); ++row) {
    if (codes_.text(row, "group_for_ar_cm_001") != group) continue;
    const char digit = codes_.text(row, "code").front();
    if (digit >= '1' && digit <= '3') return 'n';
    if (digit == '4' || digit == '5') return 'b';
  }
  return 0;
}

std::vector<std::string> CurveNames::of(const Stand& stand) {
  std::vector<std::string> names;
  const StandSpecies& found = species_.of(stand);
  const bool is_mixed = found.shares.size() > 1;
  if (stand.composition.empty()) names.push_back(stand.species);
  std::set<char> types;
  for (const auto& part : found.shares) {
    const std::string& group = species_.rows().text(part.row, "species_zh");
    if (!is_mixed) names.push_back(part.species);
    if (!is_mixed) names.push_back(group);
    types.insert(type_of(group));
  }
  if (types == std::set{'n'}) names.push_back("针叶林");
  if (types == std::set{'b'}) names.push_back("阔叶林");
  if (types == std::set{'m'} || types == std::set{'b', 'n'}) names.push_back("混交林");
  return names;
}

std::variant<PlannedEstimate, Findings> estimate_planned(const Method& method,
                                                         const std::vector<Stand>& stands,
                                                         const Plan& plan,
                                                         const EstimateOptions& options,
                                                         const TableFiles& tables) {
  const bool forecast = !plan.curve_region.empty();
  if (!forecast && plan.events.empty()) {
    auto plain = method.estimate(stands, options, tables);
    if (const auto* found = std::get_if<Findings>(&plain)) return *found;
    PlannedEstimate result;
    result.disturbed.estimate = std::get<Estimate>(std::move(plain));
    result.forecasts.resize(stands.size());
    return result;
  }
  Findings faults;
  const auto keep = [&](const Findings& found) {
    faults.insert(faults.end(), found.begin(), found.end());
  };
  auto applied = apply_disturbances(stands, plan.events, options, forecast);
  if (const auto* found = std::get_if<Findings>(&applied)) keep(*found);
  DisturbedStands disturbed = faults.empty() ? std::get<DisturbedStands>(std::move(applied))
                                             : DisturbedStands{stands, {}, {}};
  PlannedEstimate result;
  result.forecasts.resize(stands.size());
  std::optional<Forecaster> forecaster;
  if (forecast) {
    auto made = make_forecaster(plan, options, tables);
    if (const auto* fault = std::get_if<Finding>(&made)) {
      keep({*fault});
    } else {
      forecaster.emplace(std::get<Forecaster>(std::move(made)));
      forecaster->extend(disturbed, result.forecasts);
    }
  }
  auto outcome = method.estimate(disturbed.stands, options, tables);
  if (const auto* found = std::get_if<Findings>(&outcome)) keep(*found);
  if (!faults.empty()) return faults;
  auto& estimate = std::get<Estimate>(outcome);
  if (forecaster) forecaster->finish(estimate);
  auto effects = add_effects(method, disturbed.stands, plan.events, disturbed.losses,
                             std::move(estimate), tables);
  if (const auto* found = std::get_if<Findings>(&effects)) return *found;
  result.disturbed = std::get<DisturbedEstimate>(std::move(effects));
  return result;
}

}  // namespace linhui::methodology
