// The general route: the method itself, over tables and stands with drawn values in them. Slow,
// exact, and right for every method, linear or not.
#include <atomic>
#include <mutex>
#include <thread>

#include "methodology/monte_carlo/findings_monte_carlo.h"
#include "methodology/monte_carlo/monte_carlo.h"
#include "methodology/parameters/csv.h"

namespace linhui::methodology {
namespace {

std::string csv_text(const std::vector<CsvRow>& rows) {
  std::string text;
  for (const CsvRow& row : rows) {
    const char* separator = "";
    for (const std::string& field : row) {
      text += separator;
      separator = ",";
      text += '"';
      for (const char c : field) {
        if (c == '"') text += '"';
        text += c;
      }
      text += '"';
    }
    text += '\n';
  }
  return text;
}

// The shortest decimal that reads back to the double: the method goes on exactly from it.
Decimal decimal_of(double value) { return Decimal::from_double(value).value_or(Decimal(0)); }

// Tables with the parameters at other values.
class DrawnTables {
 public:
  DrawnTables(const MonteCarloPlan& plan, const TableFiles& tables) : plan_(plan), files_(tables) {
    for (const auto& parameter : plan.parameters) {
      auto [table, is_new] = rows_.try_emplace(parameter.table);
      if (is_new) table->second = std::get<std::vector<CsvRow>>(parse_csv(tables.at(table->first)));
      const CsvRow& header = table->second.front();
      columns_.push_back(static_cast<std::size_t>(
          std::find(header.begin(), header.end(), parameter.column) - header.begin()));
      written_.push_back(table->second[parameter.row + 1][columns_.back()]);
    }
  }

  void set(std::size_t parameter, double value) { put(parameter, decimal_of(value).str()); }
  void reset(std::size_t parameter) { put(parameter, written_[parameter]); }

  const TableFiles& files() {
    for (const auto& [name, rows] : rows_) files_[name] = csv_text(rows);
    return files_;
  }

 private:
  void put(std::size_t parameter, const std::string& text) {
    const UncertainSource& source = plan_.parameters[parameter];
    rows_[source.table][source.row + 1][columns_[parameter]] = text;
  }

  const MonteCarloPlan& plan_;
  TableFiles files_;
  std::map<std::string, std::vector<CsvRow>> rows_;
  std::vector<std::size_t> columns_;
  std::vector<std::string> written_;
};

// One group of draws of every stand's measurements.
class DrawnStands {
 public:
  DrawnStands(const std::vector<Stand>& stands, const MonteCarloPlan& plan)
      : stands_(stands), from_year_(plan.options.from_year) {
    for (const auto& source : plan.measurements) {
      (source.id == kStandArea ? area_ : volume_).emplace(source.distribution);
    }
    seed_ = plan.seed;
  }
  bool has_volume() const { return volume_.has_value(); }
  bool has_area() const { return area_.has_value(); }

  // The stands of draw k, with those measurements drawn.
  std::vector<Stand> at(std::size_t k, bool volume, bool area) const {
    std::vector<Stand> drawn = stands_;
    for (Stand& stand : drawn) {
      if (area && area_) multiply(*area_, area_stream(stand.stand_id), k, stand.area_ha);
      if (!volume || !volume_) continue;
      for (auto& [year, value] : stand.volume_m3_ha_by_year) {
        multiply(*volume_, volume_stream(stand.stand_id, year), k, value);
      }
      if (stand.volume_m3_ha) {
        multiply(*volume_, volume_stream(stand.stand_id, from_year_), k, *stand.volume_m3_ha);
      }
    }
    return drawn;
  }

 private:
  void multiply(const Sampler& sampler, const StreamId& stream, std::size_t k,
                Decimal& value) const {
    double factors[kDrawsAGroup];
    sampler.draw(*usable_draw_kernels().front(), seed_, stream,
                 static_cast<std::uint32_t>(k / kDrawsAGroup), 1, factors);
    value = decimal_of(number_in(value.str()).value_or(0) * factors[k % kDrawsAGroup]);
  }

  const std::vector<Stand>& stands_;
  int from_year_;
  std::uint64_t seed_ = 0;
  std::optional<Sampler> volume_, area_;
};

class EstimateDraws {
 public:
  EstimateDraws(const Method& method, const std::vector<Stand>& stands, const TableFiles& tables,
                const MonteCarloOptions& choices, MonteCarloPart& part)
      : method_(method),
        stands_(stands),
        tables_(tables),
        choices_(choices),
        part_(part),
        drawn_stands_(stands, part.plan),
        values_(draw_parameters(part.plan)) {}

  std::optional<Findings> run() {
    make_room();
    if (stands_.empty()) return std::nullopt;  // a part of a small inventory
    part_.totals.measured[0] = removal(stands_, tables_, 0);
    swing();
    std::vector<std::thread> helpers;
    const auto work = [this] { draw_some(); };
    for (unsigned i = 1; i < choices_.threads; ++i) helpers.emplace_back(work);
    work();
    for (std::thread& helper : helpers) helper.join();
    if (refusal_) return Findings{draw_refused(refused_draw_, *refusal_)};
    return std::nullopt;
  }

 private:
  void make_room() {
    const std::vector<std::int64_t> zeros(choices_.draws);
    part_.totals.all = {zeros};
    part_.totals.measured = {0};
    if (drawn_stands_.has_volume()) part_.totals.volume = {zeros};
    if (drawn_stands_.has_area()) part_.totals.area = {zeros};
    if (!part_.plan.measurements.empty()) part_.parameters_only = zeros;
    part_.swings.assign(part_.plan.parameters.size(), {0, 0});
  }

  std::int64_t removal(const std::vector<Stand>& stands, const TableFiles& tables, std::size_t k) {
    const auto outcome = method_.estimate(stands, part_.plan.options, tables);
    if (const auto* estimate = std::get_if<Estimate>(&outcome)) return removal_of(*estimate);
    const std::lock_guard lock(mutex_);
    if (k < refused_draw_) {
      refusal_ = std::get<Findings>(outcome).front();
      refused_draw_ = k;
    }
    return 0;
  }

  // One parameter at its 5 and 95 % point, everything else as written.
  void swing() {
    DrawnTables tables(part_.plan, tables_);
    for (std::size_t p = 0; p < values_.size(); ++p) {
      for (std::size_t end = 0; end < 2; ++end) {
        tables.set(p, quantile_of(values_[p], end == 0 ? 5 : 95));
        part_.swings[p][end] = removal(stands_, tables.files(), 0);
      }
      tables.reset(p);
    }
  }

  void draw_some() {
    DrawnTables tables(part_.plan, tables_);
    for (std::size_t k = next_++; k < choices_.draws && k < refused_draw_; k = next_++) {
      for (std::size_t p = 0; p < values_.size(); ++p) tables.set(p, values_[p][k]);
      draw(k, values_.empty() ? tables_ : tables.files());
      if (choices_.progress && k % 64 == 0) {
        const std::lock_guard lock(mutex_);
        choices_.progress(k, choices_.draws);
      }
    }
  }

  void draw(std::size_t k, const TableFiles& tables) {
    const bool measured = !part_.plan.measurements.empty();
    StandDrawTotals& totals = part_.totals;
    totals.all[0][k] = removal(measured ? drawn_stands_.at(k, true, true) : stands_, tables, k);
    if (measured) part_.parameters_only[k] = removal(stands_, tables, k);
    if (!totals.volume.empty()) {
      totals.volume[0][k] = removal(drawn_stands_.at(k, true, false), tables_, k);
    }
    if (!totals.area.empty()) {
      totals.area[0][k] = removal(drawn_stands_.at(k, false, true), tables_, k);
    }
  }

  const Method& method_;
  const std::vector<Stand>& stands_;
  const TableFiles& tables_;
  const MonteCarloOptions& choices_;
  MonteCarloPart& part_;
  const DrawnStands drawn_stands_;
  const std::vector<std::vector<double>> values_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::optional<Finding> refusal_;
  std::atomic<std::size_t> refused_draw_{SIZE_MAX};  // the first; draws before it go on
};

}  // namespace

std::optional<Findings> draw_estimates(const Method& method, const std::vector<Stand>& stands,
                                       const TableFiles& tables, const MonteCarloOptions& choices,
                                       MonteCarloPart& part) {
  return EstimateDraws(method, stands, tables, choices, part).run();
}

}  // namespace linhui::methodology
