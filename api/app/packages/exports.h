// Signed packages for exchanges and registries. The same sequence exported again is the same bytes.
#pragma once

#include "api/app/desk/workspace.h"

namespace linhui::api::app {

// One file of an export.
struct ExportFile {
  std::string name, bytes;
};
struct Export {
  std::uint64_t sequence = 0;
  std::vector<ExportFile> files;  // json: the package; csv: the tables and manifest.json
};

// The formats: "project-json" (one signed JSON package) and "project-csv" (UTF-8 with BOM, one
// table a file, and a signed manifest).
std::vector<std::string> export_formats();

// Makes the next export of a project and records it (export.record), signed by `exporter`.
Outcome<Export> export_project(Workspace& workspace, const std::string& exporter,
                               const std::string& format, const std::string& project);
// Makes an earlier export again; byte for byte the same.
Outcome<Export> export_again(Workspace& workspace, const std::string& exporter,
                             std::uint64_t sequence);

// Checks a package or a manifest (with its tables in `folder`) against the log's key.
struct VerifiedExport {
  std::string ledger, project, sender;
  std::uint64_t sequence = 0, log_size = 0, records = 0;
  std::int64_t issued_tonnes = 0, retired_tonnes = 0;
  bool demonstration = false;
};
bool is_export(const Json& document);
Outcome<VerifiedExport> verify_export(const Json& document, const std::filesystem::path& folder,
                                      const ledger::NamedKey& log_key);

}  // namespace linhui::api::app
