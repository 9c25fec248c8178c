// Global warming potentials over 100 years, t CO2e per t of gas (gwp.csv).
#pragma once

#include <string>
#include <variant>

#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// Of one assessment report (AR4, AR5, AR6) as the methods take them: AR5 without climate-carbon
// feedback; methane of AR6 from biomass, not fossil.
class WarmingPotentials {
 public:
  static const std::string kTable;  // file name

  // Refuses what ParameterTable refuses, and a report that the table does not have.
  static std::variant<WarmingPotentials, Finding> build(const TableFiles& files,
                                                        const std::string& report);

  const Rational& ch4() const { return ch4_; }
  const Rational& n2o() const { return n2o_; }
  TableUse use() const { return table_.use(); }

 private:
  explicit WarmingPotentials(ParameterTable table) : table_(std::move(table)) {}
  std::optional<Rational> find(const std::string& report, const std::string& gas);

  ParameterTable table_;
  Rational ch4_, n2o_;
};

}  // namespace linhui::methodology
