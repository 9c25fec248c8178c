#include "methodology/sampling/plot_carbon.h"

#include <map>
#include <set>

#include "methodology/sampling/sampling_findings.h"

namespace linhui::methodology {
namespace {

const Decimal kLargestPlotM2(1'000'000);

class PlotSum {
 public:
  PlotSum(Allometry& allometry, const std::string& region)
      : allometry_(allometry), region_(region) {}

  void add_plots(const std::vector<MeasuredPlot>& plots) {
    for (const auto& plot : plots) {
      if (!weights_.emplace(plot.plot_id, Weight{}).second) {
        faults_.push_back(plot_duplicate(plot.plot_id));
      }
      if (!(plot.area_m2 > Decimal(0)) || plot.area_m2 > kLargestPlotM2) {
        faults_.push_back(sample_value_invalid(plot.plot_id, "area_m2", plot.area_m2.str(),
                                               "a plot's area lies above 0 and up to 1,000,000 m2",
                                               "样地面积应大于 0 且不超过 1,000,000 m²"));
      }
    }
  }

  void add(const TalliedTree& tree) {
    const auto plot = weights_.find(tree.plot_id);
    if (plot == weights_.end()) {
      if (lost_.insert(tree.plot_id).second) faults_.push_back(tree_without_plot(tree.plot_id));
      return;
    }
    plot->second.has_trees = true;
    const EquationSet* set = set_of(tree);
    if (!set) return;
    const auto biomass = allometry_.biomass(*set, tree, notes_);
    if (const auto* fault = std::get_if<Finding>(&biomass)) {
      faults_.push_back(*fault);
      return;
    }
    const auto& own = std::get<TreeBiomass>(biomass);
    const auto count = static_cast<long long>(tree.count);
    plot->second.above_ground += Integer(own.above_ground) * count;
    plot->second.below_ground += Integer(own.below_ground.value_or(0)) * count;
    with_roots_ = with_roots_ && own.below_ground.has_value();
  }

  std::variant<PlotCarbon, Findings> finish(const std::vector<MeasuredPlot>& plots,
                                            const Rational& carbon_fraction) {
    if (!faults_.empty()) return faults_;
    PlotCarbon result;
    result.with_roots = with_roots_;
    for (const auto& plot : plots) {
      const Weight& weight = weights_.at(plot.plot_id);
      Integer count = weight.above_ground;
      if (with_roots_) count += weight.below_ground;
      if (!weight.has_trees) notes_.push_back(plot_without_trees(plot.plot_id));
      const Rational tonnes(count, Integer(10000) * 1000);  // t d.m. in the plot
      const Rational per_ha = tonnes * 10000 / plot.area_m2.rational();
      result.plots.push_back(
          {plot.plot_id, plot.stratum, per_ha * carbon_fraction * Rational(44, 12)});
    }
    result.notes = std::move(notes_);
    result.table = allometry_.use();
    return result;
  }

 private:
  struct Weight {
    Integer above_ground = 0, below_ground = 0;  // 0.0001 kg
    bool has_trees = false;
  };

  const EquationSet* set_of(const TalliedTree& tree) {
    const auto known = sets_.find(tree.species);
    if (known != sets_.end()) return known->second;
    const auto found = allometry_.find(tree.species, region_);
    const auto* set = std::get_if<const EquationSet*>(&found);
    if (!set) {
      Finding fault = std::get<Finding>(found);
      fault.stand_id = tree.plot_id;
      faults_.push_back(std::move(fault));
      return sets_[tree.species] = nullptr;
    }
    if (!(*set)->dbh_max_cm) {
      notes_.push_back(equation_range_unknown(tree.species, (*set)->region));
    }
    if (!(*set)->root) notes_.push_back(roots_unknown(tree.species, (*set)->region));
    return sets_[tree.species] = *set;
  }

  Allometry& allometry_;
  const std::string& region_;
  std::map<std::string, Weight> weights_;
  std::map<std::string, const EquationSet*> sets_;
  std::set<std::string> lost_;
  bool with_roots_ = true;
  Findings faults_, notes_;
};

}  // namespace

std::variant<PlotCarbon, Findings> plot_carbon(const std::vector<MeasuredPlot>& plots,
                                               const std::vector<TalliedTree>& trees,
                                               const std::string& region,
                                               const Rational& carbon_fraction,
                                               const TableFiles& tables) {
  auto built = Allometry::build(tables);
  if (const auto* fault = std::get_if<Finding>(&built)) return Findings{*fault};
  PlotSum sum(std::get<Allometry>(built), region);
  sum.add_plots(plots);
  for (const auto& tree : trees) sum.add(tree);
  return sum.finish(plots, carbon_fraction);
}

}  // namespace linhui::methodology
