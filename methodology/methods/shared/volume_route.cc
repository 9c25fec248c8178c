#include "methodology/methods/shared/volume_route.h"

#include <algorithm>
#include <cassert>

#include "methodology/columns/stock_line.h"
#include "methodology/findings.h"
#include "methodology/stands/composition.h"

namespace linhui::methodology {
namespace {

// Stocks of the pools between two measurements; both are the same one where the stand was measured
// in a single year.
struct Segment {
  int begin_year = 0;
  std::vector<StockLine> lines;
};

Segment segment_between(const Rational& area_ha, const std::vector<LinearPool>& pools,
                        const std::pair<int, const Decimal*>& begin,
                        const std::pair<int, const Decimal*>& end) {
  const Rational begin_m3 = area_ha * begin.second->rational();
  const Rational end_m3 = area_ha * end.second->rational();
  const int years = std::max(1, end.first - begin.first);
  Segment segment{begin.first, {}};
  segment.lines.reserve(pools.size());
  for (const auto& pool : pools) {
    const auto stock = [&](const Rational& m3) {
      return m3 == 0 ? ExactTonnesCO2e{} : pool.per_ha * area_ha + pool.per_m3 * m3;
    };
    segment.lines.emplace_back(stock(begin_m3), stock(end_m3), years);
  }
  return segment;
}

}  // namespace

std::variant<SpeciesTable, Finding> SpeciesTable::build(const TableSchema& schema,
                                                        const TableFiles& files,
                                                        const SpeciesScope& scope) {
  auto table = ParameterTable::find(schema, files);
  if (const auto* fault = std::get_if<Finding>(&table)) return *fault;
  auto index = SpeciesIndex::build(std::get<ParameterTable>(table), files, scope);
  if (const auto* fault = std::get_if<Finding>(&index)) return *fault;
  return SpeciesTable(std::get<ParameterTable>(std::move(table)),
                      std::get<SpeciesIndex>(std::move(index)));
}

const StandSpecies& SpeciesTable::of(const Stand& stand) {
  const bool is_mixed = !stand.composition.empty();
  auto& known = is_mixed ? by_composition_ : by_species_;
  const std::string& name = is_mixed ? stand.composition : stand.species;
  const auto found = known.find(name);
  if (found != known.end()) return found->second;
  StandSpecies species = is_mixed ? mixed(name) : single(name);
  species.number = count();
  return known.emplace(name, std::move(species)).first->second;
}

std::vector<TableUse> SpeciesTable::uses() const {
  std::vector<TableUse> uses = {table_.use()};
  for (auto& use : index_.uses()) uses.push_back(std::move(use));
  return uses;
}

StandSpecies SpeciesTable::single(const std::string& species) {
  StandSpecies found;
  if (species.empty()) {
    found.faults.push_back(species_missing(""));
  } else {
    add(species, "species", Rational(1), found);
  }
  return found;
}

StandSpecies SpeciesTable::mixed(const std::string& composition) {
  StandSpecies found;
  const auto parsed = parse_composition(composition);
  if (const auto* fault = std::get_if<CompositionFault>(&parsed)) {
    found.faults.push_back(composition_malformed("", composition, fault->english, fault->chinese));
    return found;
  }
  for (const auto& part : std::get<std::vector<CompositionPart>>(parsed)) {
    add(part.species, "composition", Rational(part.tenths, 10), found);
  }
  return found;
}

void SpeciesTable::add(const std::string& species, const std::string& field, const Rational& share,
                       StandSpecies& found) {
  const auto outcome = index_.find(species);
  if (const auto* miss = std::get_if<SpeciesMiss>(&outcome)) {
    found.faults.push_back(*miss == SpeciesMiss::unknown ? species_unknown("", field, species)
                                                         : species_not_covered("", field, species));
    return;
  }
  const auto& match = std::get<SpeciesMatch>(outcome);
  if (match.is_fallback()) {
    found.fallbacks.push_back(
        species_fallback("", field, species, table_.text(match.row, "species_zh")));
  }
  found.shares.push_back({species, match.row, match.by, share});
}

void check_species(const Stand& stand, const StandSpecies& species, bool strict, Findings& faults,
                   Findings& notes) {
  const auto append = [&](const Findings& found, Findings& to) {
    for (Finding finding : found) {
      finding.stand_id = stand.stand_id;
      to.push_back(std::move(finding));
    }
  };
  append(species.faults, faults);
  append(species.fallbacks, strict ? faults : notes);
}

Measurements measurements_of(const Stand& stand, int from_year) {
  Measurements measured;
  for (const auto& [year, volume] : stand.volume_m3_ha_by_year)
    measured.emplace_back(year, &volume);
  if (stand.volume_m3_ha && !stand.volume_m3_ha_by_year.contains(from_year)) {
    const auto later = std::find_if(measured.begin(), measured.end(),
                                    [&](const auto& entry) { return entry.first > from_year; });
    measured.insert(later, {from_year, &*stand.volume_m3_ha});
  }
  return measured;
}

Measurements baseline_measurements_of(const Stand& stand) {
  Measurements measured;
  for (const auto& [year, volume] : stand.baseline_volume_m3_ha_by_year) {
    measured.emplace_back(year, &volume);
  }
  return measured;
}

Rational volume_at(const Measurements& measured, int year) {
  const auto end = std::find_if(measured.begin(), measured.end(),
                                [&](const auto& entry) { return entry.first >= year; });
  assert(end != measured.end() && (end->first == year || end != measured.begin()));
  if (end->first == year) return end->second->rational();
  const auto begin = std::prev(end);
  const Rational rise = end->second->rational() - begin->second->rational();
  return begin->second->rational() +
         rise * Rational(year - begin->first, end->first - begin->first);
}

Formula volume_formula(const Measurements& measured, int year, FormulaSheet& sheet) {
  const auto end = std::find_if(measured.begin(), measured.end(),
                                [&](const auto& entry) { return entry.first >= year; });
  assert(end != measured.end() && (end->first == year || end != measured.begin()));
  const Formula at_end = sheet.volume(end->first, *end->second);
  if (end->first == year) return at_end;
  const auto begin = std::prev(end);
  const Rational share(year - begin->first, end->first - begin->first);
  return sheet.volume(begin->first, *begin->second) * Rational(1 - share) + at_end * share;
}

void check_volume(const std::string& stand_id, const std::string& field, const Decimal& volume,
                  Findings& faults) {
  if (volume < Decimal(0)) faults.push_back(volume_negative(stand_id, field, volume));
  if (volume > Decimal(kLargestVolumeM3Ha)) {
    faults.push_back(volume_too_large(stand_id, field, volume));
  }
}

void check_volumes(const Stand& stand, const EstimateOptions& options, Findings& faults,
                   Findings& notes) {
  const std::string& id = stand.stand_id;
  if (stand.volume_m3_ha) check_volume(id, "volume_m3_ha", *stand.volume_m3_ha, faults);
  for (const auto& [year, volume] : stand.volume_m3_ha_by_year) {
    check_volume(id, "volume_m3_ha_" + std::to_string(year), volume, faults);
  }
  const auto at_start = stand.volume_m3_ha_by_year.find(options.from_year);
  if (stand.volume_m3_ha && at_start != stand.volume_m3_ha_by_year.end() &&
      *stand.volume_m3_ha != at_start->second) {
    faults.push_back(volume_conflict(id, options.from_year, *stand.volume_m3_ha, at_start->second));
  }
  const Measurements measured = measurements_of(stand, options.from_year);
  if (measured.empty()) {
    faults.push_back(volume_missing(id));
  } else if (measured.back().first < options.to_year) {
    faults.push_back(no_forecast(id, measured.back().first, options.to_year));
  } else if (measured.front().first > options.from_year) {
    notes.push_back(measured_late(id, measured.front().first, options.from_year));
  }
}

void add_linear_rows(const Stand& stand, std::size_t position, const std::vector<LinearPool>& pools,
                     const EstimateOptions& options, std::vector<EstimateRow>& rows) {
  const Rational area_ha = stand.area_ha.rational();
  const Measurements measured = measurements_of(stand, options.from_year);
  StandRows out(position, rows);
  std::optional<Segment> segment;
  std::size_t next = 0;  // the first measurement at or after the year
  for (int year = std::max(options.from_year, measured.front().first); year <= options.to_year;
       ++year) {
    const std::size_t before = next;
    while (measured[next].first < year) ++next;
    if (!segment || next != before) {
      const auto& begin = measured[next == 0 ? 0 : next - 1];
      segment = segment_between(area_ha, pools, begin, measured[next]);
    }
    out.begin_year(year);
    for (std::size_t i = 0; i < pools.size(); ++i) {
      out.add_stock(pools[i].pool, segment->lines[i].at(year - segment->begin_year));
    }
    out.end_year();
  }
}

}  // namespace linhui::methodology
