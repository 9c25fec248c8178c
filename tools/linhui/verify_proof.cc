// linhui verify-proof: checks a proof file or an export with nothing but the log's key.
#include "api/app/packages/exports.h"
#include "ledger/base/calendar.h"
#include "ledger/base/outside_json.h"
#include "ledger/proof.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

struct VerifyProofOptions {
  std::string file, key;
};

void set_origin(Output& out, bool demonstration) {
  out.origin = demonstration ? Output::Origin::demonstration : Output::Origin::production;
}

// The day of the record that says how old a file is: the checkpoint's newest, or where that is not
// shown the newest that is.
std::string as_of_text(const Output& out, const ledger::ProofAge& age) {
  const std::string day = ledger::day_text(ledger::shanghai_day(*ledger::parse_time(age.time)));
  const Text said = age.of_checkpoint ? Text{"As of " + day, "截至 " + day}
                                      : Text{"The newest record shown is of " + day,
                                             "所示最新记录的日期为 " + day};
  return out.in(said) + out.in({"; later events are not shown.\n", "；此后发生的事项未显示。\n"});
}

Ended print_export(Output& out, const api::app::VerifiedExport& verified) {
  set_origin(out, verified.demonstration);
  TextTable table({out.in({"export", "导出"}), std::to_string(verified.sequence)});
  table.add({out.in({"ledger", "账本"}), verified.ledger});
  table.add({out.in({"project", "项目"}), verified.project});
  table.add({out.in({"sender", "发送方"}), verified.sender});
  table.add({out.in({"records proved", "已证明记录数"}), std::to_string(verified.records)});
  table.add({out.in({"issued_tCO2e", "签发 t CO2e"}), std::to_string(verified.issued_tonnes)});
  table.add({out.in({"retired_tCO2e", "注销 t CO2e"}), std::to_string(verified.retired_tonnes)});
  return out.done({{"kind", "export"},
                   {"verified", true},
                   {"ledger", verified.ledger},
                   {"project", verified.project},
                   {"sender", verified.sender},
                   {"sequence", verified.sequence},
                   {"log_size", verified.log_size},
                   {"records", verified.records},
                   {"issued_tCO2e", verified.issued_tonnes},
                   {"retired_tCO2e", verified.retired_tonnes},
                   {"as_of", verified.age.time},
                   {"as_of_checkpoint", verified.age.of_checkpoint},
                   {"later_events_shown", false}},
                  table.str() + out.in({"The export verifies.\n", "导出包验证通过。\n"}) +
                      as_of_text(out, verified.age));
}

Ended print_proof(Output& out, const ledger::VerifiedProof& proof) {
  set_origin(out, proof.demonstration);
  Json records = Json::array(), rows = Json::array();
  TextTable table({out.in({"index", "序号"}), out.in({"type", "类型"}), out.in({"by", "主体"}),
                   out.in({"time", "时间"})});
  for (const auto& [index, record] : proof.records) {
    records.push_back(
        {{"index", index}, {"record", Json(ledger::Json::parse(record.bytes, nullptr, false))}});
    table.add({std::to_string(index), record.type(), record.by(), record.time()});
  }
  std::string row_text;
  for (const auto& row : proof.rows) {
    rows.push_back({{"record", row.record},
                    {"row", row.row},
                    {"value", Json::parse(row.bytes, nullptr, false)}});
    row_text += out.in({"row ", "数据行 "}) + std::to_string(row.row) +
                out.in({" of record ", "，所属记录 "}) + std::to_string(row.record) + ": " +
                printable(row.bytes) + "\n";
  }
  const auto& checkpoint = proof.checkpoint;
  const auto age = ledger::age_of(proof);
  return out.done(
      {{"kind", "proof"},
       {"verified", true},
       {"ledger_name", proof.ledger_name},
       {"origin", checkpoint.origin},
       {"log_size", checkpoint.size},
       {"root", ledger::hex(checkpoint.root)},
       {"records", records},
       {"rows", rows},
       {"as_of", age.time},
       {"as_of_checkpoint", age.of_checkpoint},
       {"later_events_shown", false}},
      printable(proof.ledger_name) + "  " + checkpoint.origin + "\n" + table.str() + row_text +
          out.in({"The proof verifies: these records and rows are in the log as shown, at size ",
                  "证明通过：上述记录和数据行确在日志中，日志大小 "}) +
          std::to_string(checkpoint.size) + out.in({".\n", "。\n"}) + as_of_text(out, age));
}

Problem not_a_proof(const std::string& detail) {
  return api::app::to_problem({ledger::ErrorCode::proof_invalid, detail});
}

Ended check(Output& out, const VerifyProofOptions& options, const ledger::NamedKey& key) {
  const auto bytes = LINHUI_API_TRY(read_file(options.file, ledger::kMaxProofBytes));
  const auto parsed = ledger::parse_outside(bytes, ledger::kMaxProofBytes);
  if (!parsed.ok()) return not_a_proof(options.file + ": " + parsed.error().detail);
  const ledger::Json& document = parsed.value();
  if (!document.is_object()) return not_a_proof(options.file + ": not JSON");
  if (api::app::is_export(document)) {
    const auto folder = std::filesystem::absolute(options.file).parent_path();
    const auto verified = LINHUI_API_TRY(api::app::verify_export(document, folder, key));
    return print_export(out, verified);
  }
  return print_proof(out, LINHUI_API_TRY(ledger::verify_proof(document, key)));
}

Ended run_verify_proof(Output& out, const VerifyProofOptions& options) {
  const auto key = ledger::parse_verifier_key(options.key);
  if (!key.ok()) {
    Problem problem = api::app::to_problem(key.error());
    problem.exit = ExitStatus::usage;
    return problem;
  }
  try {
    return check(out, options, key.value());
  } catch (const ledger::Json::exception& fault) {
    return not_a_proof(fault.what());
  }
}

}  // namespace

void add_verify_proof(const Command& root) {
  const auto options = std::make_shared<VerifyProofOptions>();
  Session& session = root.session();
  const Command command = root.verb(
      "verify-proof",
      {"check a proof file or an export, with no ledger at hand", "无需账本，验证证明文件或导出包"},
      "linhui verify-proof proof.json --key 'linhui/4f0c…+5d1e…+AZ…'",
      [=, &session] { return run_verify_proof(session.out, *options); });
  command
      .option(
          "FILE", options->file,
          {"the proof, the package, or its manifest.json", "证明文件、数据包或其 manifest.json"})
      ->required();
  command
      .option("--key", options->key,
              {"the log's key; see `linhui log key`", "日志公钥，见 linhui log key"})
      ->required();
}

}  // namespace linhui::cli
