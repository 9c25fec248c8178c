// linhui distribute: from a settled sale to what was paid.
#include "api/app/answers/benefits.h"
#include "ledger/base/hash.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/state_text.h"

namespace linhui::cli {
namespace {

struct DistributeOptions {
  std::string run, scheme, sale, from, to, file, held_on, paid_on;
  std::int64_t entitled = 0, present = 0, in_favour = 0, against = 0;
  std::vector<std::uint64_t> lines;
};

Ended calculate(Session& session, const DistributeOptions& o) {
  return writing(
      session, "developer", [&](Workspace& workspace, const std::string& party) -> Ended {
        return recorded(session, api::app::calculate_run(workspace, party, o.run, o.scheme, o.sale,
                                                         o.from, o.to));
      });
}

Ended approve(Session& session, const DistributeOptions& o) {
  const auto digest = LINHUI_API_TRY(file_sha256(o.file));
  return writing(session, "collective",
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return recorded(session, workspace.submit({"run.approve",
                                                              party,
                                                              {{"run", o.run},
                                                               {"resolution_sha256", digest},
                                                               {"held_on", o.held_on},
                                                               {"entitled", o.entitled},
                                                               {"present", o.present},
                                                               {"in_favour", o.in_favour},
                                                               {"against", o.against}}}));
                 });
}

Ended publish(Session& session, const DistributeOptions& o) {
  const auto digest = LINHUI_API_TRY(file_sha256(o.file));
  return writing(
      session, "developer", [&](Workspace& workspace, const std::string& party) -> Ended {
        return recorded(
            session,
            workspace.submit({"run.publish", party, {{"run", o.run}, {"notice_sha256", digest}}}));
      });
}

Ended finalise(Session& session, const std::string& run) {
  return writing(
      session, "developer", [&](Workspace& workspace, const std::string& party) -> Ended {
        return recorded(session, workspace.submit({"run.finalise", party, {{"run", run}}}));
      });
}

Ended pay(Session& session, const DistributeOptions& o) {
  return writing(
      session, "developer", [&](Workspace& workspace, const std::string& party) -> Ended {
        return recorded(session, api::app::pay_run(workspace, party, o.run, o.paid_on, o.lines));
      });
}

// One distribution: its state, and every line with its state of payment.
Ended show_run(const Output& out, const Workspace& workspace, const std::string& run) {
  const auto view = workspace.view();
  const auto entry = ledger::get_state(view.state(), "run/" + run);
  if (!entry) return api::app::to_problem({ledger::ErrorCode::run_not_found, run});
  const auto root = ledger::hash_from_hex(entry->at("root").get<std::string>());
  const auto rows = view.rows(*root, entry->at("count").get<std::uint64_t>());
  if (!rows.ok()) return api::app::to_problem(rows.error());
  Json lines = Json::array();
  for (const std::string& bytes : rows.value()) {
    Json line = Json::parse(bytes, nullptr, false);
    const auto number = line.at("line").get<std::int64_t>();
    const auto paid =
        ledger::get_state(view.state(), ledger::key_of("paid", run, ledger::padded(number, 8)));
    line["amount_yuan"] = scaled_text(line.at("amount_fen").get<std::int64_t>(), 2);
    line["paid_on"] = paid ? Json(paid->at("paid_on").get<std::string>()) : Json(nullptr);
    lines.push_back(std::move(line));
  }
  Json document = {{"run", run}};
  document.update(Json(*entry));
  const std::string text = fields_text(document) + "\n" +
                           entries_table(lines, {"line", "kind", "step", "party", "village",
                                                 "amount_yuan", "held", "paid_on"});
  document["lines"] = std::move(lines);
  return out.done(document, text);
}

Ended show_distribute(Session& session, const std::string& run) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    if (!run.empty()) return show_run(session.out, workspace, run);
    const auto view = workspace.view();
    Json runs = entries_under(view.state(), "run/", "run");
    for (Json& entry : runs) {
      entry["amount_yuan"] = scaled_text(entry.at("amount_fen").get<std::int64_t>(), 2);
    }
    return list_entries(
        session.out, "runs", runs,
        {"run", "state", "project", "scheme", "sale", "amount_yuan", "payable", "paid"});
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
  command.option("RUN", o->run, kRun)->required();
  command.option("--scheme", o->scheme, {"an adopted scheme", "已通过的方案"})->required();
  command.option("--sale", o->sale, {"a settled sale", "已交割的交易"})->required();
  command.option("--from", o->from, {"first day", "起始日"})->required();
  command.option("--to", o->to, {"the day after the last", "终止日(不含)"})->required();
  command.acts();
}

void add_approve(const Command& noun, const SharedDistribute& o) {
  Session& session = noun.session();
  const Command command = noun.verb(
      "approve", {"a village's resolution on it", "村集体决议"},
      "linhui distribute approve D1 --resolution minutes.pdf --held-on 2026-06-01 --entitled 60 "
      "--present 51 --in-favour 49 --against 2 --as village1 --ledger DIR",
      [=, &session] { return approve(session, *o); });
  command.option("RUN", o->run, kRun)->required();
  command
      .option("--resolution", o->file,
              {"file; its SHA-256 is recorded", "决议文件，记录其 SHA-256"})
      ->required();
  command.option("--held-on", o->held_on, {"day of the meeting", "会议日期"})->required();
  command.option("--entitled", o->entitled, {"entitled to vote", "应到人数"})->required();
  command.option("--present", o->present, {"present", "实到人数"})->required();
  command.option("--in-favour", o->in_favour, {"in favour", "赞成"})->required();
  command.option("--against", o->against, {"against", "反对"})->required();
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
  published.option("RUN", o->run, kRun)->required();
  published
      .option("--notice", o->file, {"file; its SHA-256 is recorded", "公示文件，记录其 SHA-256"})
      ->required();
  published.acts();
  const Command final = noun.verb("finalise", {"close the notice period", "公示期满，定案"},
                                  "linhui distribute finalise D1 --ledger DIR",
                                  [=, &session] { return finalise(session, o->run); });
  final.option("RUN", o->run, kRun)->required();
  final.acts();
  const Command paid = noun.verb("pay", {"record the bank's result", "记录银行支付结果"},
                                 "linhui distribute pay D1 --paid-on 2026-06-20 --ledger DIR",
                                 [=, &session] { return pay(session, *o); });
  paid.option("RUN", o->run, kRun)->required();
  paid.option("--paid-on", o->paid_on, {"day, 2026-06-20", "支付日，如 2026-06-20"})->required();
  paid.option("--line", o->lines,
              {"a line that was paid, repeatable; default: all that are open",
               "已支付的行，可重复；默认全部未付行"})
      ->repeatable();
  paid.acts();
  noun.verb("show", {"one distribution with its lines, or all", "查看分配"},
            "linhui distribute show D1 --ledger DIR",
            [=, &session] { return show_distribute(session, o->run); })
      .option("RUN", o->run, kRun);
}

}  // namespace linhui::cli
