#include "api/app/answers/runs.h"

#include "api/app/answers/parties.h"
#include "api/app/answers/words.h"
#include "api/app/cases/runs.h"
#include "api/app/desk/amounts.h"
#include "ledger/base/hash.h"

namespace linhui::api::app {
namespace {

PageFields run_fields(std::string_view id, const ledger::Run& run) {
  return {text_field("run", {"distribution", "分配"}, std::string(id)),
          state_field(run.state),
          text_field("project", {"project", "项目"}, run.project),
          text_field("scheme", {"scheme", "方案"}, run.scheme),
          text_field("sale", {"sale", "交易"}, run.sale),
          text_field("developer", {"by", "计算方"}, run.developer),
          text_field("from", {"from", "自"}, run.from),
          text_field("to", {"to, exclusive", "至(不含)"}, run.to),
          yuan_field("amount_yuan", {"amount, yuan", "金额(元)"}, run.amount_fen),
          count_field("payable", {"lines to pay", "应付笔数"}, run.payable),
          count_field("paid", {"of these paid", "已付笔数"}, run.paid),
          text_field("notice_from", {"notice from", "公示起日"}, run.notice_from),
          count_field("count", {"lines", "行数"}, static_cast<std::int64_t>(run.row_count)),
          text_field("root", {"root of the lines", "各行的根"}, ledger::hex(run.root)),
          index_field(run.index)};
}

// What the steps are called in the scheme.
using StepLabels = std::map<std::string, Text>;

StepLabels labels_of(const ledger::View& state, const std::string& scheme) {
  StepLabels labels;
  if (const auto adopted = ledger::read<ledger::Scheme>(state, scheme)) {
    for (const ledger::SchemeStep& step : adopted->steps) {
      labels[step.step] = {step.label_en, step.label_zh};
    }
  }
  return labels;
}

PageField step_field(const StepLabels& labels, const std::string& step) {
  PageField field = text_field("step", {"step", "步骤"}, step);
  if (const auto label = labels.find(step); label != labels.end()) field.text = label->second;
  return field;
}

PageTable outcome_table(const StepLabels& labels, const ledger::RunCalculateBody& body) {
  PageTable table{"steps", {"Steps above the villages", "村级以上步骤"}, {}};
  for (const ledger::StepOutcome& step : body.steps) {
    table.rows.push_back({step_field(labels, step.step),
                          yuan_field("of_yuan", {"of, yuan", "基数(元)"}, step.of_fen),
                          yuan_field("amount_yuan", {"amount, yuan", "金额(元)"}, step.amount_fen),
                          yuan_field("left_yuan", {"left, yuan", "余额(元)"}, step.left_fen)});
  }
  return table;
}

PageTable village_table(const ledger::Run& run, const ledger::RunCalculateBody& body) {
  PageTable table{"villages", {"Villages", "各村"}, {}};
  for (const ledger::VillageOutcome& village : body.villages) {
    const auto approval = run.approvals.find(village.collective);
    const bool approved = approval != run.approvals.end() && approval->second;
    table.rows.push_back(
        {text_field("township", {"township", "乡镇"}, village.township),
         text_field("village", {"village", "村"}, village.village),
         text_field("collective", {"collective", "集体"}, village.collective),
         yuan_field("amount_yuan", {"amount, yuan", "金额(元)"}, village.amount_fen),
         yuan_field("collective_yuan", {"collective, yuan", "集体(元)"}, village.collective_fen),
         yuan_field("holders_yuan", {"holders, yuan", "权利人(元)"}, village.holders_fen),
         text_field("weight", {}, village.weight),
         flag_field("approved", {"approved", "已通过"}, approved)});
  }
  return table;
}

PageFields line_fields(const StepLabels& labels, const ledger::ShareLine& line,
                       const std::optional<ledger::Payment>& paid) {
  return {plain_field("line", {"line", "行"}, line.line),
          word_field("kind", {"kind", "种类"}, line.kind),
          step_field(labels, line.step),
          text_field("party", {"party", "主体"}, line.party),
          text_field("township", {}, line.township),
          text_field("village", {"village", "村"}, line.village),
          yuan_field("amount_yuan", {"amount, yuan", "金额(元)"}, line.amount_fen),
          plain_field("amount_fen", {}, line.amount_fen),
          yuan_field("of_yuan", {}, line.of_fen),
          text_field("weight", {}, line.weight),
          text_field("weight_total", {}, line.weight_total),
          list_field("rights", {}, line.rights),
          flag_field("held", {"held", "暂存"}, line.held),
          text_field("paid_on", {"paid on", "支付日"}, paid ? paid->paid_on : "")};
}

}  // namespace

Outcome<Page> run_page(const ledger::LedgerView& view, const std::string& id) {
  const auto run = LINHUI_API_TRY(ledger::need<ledger::Run>(view.state(), id));
  const auto record = LINHUI_API_TRY(view.record(run.index));
  const auto body = LINHUI_API_TRY(ledger::body_of<ledger::RunCalculateBody>(record));
  const auto shares = LINHUI_API_TRY(run_lines(view, id));
  const StepLabels labels = labels_of(view.state(), run.scheme);
  PageTable lines{"lines", {"Lines", "各行"}, {}};
  for (const ledger::ShareLine& line : shares) {
    const auto paid = ledger::read<ledger::Payment>(view.state(), id, ledger::line_id(line.line));
    lines.rows.push_back(line_fields(labels, line, paid));
  }
  Page page{{"Distribution " + id, "收益分配 " + id}, run_fields(id, run), {}};
  name_parties(view.state(), page.fields, {"developer"});
  page.tables = {outcome_table(labels, body), village_table(run, body), std::move(lines)};
  return page;
}

Page run_list(const ledger::LedgerView& view) {
  PageTable table{"runs", {"Distributions", "收益分配"}, {}};
  table.columns = {"run", "state", "project", "scheme", "sale", "amount_yuan", "payable", "paid"};
  ledger::scan<ledger::Run>(view.state(), [&](std::string_view id, const ledger::Run& run) {
    table.rows.push_back(run_fields(id, run));
    return true;
  });
  return list_page(std::move(table));
}

}  // namespace linhui::api::app
