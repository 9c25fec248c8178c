// The general route: the method itself, over tables and growing stock with drawn values in them.
// Exact, and right for every method, linear or not; as slow as so many estimates. No method that
// ships needs it: tests hold the faster routes against it.
//
// The error of an area needs no estimate of its own: every method's figures of a stand are in
// proportion to its area (Removals.AreInProportionToTheArea), so the drawn factor multiplies them.
#include <atomic>
#include <mutex>
#include <thread>

#include "methodology/monte_carlo/drawn_tables.h"
#include "methodology/monte_carlo/monte_carlo.h"
#include "methodology/monte_carlo/monte_carlo_findings.h"
#include "methodology/numbers/basic_math.h"
#include "methodology/parameters/csv.h"

namespace linhui::methodology {
namespace {

using Removals = std::vector<TonnesCO2e>;  // by stand

constexpr std::size_t kAtATime = 8;       // draws of a thread: few enough for many threads
constexpr double kLargestRemoval = 2e15;  // counts; see draw_kernel_body.h

// The errors of one kind of measurement, a group of draws at a time.
class DrawnErrors {
 public:
  DrawnErrors(const Distribution& distribution, std::uint64_t seed)
      : sampler_(distribution), seed_(seed) {}

  void add(const StreamId& stream) { streams_.push_back(stream); }
  // The factor by which draw k of the i-th stream differs from what was measured.
  double at(std::size_t i, std::size_t k) {
    if (factors_.empty() || group_ != k / kDrawsAGroup) draw_group(k / kDrawsAGroup);
    return factors_[i * kDrawsAGroup + k % kDrawsAGroup];
  }

 private:
  void draw_group(std::size_t group) {
    group_ = group;
    factors_.resize(streams_.size() * kDrawsAGroup);
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      sampler_.draw(*usable_draw_kernels().front(), seed_, streams_[i],
                    static_cast<std::uint32_t>(group), 1, factors_.data() + i * kDrawsAGroup);
    }
  }

  Sampler sampler_;
  std::uint64_t seed_;
  std::vector<StreamId> streams_;
  std::size_t group_ = 0;
  std::vector<double> factors_;
};

// What one thread works on: the stands with drawn growing stock, and the errors of their areas.
class DrawnStands {
 public:
  DrawnStands(const std::vector<Stand>& stands, const MonteCarloPlan& plan) : stands_(stands) {
    for (const auto& source : plan.measurements) {
      (source.id == kStandArea ? area_ : volume_).emplace(source.distribution, plan.seed);
    }
    for (Stand& stand : stands_) {
      if (area_) area_->add(area_stream(stand.stand_id));
      if (!volume_) continue;
      for (auto& [year, value] : stand.volume_m3_ha_by_year) add_volume(stand, year, value);
      if (stand.volume_m3_ha) add_volume(stand, plan.options.from_year, *stand.volume_m3_ha);
    }
  }
  bool has_volume() const { return volume_.has_value(); }
  bool has_area() const { return area_.has_value(); }

  // The stands with the growing stock of draw k; until the next call. Requires: has_volume().
  const std::vector<Stand>& at(std::size_t k) {
    for (std::size_t i = 0; i < volumes_.size(); ++i) {
      const auto& [value, measured] = volumes_[i];
      *value = *Decimal::parse(digits_of(measured * volume_->at(i, k)));
    }
    return stands_;
  }

  // Σ removals, with the error of the areas in draw k, each rounded.
  std::int64_t sum(const Removals& removals, std::size_t k) {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < removals.size(); ++i) {
      const std::int64_t count = removals[i].ten_thousandths();
      total += area_
                   ? basic::round_half_even(std::clamp(static_cast<double>(count) * area_->at(i, k),
                                                       -kLargestRemoval, kLargestRemoval))
                   : count;
    }
    return total;
  }

 private:
  void add_volume(const Stand& stand, int year, Decimal& value) {
    volume_->add(volume_stream(stand.stand_id, year));
    volumes_.emplace_back(&value, number_in(value.str()).value_or(0));
  }

  std::vector<Stand> stands_;
  std::optional<DrawnErrors> volume_, area_;
  std::vector<std::pair<Decimal*, double>> volumes_;  // in stands_, and as measured
};

std::int64_t sum_of(const Removals& removals) {
  std::int64_t total = 0;
  for (const TonnesCO2e removal : removals) total += removal.ten_thousandths();
  return total;
}

class EstimateDraws {
 public:
  EstimateDraws(const Method& method, const std::vector<Stand>& stands, const TableFiles& tables,
                const MonteCarloOptions& choices, MonteCarloPart& part)
      : method_(method),
        stands_(stands),
        tables_(tables),
        choices_(choices),
        part_(part),
        values_(draw_parameters(part.plan)) {}

  std::optional<Findings> run() {
    make_room();
    if (stands_.empty()) return std::nullopt;  // a part of a small inventory
    measured_ = removals(stands_, tables_, 0);
    part_.totals.measured[0] = sum_of(measured_);
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
    for (const auto& source : part_.plan.measurements) {
      (source.id == kStandArea ? part_.totals.area : part_.totals.volume) = {zeros};
    }
    if (!part_.plan.measurements.empty()) part_.parameters_only = zeros;
    part_.swings.assign(part_.plan.parameters.size(), {0, 0});
  }

  // Swings and draws, a few at a time, until none is left.
  void draw_some() {
    DrawnTables tables(part_.plan, tables_);
    DrawnStands stands(stands_, part_.plan);
    const std::size_t swings = 2 * values_.size(), count = swings + choices_.draws;
    for (std::size_t begin = next_.fetch_add(kAtATime); begin < count;
         begin = next_.fetch_add(kAtATime)) {
      const std::size_t end = std::min(count, begin + kAtATime);
      for (std::size_t number = begin; number < end; ++number) {
        if (number < swings) {
          swing(number / 2, number % 2, tables);
        } else if (number - swings < refused_draw_) {
          draw(number - swings, tables, stands);
        }
      }
      if (!choices_.progress) continue;
      const std::lock_guard lock(mutex_);
      choices_.progress(done_ += end - begin, count);
    }
  }

  // What the method says; zeros where it refuses, which is noted for the first draw.
  Removals removals(const std::vector<Stand>& stands, const TableFiles& tables, std::size_t k) {
    auto outcome = method_.removals(stands, part_.plan.options, tables);
    if (auto* found = std::get_if<Removals>(&outcome)) return std::move(*found);
    const std::lock_guard lock(mutex_);
    if (k < refused_draw_) {
      refusal_ = std::get<Findings>(outcome).front();
      refused_draw_ = k;
    }
    return Removals(stands.size());
  }

  // One parameter at its 5 or 95 % point, everything else as written.
  void swing(std::size_t parameter, std::size_t end, DrawnTables& tables) {
    auto numbers = tables.written();
    numbers[parameter] = digits_of(quantile_of(values_[parameter], end == 0 ? 5 : 95));
    part_.swings[parameter][end] = sum_of(removals(stands_, tables.with(numbers), 0));
  }

  void draw(std::size_t k, DrawnTables& tables, DrawnStands& stands) {
    std::vector<std::string> numbers;
    for (const auto& column : values_) numbers.push_back(digits_of(column[k]));
    const TableFiles& drawn_tables = tables.with(numbers);
    const Removals by_parameters = values_.empty() ? measured_ : removals(stands_, drawn_tables, k);
    Removals by_volume, by_both = by_parameters;
    if (stands.has_volume()) {
      const std::vector<Stand>& drawn = stands.at(k);
      by_volume = removals(drawn, tables_, k);
      by_both = values_.empty() ? by_volume : removals(drawn, drawn_tables, k);
    }
    StandDrawTotals& totals = part_.totals;
    totals.all[0][k] = stands.sum(by_both, k);
    if (!part_.parameters_only.empty()) part_.parameters_only[k] = sum_of(by_parameters);
    if (stands.has_volume()) totals.volume[0][k] = sum_of(by_volume);
    if (stands.has_area()) totals.area[0][k] = stands.sum(measured_, k);
  }

  const Method& method_;
  const std::vector<Stand>& stands_;
  const TableFiles& tables_;
  const MonteCarloOptions& choices_;
  MonteCarloPart& part_;
  const std::vector<std::vector<double>> values_;  // of the parameters, by draw
  Removals measured_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::size_t done_ = 0;
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
