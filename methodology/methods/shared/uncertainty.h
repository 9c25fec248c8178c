// Deduction for sampling uncertainty, by the classes of half-width that methods publish.
//
// U is the half-width of the 90 % two-sided interval over the mean, in percent. A class holds
// u_min < U <= u_max.
//
//   AR-TOOL14               U up to 10, 15, 20, 30, more: 0, 25, 50, 75, 100 % of the half-width
//   AR-CM-001-V01, -003     U up to 10, 20, 30: 0, 6, 11 % of the change; more: more plots
//
// as the table that ships has them.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "methodology/method.h"
#include "methodology/numbers/quantity.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// The classes of one table for several methods. Looking up counts, so each run has its own.
class UncertaintyDiscount {
 public:
  static const std::string kTable;  // file name

  // Refuses what ParameterTable refuses.
  static std::variant<UncertaintyDiscount, Finding> build(const TableFiles& files);

  // AR-TOOL14 v04.2, Appendix 2, Table 1: the share of the half-width to subtract from a project's
  // mean, or to add to a baseline's. Same unit as `half_width`.
  // Requires: mean > 0, half_width >= 0.
  std::optional<Rational> of_half_width(const Rational& mean, const Rational& half_width);

  // AR-CM-001-V01 and AR-CM-003-V01: a share of the stock change, subtracted from a gain as well
  // as from a loss. Nothing above 30 %: there more plots are needed. Requires: U >= 0.
  std::optional<Rational> of_change(const Rational& change, const Rational& half_width_percent);

  TableUse use() const { return table_.use(); }

 private:
  explicit UncertaintyDiscount(ParameterTable table) : table_(std::move(table)) {}
  // The class's percentage; nothing where U lies in none, or the class asks for more plots.
  std::optional<Rational> percent(const std::string& method, const Rational& half_width_percent);

  ParameterTable table_;
};

}  // namespace linhui::methodology
