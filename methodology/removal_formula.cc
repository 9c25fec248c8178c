#include "methodology/removal_formula.h"

#include <cassert>
#include <cmath>

namespace linhui::methodology {

using Kind = FormulaNode::Kind;

Formula operator+(const Formula& x, const Formula& y) {
  if (x.sheet_ == nullptr && y.sheet_ == nullptr) return x.number_ + y.number_;
  if (x.sheet_ == nullptr) return y + x;
  FormulaSheet& sheet = *x.sheet_;
  if (y.sheet_ != nullptr) return sheet.add({Kind::sum, x.node_, y.node_});
  if (y.number_ == 0) return x;
  return sheet.add({Kind::linear, x.node_, 0, 0, 0, 1, y.number_});
}

Formula operator-(const Formula& x, const Formula& y) { return x + y * -1; }

Formula operator*(const Formula& x, const Formula& y) {
  if (x.sheet_ == nullptr && y.sheet_ == nullptr) return x.number_ * y.number_;
  if (x.sheet_ == nullptr) return y * x;
  FormulaSheet& sheet = *x.sheet_;
  if (y.sheet_ != nullptr) return sheet.add({Kind::product, x.node_, y.node_});
  if (y.number_ == 0) return 0;
  if (y.number_ == 1) return x;
  return sheet.add({Kind::linear, x.node_, 0, 0, 0, y.number_, 0});
}

Formula operator/(const Formula& x, const Formula& y) {
  if (x.sheet_ == nullptr && y.sheet_ == nullptr) return x.number_ / y.number_;
  FormulaSheet& sheet = FormulaSheet::of(x, y);
  return sheet.add({Kind::quotient, sheet.node_of(x), sheet.node_of(y)});
}

Formula exp_of(const Formula& x) {
  assert(x.sheet_ != nullptr);
  return x.sheet_->add({Kind::exp, x.node_});
}

Formula log_of(const Formula& x) {
  assert(x.sheet_ != nullptr);
  return x.sheet_->add({Kind::log, x.node_});
}

Formula smaller_of(const Formula& x, const Formula& y) {
  if (x.sheet_ == nullptr && y.sheet_ == nullptr) return std::fmin(x.number_, y.number_);
  FormulaSheet& sheet = FormulaSheet::of(x, y);
  return sheet.add({Kind::smaller, sheet.node_of(x), sheet.node_of(y)});
}

Formula by_limit(const Formula& x, const Formula& limit, const Formula& within,
                 const Formula& beyond) {
  if (x.sheet_ == nullptr && limit.sheet_ == nullptr) {
    return x.number_ <= limit.number_ ? within : beyond;
  }
  FormulaSheet& sheet = FormulaSheet::of(x, limit);
  return sheet.add({Kind::by_limit, sheet.node_of(x), sheet.node_of(limit), sheet.node_of(within),
                    sheet.node_of(beyond)});
}

FormulaSheet& FormulaSheet::of(const Formula& x, const Formula& y) {
  return x.sheet_ != nullptr ? *x.sheet_ : *y.sheet_;
}

std::uint32_t FormulaSheet::node_of(const Formula& term) {
  if (term.sheet_ != nullptr) return term.node_;
  return add({Kind::number, 0, 0, 0, 0, term.number_}).node_;
}

Formula FormulaSheet::add(FormulaNode node) {
  const auto is_of_stand = [](std::uint32_t operand) {
    return (operand & FormulaNode::kOfStand) != 0;
  };
  const bool of_stand = node.kind == Kind::volume ||
                        (node.kind != Kind::cell && (is_of_stand(node.x) || is_of_stand(node.y) ||
                                                     is_of_stand(node.z) || is_of_stand(node.w)));
  if (of_stand) {
    StandFormula& stand = stands_.back();
    of_stands_.push_back(node);
    return {this, FormulaNode::kOfStand | stand.node_count++};
  }
  const auto [found, is_new] =
      shared_of_.try_emplace(node, static_cast<std::uint32_t>(shared_.size()));
  if (is_new) shared_.push_back(node);
  return {this, found->second};
}

void FormulaSheet::begin_stand(std::size_t position) {
  stands_.push_back({position, static_cast<std::uint32_t>(of_stands_.size()), 0,
                     static_cast<std::uint32_t>(volumes_.size()), 0, 0});
}

void FormulaSheet::end_stand(const Formula& removal) { stands_.back().removal = node_of(removal); }

Formula FormulaSheet::cell(const TableCell& cell, const Rational& value) {
  const auto [found, is_new] = cell_of_.try_emplace(cell, cells_.size());
  if (is_new) cells_.push_back({cell, static_cast<double>(value)});
  return add({Kind::cell, found->second});
}

Formula FormulaSheet::volume(int year, const Decimal& m3_per_ha) {
  const double value = static_cast<double>(m3_per_ha.rational());
  if (value == 0) return 0;
  StandFormula& stand = stands_.back();
  for (std::uint32_t k = 0; k < stand.node_count; ++k) {
    const FormulaNode& node = of_stands_[stand.first_node + k];
    if (node.kind != Kind::volume || volumes_[stand.first_volume + node.x].year != year) continue;
    return {this, FormulaNode::kOfStand | k};
  }
  volumes_.push_back({year, value});
  return add({Kind::volume, stand.volume_count++});
}

}  // namespace linhui::methodology
