// Rule of what left for exchanges and registries.
#include "ledger/rules/rule.h"
#include "ledger/state/exported.h"
#include "ledger/state/project.h"

namespace linhui::ledger {

// Exports are numbered without a gap, so that a receiver sees that one is missing.
Result<void> rule_export_record(RuleContext& c, const ExportRecordBody& body) {
  if (body.log_size > static_cast<std::int64_t>(c.index)) {
    return Error{ErrorCode::record_malformed, "body.log_size"};
  }
  LINHUI_TRY(need<Project>(c.state, body.project));
  if (body.sequence != newest_sequence(c.state) + 1) {
    return Error{ErrorCode::record_malformed, "body.sequence"};
  }
  write(c.state,
        Exported{body.format, body.project, static_cast<std::uint64_t>(body.log_size), body.sha256,
                 c.index},
        sequence_id(body.sequence));
  return {};
}

}  // namespace linhui::ledger
