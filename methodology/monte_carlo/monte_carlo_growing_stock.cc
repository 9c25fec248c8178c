// The fast route: a stand's removal over the period is the increment of its growing stock, m³,
// times what a m³ of its species holds,
//
//   removal = Σ_species Σ_stands share · A · (V(to) − V(from)) · D · BEF · CF · (1 + R) · 44/12
//
// so the stands are drawn into m³ by species group, and parameters meet them only once a draw.
#include <cassert>

#include "methodology/findings.h"
#include "methodology/methods/volume_route.h"
#include "methodology/monte_carlo/monte_carlo.h"

namespace linhui::methodology {
namespace {

const std::string kSpeciesTable = "species_ar_cm_001.csv";

DrawnFactor factor_of(const MonteCarloPlan& plan, const ParameterTable& table, std::size_t row,
                      const std::string& column) {
  for (std::size_t p = 0; p < plan.parameters.size(); ++p) {
    const UncertainSource& parameter = plan.parameters[p];
    if (parameter.table == kSpeciesTable && parameter.row == row && parameter.column == column) {
      return {static_cast<int>(p), parameter.distribution.mean};
    }
  }
  return {-1, *number_in(table.text(row, column))};
}

// The weight of each measured year in V(to) − V(from), V running linearly between measured years.
void add_weights(const Measurements& measured, int year, double sign,
                 std::vector<double>& weights) {
  std::size_t end = 0;
  while (measured[end].first < year) ++end;
  if (measured[end].first == year) {
    weights[end] += sign;
    return;
  }
  const double span = measured[end].first - measured[end - 1].first;
  const double rest = (measured[end].first - year) / span;
  weights[end - 1] += sign * rest;
  weights[end] += sign * (1 - rest);
}

class Columns {
 public:
  Columns(SpeciesTable& species, MonteCarloPlan& plan) : species_(species), plan_(plan) {
    // In order of the table, over all its rows, so that every part has the same columns.
    const ParameterTable& table = species_.rows();
    for (std::size_t row = 0; row < table.row_count(); ++row) {
      if (!is_used(table.text(row, "species_zh"))) continue;
      column_by_row_[row] = static_cast<std::uint32_t>(plan_.columns.size());
      plan_.columns.push_back(
          {table.text(row, "species_zh"), factor_of(plan_, table, row, "D_t_m3"),
           factor_of(plan_, table, row, "BEF"), factor_of(plan_, table, row, "CF"),
           factor_of(plan_, table, row, "R")});
    }
  }

  std::uint32_t of_row(std::size_t row) const { return column_by_row_.at(row); }

 private:
  // Whether the whole inventory looked the group up.
  bool is_used(const std::string& group) const {
    const std::string id = kSpeciesTable + "/" + group + "/BEF";
    const auto has_id = [&](const auto& entry) { return entry.id == id; };
    return std::any_of(plan_.parameters.begin(), plan_.parameters.end(), has_id) ||
           std::any_of(plan_.fixed.begin(), plan_.fixed.end(), has_id);
  }

  SpeciesTable& species_;
  MonteCarloPlan& plan_;
  std::map<std::size_t, std::uint32_t> column_by_row_;
};

void add_stand(const Stand& stand, const EstimateOptions& options, SpeciesTable& species,
               const Columns& columns, StandDraws& model) {
  DrawnStand drawn;
  if (model.area) drawn.area = area_stream(stand.stand_id);
  const Measurements measured = measurements_of(stand, options.from_year);
  std::vector<double> weights(measured.size());
  add_weights(measured, std::max(options.from_year, measured.front().first), -1, weights);
  add_weights(measured, options.to_year, 1, weights);
  const double counts_per_ha = *number_in(stand.area_ha.str()) * kCountsAM3;
  drawn.first_measurement = static_cast<std::uint32_t>(model.measurements.size());
  for (std::size_t m = 0; m < measured.size(); ++m) {
    const double volume = *number_in(measured[m].second->str());
    if (weights[m] == 0 || volume == 0) continue;
    model.measurements.push_back(
        {model.volume ? volume_stream(stand.stand_id, measured[m].first) : StreamId{},
         counts_per_ha * weights[m] * volume});
  }
  drawn.measurement_count =
      static_cast<std::uint32_t>(model.measurements.size()) - drawn.first_measurement;
  drawn.first_share = static_cast<std::uint32_t>(model.shares.size());
  for (const auto& share : species.of(stand).shares) {
    model.shares.push_back({columns.of_row(share.row), static_cast<double>(share.share)});
  }
  drawn.share_count = static_cast<std::uint32_t>(model.shares.size()) - drawn.first_share;
  model.stands.push_back(drawn);
}

// Room for factors of up to 100 a stand: sums stay inside 64 bits.
bool fits(const StandDraws& model) {
  double sum = 0;
  for (const auto& one : model.measurements) sum += one.amount < 0 ? -one.amount : one.amount;
  return sum * 100 < 9e18;
}

}  // namespace

std::optional<Findings> draw_growing_stock(const std::vector<Stand>& stands,
                                           const TableFiles& tables,
                                           const MonteCarloOptions& choices, MonteCarloPart& part) {
  auto built = SpeciesTable::build({kSpeciesTable,
                                    {"species_zh", "species_latin"},
                                    {"D_t_m3", "BEF", "R", "CF"},
                                    {"species_zh"},
                                    10},
                                   tables);
  // The method has read it before.
  auto& species = std::get<SpeciesTable>(built);
  const Columns columns(species, part.plan);
  StandDraws model;
  model.columns = part.plan.columns.size();
  for (const auto& source : part.plan.measurements) {
    (source.id == kStandArea ? model.area : model.volume).emplace(source.distribution);
  }
  for (const Stand& stand : stands) {
    add_stand(stand, part.plan.options, species, columns, model);
  }
  if (!fits(model)) return Findings{total_too_large()};
  part.totals = draw_stands(
      model, {choices.seed, choices.draws, choices.threads, choices.kernel, choices.progress});
  return std::nullopt;
}

}  // namespace linhui::methodology
