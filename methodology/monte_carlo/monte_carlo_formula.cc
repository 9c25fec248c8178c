// The route of formulas: the removal of every stand, worked out for a block of draws at a time.
// Steps that no stand's growing stock enters are worked out once for all stands.
//
// Rounded to whole counts stand by stand, the totals know no order. A drawn number that the method
// would refuse is found by the method itself: over each parameter's least and greatest draw, on a
// stand of each kind. What a method refuses is a matter of one number, so that no draw between
// them can be refused.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "methodology/findings.h"
#include "methodology/monte_carlo/drawn_tables.h"
#include "methodology/monte_carlo/formula_columns.h"
#include "methodology/monte_carlo/monte_carlo.h"
#include "methodology/monte_carlo/monte_carlo_findings.h"
#include "methodology/numbers/basic_math.h"

namespace linhui::methodology {
namespace {

constexpr double kCountsATonne = 10000;

class FormulaDraws {
 public:
  FormulaDraws(const Method& method, const std::vector<Stand>& stands, const FormulaSheet& sheet,
               const TableFiles& tables, const MonteCarloOptions& choices, MonteCarloPart& part)
      : method_(method),
        stands_(stands),
        sheet_(sheet),
        tables_(tables),
        choices_(choices),
        part_(part),
        kernel_(choices.kernel != nullptr ? *choices.kernel : *usable_draw_kernels().front()),
        values_(draw_parameters(part.plan)) {
    for (const auto& source : part.plan.measurements) {
      (source.id == kStandArea ? area_ : volume_).emplace(source.distribution);
    }
    for (const auto& [cell, value] : sheet.cells()) {
      parameter_of_.push_back(parameter_of(part.plan, cell.table, cell.row, cell.column));
    }
    for (const StandFormula& formula : sheet.stands()) {
      const std::string& id = stands[formula.stand].stand_id;
      if (area_) area_streams_.push_back(area_stream(id));
      for (std::uint32_t m = 0; volume_ && m < formula.volume_count; ++m) {
        const int year = sheet.volumes()[formula.first_volume + m].year;
        volume_streams_.push_back(volume_stream(id, year));
      }
    }
  }

  std::optional<Findings> run() {
    if (const auto refusal = find_refusal()) return Findings{*refusal};
    make_room();
    if (stands_.empty()) return std::nullopt;  // a part of a small inventory
    for (auto& column : values_) column.resize(blocks_ * kBlockDraws, column.back());
    measure();
    if (!fits_) return Findings{total_too_large()};
    find_swings();
    std::vector<std::thread> helpers;
    const auto work = [this] { draw_blocks(); };
    for (unsigned i = 1; i < choices_.threads && i < blocks_; ++i) helpers.emplace_back(work);
    work();
    for (std::thread& helper : helpers) helper.join();
    for (auto* column : {&all(), &part_.parameters_only}) trim(*column);
    for (auto* totals : {&part_.totals.volume, &part_.totals.area}) {
      for (auto& column : *totals) trim(column);
    }
    return std::nullopt;
  }

 private:
  // A stand of each kind: those whose formulas rest on other cells or other steps.
  std::vector<Stand> examples() const {
    std::set<std::vector<FormulaNode>> kinds;
    std::vector<Stand> examples;
    for (const StandFormula& formula : sheet_.stands()) {
      std::vector<FormulaNode> kind;
      for (std::uint32_t k = 0; k < formula.node_count; ++k) {
        FormulaNode node = sheet_.of_stands()[formula.first_node + k];
        node.a = node.b = 0;
        kind.push_back(node);
      }
      if (kind.empty()) kind.push_back({FormulaNode::Kind::number, formula.removal});
      if (kinds.insert(std::move(kind)).second) examples.push_back(stands_[formula.stand]);
    }
    return examples;
  }

  // Of the first draw at an end of a parameter's draws that the method refuses.
  std::optional<Finding> find_refusal() const {
    const std::vector<Stand> some = examples();
    if (some.empty()) return std::nullopt;
    DrawnTables drawn(part_.plan, tables_);
    std::optional<Finding> refusal;
    std::size_t refused_draw = SIZE_MAX;
    for (std::size_t p = 0; p < values_.size(); ++p) {
      const auto [least, greatest] = std::minmax_element(values_[p].begin(), values_[p].end());
      for (const auto& end : {least, greatest}) {
        const auto k = static_cast<std::size_t>(end - values_[p].begin());
        auto numbers = drawn.written();
        numbers[p] = digits_of(*end);
        const auto outcome = method_.removals(some, part_.plan.options, drawn.with(numbers));
        if (std::holds_alternative<Findings>(outcome) && k < refused_draw) {
          refused_draw = k;
          refusal = draw_refused(k, std::get<Findings>(outcome).front());
        }
      }
    }
    return refusal;
  }

  std::vector<std::int64_t>& all() { return part_.totals.all[0]; }
  void trim(std::vector<std::int64_t>& column) const {
    if (!column.empty()) column.resize(choices_.draws);
  }

  void make_room() {
    blocks_ = (choices_.draws + kBlockDraws - 1) / kBlockDraws;
    const std::vector<std::int64_t> zeros(stands_.empty() ? choices_.draws : blocks_ * kBlockDraws);
    part_.totals.all = {zeros};
    part_.totals.measured = {0};
    if (volume_) part_.totals.volume = {zeros};
    if (area_) part_.totals.area = {zeros};
    if (!part_.plan.measurements.empty()) part_.parameters_only = zeros;
    part_.swings.assign(part_.plan.parameters.size(), {0, 0});
  }

  void fill_measured(const StandFormula& stand, std::vector<double>& volumes) const {
    volumes.resize(std::max(volumes.size(), stand.volume_count * kBlockDraws));
    for (std::uint32_t m = 0; m < stand.volume_count; ++m) {
      std::fill_n(volumes.data() + m * kBlockDraws, kBlockDraws,
                  sheet_.volumes()[stand.first_volume + m].m3_per_ha);
    }
  }

  void fill_drawn(const StandFormula& stand, std::size_t block,
                  std::vector<double>& volumes) const {
    volumes.resize(std::max(volumes.size(), stand.volume_count * kBlockDraws));
    std::vector<double> factor(kBlockDraws);
    for (std::uint32_t m = 0; m < stand.volume_count; ++m) {
      const MeasuredVolume& measured = sheet_.volumes()[stand.first_volume + m];
      volume_->draw(kernel_, choices_.seed, volume_streams_[stand.first_volume + m],
                    static_cast<std::uint32_t>(block * kBlockGroups), kBlockGroups, factor.data());
      kernel_.set_linear(0, measured.m3_per_ha, factor.data(), kBlockDraws,
                         volumes.data() + m * kBlockDraws);
    }
  }

  // Nothing drawn.
  void measure() {
    FormulaColumns written(sheet_, parameter_of_, kernel_);
    written.set_parameters(nullptr, 0);
    std::vector<double> volumes;
    double magnitude = 0;
    for (const StandFormula& stand : sheet_.stands()) {
      fill_measured(stand, volumes);
      const double counts = kCountsATonne * *written.removal(stand, volumes);
      const std::int64_t rounded = basic::round_half_even(std::clamp(counts, -2e15, 2e15));
      measured_.push_back(static_cast<double>(rounded));
      part_.totals.measured[0] += rounded;
      magnitude += counts < 0 ? -counts : counts;
    }
    fits_ = magnitude * 100 < 9e18;  // drawn factors of up to 100
  }

  // One parameter at its 5 or 95 % point and everything else as written: as draws of their own.
  void find_swings() {
    const std::size_t count = 2 * values_.size();
    const std::size_t room = (count + kBlockDraws - 1) / kBlockDraws * kBlockDraws;
    ParameterValues moved;
    for (std::size_t p = 0; p < values_.size(); ++p) {
      std::vector<double>& column = moved.emplace_back(room, written(p));
      const std::vector<double> draws(
          values_[p].begin(), values_[p].begin() + static_cast<std::ptrdiff_t>(choices_.draws));
      column[2 * p] = quantile_of(draws, 5);
      column[2 * p + 1] = quantile_of(draws, 95);
    }
    std::vector<std::int64_t> totals(room);
    FormulaColumns columns(sheet_, parameter_of_, kernel_);
    std::vector<double> volumes;
    for (std::size_t begin = 0; begin < room; begin += kBlockDraws) {
      columns.set_parameters(&moved, begin);
      for (const StandFormula& stand : sheet_.stands()) {
        fill_measured(stand, volumes);
        kernel_.add_rounded(kCountsATonne, columns.removal(stand, volumes), kBlockDraws,
                            totals.data() + begin);
      }
    }
    for (std::size_t p = 0; p < values_.size(); ++p) {
      part_.swings[p] = {totals[2 * p], totals[2 * p + 1]};
    }
  }

  // As its table has it.
  double written(std::size_t parameter) const {
    for (std::size_t cell = 0; cell < parameter_of_.size(); ++cell) {
      if (parameter_of_[cell] == static_cast<int>(parameter)) return sheet_.cells()[cell].value;
    }
    return 0;  // no formula has it
  }

  void draw_blocks() {
    FormulaColumns drawn(sheet_, parameter_of_, kernel_), written(sheet_, parameter_of_, kernel_);
    written.set_parameters(nullptr, 0);
    for (std::size_t block = next_++; block < blocks_; block = next_++) {
      drawn.set_parameters(&values_, block * kBlockDraws);
      draw_stands_of(block, drawn, written);
      if (!choices_.progress) continue;
      const std::lock_guard lock(telling_);
      choices_.progress(++done_, blocks_);
    }
  }

  void draw_stands_of(std::size_t block, FormulaColumns& drawn, FormulaColumns& written) {
    std::vector<double> measured, volumes, factor(kBlockDraws), product(kBlockDraws);
    const auto add = [&](double share, const double* amounts, std::vector<std::int64_t>& totals) {
      kernel_.add_rounded(share, amounts, kBlockDraws, totals.data() + block * kBlockDraws);
    };
    for (std::size_t i = 0; i < sheet_.stands().size(); ++i) {
      const StandFormula& stand = sheet_.stands()[i];
      fill_measured(stand, measured);
      if (volume_) {
        fill_drawn(stand, block, volumes);
        add(kCountsATonne, written.removal(stand, volumes), part_.totals.volume[0]);
      }
      if (area_ || volume_) {
        add(kCountsATonne, drawn.removal(stand, measured), part_.parameters_only);
      }
      const double* const removal = drawn.removal(stand, volume_ ? volumes : measured);
      if (!area_) {
        add(kCountsATonne, removal, all());
        continue;
      }
      area_->draw(kernel_, choices_.seed, area_streams_[i],
                  static_cast<std::uint32_t>(block * kBlockGroups), kBlockGroups, factor.data());
      add(measured_[i], factor.data(), part_.totals.area[0]);
      kernel_.set_product(removal, factor.data(), kBlockDraws, product.data());
      add(kCountsATonne, product.data(), all());
    }
  }

  const Method& method_;
  const std::vector<Stand>& stands_;
  const FormulaSheet& sheet_;
  const TableFiles& tables_;
  const MonteCarloOptions& choices_;
  MonteCarloPart& part_;
  const DrawKernel& kernel_;
  ParameterValues values_;
  std::optional<Sampler> volume_, area_;
  std::vector<StreamId> volume_streams_, area_streams_;  // by measurement, by formula
  std::vector<int> parameter_of_;                        // by cell; negative: not drawn
  std::vector<double> measured_;                         // counts, by formula
  bool fits_ = true;
  std::size_t blocks_ = 0;
  std::atomic<std::size_t> next_{0};
  std::mutex telling_;
  std::size_t done_ = 0;
};

}  // namespace

std::optional<Findings> draw_formulas(const Method& method, const std::vector<Stand>& stands,
                                      const FormulaSheet& sheet, const TableFiles& tables,
                                      const MonteCarloOptions& choices, MonteCarloPart& part) {
  return FormulaDraws(method, stands, sheet, tables, choices, part).run();
}

}  // namespace linhui::methodology
