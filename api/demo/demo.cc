#include "api/demo/demo.h"

#include <algorithm>
#include <fstream>

#include "api/app/cases/checks.h"
#include "api/app/packages/exports.h"
#include "api/demo/demo_story.h"
#include "ledger/audit.h"
#include "ledger/proof.h"
#include "ledger/rules/report_rows.h"

namespace linhui::api::app::demo {

// A document of the story, by its digest: the paper itself is not part of the sample.
std::string paper(const std::string& name) {
  return ledger::hex(ledger::sha256("demonstration document: " + name));
}

std::string number(std::uint64_t value) { return grouped(static_cast<std::int64_t>(value)); }

// "1,234.5678" of 0.0001 t.
std::string tonnes(std::int64_t e4) {
  const std::string text = ledger::e4_text(e4);
  const auto point = text.find('.');
  const std::int64_t whole = e4 / 10'000;
  return (e4 < 0 && whole == 0 ? "-" : "") + grouped(whole) + text.substr(point);
}

Done Story::create_ledger() {
  chapter("A ledger is opened", "开立账本");
  std::error_code failed;
  if (std::filesystem::exists(options_.folder)) {
    return simple_problem("folder_exists",
                          {"There is something in this folder already; it was left as it is.",
                           "该文件夹已存在，未作改动。"},
                          options_.folder.string());
  }
  std::filesystem::create_directories(options_.folder, failed);
  if (failed) {
    return to_problem({ledger::ErrorCode::permission_denied, options_.folder.string()});
  }
  result_.ledger = options_.folder / "ledger";
  const std::int64_t begin = *ledger::parse_time("2026-01-05T01:00:00Z");
  LINHUI_API_TRY(keep(Workspace::create(result_.ledger,
                                        {"示例区林业碳汇账本 (demonstration)", kRegistrar,
                                         "示例区林业局（演示）", true},
                                        {}, begin),
                      &ledger_));
  const auto view = ledger_->view();
  const auto key = view.log_key();
  result_.verifier_key = ledger::verifier_key(key.name, key.key);
  tell("Ledger " + view.id() +
           " is open, for DEMONSTRATION. Everything that it prints or exports "
           "says so.",
       "账本 " + view.id() + " 已开立，用途：演示。其打印与导出的一切内容均注明“演示”。");
  tell("Whoever holds this key can check all that follows without us: " + result_.verifier_key,
       "凭此公钥，任何人无需信任我们即可核验以下一切：" + result_.verifier_key);
  return {};
}

Done Story::export_package() {
  chapter("A package for the exchange", "交付交易机构的数据包");
  const auto folder = options_.folder / "export";
  const auto key = ledger::parse_verifier_key(result_.verifier_key);
  for (const std::string& format : export_formats()) {
    Export made;
    LINHUI_API_TRY(keep(export_project(*ledger_, kRegistrar, format, kForest), &made));
    const auto place = folder / format;
    std::filesystem::create_directories(place);
    for (const ExportFile& file : made.files) {
      std::ofstream(place / file.name, std::ios::binary) << file.bytes;
    }
    const Json document = Json::parse(made.files.back().bytes);
    VerifiedExport verified;
    LINHUI_API_TRY(keep(verify_export(document, place, key.value()), &verified));
    result_.export_file = folder / "project-json" / (std::string(kForest) + ".json");
    tell(format + ", number " + number(made.sequence) + ": " + number(verified.records) +
             " proven records, " + grouped(verified.issued_tonnes) + " t issued, " +
             grouped(verified.retired_tonnes) + " t retired, signed; checked again from the file.",
         format + " 第 " + number(made.sequence) + " 号：含 " + number(verified.records) +
             " 条可证明的记录，签发 " + grouped(verified.issued_tonnes) + " t，注销 " +
             grouped(verified.retired_tonnes) + " t，已签名，并由文件重新核验。");
  }
  return {};
}

Done Story::audit() {
  chapter("An offline audit of everything", "对全部内容离线审计");
  const auto view = ledger_->view();
  const auto report = ledger::audit(view);
  std::vector<RecomputedReport> recomputed;
  LINHUI_API_TRY(keep(recompute_all(view), &recomputed));
  const bool equal = std::all_of(recomputed.begin(), recomputed.end(),
                                 [](const RecomputedReport& one) { return one.equal; });
  if (!report.sound() || !equal) {
    return simple_problem("audit_failed", {"The audit found damage.", "审计发现损坏。"},
                          report.findings.empty() ? "" : report.findings[0].where,
                          ExitStatus::damaged);
  }
  const auto credits = [&](const char* name) {
    return grouped(report.credits.value(name, std::int64_t{0}));
  };
  tell(number(report.records) + " records replayed, " + number(report.signatures) +
           " signatures, " + number(report.rows) + " rows, " + number(report.entries) +
           " index entries, " + number(report.checkpoints) + " checkpoints: all as the log says.",
       "重放记录 " + number(report.records) + " 条，核验签名 " + number(report.signatures) +
           " 个、数据行 " + number(report.rows) + " 行、索引 " + number(report.entries) +
           " 项、检查点 " + number(report.checkpoints) + " 个，全部与日志一致。");
  tell("Issued " + credits("issued") + " = held " + credits("held") + " + locked " +
           credits("locked") + " + buffer " + credits("buffer") + " + retired " +
           credits("retired") + " + cancelled " + credits("cancelled") + " t.",
       "签发 " + credits("issued") + " = 持有 " + credits("held") + " + 锁定 " + credits("locked") +
           " + 储备 " + credits("buffer") + " + 注销 " + credits("retired") + " + 核销 " +
           credits("cancelled") + " t。");
  for (const RecomputedReport& one : recomputed) {
    tell("Report " + one.report + ": " + number(one.rows) +
             " figures made again from recorded stands and published tables, equal to the last "
             "digit.",
         "报告 " + one.report + "：由记录的小班与公布的参数重算 " + number(one.rows) +
             " 个数值，逐位一致。");
  }
  return {};
}

}  // namespace linhui::api::app::demo

namespace linhui::api::app {

Outcome<DemoResult> run_demo(const DemoOptions& options) { return demo::Story(options).run(); }

}  // namespace linhui::api::app
