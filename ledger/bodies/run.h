// Bodies of the records of a distribution, with the rows beside them.
#pragma once

#include "ledger/bodies/body.h"

namespace linhui::ledger {

// What a step above the villages took, and what it left.
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

// What a village gets, and its parts. Weights are decimal strings: they may be long.
struct VillageOutcome {
  std::string township, village, collective;
  std::int64_t amount_fen = 0;
  std::string weight;
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

struct RunCalculateBody {
  static constexpr std::string_view kType = "run.calculate";
  std::string run, scheme, sale;
  std::string from, to;  // [from, to), days
  std::int64_t amount_fen = 0;
  std::vector<StepOutcome> steps;
  std::vector<VillageOutcome> villages;
  RowsReference rows;  // of ShareLine

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

enum class LineKind { cost, percent, collective, holder };
constexpr auto words_of(LineKind) {
  return std::to_array<std::string_view>({"cost", "percent", "collective", "holder"});
}

// One line of a distribution: what a party gets, by which step, of what, with which weight.
struct ShareLine {
  std::int64_t line = 0;
  LineKind kind = LineKind::holder;
  std::string step, party, township, village;
  std::int64_t amount_fen = 0, of_fen = 0;
  std::string weight, weight_total;
  std::vector<std::string> rights;  // that it is for
  bool held = false;

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

struct RunApproveBody {
  static constexpr std::string_view kType = "run.approve";
  std::string run;
  Hash resolution_sha256{};
  std::string held_on;
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

struct RunFinaliseBody {
  static constexpr std::string_view kType = "run.finalise";
  std::string run;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("run", self.run);
  }
};

struct RunPayBody {
  static constexpr std::string_view kType = "run.pay";
  std::string run, paid_on;
  RowsReference rows;  // of PaidLine

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("run", self.run);
    f.day("paid_on", self.paid_on);
    f.object("rows", self.rows);
  }
};

// A line that the bank has paid, with a commitment to its reference.
struct PaidLine {
  std::int64_t line = 0;
  Hash reference{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.whole("line", self.line, 0, 1'000'000'000);
    f.hash("reference", self.reference);
  }
};

}  // namespace linhui::ledger
