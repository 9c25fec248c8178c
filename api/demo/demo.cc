#include "api/demo/demo.h"

#include <algorithm>
#include <fstream>

#include "api/app/cases/checks.h"
#include "api/app/cases/parties.h"
#include "api/app/packages/exports.h"
#include "api/demo/story.h"
#include "ledger/audit.h"
#include "ledger/base/calendar.h"

namespace linhui::api::demo {

ledger::Hash paper(const std::string& name) {
  return ledger::sha256("demonstration document: " + name);
}

std::string number(std::uint64_t value) { return grouped(static_cast<std::int64_t>(value)); }

Outcome<DemoResult> Story::run() {
  for (const auto chapter :
       {&Story::create_ledger, &Story::import_stands, &Story::register_projects,
        &Story::look_at_wetlands, &Story::file_and_verify, &Story::issue, &Story::sell,
        &Story::register_rights, &Story::distribute, &Story::answer_a_farmer,
        &Story::export_package, &Story::audit}) {
    LINHUI_API_TRY((this->*chapter)());
  }
  return result_;
}

Done Story::create_ledger() {
  chapter("A ledger is opened", "开立账本");
  std::error_code failed;
  if (std::filesystem::exists(options_.folder)) {
    return problem_of(Code::folder_exists, options_.folder.string());
  }
  std::filesystem::create_directories(options_.folder, failed);
  if (failed) {
    return app::to_problem({ledger::ErrorCode::permission_denied, options_.folder.string()});
  }
  result_.ledger = options_.folder / "ledger";
  const std::int64_t begin = *ledger::parse_time("2026-01-05T01:00:00Z");
  ledger_ = LINHUI_API_TRY(app::create_ledger(
      result_.ledger,
      {"示例区林业碳汇账本 (demonstration)", kRegistrar, "示例区林业局（演示）", true}, {}, begin));
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
  const auto key = LINHUI_API_TRY(ledger::parse_verifier_key(result_.verifier_key));
  for (const std::string& format : app::export_formats()) {
    auto ready =
        LINHUI_API_TRY(prepare_export(desk(), ledger_->keys(), kRegistrar, format, kForest));
    LINHUI_API_TRY(record(std::move(ready.prepared)));
    const app::Export& made = ready.made;
    const auto place = folder / format;
    std::filesystem::create_directories(place);
    for (const app::ExportFile& file : made.files) {
      std::ofstream(place / file.name, std::ios::binary) << file.bytes;
    }
    const auto document = ledger::Json::parse(made.files.back().bytes);
    const auto verified = LINHUI_API_TRY(app::verify_export(document, place, key));
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
  const auto recomputed = LINHUI_API_TRY(app::recompute_all(view));
  const bool equal = std::all_of(recomputed.begin(), recomputed.end(),
                                 [](const app::RecomputedReport& one) { return one.equal; });
  if (!report.sound() || !equal) {
    return problem_of(Code::audit_failed, report.findings.empty() ? "" : report.findings[0].where);
  }
  const auto credits = [&](ledger::BlockState state) { return grouped(report.credits.of(state)); };
  using ledger::BlockState;
  tell(number(report.records) + " records replayed, " + number(report.signatures) +
           " signatures, " + number(report.rows) + " rows, " + number(report.entries) +
           " index entries, " + number(report.checkpoints) + " checkpoints: all as the log says.",
       "重放记录 " + number(report.records) + " 条，核验签名 " + number(report.signatures) +
           " 个、数据行 " + number(report.rows) + " 行、索引 " + number(report.entries) +
           " 项、检查点 " + number(report.checkpoints) + " 个，全部与日志一致。");
  tell("Issued " + grouped(report.credits.issued) + " = held " + credits(BlockState::held) +
           " + locked " + credits(BlockState::locked) + " + buffer " + credits(BlockState::buffer) +
           " + retired " + credits(BlockState::retired) + " + cancelled " +
           credits(BlockState::cancelled) + " t.",
       "签发 " + grouped(report.credits.issued) + " = 持有 " + credits(BlockState::held) +
           " + 锁定 " + credits(BlockState::locked) + " + 储备 " + credits(BlockState::buffer) +
           " + 注销 " + credits(BlockState::retired) + " + 核销 " + credits(BlockState::cancelled) +
           " t。");
  for (const app::RecomputedReport& one : recomputed) {
    tell("Report " + one.report + ": " + number(one.rows) +
             " figures made again from recorded stands and published tables, equal to the last "
             "digit.",
         "报告 " + one.report + "：由记录的小班与公布的参数重算 " + number(one.rows) +
             " 个数值，逐位一致。");
  }
  return {};
}

Outcome<DemoResult> run_demo(const DemoOptions& options) { return Story(options).run(); }

}  // namespace linhui::api::demo
