// Rules of rights and schemes.
#include <algorithm>
#include <map>
#include <vector>

#include "ledger/base/calendar.h"
#include "ledger/rules/apply_rules.h"
#include "ledger/shares/distribution.h"

namespace linhui::ledger {
namespace {

constexpr std::int64_t kOpenEnd = 2'932'896;  // 9999-12-31: a right without an end

// One row of right.register.
struct RightRow : RightExtent {
  std::string right, stand, holder, holder_kind, parent;
};

Result<RightRow> read_right(std::string_view bytes) {
  const auto parsed = parse_canonical(bytes);
  if (!parsed.ok()) return Error{ErrorCode::row_malformed, parsed.error().detail};
  Fields f(parsed.value(), "row");
  RightRow row;
  row.right = f.id("right");
  row.stand = f.text("stand_id", 120);
  row.type = f.word("type", {"ownership", "contract", "management", "carbon_income"});
  row.holder = f.id("holder");
  row.holder_kind = f.word("holder_kind", {"household", "collective", "company", "state_farm"});
  row.parent = f.optional_id("parent");
  row.area_m2 = f.whole("area_m2", 1, 1'000'000'000'000);
  row.share = f.whole("share_bp", 1, kFullShare);
  row.from = *parse_day(f.day("from"));
  const std::string to = f.optional_day("to");
  row.to = to.empty() ? kOpenEnd : *parse_day(to);
  f.hash("holder_commitment");
  f.hash("commitment");
  if (const auto done = f.done(); !done.ok()) return done.error();
  if (row.from >= row.to) return Error{ErrorCode::right_interval_invalid, row.right};
  return row;
}

// Holders come in with their first right, by a commitment and without a key of their own.
Result<void> admit_holder(RuleContext& c, const RightRow& row) {
  const std::string key = key_of("party", row.holder);
  if (const auto known = get_state(c.state, key)) {
    if (known->at("kind") == row.holder_kind) return {};
    return Error{ErrorCode::party_exists, row.holder};
  }
  put_state(c.state, key, {{"roles", {"holder"}}, {"kind", row.holder_kind}, {"index", c.index}});
  return {};
}

Result<void> enter_right(RuleContext& c, const RightRow& row) {
  if (has_state(c.state, key_of("right", row.right))) {
    return Error{ErrorCode::right_exists, row.right};
  }
  const auto stand = get_state(c.state, key_of("stand", row.stand));
  if (!stand) return Error{ErrorCode::right_stand_unknown, row.stand};
  if (rights_exceed(c.state, row.stand, stand->at("area_m2").get<std::int64_t>(), row)) {
    return Error{ErrorCode::rights_exceed_parcel, row.stand};
  }
  if (row.type == "carbon_income") {
    const auto parent = get_state(c.state, key_of("right", row.parent));
    if (!parent || parent->at("stand_id") != row.stand || parent->at("type") == "carbon_income") {
      return Error{ErrorCode::row_malformed, row.right + " parent"};
    }
  } else if (!row.parent.empty() && !has_state(c.state, key_of("right", row.parent))) {
    return Error{ErrorCode::row_malformed, row.right + " parent"};
  }
  LINHUI_TRY(admit_holder(c, row));
  put_state(
      c.state, key_of("right", row.right),
      {{"stand_id", row.stand}, {"type", row.type}, {"holder", row.holder}, {"index", c.index}});
  put_state(c.state, key_of("stand_right", row.stand, row.right),
            {{"type", row.type},
             {"holder", row.holder},
             {"parent", row.parent},
             {"area_m2", row.area_m2},
             {"share_bp", row.share},
             {"from", row.from},
             {"to", row.to}});
  put_state(c.state, key_of("holder_right", row.holder, row.right), {{"stand_id", row.stand}});
  return {};
}

}  // namespace

// Checked at the days on which a right begins: between them the sum cannot grow.
bool rights_exceed(const View& view, const std::string& stand, std::int64_t area_m2,
                   const std::optional<RightExtent>& added) {
  std::vector<RightExtent> rights;
  if (added) rights.push_back(*added);
  scan_state(view, key_of("stand_right", stand) + "/", [&](auto, const Json& value) {
    rights.push_back({value.at("type").get<std::string>(), value.at("area_m2").get<std::int64_t>(),
                      value.at("share_bp").get<std::int64_t>(),
                      value.at("from").get<std::int64_t>(), value.at("to").get<std::int64_t>()});
    return true;
  });
  return std::any_of(rights.begin(), rights.end(), [&](const RightExtent& start) {
    BigInteger sum = 0;
    for (const RightExtent& right : rights) {
      if (right.type == start.type && right.from <= start.from && start.from < right.to) {
        sum += BigInteger(right.area_m2) * right.share;
      }
    }
    return sum > BigInteger(area_m2) * kFullShare;
  });
}

Result<void> rule_right_register(RuleContext& c) {
  Fields f(c.body(), "body");
  f.text("register", 300);
  f.hash("register_sha256");
  const RowsReference rows = read_rows_reference(f);
  LINHUI_TRY(f.done());
  if (rows.count == 0) return Error{ErrorCode::record_malformed, "body.rows.count"};
  std::optional<Error> refused;
  const bool complete =
      scan_rows(c.state, rows.root, rows.count, [&](auto, std::string_view bytes) {
        const auto row = read_right(bytes);
        const auto entered = row.ok() ? enter_right(c, row.value()) : Result<void>(row.error());
        if (!entered.ok()) refused = entered.error();
        return !refused;
      });
  if (refused) return *refused;
  if (!complete) return Error{ErrorCode::rows_missing};
  return {};
}

// A scheme is signed by the developer and by every collective that adopts it.
Result<void> rule_scheme_adopt(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string scheme = f.id("scheme");
  const std::string project = f.id("project");
  const bool has_basis = f.has("basis");
  f.optional_text("basis");
  f.hash("resolution_sha256");
  const auto notice_days = f.whole("notice_days", 1, 365);
  const auto quorum_num = f.whole("quorum_num", 1, 1000);
  const auto quorum_den = f.whole("quorum_den", 1, 1000);
  const Json& steps = f.array("steps");
  const auto adopters = f.ids("adopters");
  LINHUI_TRY(f.done());
  if (!has_basis) return Error{ErrorCode::scheme_without_basis, scheme};
  const auto owner = get_state(c.state, key_of("project", project));
  if (!owner) return Error{ErrorCode::project_not_found, project};
  if (owner->at("developer") != c.by()) return Error{ErrorCode::role_missing, project};
  for (const std::string& adopter : adopters) {
    if (!c.has_role(adopter, "collective")) return Error{ErrorCode::role_missing, adopter};
    LINHUI_TRY(c.needs_signature(adopter));
  }
  if (has_state(c.state, key_of("scheme", scheme))) return Error{ErrorCode::scheme_exists, scheme};
  LINHUI_TRY(check_scheme_steps(steps));
  for (const Json& step : steps) {
    if (!step.contains("payee")) continue;
    const std::string payee = step.at("payee");
    if (!has_state(c.state, key_of("party", payee))) {
      return Error{ErrorCode::party_not_found, payee};
    }
  }
  put_state(c.state, key_of("scheme", scheme),
            {{"project", project},
             {"steps", steps},
             {"adopters", adopters},
             {"notice_days", notice_days},
             {"quorum_num", quorum_num},
             {"quorum_den", quorum_den},
             {"index", c.index}});
  return {};
}

}  // namespace linhui::ledger
