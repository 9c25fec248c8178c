// Global warming potentials over 100 years, t CO2e per t of gas (gwp.csv).
//
// Source: IPCC AR4, AR5 and AR6, as the table cites them row by row. Which of a report's several
// values a method takes is settled here, for all methods.
//
//   AR4   CH4 25     N2O 298
//   AR5   CH4 28     N2O 265    without climate-carbon feedback
//   AR6   CH4 27.0   N2O 273    methane not fossil
//
// as the table that ships has them.
#pragma once

#include <string>
#include <variant>

#include "methodology/parameters/parameter_table.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Of one assessment report (AR4, AR5, AR6) as the methods take them: AR5 without climate-carbon
// feedback; methane of AR6 from biomass, not fossil. Both gases count as looked up from the start.
class WarmingPotentials {
 public:
  static const std::string kTable;  // file name

  // Refuses what ParameterTable refuses, and a report that the table does not have.
  static std::variant<WarmingPotentials, Finding> build(const TableFiles& files,
                                                        const std::string& report);

  const Rational& ch4() const { return ch4_.value; }
  const Rational& n2o() const { return n2o_.value; }
  // Where the two stand, for draws.
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
