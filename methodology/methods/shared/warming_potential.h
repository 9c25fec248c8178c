// Global warming potentials over 100 years, t CO2e per t of gas (gwp.csv).
#pragma once

#include <string>
#include <variant>

#include "methodology/parameters/parameter_table.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Of one assessment report (AR4, AR5, AR6) as the methods take them: AR5 without climate-carbon
// feedback; methane of AR6 from biomass, not fossil.
class WarmingPotentials {
 public:
  static const std::string kTable;  // file name

  // Refuses what ParameterTable refuses, and a report that the table does not have.
  static std::variant<WarmingPotentials, Finding> build(const TableFiles& files,
                                                        const std::string& report);

  const Rational& ch4() const { return ch4_.value; }
  const Rational& n2o() const { return n2o_.value; }
  const TableCell& ch4_cell() const { return ch4_.cell; }
  const TableCell& n2o_cell() const { return n2o_.cell; }
  TableUse use() const { return table_.use(); }

 private:
  explicit WarmingPotentials(ParameterTable table) : table_(std::move(table)) {}
  struct Potential {
    Rational value;
    TableCell cell;
  };
  std::optional<Potential> find(const std::string& report, const std::string& gas);

  ParameterTable table_;
  Potential ch4_, n2o_;
};

}  // namespace linhui::methodology
