// linhui report: monitoring reports, filed, recomputed and decided on.
#include "api/app/answers/reports.h"
#include "api/app/cases/reports.h"
#include "ledger/base/hash.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"
#include "tools/linhui/setting_input.h"

namespace linhui::cli {
namespace {

struct ReportOptions {
  api::app::ReportRequest request;
  std::string baseline = "0", leakage = "0", words;
  SettingInput settings;
};

Ended file(Session& session, const ReportOptions& options) {
  api::app::ReportRequest request = options.request;
  const auto baseline = parse_scaled(options.baseline, 4);
  if (!baseline) return amount_malformed("--baseline", options.baseline, 4);
  const auto leakage = parse_scaled(options.leakage, 4);
  if (!leakage) return amount_malformed("--leakage", options.leakage, 4);
  request.baseline_e4_a_year = *baseline;
  request.leakage_e4_a_year = *leakage;
  auto settings = LINHUI_API_TRY(options.settings.read());
  request.settings = std::move(settings);
  return writing(
      session, ledger::Role::developer,
      [&](Workspace& workspace, const std::string& party) -> Ended {
        auto report = LINHUI_API_TRY(api::app::prepare_report(workspace.desk(), party, request));
        Json more = Json::object();
        std::int64_t sum_e4 = 0;
        for (const ledger::VintageTerms& terms : report.vintages) {
          more["net_tCO2e_" + std::to_string(terms.vintage)] = scaled_text(terms.net_e4, 4);
          sum_e4 += terms.net_e4;
        }
        more["net_tCO2e"] = scaled_text(sum_e4, 4);
        return record(session, workspace, std::move(report.prepared), more);
      });
}

Ended verify(Session& session, const ReportOptions& options) {
  return writing(session, ledger::Role::verifier,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(
                       session, workspace,
                       api::app::prepare_verification(workspace.desk(), party,
                                                      options.request.report, options.words));
                 });
}

Ended reject(Session& session, const ReportOptions& options) {
  return writing(session, ledger::Role::verifier,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(
                       session, workspace,
                       api::app::prepare_rejection(workspace.desk(), party, options.request.report,
                                                   options.words));
                 });
}

Ended show_report(Session& session, const std::string& report) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto page = LINHUI_API_TRY(api::app::report_page(workspace.view(), report));
    return show_page(session.out, page);
  });
}

Ended recompute(Session& session, const std::string& report) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto made = LINHUI_API_TRY(api::app::recompute_report(workspace.view(), report));
    if (!made.equal()) {
      Problem problem =
          api::app::to_problem({ledger::ErrorCode::recomputation_differs, made.first_difference});
      problem.exit = ExitStatus::damaged;
      return problem;
    }
    const std::string root = ledger::hex(made.recomputed_root);
    return session.out.done(
        {{"report", report}, {"equal", true}, {"rows", made.rows.size()}, {"root", root}},
        session.out.in(
            {"Recomputed from the ledger alone: the same ", "仅凭账本重算，结果一致，行数 "}) +
            std::to_string(made.rows.size()) + session.out.in({" rows, root ", "，根 "}) + root +
            "\n");
  });
}

void add_file(const Command& noun, const std::shared_ptr<ReportOptions>& options) {
  Session& session = noun.session();
  const Command filed = noun.verb(
      "file", {"estimate a period and file it", "估算并申报监测期"},
      "linhui report file R1 --project QJ-01 --from 2020 --to 2025 --statement \"survey of 2025\" "
      "--ledger DIR",
      [=, &session] { return file(session, *options); });
  auto& request = options->request;
  filed.option("ID", request.report, {"report id", "报告编号"})->required();
  filed.option("--project", request.project, {"project id", "项目编号"})->required();
  filed
      .option("--from", request.from_year,
              {"year of the first stock; vintages begin after it", "首次储量年份，次年起计"})
      ->required();
  filed.option("--to", request.to_year, {"last vintage", "末个年份"})->required();
  filed.option("--gwp", request.gwp,
               {"warming potentials: AR4, AR5 or AR6", "增温潜势：AR4、AR5 或 AR6"});
  filed.option("--statement", request.statement, {"what the developer states", "申报说明"})
      ->required();
  filed.option("--baseline", options->baseline, {"t CO2e a year", "基线，t CO2e/年"});
  filed.option("--leakage", options->leakage, {"t CO2e a year", "泄漏，t CO2e/年"});
  options->settings.add_to(filed);
  filed.acts();
}

}  // namespace

void add_report(const Command& root) {
  const Command noun = root.noun("report", {"monitoring reports", "监测报告"});
  const auto options = std::make_shared<ReportOptions>();
  Session& session = root.session();
  auto& id = options->request.report;
  add_file(noun, options);
  const Command verified =
      noun.verb("verify", {"recompute it and record the verifier's opinion", "重算并记录核查意见"},
                "linhui report verify R1 --opinion \"no findings\" --ledger DIR",
                [=, &session] { return verify(session, *options); });
  verified.option("ID", id, {"report id", "报告编号"})->required();
  verified.option("--opinion", options->words, {"the opinion", "核查意见"})->required();
  verified.acts();
  const Command rejected =
      noun.verb("reject", {"refuse it; its period is free again", "退回报告，期间可重新申报"},
                "linhui report reject R1 --reason \"plots\" --ledger DIR",
                [=, &session] { return reject(session, *options); });
  rejected.option("ID", id, {"report id", "报告编号"})->required();
  rejected.option("--reason", options->words, {"why", "原因"})->required();
  rejected.acts();
  noun.verb("show", {"one report", "查看报告"}, "linhui report show R1 --ledger DIR",
            [=, &session] { return show_report(session, options->request.report); })
      .option("ID", id, {"report id", "报告编号"})
      ->required();
  noun.verb("recompute", {"make its figures again from the ledger alone", "仅凭账本重算其数值"},
            "linhui report recompute R1 --ledger DIR",
            [=, &session] { return recompute(session, options->request.report); })
      .option("ID", id, {"report id", "报告编号"})
      ->required();
}

}  // namespace linhui::cli
