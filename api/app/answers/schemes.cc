#include "api/app/answers/schemes.h"

#include "api/app/answers/words.h"
#include "api/app/desk/amounts.h"
#include "api/app/desk/problems.h"
#include "ledger/base/hash.h"
#include "ledger/bodies/right.h"

namespace linhui::api::app {
namespace {

using ledger::StepKind;

PageFields scheme_fields(std::string_view id, const ledger::Scheme& scheme) {
  PageField quorum = plain_field("quorum_num", {"quorum", "法定人数"}, scheme.quorum_num);
  const std::string share =
      std::to_string(scheme.quorum_num) + "/" + std::to_string(scheme.quorum_den);
  quorum.text = {share, share};
  return {text_field("scheme", {"scheme", "方案"}, std::string(id)),
          text_field("project", {"project", "项目"}, scheme.project),
          plain_field("notice_days", {"notice, days", "公示天数"}, scheme.notice_days),
          std::move(quorum),
          plain_field("quorum_den", {}, scheme.quorum_den),
          list_field("adopters", {"adopted by", "通过的集体"}, scheme.adopters),
          index_field(scheme.index)};
}

// "30/100 of what is left"; what a step of this kind shares out.
Text share_of(const ledger::SchemeStep& step) {
  const std::string part = std::to_string(step.num) + "/" + std::to_string(step.den);
  switch (step.kind) {
    case StepKind::cost:
      return {"¥" + yuan_text(step.amount_fen), "¥" + yuan_text(step.amount_fen)};
    case StepKind::percent: {
      const Text of = in_words(step.of);
      return {part + " " + of.english, of.chinese + " " + part};
    }
    case StepKind::collective:
      return {part + " of each village's", "各村所得的 " + part};
    case StepKind::holders:
      break;
  }
  return in_words(step.by);
}

PageFields step_fields(const ledger::SchemeStep& step) {
  const bool cost = step.kind == StepKind::cost, percent = step.kind == StepKind::percent;
  const bool part = percent || step.kind == StepKind::collective;
  PageField label = text_field("label_en", {"what for", "名目"}, step.label_en);
  label.text = {step.label_en, step.label_zh};
  PageField kind = word_field("kind", {"share", "份额"}, step.kind);
  kind.text = share_of(step);
  PageField amount = yuan_field("amount_yuan", {}, step.amount_fen);
  if (!cost) amount.value = nullptr;
  const auto word_if = [](bool there, const char* name, std::string_view word) {
    return text_field(name, {}, there ? std::string(word) : "");
  };
  return {text_field("step", {"step", "步骤"}, step.step),
          std::move(label),
          text_field("label_zh", {}, step.label_zh),
          std::move(kind),
          std::move(amount),
          {"num", {}, part ? Json(step.num) : Json()},
          {"den", {}, part ? Json(step.den) : Json()},
          word_if(percent, "of", ledger::word_of(step.of)),
          word_if(step.kind == StepKind::holders, "by", ledger::word_of(step.by)),
          text_field("payee", {"to", "收款方"}, step.payee),
          text_field("basis", {"basis", "依据"}, step.basis)};
}

}  // namespace

Outcome<Page> scheme_page(const ledger::LedgerView& view, const std::string& id) {
  const auto scheme = LINHUI_API_TRY(ledger::need<ledger::Scheme>(view.state(), id));
  const auto record = LINHUI_API_TRY(view.record(scheme.index));
  const auto adopted = LINHUI_API_TRY(ledger::body_of<ledger::SchemeAdoptBody>(record));
  Page page{{"Scheme " + id, "收益分配方案 " + id}, scheme_fields(id, scheme), {}};
  page.fields.insert(page.fields.end() - 1,
                     {text_field("basis", {"basis", "依据"}, adopted.basis),
                      text_field("resolution_sha256", {"resolution, SHA-256", "决议 SHA-256"},
                                 ledger::hex(adopted.resolution_sha256))});
  PageTable steps{"steps", {"Steps", "步骤"}, {}};
  for (const ledger::SchemeStep& step : scheme.steps) steps.rows.push_back(step_fields(step));
  page.tables.push_back(std::move(steps));
  return page;
}

Page scheme_list(const ledger::LedgerView& view) {
  PageTable table{"schemes", {"Schemes of sharing", "收益分配方案"}, {}};
  table.columns = {"scheme", "project", "notice_days", "adopters", "index"};
  ledger::scan<ledger::Scheme>(view.state(),
                               [&](std::string_view id, const ledger::Scheme& scheme) {
                                 table.rows.push_back(scheme_fields(id, scheme));
                                 return true;
                               });
  return list_page(std::move(table));
}

}  // namespace linhui::api::app
