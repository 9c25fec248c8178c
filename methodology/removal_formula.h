// Removals of stands as formulas of table cells and growing stock, which Monte Carlo works out for
// many draws at a time (monte_carlo_formula.cc). For methods whose stocks are no mere products
// (growing_stock_model.h): roots by a logarithm, factors by class, stocks that pass from one level
// to another.
//
//   sheet.begin_stand(position);
//   const Formula density = sheet.cell({table, row, "D_t_m3"}, as_written);
//   const Formula biomass = sheet.volume(2025, m3_per_ha) * density;
//   sheet.end_stand(biomass * area_ha * Rational(44, 12));
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "methodology/numbers/decimal.h"

namespace linhui::methodology {

// A number of a parameter table. Rows count from 0 without the header.
struct TableCell {
  std::string table;
  std::size_t row = 0;
  std::string column;
  friend auto operator<=>(const TableCell&, const TableCell&) = default;
};

class FormulaSheet;

// A number, or what a sheet works out from numbers that may be drawn. Copies are cheap; a formula
// of a sheet is good as long as the sheet, and one of a stand until the sheet's next begin_stand().
//
// Numbers alone are worked out at once, in doubles; nothing is kept of a product with 0, of a sum
// with 0 or of a product with 1. Operands of one operation are of one sheet.
class Formula {
 public:
  Formula(double number) : number_(number) {}
  Formula(int number) : number_(number) {}
  Formula(const Rational& number) : number_(static_cast<double>(number)) {}

  friend Formula operator+(const Formula& x, const Formula& y);
  friend Formula operator-(const Formula& x, const Formula& y);
  friend Formula operator*(const Formula& x, const Formula& y);
  friend Formula operator/(const Formula& x, const Formula& y);
  // e to the power of x, and the natural logarithm; that of what lies below 1e-300 is that of
  // 1e-300. Requires: x is of a sheet, no mere number.
  friend Formula exp_of(const Formula& x);
  friend Formula log_of(const Formula& x);
  // The smaller of two, and one of two by where x lies; which it is may change from draw to draw.
  friend Formula smaller_of(const Formula& x, const Formula& y);
  // `within` where x <= limit, `beyond` otherwise.
  friend Formula by_limit(const Formula& x, const Formula& limit, const Formula& within,
                          const Formula& beyond);

  // Whether it is the number 0, whatever is drawn.
  bool is_zero() const { return sheet_ == nullptr && number_ == 0; }

 private:
  friend class FormulaSheet;
  Formula(FormulaSheet* sheet, std::uint32_t node) : sheet_(sheet), node_(node) {}

  FormulaSheet* sheet_ = nullptr;  // null: a number
  std::uint32_t node_ = 0;
  double number_ = 0;
};

// One step of a formula. Operands x, y, z, w are steps that come before it: of the list that all
// stands share or, with bit 31 set, of the stand's own, which count from its first one.
struct FormulaNode {
  enum class Kind : std::uint8_t {
    number,    // a
    cell,      // cells()[x]
    volume,    // m³/ha of the stand's measurement x
    linear,    // a · x + b
    sum,       // x + y
    product,   // x · y
    quotient,  // x / y
    exp,       // e^x
    log,       // ln x
    smaller,   // of x and y
    by_limit   // x <= y ? z : w
  };
  // Marks an operand of the stand's own list.
  static constexpr std::uint32_t kOfStand = std::uint32_t{1} << 31;

  Kind kind = Kind::number;
  std::uint32_t x = 0, y = 0, z = 0, w = 0;
  double a = 0, b = 0;
  friend auto operator<=>(const FormulaNode&, const FormulaNode&) = default;
};

// What the formula of one stand takes up of a sheet's lists: its own steps and measurements, and
// the step that is its removal.
struct StandFormula {
  std::size_t stand = 0;  // position
  // Its steps in of_stands(), its measurements in volumes().
  std::uint32_t first_node = 0, node_count = 0;
  std::uint32_t first_volume = 0, volume_count = 0;
  std::uint32_t removal = 0;  // node: t CO2e
};

// A growing stock that may be drawn: the error of each year's measurement is its own.
struct MeasuredVolume {
  int year = 0;
  double m3_per_ha = 0;
};

// Formulas of many stands. What does not depend on a stand's growing stock stands there once for
// all of them: equal steps are found again and shared.
//
// Filled by one thread; read by many once it is filled.
class FormulaSheet {
 public:
  // Stands come one after the other: begin_stand(), the stand's formulas, end_stand(). `position`
  // is that in the method's input.
  void begin_stand(std::size_t position);
  // t CO2e over the period, of the stand's whole area; emissions are negative.
  void end_stand(const Formula& removal);

  // A number as the table has it, which a draw may replace. The same cell gives the same formula.
  Formula cell(const TableCell& cell, const Rational& value);
  // A growing stock as measured in that year, which a draw may replace; the number 0 where it is 0,
  // as an error in percent of nothing is nothing. Requires: between begin_stand() and end_stand().
  Formula volume(int year, const Decimal& m3_per_ha);

  // The lists, for what works them out (monte_carlo/formula_columns.h).
  struct Cell {
    TableCell cell;
    double value;
  };
  // Cells in order of first use; FormulaNode::x of a `cell` counts them.
  const std::vector<Cell>& cells() const { return cells_; }
  // Steps that all stands share, and those of the stands one after the other.
  const std::vector<FormulaNode>& shared() const { return shared_; }
  const std::vector<FormulaNode>& of_stands() const { return of_stands_; }
  const std::vector<MeasuredVolume>& volumes() const { return volumes_; }
  // In the order in which stands were added.
  const std::vector<StandFormula>& stands() const { return stands_; }

 private:
  friend class Formula;
  friend Formula operator+(const Formula&, const Formula&);
  friend Formula operator*(const Formula&, const Formula&);
  friend Formula operator/(const Formula&, const Formula&);
  friend Formula exp_of(const Formula&);
  friend Formula log_of(const Formula&);
  friend Formula smaller_of(const Formula&, const Formula&);
  friend Formula by_limit(const Formula&, const Formula&, const Formula&, const Formula&);

  static FormulaSheet& of(const Formula& x, const Formula& y);
  std::uint32_t node_of(const Formula& term);
  Formula add(FormulaNode node);

  std::vector<Cell> cells_;
  std::map<TableCell, std::uint32_t> cell_of_;
  std::vector<FormulaNode> shared_, of_stands_;
  std::map<FormulaNode, std::uint32_t> shared_of_;
  std::vector<MeasuredVolume> volumes_;
  std::vector<StandFormula> stands_;
};

}  // namespace linhui::methodology
