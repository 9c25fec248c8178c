// Schemes: how a project's income is shared, as adopted. shares/distribution.h carries one out.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

// cost        a fixed amount to a payee, off the top
// percent     a share to a payee, off the top
// collective  what each village's collective keeps of the village's amount
// holders     the rest of each village's amount, to those who have rights there; the last step
enum class StepKind { cost, percent, collective, holders };
constexpr auto words_of(StepKind) {
  return std::to_array<std::string_view>({"cost", "percent", "collective", "holders"});
}
// What a percentage is taken of: all of the income, or what the steps before have left.
enum class PercentOf { gross, remaining };
constexpr auto words_of(PercentOf) {
  return std::to_array<std::string_view>({"gross", "remaining"});
}
// By what holders share a village's pool: the ground and days that each has, or one part each.
enum class ShareBy { area_days, equal };
constexpr auto words_of(ShareBy) { return std::to_array<std::string_view>({"area_days", "equal"}); }

// One line of the scheme. In which order steps may stand, shares/scheme_check.h says. A field that
// the kind does not have is neither written nor read.
struct SchemeStep {
  std::string step;  // its id within the scheme
  StepKind kind = StepKind::holders;
  std::string basis;  // the document that says so; a step without one is refused by name
  std::string label_en, label_zh;   // what people are shown
  std::string payee;                // cost, percent: a party
  std::int64_t amount_fen = 0;      // cost: of each run, however large the sale
  PercentOf of = PercentOf::gross;  // percent
  std::int64_t num = 0, den = 1;    // percent, collective: num / den, at most the whole
  ShareBy by = ShareBy::area_days;  // holders

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("step", self.step);
    f.word("kind", self.kind);
    f.optional_text("basis", self.basis);
    f.text("label_en", self.label_en, 200);
    f.text("label_zh", self.label_zh, 200);
    if (self.kind == StepKind::cost || self.kind == StepKind::percent) f.id("payee", self.payee);
    if (self.kind == StepKind::cost) f.whole("amount_fen", self.amount_fen, 1, kMaxAmountFen);
    if (self.kind == StepKind::percent) f.word("of", self.of);
    if (self.kind == StepKind::percent || self.kind == StepKind::collective) {
      f.whole("num", self.num, 0, 1'000'000);
      f.whole("den", self.den, 1, 1'000'000);
    }
    if (self.kind == StepKind::holders) f.word("by", self.by);
  }
};

// Written by scheme.adopt, for good; a project may have several, and each run names one.
struct Scheme {
  static constexpr std::string_view kFamily = "scheme";
  static constexpr ErrorCode kMissing = ErrorCode::scheme_not_found;
  std::string project;
  std::vector<SchemeStep> steps;
  std::vector<std::string> adopters;            // collectives that have signed it
  std::int64_t notice_days = 0;                 // from a run's publication until it can be final
  std::int64_t quorum_num = 1, quorum_den = 1;  // share of those entitled who must be present
  std::uint64_t index = 0;                      // of scheme.adopt

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.list("steps", self.steps);
    f.ids("adopters", self.adopters);
    f.count("notice_days", self.notice_days);
    f.count("quorum_num", self.quorum_num);
    f.count("quorum_den", self.quorum_den);
    f.count("index", self.index);
  }
};

}  // namespace linhui::ledger
