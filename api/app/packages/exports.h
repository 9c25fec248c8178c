// Signed packages for exchanges and registries. The same sequence exported again is the same bytes.
#pragma once

#include "api/app/desk/desk.h"
#include "api/app/desk/keyring.h"
#include "api/app/packages/package.h"

namespace linhui::api::app {

struct Export {
  std::uint64_t sequence = 0;
  std::vector<ExportFile> files;  // json: the package; csv: the tables and manifest.json
};

// The formats: "project-json" (one signed JSON package) and "project-csv" (UTF-8 with BOM, one
// table a file, and a signed manifest).
std::vector<std::string> export_formats();

struct PreparedExport {
  Prepared prepared;  // export.record
  Export made;        // to leave once it is recorded
};
// The next export of a project. The package is signed with the exporter's key from `keys`.
// Errors: format_unknown, project_not_found, key_unknown; the keyring's.
Outcome<PreparedExport> prepare_export(const Desk& desk, const Keyring& keys,
                                       const std::string& exporter, const std::string& format,
                                       const std::string& project);
// An earlier export again; byte for byte the same. Nothing is recorded.
// Errors: not_found; as prepare_export().
Outcome<Export> export_again(const Desk& desk, const Keyring& keys, const std::string& exporter,
                             std::uint64_t sequence);

// Checks a package or a manifest (with its tables in `folder`) against the log's key.
struct VerifiedExport {
  std::string ledger, project, sender;
  std::uint64_t sequence = 0, log_size = 0, records = 0;
  std::int64_t issued_tonnes = 0, retired_tonnes = 0;
  bool demonstration = false;
};
bool is_export(const Json& document);
// Errors: proof_invalid with what does not fit.
Outcome<VerifiedExport> verify_export(const Json& document, const std::filesystem::path& folder,
                                      const ledger::NamedKey& log_key);

}  // namespace linhui::api::app
