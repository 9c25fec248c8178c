// Growth curves of growing stock by age, and a stand's way along one through its measured point.
//
//   Richards    V = A * (1 - B * exp(-K * t)) ^ (1 / (1 - m))
//   logistic    V = A / (1 + B * exp(-K * t))
//   Schumacher  V = A * exp(-B / t)
//
// V in m³/ha, t in years. A stand with V_m at age t_m has V_m · f(t) / f(t_m) at age t: the curve
// gives the shape, the measurement the level. Figures are correctly rounded to 0.000001 m³/ha
// (interval.h), so that they are the same everywhere.
//
// Source: growth_curves.csv, the rows whose quantity is growing stock in m3/ha and whose parameters
// are there. The rows that ship come from the north of Hebei: good for trying out, not for planning
// elsewhere. A curve is therefore used only for the region that is asked for by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "methodology/numbers/interval.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// The forms of the head of this file; rows of other forms are no curves here.
enum class CurveForm { richards, logistic, schumacher };

// A row of the table. a in m³/ha; k a year, b in years under Schumacher and a ratio otherwise; m a
// ratio.
struct GrowthCurve {
  std::size_t row = 0;  // of growth_curves.csv
  std::string name;     // species or type
  CurveForm form = CurveForm::richards;
  Rational a, b, k, m;                     // k and m where the form has them
  std::optional<int> first_age, last_age;  // for which it was fitted; empty: not said
  std::string source;
};

// The volume at an age, m³/ha. Empty where the curve has none there: the base of the power is not
// positive, an age of 0 under Schumacher.
std::optional<Enclosure> volume_on(const GrowthCurve& curve, const Rational& age);

// Which curves an estimate rests on is told by use(), not by looking them up.
class GrowthCurves {
 public:
  // File name.
  static const std::string kFile;

  // The curves of one region. Refuses (table_invalid) what ParameterTable refuses, an equation of a
  // known form with a parameter that is no number or out of range, an age range of another form
  // than 5-60, and (parameters_missing) a region that no curve has.
  static std::variant<GrowthCurves, Finding> of_region(const TableFiles& files,
                                                       const std::string& region);
  // The regions that have a curve, in order.
  static std::variant<std::vector<std::string>, Finding> regions(const TableFiles& files);

  // The curve of the first of `names` that has one; nullptr: none. Lives as long as this.
  const GrowthCurve* find(const std::vector<std::string>& names) const;
  // Counts the curve's values as looked up.
  void use(const GrowthCurve& curve);
  TableUse table_use() const { return table_.use(); }
  Confidence confidence(const GrowthCurve& curve) const { return table_.confidence(curve.row); }

 private:
  explicit GrowthCurves(ParameterTable table) : table_(std::move(table)) {}

  ParameterTable table_;
  std::vector<GrowthCurve> curves_;
};

// Volumes along curves, each point of a curve worked out once. Of one thread, and of the curves of
// one GrowthCurves: points are kept by the curve's row.
class CurveReader {
 public:
  // measured · f(age) / f(measured_age), rounded half to even to six decimals. Nothing where the
  // curve has no volume at one of the ages, or lies on a tie that no precision parts.
  std::optional<Decimal> through(const GrowthCurve& curve, const Rational& measured_m3_per_ha,
                                 const Rational& measured_age, const Rational& age);
  // f(age) itself, of a stand that is planted and has no measured point.
  std::optional<Decimal> at(const GrowthCurve& curve, const Rational& age);

 private:
  // The volume at kFirstBits, which decides most roundings.
  const std::optional<Interval>& first_try(const GrowthCurve& curve, const Rational& age);

  std::map<std::pair<std::size_t, Rational>, std::optional<Interval>> known_;  // at kFirstBits
};

}  // namespace linhui::methodology
