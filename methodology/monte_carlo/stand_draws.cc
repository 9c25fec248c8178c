#include "methodology/monte_carlo/stand_draws.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include "methodology/numbers/basic_math.h"

namespace linhui::methodology {
namespace {

// A block of draws for all stands.
class Block {
 public:
  Block(const StandDraws& model, const DrawOptions& options, std::size_t number,
        StandDrawTotals& totals)
      : model_(model),
        kernel_(*options.kernel),
        seed_(options.seed),
        begin_(number * kBlockDraws),
        first_group_(static_cast<std::uint32_t>(number * kBlockGroups)),
        totals_(totals) {}

  void run() {
    for (const DrawnStand& stand : model_.stands) add(stand);
  }

 private:
  void add(const DrawnStand& stand) {
    draw_volumes(stand);
    if (model_.area) {
      model_.area->draw(kernel_, seed_, stand.area, first_group_, kBlockGroups, factor_.data());
      if (model_.volume) {
        add_shares(stand, increment_, totals_.volume);
        kernel_.set_linear(0, measured(stand), factor_.data(), kBlockDraws, by_area_.data());
        add_shares(stand, by_area_, totals_.area);
      }
      kernel_.multiply(factor_.data(), kBlockDraws, increment_.data());
    }
    add_shares(stand, increment_, totals_.all);
  }

  using Column = std::array<double, kBlockDraws>;

  double measured(const DrawnStand& stand) const {
    double sum = 0;
    for (std::uint32_t m = 0; m < stand.measurement_count; ++m) {
      sum += model_.measurements[stand.first_measurement + m].amount;
    }
    return sum;
  }

  void draw_volumes(const DrawnStand& stand) {
    if (!model_.volume || !stand.draws_volume) {
      increment_.fill(measured(stand));
      return;
    }
    const Distribution& error = model_.volume->distribution();
    const bool is_normal = error.kind == DistributionKind::normal;
    increment_.fill(0);
    for (std::uint32_t m = 0; m < stand.measurement_count; ++m) {
      const DrawnMeasurement& one = model_.measurements[stand.first_measurement + m];
      double constant = 0, slope = one.amount;
      if (is_normal) {  // mean + sd · z in one step with what follows
        kernel_.normals(seed_, one.stream, first_group_, kBlockGroups, factor_.data());
        constant = one.amount * error.mean;
        slope = one.amount * error.sd;
      } else {
        model_.volume->draw(kernel_, seed_, one.stream, first_group_, kBlockGroups, factor_.data());
      }
      kernel_.add_linear(constant, slope, factor_.data(), kBlockDraws, increment_.data());
    }
  }

  void add_shares(const DrawnStand& stand, const Column& amounts, DrawTotals& totals) {
    for (std::uint32_t s = 0; s < stand.share_count; ++s) {
      const DrawnShare& share = model_.shares[stand.first_share + s];
      kernel_.add_rounded(share.share, amounts.data(), kBlockDraws,
                          totals[share.column].data() + begin_);
    }
  }

  const StandDraws& model_;
  const DrawKernel& kernel_;
  std::uint64_t seed_;
  std::size_t begin_;
  std::uint32_t first_group_;
  StandDrawTotals& totals_;
  alignas(64) Column factor_, increment_, by_area_;
};

std::vector<std::int64_t> measured_totals(const StandDraws& model) {
  std::vector<std::int64_t> totals(model.columns);
  for (const DrawnStand& stand : model.stands) {
    double sum = 0;
    for (std::uint32_t m = 0; m < stand.measurement_count; ++m) {
      sum += model.measurements[stand.first_measurement + m].amount;
    }
    for (std::uint32_t s = 0; s < stand.share_count; ++s) {
      const DrawnShare& share = model.shares[stand.first_share + s];
      totals[share.column] += basic::round_half_even(share.share * sum);
    }
  }
  return totals;
}

}  // namespace

StandDrawTotals draw_stands(const StandDraws& model, const DrawOptions& options) {
  DrawOptions chosen = options;
  if (!chosen.kernel) chosen.kernel = usable_draw_kernels().front();
  const std::size_t blocks = (options.draws + kBlockDraws - 1) / kBlockDraws;
  const DrawTotals zeros(model.columns, std::vector<std::int64_t>(blocks * kBlockDraws));
  StandDrawTotals totals;
  totals.measured = measured_totals(model);
  totals.all = zeros;
  const bool both = model.volume && model.area;
  if (both) totals.volume = totals.area = zeros;

  std::atomic<std::size_t> next{0};
  std::mutex telling;
  std::size_t done = 0;
  const auto work = [&] {
    for (std::size_t number = next++; number < blocks; number = next++) {
      Block(model, chosen, number, totals).run();
      if (!options.progress) continue;
      const std::lock_guard lock(telling);
      options.progress(++done, blocks);
    }
  };
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < options.threads && i < blocks; ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  for (DrawTotals* columns : {&totals.all, &totals.volume, &totals.area}) {
    for (auto& column : *columns) column.resize(options.draws);
  }
  return totals;
}

}  // namespace linhui::methodology
