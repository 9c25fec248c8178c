#include "methodology/planning/scenario.h"

#include <algorithm>
#include <set>
#include <utility>

#include "methodology/findings.h"
#include "methodology/planning/forecast_findings.h"
#include "methodology/planning/growth_curve.h"

namespace linhui::methodology {
namespace {

// A planted stand is read off the curve until it holds so much, m³/ha; from there it goes on as any
// other stand does from a measured stock.
const Rational kEstablished = 1;

// In order of year; what comes back, once for each time.
std::vector<ScenarioStep> each_time(const std::vector<ScenarioStep>& steps, int to_year) {
  std::vector<ScenarioStep> times;
  for (const ScenarioStep& step : steps) {
    times.push_back(step);
    for (int year = step.year + step.every_years; step.every_years > 0 && year <= to_year;
         year += step.every_years) {
      times.push_back(step);
      times.back().year = year;
    }
  }
  std::stable_sort(times.begin(), times.end(),
                   [](const auto& a, const auto& b) { return a.year < b.year; });
  return times;
}

// One scenario's stands and events.
class Script {
 public:
  Script(const std::vector<Stand>& stands, const EstimateOptions& options, GrowthCurves& curves,
         CurveNames& names)
      : stands_(stands), options_(options), curves_(curves), names_(names) {}

  void add(const ScenarioStep& step) {
    bool found = false;
    const std::size_t count = stands_.size();  // what is planted now is not acted on at once
    for (std::size_t i = 0; i < count; ++i) {
      const bool meant = step.stand_id.empty() || step.stand_id == root_of(i);
      if (!meant || stands_[i].kind != StandKind::forest) continue;
      found = true;
      act(step, i);
    }
    if (!found) faults_.push_back(scenario_stand_unknown(step.stand_id, step.line));
  }

  Findings take_faults() { return std::move(faults_); }
  const std::vector<Stand>& stands() const { return stands_; }
  Plan plan(const std::string& region) {
    std::stable_sort(events_.begin(), events_.end(),
                     [](const auto& a, const auto& b) { return a.year < b.year; });
    return {events_, region};
  }

 private:
  // The stand of the inventory that one stands on.
  std::string root_of(std::size_t i) const {
    const auto root = roots_.find(i);
    return stands_[root == roots_.end() ? i : root->second].stand_id;
  }

  void act(const ScenarioStep& step, std::size_t i) {
    const Measurements measured = measurements_of(stands_[i], options_.from_year);
    if (measured.empty() || cleared_.contains(i)) return;  // the method refuses it; nothing stands
    const int last = measured.back().first;
    if (step.year <= last) {
      // A planted stand that is not established yet holds next to nothing.
      if (roots_.contains(i)) return;
      faults_.push_back(scenario_year_measured(stands_[i].stand_id, step.line, step.year, last));
      return;
    }
    switch (step.action) {
      case ScenarioAction::thin:
        return add_event(step, i, step.year, DisturbanceKind::felling, Destination::removed,
                         step.share);
      case ScenarioAction::fire:
        return add_event(step, i, step.year, DisturbanceKind::fire, Destination::burnt, step.share);
      case ScenarioAction::convert:
        add_event(step, i, step.year, DisturbanceKind::felling, Destination::removed, 1);
        cleared_.insert(i);
        return plant(step, i);
      case ScenarioAction::plant:
        if (*measured.back().second != Decimal(0)) {
          faults_.push_back(scenario_not_bare(stands_[i].stand_id, step.line));
          return;
        }
        cleared_.insert(i);
        return plant(step, i);
    }
  }

  void add_event(const ScenarioStep& step, std::size_t i, int year, DisturbanceKind kind,
                 Destination destination, const Decimal& share) {
    if (year > options_.to_year) return;
    events_.push_back(
        {stands_[i].stand_id, std::to_string(year), year, kind, share, destination, step.line});
  }

  void plant(const ScenarioStep& step, std::size_t i) {
    if (step.year > options_.to_year) return;
    Stand planted = stands_[i];
    planted.stand_id += " (" + step.species + " " + std::to_string(step.year) + ")";
    planted.species = step.species;
    planted.composition.clear();
    planted.age.reset();
    planted.planted_in = step.year;
    planted.origin = "planted";
    planted.volume_m3_ha.reset();
    planted.volume_m3_ha_by_year = {{step.year, Decimal(0)}};
    if (!planted.baseline_volume_m3_ha_by_year.empty()) {  // stays with the stand it is of
      planted.baseline_volume_m3_ha_by_year = {{step.year, Decimal(0)}, {options_.to_year, 0}};
    }
    const GrowthCurve* curve = curves_.find(names_.of(planted));
    if (!curve) {
      faults_.push_back(parameters_missing(
          stands_[i].stand_id,
          "a growth curve for " + step.species + " (line " + std::to_string(step.line) + ")",
          step.species + " 的生长曲线（第 " + std::to_string(step.line) + " 行）"));
      return;
    }
    for (int year = step.year + 1; year <= options_.to_year; ++year) {
      const Decimal volume = reader_.at(*curve, year - step.year).value_or(0);
      planted.volume_m3_ha_by_year[year] = volume;
      if (volume.rational() >= kEstablished) break;
    }
    roots_[stands_.size()] = roots_.contains(i) ? roots_.at(i) : i;
    stands_.push_back(std::move(planted));
  }

  std::vector<Stand> stands_;
  const EstimateOptions& options_;
  GrowthCurves& curves_;
  CurveNames& names_;
  CurveReader reader_;
  std::vector<Disturbance> events_;
  std::map<std::size_t, std::size_t> roots_;  // of planted stands
  std::set<std::size_t> cleared_;
  Findings faults_;
};

std::vector<ScenarioYear> years_of(const PlannedEstimate& planned) {
  std::map<int, ScenarioYear> years;
  for (const auto& row : planned.disturbed.estimate.rows) {
    ScenarioYear& year = years[row.year];
    year.year = row.year;
    const auto& forecast = planned.forecasts[row.stand];
    if (forecast.by != ForecastBy::measured && row.year >= forecast.first_year) {
      year.forecast = true;
    }
    if (row.pool == Pool::total) {
      if (row.stock) year.stock = year.stock.value_or(TonnesCO2e()) + *row.stock;
      if (row.change) year.change = year.change.value_or(TonnesCO2e()) + *row.change;
    } else if (row.pool >= Pool::emissions_ch4 && row.change) {
      year.emissions += -*row.change;
    }
  }
  std::vector<ScenarioYear> list;
  for (auto& [number, year] : years) list.push_back(year);
  return list;
}

}  // namespace

std::variant<std::vector<ScenarioOutcome>, Findings> run_scenarios(
    const Method& method, const std::vector<Stand>& stands, const std::vector<ScenarioStep>& steps,
    const std::string& curve_region, const EstimateOptions& options, const TableFiles& tables) {
  auto curves = GrowthCurves::of_region(tables, curve_region);
  if (const auto* fault = std::get_if<Finding>(&curves)) return Findings{*fault};
  auto names = CurveNames::build(tables);
  if (const auto* fault = std::get_if<Finding>(&names)) return Findings{*fault};
  std::vector<std::string> scenarios = {"as_is"};
  std::map<std::string, std::vector<ScenarioStep>> by_scenario;
  for (const ScenarioStep& step : steps) {
    auto& own = by_scenario[step.scenario];
    if (own.empty()) scenarios.push_back(step.scenario);
    own.push_back(step);
  }
  std::vector<ScenarioOutcome> outcomes;
  Findings faults;
  for (const std::string& scenario : scenarios) {
    Script script(stands, options, std::get<GrowthCurves>(curves), std::get<CurveNames>(names));
    for (const ScenarioStep& step : each_time(by_scenario[scenario], options.to_year)) {
      script.add(step);
    }
    Findings found = script.take_faults();
    faults.insert(faults.end(), found.begin(), found.end());
    if (!found.empty()) continue;
    auto planned =
        estimate_planned(method, script.stands(), script.plan(curve_region), options, tables);
    if (const auto* refused = std::get_if<Findings>(&planned)) {
      faults.insert(faults.end(), refused->begin(), refused->end());
      continue;
    }
    auto& done = std::get<PlannedEstimate>(planned);
    auto years = years_of(done);
    outcomes.push_back({scenario, std::move(done), std::move(years)});
  }
  if (!faults.empty()) return faults;
  return outcomes;
}

}  // namespace linhui::methodology
