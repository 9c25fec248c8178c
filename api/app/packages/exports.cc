#include "api/app/packages/exports.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "ledger/bodies/credit.h"
#include "ledger/bodies/exported.h"
#include "ledger/proof.h"
#include "ledger/replay.h"
#include "ledger/state/exported.h"
#include "ledger/state/party.h"

namespace linhui::api::app {
namespace {

constexpr const char *kJsonFormat = "project-json", *kCsvFormat = "project-csv";

struct Order {
  std::string exporter, format, project;
  std::uint64_t sequence = 0, log_size = 0;
};

Outcome<Export> build(const ledger::LedgerView& view, const Keyring& keys, const Order& order) {
  ledger::Replay replay(view);
  const ledger::View* state = &view.state();
  if (order.log_size != view.size()) {
    LINHUI_API_TRY(replay.to(order.log_size));
    state = &replay.state();
  }
  auto folded = LINHUI_API_TRY(fold_package(view, *state, order.project, order.log_size));
  SignedPackage about{std::move(folded.package), {}};
  Package& package = about.package;
  package.format = order.format;
  package.sender = order.exporter;
  package.sequence = order.sequence;
  Export made;
  made.sequence = order.sequence;
  const bool tables = order.format == kCsvFormat;
  if (tables) made.files = csv_tables(package);
  for (const ExportFile& file : made.files) {
    package.files.push_back({file.name, ledger::sha256(file.bytes)});
  }
  const auto key = LINHUI_API_TRY(keys.load(order.exporter));
  about.signature = {ledger::key_id(key.public_key()), key.sign(signing_text(package))};
  // The sender's own key stands in the log too: its record is proved with the others.
  const auto known = ledger::read<ledger::Key>(view.state(), about.signature.key);
  if (!known) return to_problem({ledger::ErrorCode::key_unknown, order.exporter});
  folded.records.push_back(known->index);
  const auto proof = LINHUI_API_TRY(ledger::build_proof(view, std::move(folded.records), {},
                                                        ledger::to_json(about), order.log_size));
  made.files.push_back({tables ? "manifest.json" : order.project + ".json", proof.dump(1) + "\n"});
  return made;
}

Problem bad_export(const std::string& what) {
  return to_problem({ledger::ErrorCode::proof_invalid, what});
}

// Whether a key that the proven records themselves show to be the sender's has signed.
bool signed_by_sender(const ledger::VerifiedProof& proof, const SignedPackage& about) {
  return std::any_of(proof.records.begin(), proof.records.end(), [&](const auto& proven) {
    const auto brought = ledger::key_in(proven.record);
    return brought && brought->party == about.package.sender &&
           ledger::key_id(brought->key) == about.signature.key &&
           ledger::verify_signature(brought->key, signing_text(about.package), about.signature.sig);
  });
}

// What the proven records issue and retire. The checkpoint's newest record is among them only to
// say its day, where the package does not name it.
Outcome<PackageSums> sums_of(const ledger::VerifiedProof& proof, const Package& package) {
  std::set<std::uint64_t> named;
  for (const auto& issuance : package.issuances) named.insert(issuance.record);
  for (const auto& retirement : package.retirements) named.insert(retirement.record);
  PackageSums sums;
  for (const auto& [index, record] : proof.records) {
    if (index + 1 == proof.checkpoint.size && !named.contains(index)) continue;
    if (record.type() == ledger::CreditIssueBody::kType) {
      const auto body = LINHUI_API_TRY(ledger::body_of<ledger::CreditIssueBody>(record));
      for (const auto& vintage : body.vintages) {
        sums.issued_tonnes += vintage.last - vintage.first + 1;
      }
    } else if (record.type() == ledger::CreditRetireBody::kType) {
      const auto body = LINHUI_API_TRY(ledger::body_of<ledger::CreditRetireBody>(record));
      sums.retired_tonnes += body.serials.credits();
    }
  }
  return sums;
}

bool is_file_signed(const std::filesystem::path& path, const ledger::Hash& sha256) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream bytes;
  bytes << stream.rdbuf();
  return stream && ledger::sha256(bytes.str()) == sha256;
}

}  // namespace

std::vector<std::string> export_formats() { return {kJsonFormat, kCsvFormat}; }

Outcome<PreparedExport> prepare_export(const Desk& desk, const Keyring& keys,
                                       const std::string& exporter, const std::string& format,
                                       const std::string& project) {
  const auto formats = export_formats();
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    return problem_of(Code::format_unknown, format);
  }
  const std::int64_t sequence = ledger::newest_sequence(desk.state()) + 1;
  const std::uint64_t size = desk.view().size();
  PreparedExport result;
  result.made = LINHUI_API_TRY(build(
      desk.view(), keys, {exporter, format, project, static_cast<std::uint64_t>(sequence), size}));
  const std::string number = std::to_string(sequence), records = std::to_string(size);
  result.prepared = desk.prepare(
      exporter,
      ledger::ExportRecordBody{sequence, format, project, static_cast<std::int64_t>(size),
                               ledger::sha256(result.made.files.back().bytes)},
      {"Exports project " + project + " as of " + records + " records: " + format + ", number " +
           number + ".",
       "导出项目 " + project + "（截至 " + records + " 条记录），格式 " + format + "，第 " +
           number + " 号。"});
  return result;
}

Outcome<Export> export_again(const Desk& desk, const Keyring& keys, const std::string& exporter,
                             std::uint64_t sequence) {
  const auto entry = ledger::read<ledger::Exported>(
      desk.state(), ledger::sequence_id(static_cast<std::int64_t>(sequence)));
  if (!entry) {
    return to_problem({ledger::ErrorCode::not_found, "export " + std::to_string(sequence)});
  }
  return build(desk.view(), keys,
               {exporter, entry->format, entry->project, sequence, entry->log_size});
}

bool is_export(const Json& document) {
  static const Json::json_pointer place("/about/export");
  return document.contains(place);
}

Outcome<VerifiedExport> verify_export(const Json& document, const std::filesystem::path& folder,
                                      const ledger::NamedKey& log_key) {
  const auto proof = LINHUI_API_TRY(ledger::verify_proof(document, log_key));
  const auto about = ledger::from_json<SignedPackage>(proof.about, "about");
  if (!about.ok()) return bad_export("the package is malformed");
  const Package& package = about.value().package;
  if (!signed_by_sender(proof, about.value())) {
    return bad_export("the sender's signature does not fit");
  }
  const auto sums = LINHUI_API_TRY(sums_of(proof, package));
  if (package.sums.issued_tonnes != sums.issued_tonnes ||
      package.sums.retired_tonnes != sums.retired_tonnes ||
      package.demonstration != proof.demonstration || package.log_size != proof.checkpoint.size) {
    return bad_export("the sums are not those of the records");
  }
  for (const PackagedFile& file : package.files) {
    if (!is_file_signed(folder / file.name, file.sha256)) {
      return bad_export(file.name + " is missing or is not the file that was signed");
    }
  }
  return VerifiedExport{package.ledger,       package.project.project, package.sender,
                        package.sequence,     package.log_size,        proof.records.size(),
                        sums.issued_tonnes,   sums.retired_tonnes,     proof.demonstration,
                        ledger::age_of(proof)};
}

}  // namespace linhui::api::app
