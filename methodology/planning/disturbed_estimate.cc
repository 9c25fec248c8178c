#include "methodology/planning/disturbed_estimate.h"

#include <algorithm>
#include <map>
#include <utility>

#include "methodology/findings.h"
#include "methodology/methods/shared/burning.h"
#include "methodology/methods/shared/estimate_rows.h"
#include "methodology/planning/disturbance_findings.h"

namespace linhui::methodology {
namespace {

// A stand as it was at the end of one year, with nothing measured besides.
Stand stand_at(const Stand& stand, int year, int from_year, const Decimal& volume,
               std::string name) {
  Stand at = stand;
  at.stand_id = std::move(name);
  at.age = age_in(stand, year, from_year);
  at.volume_m3_ha.reset();
  at.volume_m3_ha_by_year = {{year, volume}};
  return at;
}

struct StockOf {
  TonnesCO2e all, above_ground;
};

class Effects {
 public:
  Effects(const Method& method, const std::vector<Stand>& stands,
          const std::vector<Disturbance>& events, Estimate& estimate, const TableFiles& tables)
      : method_(method), stands_(stands), events_(events), estimate_(estimate), tables_(tables) {}

  std::optional<Findings> add(const std::vector<StockLoss>& losses) {
    for (const StockLoss& stock : losses) effects_.push_back({stock, {}, {}, {}, {}, true});
    mark_counted();
    work_out_losses();
    work_out_fires();
    if (!faults_.empty()) return faults_;
    tell();
    if (!emissions_.empty()) {
      insert_emissions();
      const auto summary = summarise(estimate_);
      if (!summary) return Findings{total_too_large()};
      const auto uncertainty = estimate_.summary.uncertainty_half_width_percent;
      estimate_.summary = *summary;
      estimate_.summary.uncertainty_half_width_percent = uncertainty;
    }
    return std::nullopt;
  }

  std::vector<EventEffect> take() { return std::move(effects_); }

 private:
  const Disturbance& event_of(const EventEffect& effect) const {
    return events_[effect.stock.event];
  }

  // A change is counted from the year after a stand's first row.
  void mark_counted() {
    std::map<std::size_t, int> first_year;
    for (const auto& row : estimate_.rows) first_year.try_emplace(row.stand, row.year);
    for (EventEffect& effect : effects_) {
      const int year = event_of(effect).year;
      const auto first = first_year.find(effect.stock.stand);
      effect.counted =
          first != first_year.end() && year > first->second && year <= estimate_.options.to_year;
    }
  }

  // The method's stock just before and just after each event of a year, in one run a year.
  void work_out_losses() {
    std::map<int, std::vector<std::size_t>> by_year;
    for (std::size_t i = 0; i < effects_.size(); ++i) {
      if (effects_[i].counted) by_year[event_of(effects_[i]).year].push_back(i);
    }
    for (const auto& [year, indexes] : by_year) {
      std::vector<Stand> moments;
      for (const std::size_t i : indexes) {
        const StockLoss& stock = effects_[i].stock;
        const Stand& stand = stands_[stock.stand];
        const int from = estimate_.options.from_year;
        const std::string name = std::to_string(i);
        moments.push_back(stand_at(stand, year, from, stock.volume_before, name + "-before"));
        moments.push_back(stand_at(stand, year, from, stock.volume_after, name + "-after"));
      }
      EstimateOptions options = estimate_.options;
      options.from_year = options.to_year = year;
      options.baseline = options.leakage = TonnesCO2e();
      const auto outcome = method_.estimate(moments, options, tables_);
      if (const auto* found = std::get_if<Findings>(&outcome)) {
        add_faults(*found, indexes);
        continue;
      }
      const auto stocks = stocks_of(std::get<Estimate>(outcome), moments.size());
      for (std::size_t k = 0; k < indexes.size(); ++k) {
        EventEffect& effect = effects_[indexes[k]];
        effect.loss = stocks[2 * k].all - stocks[2 * k + 1].all;
        above_before_[indexes[k]] = stocks[2 * k].above_ground;
        if (event_of(effect).destination == Destination::dead_wood) {
          effect.to_dead_wood = effect.loss;
        }
      }
    }
  }

  static std::vector<StockOf> stocks_of(const Estimate& estimate, std::size_t count) {
    std::vector<StockOf> stocks(count);
    for (const auto& row : estimate.rows) {
      if (!row.stock) continue;
      if (row.pool == Pool::total) stocks[row.stand].all = *row.stock;
      if (row.pool == Pool::above_ground) stocks[row.stand].above_ground = *row.stock;
    }
    return stocks;
  }

  // The method speaks of the moments by number: back to the stand's own name.
  void add_faults(const Findings& found, const std::vector<std::size_t>& indexes) {
    for (Finding fault : found) {
      const auto dash = fault.stand_id.find('-');
      if (dash != std::string::npos) {
        if (fault.stand_id.ends_with("-after")) continue;  // the same as just before
        const std::size_t i = std::stoul(fault.stand_id.substr(0, dash));
        fault.stand_id = stands_[effects_[i].stock.stand].stand_id;
      } else if (!indexes.empty()) {
        fault.stand_id.clear();
      }
      faults_.push_back(std::move(fault));
    }
  }

  void work_out_fires() {
    const bool any = std::any_of(effects_.begin(), effects_.end(), [&](const auto& effect) {
      return effect.counted && event_of(effect).destination == Destination::burnt;
    });
    if (!any || !faults_.empty()) return;
    auto built = BurningFactors::build(tables_, estimate_.options.gwp);
    if (const auto* fault = std::get_if<Finding>(&built)) {
      faults_.push_back(*fault);
      return;
    }
    auto& factors = std::get<BurningFactors>(built);
    for (std::size_t i = 0; i < effects_.size(); ++i) {
      EventEffect& effect = effects_[i];
      if (!effect.counted || event_of(effect).destination != Destination::burnt) continue;
      const Stand& stand = stands_[effect.stock.stand];
      const int year = event_of(effect).year;
      const auto found = factors.of(stand, age_in(stand, year, estimate_.options.from_year));
      if (const auto* fault = std::get_if<Finding>(&found)) {
        faults_.push_back(*fault);
        continue;
      }
      const auto& fire = std::get<FireFactors>(found);
      if (fire.zone_assumed) note_once(fire_zone_assumed(stand.stand_id));
      const Rational burnt = biomass_before(i) * event_of(effect).share_of_stock.rational();
      effect.ch4 = round_half_even(ExactTonnesCO2e{burnt * fire.ch4});
      effect.n2o = round_half_even(ExactTonnesCO2e{burnt * fire.n2o});
      auto& year_emissions = emissions_[{effect.stock.stand, year}];
      year_emissions.first += effect.ch4;
      year_emissions.second += effect.n2o;
    }
    for (auto& use : factors.uses()) add_table(std::move(use));
  }

  // Above-ground dry matter of the stand just before the event, t.
  Rational biomass_before(std::size_t i) {
    const StockLoss& stock = effects_[i].stock;
    const Stand& stand = stands_[stock.stand];
    if (const auto per_ha = method_.above_ground_dry_matter(stand, stock.volume_before, tables_)) {
      return *per_ha * stand.area_ha.rational();
    }
    note_once(fire_biomass_assumed(stand.stand_id));
    // t CO2e · 12/44 / CF, with CF 0.47: AR-TOOL14 v04.2, default of CF_TREE.
    return Rational(above_before_[i].ten_thousandths(), 10000) * Rational(12, 44) /
           Rational(47, 100);
  }

  void tell() {
    for (const EventEffect& effect : effects_) {
      const Disturbance& event = event_of(effect);
      if (!effect.counted) {
        estimate_.notes.push_back(event_outside_period(event.stand_id, event.year));
      } else if (event.destination == Destination::dead_wood) {
        estimate_.notes.push_back(dead_wood_not_counted(event.stand_id, effect.to_dead_wood));
      }
    }
  }

  void note_once(Finding note) {
    const auto same = [&](const Finding& other) {
      return other.code == note.code && other.stand_id == note.stand_id;
    };
    auto& notes = estimate_.notes;
    if (std::none_of(notes.begin(), notes.end(), same)) notes.push_back(std::move(note));
  }

  void add_table(TableUse use) {
    for (TableUse& known : estimate_.tables) {
      if (known.name != use.name) continue;
      for (const auto& [confidence, count] : use.values_by_confidence) {
        known.values_by_confidence[confidence] += count;
      }
      return;
    }
    estimate_.tables.push_back(std::move(use));
    estimate_.parameter_set_sha256 = parameter_set_sha256(estimate_.tables);
  }

  // Before the total row of the stand and year, which takes them up.
  void insert_emissions() {
    std::vector<EstimateRow> rows;
    rows.reserve(estimate_.rows.size() + 2 * emissions_.size());
    std::size_t begin = 0;  // of the stand and year
    for (const EstimateRow& row : estimate_.rows) {
      if (!rows.empty() && (row.stand != rows.back().stand || row.year != rows.back().year)) {
        begin = rows.size();
      }
      const auto found = emissions_.find({row.stand, row.year});
      if (row.pool != Pool::total || found == emissions_.end()) {
        rows.push_back(row);
        continue;
      }
      EstimateRow total = row;
      const std::pair<Pool, TonnesCO2e> gases[] = {{Pool::emissions_ch4, found->second.first},
                                                   {Pool::emissions_n2o, found->second.second}};
      for (const auto& [gas, amount] : gases) {
        const auto place =
            std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.end(),
                         [gas = gas](const auto& each) { return each.pool >= gas; });
        if (place != rows.end() && place->pool == gas) {
          place->change = place->change.value_or(TonnesCO2e()) - amount;
        } else {
          rows.insert(place, {row.stand, row.year, gas, std::nullopt, -amount});
        }
        total.change = total.change.value_or(TonnesCO2e()) - amount;
      }
      rows.push_back(total);
    }
    estimate_.rows = std::move(rows);
  }

  const Method& method_;
  const std::vector<Stand>& stands_;
  const std::vector<Disturbance>& events_;
  Estimate& estimate_;
  const TableFiles& tables_;
  std::vector<EventEffect> effects_;
  std::map<std::size_t, TonnesCO2e> above_before_;  // by effect
  std::map<std::pair<std::size_t, int>, std::pair<TonnesCO2e, TonnesCO2e>> emissions_;
  Findings faults_;
};

// Requires: amount >= 0.
std::int64_t ceil_to_tonnes(TonnesCO2e amount) {
  constexpr std::int64_t kPerTonne = 10000;
  return amount.ten_thousandths() / kPerTonne + (amount.ten_thousandths() % kPerTonne > 0 ? 1 : 0);
}

}  // namespace

std::optional<Decimal> age_in(const Stand& stand, int year, int from_year) {
  if (stand.age) {
    Integer digits = year - from_year;
    for (unsigned i = 0; i < stand.age->scale(); ++i) digits *= 10;
    digits += stand.age->digits();
    return Decimal::parse(digits.str() + "e-" + std::to_string(stand.age->scale()));
  }
  if (stand.planted_in) return Decimal(year - *stand.planted_in);
  return std::nullopt;
}

std::variant<DisturbedEstimate, Findings> add_effects(const Method& method,
                                                      const std::vector<Stand>& stands,
                                                      const std::vector<Disturbance>& events,
                                                      const std::vector<StockLoss>& losses,
                                                      Estimate estimate, const TableFiles& tables) {
  DisturbedEstimate result;
  result.estimate = std::move(estimate);
  Effects effects(method, stands, events, result.estimate, tables);
  if (auto faults = effects.add(losses)) return *faults;
  result.effects = effects.take();
  for (const EventEffect& effect : result.effects) {
    if (effect.counted) result.loss += effect.loss;
  }
  result.reversal_tonnes = ceil_to_tonnes(std::max(result.loss, TonnesCO2e()));
  return result;
}

std::variant<DisturbedEstimate, Findings> estimate_disturbed(const Method& method,
                                                             const std::vector<Stand>& stands,
                                                             const std::vector<Disturbance>& events,
                                                             const EstimateOptions& options,
                                                             const TableFiles& tables) {
  auto disturbed = apply_disturbances(stands, events, options, false);
  auto outcome =
      std::holds_alternative<Findings>(disturbed)
          ? method.estimate(stands, options, tables)
          : method.estimate(std::get<DisturbedStands>(disturbed).stands, options, tables);
  Findings faults;
  for (const Findings* found :
       {std::get_if<Findings>(&disturbed), std::get_if<Findings>(&outcome)}) {
    if (found) faults.insert(faults.end(), found->begin(), found->end());
  }
  if (!faults.empty()) return faults;
  const auto& changed = std::get<DisturbedStands>(disturbed);
  return add_effects(method, changed.stands, events, changed.losses,
                     std::get<Estimate>(std::move(outcome)), tables);
}

}  // namespace linhui::methodology
