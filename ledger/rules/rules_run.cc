// Rules of distributions: calculated → approved → published → final → part_paid → paid.
#include <algorithm>

#include "ledger/base/calendar.h"
#include "ledger/base/padded.h"
#include "ledger/rules/apply_rules.h"
#include "ledger/shares/distribution.h"

namespace linhui::ledger {
namespace {

Result<Json> run_in_state(RuleContext& c, const std::string& run,
                          std::initializer_list<const char*> states) {
  auto entry = get_state(c.state, key_of("run", run));
  if (!entry) return Error{ErrorCode::run_not_found, run};
  for (const char* state : states) {
    if (entry->at("state") == state) return *entry;
  }
  return Error{ErrorCode::run_state, entry->at("state").get<std::string>()};
}

std::int64_t record_day(const RuleContext& c) { return shanghai_day(*parse_time(c.record.time())); }

Result<void> check_developer(const RuleContext& c, const Json& run) {
  if (run.at("developer") == c.by()) return {};
  return Error{ErrorCode::role_missing, c.by()};
}

}  // namespace

// The ledger calculates the distribution itself; the record must say the same, row by row.
Result<void> rule_run_calculate(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string run = f.id("run");
  const std::string scheme = f.id("scheme");
  const std::string sale = f.id("sale");
  DistributionRequest request;
  request.scheme = scheme;
  request.from_day = *parse_day(f.day("from"));
  request.to_day = *parse_day(f.day("to"));
  request.amount_fen = f.whole("amount_fen", -9'000'000'000'000'000, 9'000'000'000'000'000);
  const Json& steps = f.array("steps");
  const Json& villages = f.array("villages");
  const RowsReference rows = read_rows_reference(f);
  LINHUI_TRY(f.done());
  if (request.amount_fen <= 0) return Error{ErrorCode::amount_not_positive, run};
  if (has_state(c.state, key_of("run", run))) return Error{ErrorCode::run_exists, run};
  if (request.from_day >= request.to_day) return Error{ErrorCode::period_invalid, run};
  auto sold = get_state(c.state, key_of("sale", sale));
  if (!sold) return Error{ErrorCode::sale_not_found, sale};
  if (sold->at("state") != "settled" || sold->contains("run") ||
      sold->at("amount_fen") != request.amount_fen) {
    return Error{ErrorCode::cash_not_distributable, sale};
  }
  request.project = sold->at("project");
  const auto adopted = get_state(c.state, key_of("scheme", scheme));
  if (!adopted || adopted->at("project") != request.project) {
    return Error{ErrorCode::scheme_not_found, scheme};
  }
  if (sold->at("seller") != c.by()) return Error{ErrorCode::role_missing, c.by()};

  const auto expected = distribute(c.state, request);
  if (!expected.ok()) return expected.error();
  if (rows_root(expected.value().rows) != rows.root || expected.value().rows.size() != rows.count ||
      expected.value().steps != steps || expected.value().villages != villages) {
    return Error{ErrorCode::shares_mismatch, run};
  }
  Json approvals = Json::object();
  const Json& adopters = adopted->at("adopters");
  for (const Json& village : villages) {
    const std::string collective = village.at("collective");
    if (std::find(adopters.begin(), adopters.end(), collective) == adopters.end()) {
      return Error{ErrorCode::scheme_not_found, scheme + ", not adopted by " + collective};
    }
    approvals[collective] = false;
  }

  std::int64_t sum_fen = 0, payable = 0;
  for (const std::string& bytes : expected.value().rows) {
    const Json row = Json::parse(bytes);
    const std::string line = padded(row.at("line").get<std::int64_t>(), 8);
    const bool held = row.at("held");
    const auto amount_fen = row.at("amount_fen").get<std::int64_t>();
    sum_fen += amount_fen;
    if (!held && amount_fen > 0) ++payable;
    put_state(c.state, key_of("share", row.at("party").get<std::string>(), run, line),
              {{"amount_fen", amount_fen}, {"held", held}});
  }
  // exact-split: to the fen.
  if (sum_fen != request.amount_fen) return Error{ErrorCode::shares_mismatch, run};

  (*sold)["run"] = run;
  put_state(c.state, key_of("sale", sale), *sold);
  put_state(c.state, key_of("run", run),
            {{"project", request.project},
             {"scheme", scheme},
             {"sale", sale},
             {"developer", c.by()},
             {"from", day_text(request.from_day)},
             {"to", day_text(request.to_day)},
             {"amount_fen", request.amount_fen},
             {"root", hex(rows.root)},
             {"count", rows.count},
             {"payable", payable},
             {"paid", 0},
             {"approvals", approvals},
             {"state", "calculated"},
             {"index", c.index}});
  return {};
}

// Each village's collective approves by resolution; with the last of them the run is approved.
Result<void> rule_run_approve(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string run = f.id("run");
  f.hash("resolution_sha256");
  f.day("held_on");
  const auto entitled = f.whole("entitled", 1, 1'000'000);
  const auto present = f.whole("present", 0, 1'000'000);
  const auto in_favour = f.whole("in_favour", 0, 1'000'000);
  const auto against = f.whole("against", 0, 1'000'000);
  LINHUI_TRY(f.done());
  auto entry = run_in_state(c, run, {"calculated"});
  if (!entry.ok()) return entry.error();
  Json& approvals = entry.value()["approvals"];
  if (!approvals.contains(c.by())) return Error{ErrorCode::role_missing, c.by()};
  const auto scheme =
      get_state(c.state, key_of("scheme", entry.value().at("scheme").get<std::string>()));
  const auto quorum_num = scheme->at("quorum_num").get<std::int64_t>();
  const auto quorum_den = scheme->at("quorum_den").get<std::int64_t>();
  const bool quorate = present <= entitled && present * quorum_den >= entitled * quorum_num;
  if (!quorate || in_favour + against > present || in_favour * 2 <= present) {
    return Error{ErrorCode::resolution_not_carried, c.by()};
  }
  approvals[c.by()] = true;
  if (std::all_of(approvals.begin(), approvals.end(), [](const Json& a) { return a == true; })) {
    entry.value()["state"] = "approved";
  }
  put_state(c.state, key_of("run", run), entry.value());
  return {};
}

// The notice begins on the day of the record: it cannot be dated back.
Result<void> rule_run_publish(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string run = f.id("run");
  f.hash("notice_sha256");
  LINHUI_TRY(f.done());
  auto entry = run_in_state(c, run, {"approved"});
  if (!entry.ok()) return entry.error();
  LINHUI_TRY(check_developer(c, entry.value()));
  entry.value()["state"] = "published";
  entry.value()["notice_from"] = day_text(record_day(c));
  put_state(c.state, key_of("run", run), entry.value());
  return {};
}

Result<void> rule_run_finalise(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string run = f.id("run");
  LINHUI_TRY(f.done());
  auto entry = run_in_state(c, run, {"published"});
  if (!entry.ok()) return entry.error();
  LINHUI_TRY(check_developer(c, entry.value()));
  const auto scheme =
      get_state(c.state, key_of("scheme", entry.value().at("scheme").get<std::string>()));
  const std::int64_t notice_from = *parse_day(entry.value().at("notice_from").get<std::string>());
  if (record_day(c) < notice_from + scheme->at("notice_days").get<std::int64_t>()) {
    return Error{ErrorCode::notice_too_short, run};
  }
  entry.value()["state"] = "final";
  put_state(c.state, key_of("run", run), entry.value());
  return {};
}

// Which lines were paid, with a commitment to the bank's reference of each.
Result<void> rule_run_pay(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string run = f.id("run");
  const std::string paid_on = f.day("paid_on");
  const RowsReference rows = read_rows_reference(f);
  LINHUI_TRY(f.done());
  auto entry = run_in_state(c, run, {"final", "part_paid"});
  if (!entry.ok()) return entry.error();
  LINHUI_TRY(check_developer(c, entry.value()));
  const auto root = hash_from_hex(entry.value().at("root").get<std::string>());

  std::optional<Error> refused;
  std::int64_t paid = 0;
  const bool complete =
      scan_rows(c.state, rows.root, rows.count, [&](auto, std::string_view bytes) {
        const auto parsed = parse_canonical(bytes);
        const Json none;
        Fields row(parsed.ok() ? parsed.value() : none, "row");
        const auto line = row.whole("line", 0, 1'000'000'000);
        row.hash("reference");
        if (const auto done = row.done(); !done.ok()) {
          refused = Error{ErrorCode::row_malformed, done.error().detail};
          return false;
        }
        const auto share =
            c.state.get(Table::row, row_key(*root, static_cast<std::uint64_t>(line)));
        const Json value = share ? Json::parse(*share, nullptr, false) : Json();
        const std::string key = key_of("paid", run, padded(line, 8));
        if (!share || value.at("held") == true || value.at("amount_fen") == 0 ||
            has_state(c.state, key)) {
          refused = Error{ErrorCode::line_not_payable, std::to_string(line)};
          return false;
        }
        put_state(c.state, key, {{"paid_on", paid_on}, {"index", c.index}});
        ++paid;
        return true;
      });
  if (refused) return *refused;
  if (!complete || paid == 0) return Error{ErrorCode::rows_missing};
  const std::int64_t so_far = entry.value().at("paid").get<std::int64_t>() + paid;
  entry.value()["paid"] = so_far;
  entry.value()["state"] = so_far == entry.value().at("payable") ? "paid" : "part_paid";
  put_state(c.state, key_of("run", run), entry.value());
  return {};
}

// What left for an exchange: under which number, of which state of the log, with which digest.
Result<void> rule_export_record(RuleContext& c) {
  Fields f(c.body(), "body");
  const auto sequence = f.whole("sequence", 1, 1'000'000'000);
  const std::string format = f.id("format");
  const std::string project = f.id("project");
  const auto size = f.whole("log_size", 1, static_cast<std::int64_t>(c.index));
  const std::string digest = hex(f.hash("sha256"));
  LINHUI_TRY(f.done());
  if (!has_state(c.state, key_of("project", project))) {
    return Error{ErrorCode::project_not_found, project};
  }
  std::int64_t next = 1;
  scan_state(c.state, "export/", [&](auto, const Json&) { return ++next; });
  if (sequence != next) return Error{ErrorCode::record_malformed, "body.sequence"};
  put_state(c.state, key_of("export", padded(sequence, 8)),
            {{"format", format},
             {"project", project},
             {"log_size", size},
             {"sha256", digest},
             {"index", c.index}});
  return {};
}

}  // namespace linhui::ledger
