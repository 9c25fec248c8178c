#include "methodology/ar_cm_001.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "methodology/composition.h"
#include "methodology/estimate_rows.h"
#include "methodology/findings.h"
#include "methodology/parameter_table.h"
#include "methodology/species.h"
#include "methodology/stand_check.h"
#include "methodology/stock_line.h"
#include "methodology/tree_biomass.h"

namespace linhui::methodology {
namespace {

const std::string kSpeciesTable = "species_ar_cm_001.csv";

// No density, expansion factor or ratio comes near; keeps every figure far inside int64.
const TableSchema kSpeciesSchema = {kSpeciesTable,
                                    {"species_zh", "species_latin"},
                                    {"D_t_m3", "BEF", "R", "CF"},
                                    {"species_zh"},
                                    10};

// What one m³ of growing stock holds, and what was found when the species was looked up.
struct StandFactors {
  ExactTonnesCO2e above_ground_per_m3, below_ground_per_m3;
  Findings faults, fallbacks;  // without stand_id
};

// Species or composition → factors, each worked out once.
class FactorCache {
 public:
  FactorCache(ParameterTable& table, SpeciesIndex& index) : table_(table), index_(index) {}

  const StandFactors& of(const Stand& stand) {
    const bool mixed = !stand.composition.empty();
    auto& known = mixed ? by_composition_ : by_species_;
    const std::string& name = mixed ? stand.composition : stand.species;
    const auto found = known.find(name);
    if (found != known.end()) return found->second;
    return known.emplace(name, mixed ? mixed_factors(name) : single_factors(name)).first->second;
  }

 private:
  StandFactors single_factors(const std::string& species) {
    StandFactors factors;
    if (species.empty()) {
      factors.faults.push_back(species_missing(""));
    } else {
      add_species(species, "species", Rational(1), factors);
    }
    return factors;
  }

  StandFactors mixed_factors(const std::string& composition) {
    StandFactors factors;
    const auto parsed = parse_composition(composition);
    if (const auto* fault = std::get_if<CompositionFault>(&parsed)) {
      factors.faults.push_back(
          composition_malformed("", composition, fault->english, fault->chinese));
      return factors;
    }
    for (const auto& part : std::get<std::vector<CompositionPart>>(parsed)) {
      add_species(part.species, "composition", Rational(part.tenths, 10), factors);
    }
    return factors;
  }

  void add_species(const std::string& species, const std::string& field, const Rational& share,
                   StandFactors& factors) {
    const auto found = index_.find(species);
    if (const auto* miss = std::get_if<SpeciesMiss>(&found)) {
      factors.faults.push_back(*miss == SpeciesMiss::unknown
                                   ? species_unknown("", field, species)
                                   : species_not_covered("", field, species));
      return;
    }
    const auto& match = std::get<SpeciesMatch>(found);
    if (match.is_fallback()) {
      factors.fallbacks.push_back(
          species_fallback("", field, species, table_.text(match.row, "species_zh")));
    }
    const TreeFactors tree = tree_factors(match.row);
    const CubicMetres one_m3{1};
    factors.above_ground_per_m3 =
        factors.above_ground_per_m3 + to_co2e(above_ground_biomass(one_m3, tree), tree) * share;
    factors.below_ground_per_m3 =
        factors.below_ground_per_m3 + to_co2e(below_ground_biomass(one_m3, tree), tree) * share;
  }

  TreeFactors tree_factors(std::size_t row) {
    // parse() has seen to it that each is a number.
    const auto value = [&](const char* column) { return table_.look_up(row, column)->rational(); };
    return {value("D_t_m3"), value("BEF"), value("R"), value("CF")};
  }

  ParameterTable& table_;
  SpeciesIndex& index_;
  std::unordered_map<std::string, StandFactors> by_species_, by_composition_;
};

// Year → growing stock, m³/ha, in order; year_by_year figures and the one at the start together.
using Measurements = std::vector<std::pair<int, const Decimal*>>;

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

void check_species(const Stand& stand, const StandFactors& factors, bool strict, Findings& faults,
                   Findings& notes) {
  const auto append = [&](const Findings& found, Findings& to) {
    for (Finding finding : found) {
      finding.stand_id = stand.stand_id;
      to.push_back(std::move(finding));
    }
  };
  append(factors.faults, faults);
  append(factors.fallbacks, strict ? faults : notes);
}

// Stocks of the pools between two measurements; both are the same one where the stand was measured
// in a single year.
struct Segment {
  int begin_year = 0;
  StockLine above_ground, below_ground;
};

Segment segment_between(const Hectares& area, const StandFactors& factors,
                        const std::pair<int, const Decimal*>& begin,
                        const std::pair<int, const Decimal*>& end) {
  const Rational begin_m3 = growing_stock(area, *begin.second).value;
  const Rational end_m3 = growing_stock(area, *end.second).value;
  const int years = std::max(1, end.first - begin.first);
  return {begin.first,
          {factors.above_ground_per_m3 * begin_m3, factors.above_ground_per_m3 * end_m3, years},
          {factors.below_ground_per_m3 * begin_m3, factors.below_ground_per_m3 * end_m3, years}};
}

// Requires: the stand passed the checks, so that a measurement stands at or after `to_year`.
void add_rows(const Stand& stand, std::size_t position, const StandFactors& factors,
              const EstimateOptions& options, std::vector<EstimateRow>& rows) {
  const Hectares area{stand.area_ha.rational()};
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
      segment = segment_between(area, factors, begin, measured[next]);
    }
    out.begin_year(year);
    out.add_stock(Pool::above_ground, segment->above_ground.at(year - segment->begin_year));
    out.add_stock(Pool::below_ground, segment->below_ground.at(year - segment->begin_year));
    out.end_year();
  }
}

MethodDeclaration declare() {
  MethodDeclaration d;
  d.id = "AR-CM-001-V01";
  d.version = "V01";
  d.title = {"Afforestation carbon sink projects", "碳汇造林项目方法学"};
  d.applies_to = {
      "Planted trees on land that had not been forest, not wetland and not organic soil. Published "
      "in 2013; CCER-14-001-V01 took its place in 2023 for new projects.",
      "在无林地上营造的乔木林，不含湿地和有机土。2013 年发布，新项目自 2023 年起改用 "
      "CCER-14-001-V01。"};
  d.deduction = {
      "By the half-width of the 90 % interval of the sampled stock change; without sampling data "
      "nothing is deducted and the uncertainty counts as not assessed.",
      "按抽样估计的 90 % 置信区间半宽扣减；无抽样数据时不扣减，并注明未评估不确定性。"};
  d.crediting = true;
  d.pools = {Pool::above_ground, Pool::below_ground};
  d.inputs = {"stand_id",    "area_ha",      "species",
              "composition", "volume_m3_ha", "volume_m3_ha_by_year"};
  d.equations = {
      {"above_ground = A * V * D * BEF * CF * 44/12 (AR-CM-001-V01, biomass expansion factor "
       "method; recalled)",
       "地上 = A·V·D·BEF·CF·44/12（AR-CM-001-V01 生物量扩展因子法，凭记忆）"},
      {"below_ground = A * V * D * BEF * R * CF * 44/12 (AR-CM-001-V01, biomass expansion factor "
       "method; recalled)",
       "地下 = A·V·D·BEF·R·CF·44/12（AR-CM-001-V01 生物量扩展因子法，凭记忆）"},
      {"V runs linearly by calendar year from one measured year to the next (change = (C2 - C1) / "
       "(t2 - t1), AR-CM-001-V01; recalled)",
       "两次调查之间 V 按公历年线性变化（变化量 = (C2-C1)/(t2-t1)，AR-CM-001-V01，凭记忆）"}};
  d.refuses = {
      {"wetlands", "湿地"},
      {"bamboo: it grows by culms, not by volume", "竹林：按株数而非蓄积计"},
      {"years after the last measurement: no growth curve is known",
       "最后一次调查之后的年份：无生长曲线"},
      {"with --strict, a species without parameters of its own", "--strict 时，无专用参数的树种"}};
  d.tables = {kSpeciesTable, SpeciesIndex::kCodes, SpeciesIndex::kAliases};
  return d;
}

class ArCm001 final : public Method {
 public:
  const MethodDeclaration& declaration() const override { return declaration_; }

  EstimateOutcome estimate(const std::vector<Stand>& stands, const EstimateOptions& options,
                           const TableFiles& tables) const override {
    auto species = ParameterTable::find(kSpeciesSchema, tables);
    if (const auto* fault = std::get_if<Finding>(&species)) return Findings{*fault};
    auto& table = std::get<ParameterTable>(species);
    auto index = SpeciesIndex::build(table, tables);
    if (const auto* fault = std::get_if<Finding>(&index)) return Findings{*fault};
    FactorCache factors(table, std::get<SpeciesIndex>(index));

    Findings faults;
    Estimate estimate;
    check_options(options, faults);
    check_stands(stands, StandKind::forest, declaration_.id, faults);
    for (const auto& stand : stands) {
      if (stand.kind != StandKind::forest) continue;
      check_species(stand, factors.of(stand), options.strict, faults, estimate.notes);
      check_volumes(stand, options, faults, estimate.notes);
    }
    if (!faults.empty()) return faults;

    const std::size_t years = static_cast<std::size_t>(options.to_year - options.from_year) + 1;
    estimate.rows.reserve(std::min<std::size_t>(stands.size() * years * 3, 1 << 26));
    for (std::size_t i = 0; i < stands.size(); ++i) {
      add_rows(stands[i], i, factors.of(stands[i]), options, estimate.rows);
    }
    std::vector<TableUse> uses = {table.use()};
    for (auto& use : std::get<SpeciesIndex>(index).uses()) uses.push_back(std::move(use));
    estimate.options = options;
    return finish_estimate(std::move(estimate), declaration_, std::move(uses));
  }

 private:
  MethodDeclaration declaration_ = declare();
};

}  // namespace

std::unique_ptr<Method> make_ar_cm_001() { return std::make_unique<ArCm001>(); }

}  // namespace linhui::methodology
