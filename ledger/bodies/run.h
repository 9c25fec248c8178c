// Bodies of the records of a distribution, with the rows beside them: what the ledger reckons
// itself (shares/distribution.h) and the developer must state as it is. Money is in fen, 1/100
// yuan.
#pragma once

#include "ledger/bodies/body.h"

namespace linhui::ledger {

// What a cost or percent step took, of what, and what it left for the steps after it.
struct StepOutcome {
  std::string step;
  std::int64_t of_fen = 0, amount_fen = 0, left_fen = 0;
  friend bool operator==(const StepOutcome&, const StepOutcome&) = default;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("step", self.step);
    f.whole("of_fen", self.of_fen, 0, kMaxAmountFen);
    f.whole("amount_fen", self.amount_fen, 0, kMaxAmountFen);
    f.whole("left_fen", self.left_fen, 0, kMaxAmountFen);
  }
};

// What a village gets, and its parts: amount = collective + holders. Weights are m² × days ×
// 1/10,000 as decimal strings: they may be long.
struct VillageOutcome {
  std::string township, village, collective;  // the collective's party
  std::int64_t amount_fen = 0;
  std::string weight;  // of all rights there, the held ones' too
  std::int64_t collective_fen = 0, holders_fen = 0;
  friend bool operator==(const VillageOutcome&, const VillageOutcome&) = default;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text_or_empty("township", self.township);
    f.text_or_empty("village", self.village);
    f.id("collective", self.collective);
    f.whole("amount_fen", self.amount_fen, 0, kMaxAmountFen);
    f.text("weight", self.weight);
    f.whole("collective_fen", self.collective_fen, 0, kMaxAmountFen);
    f.whole("holders_fen", self.holders_fen, 0, kMaxAmountFen);
  }
};

// The seller of a settled sale shares its cash out, by one scheme, over the rights of some days.
struct RunCalculateBody {
  static constexpr std::string_view kType = "run.calculate";
  std::string run, scheme, sale;
  std::string from, to;                  // [from, to), days
  std::int64_t amount_fen = 0;           // the sale's; 0 or less is amount_not_positive
  std::vector<StepOutcome> steps;        // in the scheme's order
  std::vector<VillageOutcome> villages;  // by township, then village
  RowsReference rows;                    // of ShareLine

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("run", self.run);
    f.id("scheme", self.scheme);
    f.id("sale", self.sale);
    f.day("from", self.from);
    f.day("to", self.to);
    f.whole("amount_fen", self.amount_fen, -kMaxAmountFen, kMaxAmountFen);
    f.list("steps", self.steps);
    f.list("villages", self.villages);
    f.object("rows", self.rows);
  }
};

// Which kind of step a line comes from (StepKind, state/scheme.h).
enum class LineKind { cost, percent, collective, holder };
constexpr auto words_of(LineKind) {
  return std::to_array<std::string_view>({"cost", "percent", "collective", "holder"});
}

// One line of a distribution: what a party gets, by which step, of what, with which weight. The
// amounts of all lines add up to the run's.
struct ShareLine {
  std::int64_t line = 0;  // from 0, the row's index
  LineKind kind = LineKind::holder;
  std::string step, party, township, village;  // no place above the villages
  std::int64_t amount_fen = 0, of_fen = 0;     // the line's, of what the step divides
  // Its part: of a holder, as VillageOutcome weighs, or 1 where all share equally; num and den of a
  // percent or collective step; 0 and 0 of a cost.
  std::string weight, weight_total;
  std::vector<std::string> rights;  // that it is for; only a holder's has some
  bool held = false;                // kept back: no carbon-income right covers the ground

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("line", self.line);
    f.word("kind", self.kind);
    f.id("step", self.step);
    f.id("party", self.party);
    f.text_or_empty("township", self.township);
    f.text_or_empty("village", self.village);
    f.whole("amount_fen", self.amount_fen, 0, kMaxAmountFen);
    f.whole("of_fen", self.of_fen, 0, kMaxAmountFen);
    f.text("weight", self.weight);
    f.text("weight_total", self.weight_total);
    f.ids("rights", self.rights);
    f.flag("held", self.held);
  }
};

// A village's collective says that its members have resolved on the run, with the votes.
struct RunApproveBody {
  static constexpr std::string_view kType = "run.approve";
  std::string run;
  Hash resolution_sha256{};
  std::string held_on;  // day of the meeting
  // Votes. Carried where `present` of `entitled` reach the scheme's quorum and more than half of
  // those present are in favour.
  std::int64_t entitled = 0, present = 0, in_favour = 0, against = 0;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("run", self.run);
    f.hash("resolution_sha256", self.resolution_sha256);
    f.day("held_on", self.held_on);
    f.whole("entitled", self.entitled, 1, 1'000'000);
    f.whole("present", self.present, 0, 1'000'000);
    f.whole("in_favour", self.in_favour, 0, 1'000'000);
    f.whole("against", self.against, 0, 1'000'000);
  }
};

// The developer has put the run on public notice; its days begin with the record's.
struct RunPublishBody {
  static constexpr std::string_view kType = "run.publish";
  std::string run;
  Hash notice_sha256{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("run", self.run);
    f.hash("notice_sha256", self.notice_sha256);
  }
};

// The developer closes the notice: the run may be paid.
struct RunFinaliseBody {
  static constexpr std::string_view kType = "run.finalise";
  std::string run;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("run", self.run);
  }
};

// The developer says which lines the bank has paid on a day.
struct RunPayBody {
  static constexpr std::string_view kType = "run.pay";
  std::string run, paid_on;  // day
  RowsReference rows;        // of PaidLine

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("run", self.run);
    f.day("paid_on", self.paid_on);
    f.object("rows", self.rows);
  }
};

// A line that the bank has paid, with a commitment to its reference.
struct PaidLine {
  std::int64_t line = 0;  // ShareLine::line: neither held nor 0, and not paid before
  Hash reference{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.whole("line", self.line, 0, 1'000'000'000);
    f.hash("reference", self.reference);
  }
};

}  // namespace linhui::ledger
