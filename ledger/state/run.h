// Distributions: calculated → approved → published → final → part_paid → paid.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

enum class RunState { calculated, approved, published, final, part_paid, paid };
constexpr auto words_of(RunState) {
  return std::to_array<std::string_view>(
      {"calculated", "approved", "published", "final", "part_paid", "paid"});
}

struct Run {
  static constexpr std::string_view kFamily = "run";
  static constexpr ErrorCode kMissing = ErrorCode::run_not_found;
  std::string project, scheme, sale, developer;
  std::string from, to;  // [from, to), days
  std::int64_t amount_fen = 0;
  Hash root{};                         // of the lines beside run.calculate
  std::uint64_t row_count = 0;         // how many
  std::int64_t payable = 0, paid = 0;  // lines with something to pay; of these, how many are paid
  std::map<std::string, bool> approvals;  // by collective
  RunState state = RunState::calculated;
  std::string notice_from;  // day; empty until published
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

// A line of a run, under the party that it is for.
struct Share {
  static constexpr std::string_view kFamily = "share";
  std::int64_t amount_fen = 0;
  bool held = false;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("amount_fen", self.amount_fen);
    f.flag("held", self.held);
  }
};

// That a line was paid.
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
