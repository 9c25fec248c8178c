// The parameter tables with drawn numbers in them, for a method to read. Internal to monte_carlo:
// the general route writes a table for each draw, the formula route for the ends of the draws only.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "methodology/monte_carlo/monte_carlo.h"

namespace linhui::methodology {

// A number as a table has it, with ten significant digits: a draw has 32 bits, and the method's
// fractions stay short.
std::string digits_of(double value);

// Of one thread; each has its own.
//
// Requires: the method has read `tables`, so that each is CSV and each parameter's cell is there.
class DrawnTables {
 public:
  DrawnTables(const MonteCarloPlan& plan, const TableFiles& tables);

  // As the tables have them, by parameter.
  const std::vector<std::string>& written() const { return written_; }

  // The tables with these numbers, by parameter; until the next call. Requires: as many as the plan
  // has.
  const TableFiles& with(const std::vector<std::string>& numbers);

 private:
  // A table as text, with gaps where parameters are drawn.
  // The text between the gaps is written once; a draw only joins it.
  struct TableWithGaps {
    std::vector<std::pair<std::string, std::size_t>> pieces;  // what comes before a parameter; it
    std::string rest;
  };
  TableWithGaps with_gaps(const MonteCarloPlan& plan, const std::string& name,
                          const std::string& bytes);

  TableFiles files_;
  std::map<std::string, TableWithGaps> gaps_;
  std::vector<std::string> written_;
};

}  // namespace linhui::methodology
