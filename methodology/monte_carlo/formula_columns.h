// Formulas worked out for a block of draws at a time, in columns. Internal to monte_carlo.
#pragma once

#include <cstddef>
#include <vector>

#include "methodology/monte_carlo/draw_loops.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Of each parameter, by draw; room for whole blocks of kBlockDraws.
using ParameterValues = std::vector<std::vector<double>>;

// Of one thread; each has its own, over one sheet.
class FormulaColumns {
 public:
  // `parameter_of`: by cell of the sheet, the position among the parameters; negative: not drawn,
  // the table's own number stands. All outlive this. Takes kBlockDraws doubles a shared step.
  FormulaColumns(const FormulaSheet& sheet, const std::vector<int>& parameter_of,
                 const DrawKernel& kernel)
      : sheet_(sheet),
        parameter_of_(parameter_of),
        kernel_(kernel),
        shared_(sheet.shared().size() * kBlockDraws) {}

  // Works out what all stands share, for draws [begin, begin + kBlockDraws) of the values; null: as
  // the tables have them.
  void set_parameters(const ParameterValues* values, std::size_t begin);

  // The removal of a stand, t CO2e, for growing stocks in m³/ha: a column of kBlockDraws a
  // measurement, one behind the other. The result is such a column, until the next call. Requires:
  // set_parameters().
  const double* removal(const StandFormula& stand, const std::vector<double>& volumes);

 private:
  // The column of a shared step.
  const double* shared(std::uint32_t node) const { return shared_.data() + node * kBlockDraws; }

  const FormulaSheet& sheet_;
  const std::vector<int>& parameter_of_;
  const DrawKernel& kernel_;
  std::vector<double> shared_, own_;
};

}  // namespace linhui::methodology
