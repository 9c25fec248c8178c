// linhui distribute: from a settled sale to what was paid.
#include "api/app/answers/runs.h"
#include "api/app/cases/runs.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct DistributeOptions {
  api::app::NewRun run;
  api::app::Resolution resolution;
  std::string file, paid_on;
  std::vector<std::uint64_t> lines;
};

Ended calculate(Session& session, const DistributeOptions& o) {
  return writing(session, ledger::Role::developer,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   auto run = LINHUI_API_TRY(api::app::prepare_run(workspace.desk(), party, o.run));
                   return record(session, workspace, std::move(run.prepared));
                 });
}

Ended approve(Session& session, const DistributeOptions& o) {
  api::app::Resolution resolution = o.resolution;
  resolution.sha256 = LINHUI_API_TRY(file_sha256(o.file));
  return writing(session, ledger::Role::collective,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_run_approval(workspace.desk(), party, o.run.run,
                                                                resolution));
                 });
}

Ended publish(Session& session, const DistributeOptions& o) {
  const auto digest = LINHUI_API_TRY(file_sha256(o.file));
  return writing(session, ledger::Role::developer,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(
                       session, workspace,
                       api::app::prepare_run_notice(workspace.desk(), party, o.run.run, digest));
                 });
}

Ended finalise(Session& session, const std::string& run) {
  return writing(session, ledger::Role::developer,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_run_final(workspace.desk(), party, run));
                 });
}

Ended pay(Session& session, const DistributeOptions& o) {
  return writing(
      session, ledger::Role::developer,
      [&](Workspace& workspace, const std::string& party) -> Ended {
        auto payment = LINHUI_API_TRY(
            api::app::prepare_payment(workspace.desk(), party, o.run.run, o.paid_on, o.lines));
        const Text said = payment.prepared.summary;
        return recorded(session, api::app::record_payment(workspace, std::move(payment)), {}, said);
      });
}

Ended show_distribute(Session& session, const std::string& run) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    const auto view = workspace.view();
    if (run.empty()) return show_page(session.out, api::app::run_list(view));
    const auto page = LINHUI_API_TRY(api::app::run_page(view, run));
    return show_page(session.out, page);
  });
}

using SharedDistribute = std::shared_ptr<DistributeOptions>;
const Text kRun = {"distribution id", "分配编号"};

void add_calculate(const Command& noun, const SharedDistribute& o) {
  Session& session = noun.session();
  const Command command = noun.verb(
      "calculate", {"calculate what every holder gets of a settled sale", "计算各权利人份额"},
      "linhui distribute calculate D1 --scheme scheme1 --sale S1 --from 2021-01-01 --to 2026-01-01 "
      "--ledger DIR",
      [=, &session] { return calculate(session, *o); });
  command.option("RUN", o->run.run, kRun)->required();
  command.option("--scheme", o->run.scheme, {"an adopted scheme", "已通过的方案"})->required();
  command.option("--sale", o->run.sale, {"a settled sale", "已交割的交易"})->required();
  command.option("--from", o->run.from, {"first day", "起始日"})->required();
  command.option("--to", o->run.to, {"the day after the last", "终止日(不含)"})->required();
  command.acts();
}

void add_approve(const Command& noun, const SharedDistribute& o) {
  Session& session = noun.session();
  const Command command = noun.verb(
      "approve", {"a village's resolution on it", "村集体决议"},
      "linhui distribute approve D1 --resolution minutes.pdf --held-on 2026-06-01 --entitled 60 "
      "--present 51 --in-favour 49 --against 2 --as village1 --ledger DIR",
      [=, &session] { return approve(session, *o); });
  command.option("RUN", o->run.run, kRun)->required();
  command
      .option("--resolution", o->file,
              {"file; its SHA-256 is recorded", "决议文件，记录其 SHA-256"})
      ->required();
  command.option("--held-on", o->resolution.held_on, {"day of the meeting", "会议日期"})
      ->required();
  command.option("--entitled", o->resolution.entitled, {"entitled to vote", "应到人数"})
      ->required();
  command.option("--present", o->resolution.present, {"present", "实到人数"})->required();
  command.option("--in-favour", o->resolution.in_favour, {"in favour", "赞成"})->required();
  command.option("--against", o->resolution.against, {"against", "反对"})->required();
  command.acts();
}

}  // namespace

void add_distribute(const Command& root) {
  const Command noun = root.noun("distribute", {"distributions of income", "收益分配"});
  const SharedDistribute o = std::make_shared<DistributeOptions>();
  Session& session = root.session();
  add_calculate(noun, o);
  add_approve(noun, o);
  const Command published =
      noun.verb("publish", {"begin the notice period today", "今日起公示"},
                "linhui distribute publish D1 --notice notice.pdf --ledger DIR",
                [=, &session] { return publish(session, *o); });
  published.option("RUN", o->run.run, kRun)->required();
  published
      .option("--notice", o->file, {"file; its SHA-256 is recorded", "公示文件，记录其 SHA-256"})
      ->required();
  published.acts();
  const Command final = noun.verb("finalise", {"close the notice period", "公示期满，定案"},
                                  "linhui distribute finalise D1 --ledger DIR",
                                  [=, &session] { return finalise(session, o->run.run); });
  final.option("RUN", o->run.run, kRun)->required();
  final.acts();
  const Command paid = noun.verb("pay", {"record the bank's result", "记录银行支付结果"},
                                 "linhui distribute pay D1 --paid-on 2026-06-20 --ledger DIR",
                                 [=, &session] { return pay(session, *o); });
  paid.option("RUN", o->run.run, kRun)->required();
  paid.option("--paid-on", o->paid_on, {"day, 2026-06-20", "支付日，如 2026-06-20"})->required();
  paid.option("--line", o->lines,
              {"a line that was paid, repeatable; default: all that are open",
               "已支付的行，可重复；默认全部未付行"})
      ->repeatable();
  paid.acts();
  noun.verb("show", {"one distribution with its lines, or all", "查看分配"},
            "linhui distribute show D1 --ledger DIR",
            [=, &session] { return show_distribute(session, o->run.run); })
      .option("RUN", o->run.run, kRun);
}

}  // namespace linhui::cli
