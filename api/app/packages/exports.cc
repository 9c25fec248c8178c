#include "api/app/packages/exports.h"

#include <fstream>
#include <sstream>

#include "api/app/cases/stand_rows.h"
#include "ledger/proof.h"
#include "ledger/replay.h"
#include "ledger/rules/report_rows.h"
#include "ledger/state/blocks.h"

namespace linhui::api::app {
namespace {

using ledger::get_state;
using ledger::key_of;

constexpr const char* kSchema = "linhui export v1";

std::string signing_text(const Json& content) {
  return std::string(kSchema) + "\n" + ledger::canonical(content);
}

bool names_project(const Json& serials, const std::string& project) {
  return serials.is_object() && serials.value("project", "") == project;
}

// Whether a record belongs in the package of a project. Rights, shares and stands do not: no
// farmer's data leaves in a trade export.
bool concerns(const ledger::View& state, const Json& record, const std::string& project) {
  const std::string type = record.at("type");
  const Json& body = record.at("body");
  if (type.starts_with("project.") || type == "report.file") return body.at("project") == project;
  if (type == "report.verify" || type == "report.reject" || type == "credit.issue") {
    const auto report = get_state(state, key_of("report", body.at("report").get<std::string>()));
    return report && report->at("project") == project;
  }
  if (type == "credit.offer" || type == "credit.retire" || type == "credit.cancel") {
    return names_project(body.at("serials"), project);
  }
  if (type == "credit.accept" || type == "credit.decline" || type == "credit.withdraw") {
    const auto offer = get_state(state, key_of("offer", body.at("offer").get<std::string>()));
    return offer && names_project(offer->at("serials"), project);
  }
  if (type == "sale.match" || type == "sale.settle" || type == "sale.cancel") {
    const auto sale = get_state(state, key_of("sale", body.at("sale").get<std::string>()));
    return sale && sale->at("project") == project;
  }
  return false;
}

// What a package holds, folded from the log up to a size: exact and repeatable.
struct Contents {
  std::vector<std::uint64_t> records;
  Json issuances = Json::array(), blocks = Json::array(), retirements = Json::array();
  std::int64_t issued = 0, retired = 0;
};

void add_issuance(const ledger::Record& record, std::uint64_t index, const std::string& project,
                  const std::string& ledger_id, Contents& contents) {
  for (const Json& vintage : record.body().at("vintages")) {
    const ledger::SerialBlock block{project, vintage.at("vintage").get<int>(),
                                    vintage.at("first").get<std::int64_t>(),
                                    vintage.at("last").get<std::int64_t>()};
    contents.issued += block.credits();
    contents.issuances.push_back({{"record", index},
                                  {"report", record.body().at("report")},
                                  {"time", record.time()},
                                  {"vintage", block.vintage},
                                  {"serials", ledger::to_string(block, ledger_id)},
                                  {"tonnes", block.credits()},
                                  {"buffer_tonnes", vintage.at("buffer")}});
  }
}

void add_retirement(const ledger::Record& record, std::uint64_t index, const std::string& ledger_id,
                    Contents& contents) {
  ledger::Result<void> status;
  const auto block = ledger::read_serials(record.body().at("serials"), "serials", status);
  contents.retired += block.credits();
  contents.retirements.push_back({{"record", index},
                                  {"time", record.time()},
                                  {"by", record.by()},
                                  {"serials", ledger::to_string(block, ledger_id)},
                                  {"tonnes", block.credits()},
                                  {"beneficiary", record.body().at("beneficiary")},
                                  {"purpose", record.body().at("purpose")}});
}

Outcome<Contents> fold(const ledger::LedgerView& view, const ledger::View& state,
                       const std::string& project, std::uint64_t size) {
  const std::string id = view.id();
  Contents contents;
  LINHUI_API_TRY(view.scan_records(0, [&](std::uint64_t index, const ledger::Record& record) {
    if (index >= size) return false;
    if (!concerns(state, record.value, project)) return true;
    contents.records.push_back(index);
    if (record.type() == "credit.issue") add_issuance(record, index, project, id, contents);
    if (record.type() == "credit.retire") add_retirement(record, index, id, contents);
    return true;
  }));
  ledger::scan_blocks(state, key_of("block", project) + "/", [&](const ledger::HeldBlock& block) {
    contents.blocks.push_back({{"serials", ledger::to_string(block.serials, id)},
                               {"vintage", block.serials.vintage},
                               {"tonnes", block.serials.credits()},
                               {"owner", block.owner},
                               {"state", ledger::name_of(block.state)},
                               {"report", block.report}});
    return true;
  });
  return contents;
}

std::string csv_cell(const Json& value) {
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// One table: UTF-8 with a byte order mark, as Excel wants it, and CRLF (RFC 4180).
ExportFile csv_table(const std::string& name, const std::vector<const char*>& columns,
                     const Json& rows) {
  std::string bytes = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < columns.size(); ++i)
    bytes += (i ? "," : "") + std::string(columns[i]);
  bytes += "\r\n";
  for (const Json& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      bytes += (i ? "," : "") + csv_cell(row.at(columns[i]));
    }
    bytes += "\r\n";
  }
  return {name, bytes};
}

std::vector<ExportFile> csv_tables(const Json& content) {
  return {csv_table("project.csv",
                    {"project", "name", "developer", "developer_name", "method", "mechanism",
                     "from_year", "to_year", "state", "stands"},
                    Json::array({content.at("project")})),
          csv_table("issuances.csv",
                    {"record", "report", "time", "vintage", "serials", "tonnes", "buffer_tonnes"},
                    content.at("issuances")),
          csv_table("blocks.csv", {"serials", "vintage", "tonnes", "owner", "state", "report"},
                    content.at("blocks")),
          csv_table("retirements.csv",
                    {"record", "time", "by", "serials", "tonnes", "beneficiary", "purpose"},
                    content.at("retirements"))};
}

Json project_json(const ledger::View& state, const std::string& project) {
  const auto entry = get_state(state, key_of("project", project));
  const std::string developer = entry->at("developer");
  const auto party = get_state(state, key_of("party", developer));
  return {{"project", project},
          {"name", entry->at("name")},
          {"developer", developer},
          {"developer_name", party->value("name", "")},
          {"method", entry->at("method")},
          {"mechanism", entry->at("mechanism")},
          {"from_year", entry->at("from_year")},
          {"to_year", entry->at("to_year")},
          {"state", entry->at("state")},
          {"stands", entry->at("stands")}};
}

struct ExportRequest {
  std::string exporter, format, project;
  std::uint64_t sequence = 0, log_size = 0;
};

Outcome<Export> build(const Workspace& workspace, const ledger::LedgerView& view,
                      const ExportRequest& request) {
  ledger::Replay replay(view);
  const ledger::View* state = &view.state();
  if (request.log_size != view.size()) {
    LINHUI_API_TRY(replay.to(request.log_size));
    state = &replay.state();
  }
  if (!ledger::has_state(*state, key_of("project", request.project))) {
    return to_problem({ledger::ErrorCode::project_not_found, request.project});
  }
  const auto contents = LINHUI_API_TRY(fold(view, *state, request.project, request.log_size));
  Json content = {{"schema", kSchema},
                  {"ledger", view.id()},
                  {"demonstration", view.demonstration()},
                  {"format", request.format},
                  {"sender", request.exporter},
                  {"sequence", request.sequence},
                  {"log_size", request.log_size},
                  {"project", project_json(*state, request.project)},
                  {"issuances", contents.issuances},
                  {"blocks", contents.blocks},
                  {"retirements", contents.retirements},
                  {"sums",
                   {{"records", contents.records.size()},
                    {"issued_tonnes", contents.issued},
                    {"retired_tonnes", contents.retired}}},
                  {"files", Json::array()}};
  Export result;
  result.sequence = request.sequence;
  if (request.format == "project-csv") {
    result.files = csv_tables(content);
    for (const ExportFile& file : result.files) {
      content["files"].push_back(
          {{"name", file.name}, {"sha256", ledger::hex(ledger::sha256(file.bytes))}});
    }
  }
  auto key = LINHUI_API_TRY(workspace.keys().load(request.exporter));
  const auto& signer = key;
  // The sender's own key stands in the log too: its record is proved with the others.
  const auto known = get_state(view.state(), key_of("key", ledger::key_id(signer.public_key())));
  if (!known) return to_problem({ledger::ErrorCode::key_unknown, request.exporter});
  std::vector<std::uint64_t> records = contents.records;
  records.push_back(known->at("index").get<std::uint64_t>());
  const Json about = {{"export", content},
                      {"signature",
                       {{"key", ledger::key_id(signer.public_key())},
                        {"sig", ledger::base64(signer.sign(signing_text(content)))}}}};
  auto proof = LINHUI_API_TRY(ledger::build_proof(view, records, {}, about, request.log_size));
  const std::string name =
      request.format == "project-csv" ? "manifest.json" : request.project + ".json";
  result.files.push_back({name, proof.dump(1) + "\n"});
  return result;
}

bool known_format(const std::string& format) {
  for (const std::string& name : export_formats()) {
    if (name == format) return true;
  }
  return false;
}

Problem bad_export(const std::string& what) {
  return to_problem({ledger::ErrorCode::proof_invalid, what});
}

// The sender's public key, from the records that the package itself proves.
std::optional<ledger::PublicKey> sender_key(const ledger::VerifiedProof& proof,
                                            const std::string& key_id, const std::string& sender) {
  for (const auto& proven : proof.records) {
    const Json& body = proven.record.body();
    const std::string type = proven.record.type();
    const bool creates = type == "ledger.create";
    if (!creates && type != "party.admit" && type != "key.add") continue;
    const std::string party = type == "party.admit" ? body.value("party", "") : proven.record.by();
    const auto der = ledger::from_base64(body.value(creates ? "registrar_key" : "key", ""));
    const auto key = ledger::public_key_from_spki(der.value_or(""));
    if (party == sender && key.ok() && ledger::key_id(key.value()) == key_id) return key.value();
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> export_formats() { return {"project-json", "project-csv"}; }

Outcome<Export> export_project(Workspace& workspace, const std::string& exporter,
                               const std::string& format, const std::string& project) {
  if (!known_format(format)) {
    return simple_problem("format_unknown",
                          {"There is no export format of this name: project-json, project-csv.",
                           "没有此导出格式，可用：project-json、project-csv。"},
                          format, ExitStatus::usage);
  }
  const auto view = workspace.view();
  std::uint64_t sequence = 1;
  ledger::scan_state(view.state(), "export/", [&](auto, const Json&) { return ++sequence > 0; });
  auto built =
      LINHUI_API_TRY(build(workspace, view, {exporter, format, project, sequence, view.size()}));
  LINHUI_API_TRY(
      workspace.submit({"export.record",
                        exporter,
                        {{"sequence", sequence},
                         {"format", format},
                         {"project", project},
                         {"log_size", view.size()},
                         {"sha256", ledger::hex(ledger::sha256(built.files.back().bytes))}}}));
  return built;
}

Outcome<Export> export_again(Workspace& workspace, const std::string& exporter,
                             std::uint64_t sequence) {
  const auto view = workspace.view();
  const auto entry = get_state(
      view.state(), key_of("export", ledger::padded(static_cast<std::int64_t>(sequence), 8)));
  if (!entry) {
    return to_problem({ledger::ErrorCode::not_found, "export " + std::to_string(sequence)});
  }
  return build(workspace, view,
               {exporter, entry->at("format"), entry->at("project"), sequence,
                entry->at("log_size").get<std::uint64_t>()});
}

bool is_export(const Json& document) {
  return document.is_object() && document.contains("about") && document["about"].is_object() &&
         document["about"].contains("export");
}

Outcome<VerifiedExport> verify_export(const Json& document, const std::filesystem::path& folder,
                                      const ledger::NamedKey& log_key) {
  const auto proof = LINHUI_API_TRY(ledger::verify_proof(document, log_key));
  const Json& about = proof.about;
  try {
    const Json& content = about.at("export");
    const Json& signature = about.at("signature");
    const std::string sender = content.at("sender");
    const auto key = sender_key(proof, signature.at("key"), sender);
    const auto sig = ledger::from_base64(signature.at("sig").get<std::string>());
    if (!key || !sig || !ledger::verify_signature(*key, signing_text(content), *sig)) {
      return bad_export("the sender's signature does not fit");
    }
    VerifiedExport result;
    result.ledger = content.at("ledger");
    result.project = content.at("project").at("project");
    result.sender = sender;
    result.sequence = content.at("sequence").get<std::uint64_t>();
    result.log_size = content.at("log_size").get<std::uint64_t>();
    result.records = proof.records.size();
    result.demonstration = proof.demonstration;
    for (const auto& proven : proof.records) {
      const Json& body = proven.record.body();
      if (proven.record.type() == "credit.issue") {
        for (const Json& vintage : body.at("vintages")) {
          result.issued_tonnes +=
              vintage.at("last").get<std::int64_t>() - vintage.at("first").get<std::int64_t>() + 1;
        }
      }
      if (proven.record.type() == "credit.retire") {
        result.retired_tonnes += body.at("serials").at("last").get<std::int64_t>() -
                                 body.at("serials").at("first").get<std::int64_t>() + 1;
      }
    }
    const Json& sums = content.at("sums");
    if (sums.at("issued_tonnes") != result.issued_tonnes ||
        sums.at("retired_tonnes") != result.retired_tonnes ||
        content.at("demonstration") != result.demonstration ||
        result.log_size != proof.checkpoint.size) {
      return bad_export("the sums are not those of the records");
    }
    for (const Json& file : content.at("files")) {
      const std::string name = file.at("name");
      if (name.find('/') != std::string::npos) return bad_export(name);
      std::ifstream stream(folder / name, std::ios::binary);
      std::stringstream bytes;
      bytes << stream.rdbuf();
      if (!stream || ledger::hex(ledger::sha256(bytes.str())) != file.at("sha256")) {
        return bad_export(name + " is missing or is not the file that was signed");
      }
    }
    return result;
  } catch (const Json::exception&) {
    return bad_export("the package is malformed");
  }
}

}  // namespace linhui::api::app
