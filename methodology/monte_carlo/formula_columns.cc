#include "methodology/monte_carlo/formula_columns.h"

#include <algorithm>

namespace linhui::methodology {
namespace {

using Kind = FormulaNode::Kind;

// One step over a block of draws; x, y, z, w are its operands' columns.
void work_out(const FormulaNode& node, const double* x, const double* y, const double* z,
              const double* w, const DrawKernel& kernel, double* out) {
  const auto copy_x = [&] { std::copy_n(x, kBlockDraws, out); };
  switch (node.kind) {
    case Kind::cell:
    case Kind::volume:
      return;  // not worked out
    case Kind::number:
      std::fill_n(out, kBlockDraws, node.a);
      return;
    case Kind::linear:
      return kernel.set_linear(node.b, node.a, x, kBlockDraws, out);
    case Kind::sum:
      return kernel.set_sum(x, y, kBlockDraws, out);
    case Kind::product:
      return kernel.set_product(x, y, kBlockDraws, out);
    case Kind::quotient:
      for (std::size_t k = 0; k < kBlockDraws; ++k) out[k] = x[k] / y[k];
      return;
    case Kind::exp:
      copy_x();
      return kernel.exponential(0, 1, kBlockDraws, out);
    case Kind::log:
      copy_x();
      return kernel.logarithm(kBlockDraws, out);
    case Kind::smaller:
      for (std::size_t k = 0; k < kBlockDraws; ++k) out[k] = x[k] < y[k] ? x[k] : y[k];
      return;
    case Kind::by_limit:
      return kernel.set_by_limit(x, y, z, w, kBlockDraws, out);
  }
}

}  // namespace

void FormulaColumns::set_parameters(const ParameterValues* values, std::size_t begin) {
  for (std::size_t n = 0; n < sheet_.shared().size(); ++n) {
    const FormulaNode& node = sheet_.shared()[n];
    double* const out = shared_.data() + n * kBlockDraws;
    if (node.kind != Kind::cell) {
      work_out(node, shared(node.x), shared(node.y), shared(node.z), shared(node.w), kernel_, out);
      continue;
    }
    const int parameter = parameter_of_[node.x];
    if (values != nullptr && parameter >= 0) {
      const auto& drawn = (*values)[static_cast<std::size_t>(parameter)];
      std::copy_n(drawn.data() + begin, kBlockDraws, out);
    } else {
      std::fill_n(out, kBlockDraws, sheet_.cells()[node.x].value);
    }
  }
}

const double* FormulaColumns::removal(const StandFormula& stand,
                                      const std::vector<double>& volumes) {
  own_.resize(std::max(own_.size(), stand.node_count * kBlockDraws));
  const FormulaNode* const nodes = sheet_.of_stands().data() + stand.first_node;
  const auto of = [&](std::uint32_t operand) -> const double* {
    if ((operand & FormulaNode::kOfStand) == 0) return shared(operand);
    const std::uint32_t k = operand ^ FormulaNode::kOfStand;
    const bool is_volume = nodes[k].kind == Kind::volume;
    return is_volume ? volumes.data() + nodes[k].x * kBlockDraws : own_.data() + k * kBlockDraws;
  };
  for (std::uint32_t k = 0; k < stand.node_count; ++k) {
    const FormulaNode& node = nodes[k];
    if (node.kind == Kind::volume) continue;
    work_out(node, of(node.x), of(node.y), of(node.z), of(node.w), kernel_,
             own_.data() + k * kBlockDraws);
  }
  return of(stand.removal);
}

}  // namespace linhui::methodology
