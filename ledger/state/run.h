// Distributions: calculated → approved → published → final → part_paid → paid.
//
//   run.calculate   calculated: the ledger's own reckoning of one sale's cash
//   run.approve     approved, with the last village's collective
//   run.publish     published: the notice begins
//   run.finalise    final, after the scheme's notice days
//   run.pay         part_paid, and paid with the last line that can be paid
//
// There is no way back, and no second run for the same sale.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

enum class RunState { calculated, approved, published, final, part_paid, paid };
constexpr auto words_of(RunState) {
  return std::to_array<std::string_view>(
      {"calculated", "approved", "published", "final", "part_paid", "paid"});
}

// Written by run.calculate; the later records write `state` and what is said below.
struct Run {
  static constexpr std::string_view kFamily = "run";
  static constexpr ErrorCode kMissing = ErrorCode::run_not_found;
  // The developer is the sale's seller, who alone publishes, finalises and pays.
  std::string project, scheme, sale, developer;
  std::string from, to;                   // [from, to), days by which rights are weighed
  std::int64_t amount_fen = 0;            // all of the sale's; the lines add up to it, to the fen
  Hash root{};                            // of the lines beside run.calculate
  std::uint64_t row_count = 0;            // how many
  std::int64_t payable = 0, paid = 0;     // lines that are neither held nor 0; how many are paid
  std::map<std::string, bool> approvals;  // by collective of a village; run.approve sets one
  RunState state = RunState::calculated;
  std::string notice_from;  // day of run.publish, by its record's time; empty until then
  std::uint64_t index = 0;  // of run.calculate

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.id("scheme", self.scheme);
    f.id("sale", self.sale);
    f.id("developer", self.developer);
    f.day("from", self.from);
    f.day("to", self.to);
    f.count("amount_fen", self.amount_fen);
    f.hash("root", self.root);
    f.count("count", self.row_count);
    f.count("payable", self.payable);
    f.count("paid", self.paid);
    f.flags("approvals", self.approvals);
    f.word("state", self.state);
    f.optional_day("notice_from", self.notice_from);
    f.count("index", self.index);
  }
};

// A line of a run, under the party that it is for, from run.calculate on and never changed; the
// whole line is a row beside that record (ShareLine).
struct Share {
  static constexpr std::string_view kFamily = "share";
  std::int64_t amount_fen = 0;
  bool held = false;  // set aside, as the ground has no carbon-income right: cannot be paid

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("amount_fen", self.amount_fen);
    f.flag("held", self.held);
  }
};

// That a line was paid. Written by run.pay, once a line.
struct Payment {
  static constexpr std::string_view kFamily = "paid";
  std::string paid_on;      // day
  std::uint64_t index = 0;  // of run.pay

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.day("paid_on", self.paid_on);
    f.count("index", self.index);
  }
};

// A line's number in keys.
inline std::string line_id(std::int64_t line) { return padded(line, 8); }

}  // namespace linhui::ledger
