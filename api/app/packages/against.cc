#include "api/app/packages/against.h"

#include "api/app/copies/backup.h"
#include "api/app/desk/files.h"
#include "api/app/desk/kept_checkpoint.h"
#include "ledger/base/outside_json.h"
#include "ledger/log/origin.h"
#include "ledger/proof.h"

namespace linhui::api::app {

Outcome<std::string> note_shown_by(const std::filesystem::path& given) {
  std::error_code failed;
  const auto file = std::filesystem::is_directory(given, failed) ? given / "checkpoint" : given;
  if (is_backup(file)) return checkpoint_of_backup(file);
  const auto bytes = LINHUI_API_TRY(read_file(file, ledger::kMaxProofBytes));
  if (ledger::parse_checkpoint(bytes.substr(0, bytes.rfind("\n\n") + 1)).ok()) return bytes;
  const auto document = ledger::parse_outside(bytes, ledger::kMaxProofBytes);
  if (document.ok() && document.value().is_object()) {
    const auto note = document.value().find("checkpoint");
    if (note != document.value().end() && note->is_string()) return note->get<std::string>();
  }
  return problem_of(Code::against_unreadable, given.string());
}

Outcome<void> check_against(const ledger::LedgerView& view, const std::string& note,
                            const std::filesystem::path& file) {
  const auto shown = gone_back(view, note, file);
  if (!shown) return {};
  if (shown->code != "kept_checkpoint_unreadable") return *shown;
  return problem_of(Code::log_key_differs, shown->detail);
}

}  // namespace linhui::api::app
