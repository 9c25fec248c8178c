// Deduction for sampling uncertainty, by the classes of half-width that methods publish.
//
// U is the half-width of the 90 % two-sided interval over the mean, in percent. A class holds
// u_min < U <= u_max.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "methodology/method.h"
#include "methodology/numbers/quantity.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

class UncertaintyDiscount {
 public:
  static const std::string kTable;  // file name

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
  std::optional<Rational> percent(const std::string& method, const Rational& half_width_percent);

  ParameterTable table_;
};

}  // namespace linhui::methodology
