#include "ledger/bodies/body.h"

namespace linhui::ledger {

RowsReference reference_to(const Rows& rows) { return {rows_root(rows), rows.size()}; }

Result<std::optional<RowsReference>> rows_named_by(const Record& record) {
  const auto found = record.body().find("rows");
  if (found == record.body().end()) return std::optional<RowsReference>();
  return std::optional(LINHUI_TRY(from_json<RowsReference>(*found, "body.rows")));
}

}  // namespace linhui::ledger
