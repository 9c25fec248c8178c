// Signed packages for exchanges and registries. The same sequence exported again is the same bytes,
// as long as the exporter signs with the same key.
#pragma once

#include "api/app/desk/desk.h"
#include "api/app/desk/keyring.h"
#include "api/app/packages/package.h"
#include "ledger/proof.h"

namespace linhui::api::app {

struct Export {
  std::uint64_t sequence = 0;     // the ledger's number of it, from 1
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
// Nothing leaves by this: record it first, then hand the files out. Where another export has been
// recorded in between the ledger refuses the record, and it is to be prepared anew.
// Errors: format_unknown, project_not_found, key_unknown; the keyring's; build_proof()'s.
Outcome<PreparedExport> prepare_export(const Desk& desk, const Keyring& keys,
                                       const std::string& exporter, const std::string& format,
                                       const std::string& project);
// An earlier export again. Byte for byte the same where `exporter` is who made it and has the same
// key; nobody compares it with the recorded digest. Nothing is recorded. Replays the log up to the
// export's size. Errors: not_found; as prepare_export(); index_beyond_size where the key is younger
// than the export.
Outcome<Export> export_again(const Desk& desk, const Keyring& keys, const std::string& exporter,
                             std::uint64_t sequence);

// What the checked package says. That the records it names are in the log, that their sums are the
// stated ones and that the sender has signed is proved; the rest is the sender's word.
struct VerifiedExport {
  std::string ledger, project, sender;
  std::uint64_t sequence = 0, log_size = 0, records = 0;
  std::int64_t issued_tonnes = 0, retired_tonnes = 0;
  bool demonstration = false;
  ledger::ProofAge age;
};
// Whether a proof file carries a package: looks at its form only.
bool is_export(const Json& document);
// Checks a package or a manifest (with its tables in `folder`) against the log's key; needs no
// ledger. Errors: proof_invalid with what does not fit.
Outcome<VerifiedExport> verify_export(const Json& document, const std::filesystem::path& folder,
                                      const ledger::NamedKey& log_key);

}  // namespace linhui::api::app
