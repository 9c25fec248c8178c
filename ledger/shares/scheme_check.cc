#include "ledger/shares/scheme_check.h"

#include <set>

namespace linhui::ledger {

Result<void> check_scheme_steps(const std::vector<SchemeStep>& steps) {
  std::set<std::string> names;
  bool holders = false, collective = false;
  for (const SchemeStep& step : steps) {
    if (step.basis.empty()) return Error{ErrorCode::scheme_without_basis, step.step};
    const bool twice = !names.insert(step.step).second;
    const bool misplaced = holders || (collective && step.kind != StepKind::holders);
    const bool more_than_all = step.num > step.den;  // 0 of 1 where the kind has no share
    if (twice || misplaced || more_than_all) {
      return Error{ErrorCode::scheme_invalid, step.step};
    }
    collective = collective || step.kind == StepKind::collective;
    holders = step.kind == StepKind::holders;
  }
  if (!holders) return Error{ErrorCode::scheme_invalid, "holders"};
  return {};
}

}  // namespace linhui::ledger
