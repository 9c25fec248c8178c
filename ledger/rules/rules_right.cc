// Rules of rights and schemes.
#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

#include "ledger/base/calendar.h"
#include "ledger/rules/rule.h"
#include "ledger/shares/scheme_check.h"
#include "ledger/state/inventory.h"
#include "ledger/state/project.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

using BigInteger = boost::multiprecision::cpp_int;

bool may_hold_a_right(PartyKind kind) {
  return kind == PartyKind::household || kind == PartyKind::collective ||
         kind == PartyKind::company || kind == PartyKind::state_farm;
}

Result<RightRow> right_row_of(std::string_view bytes) {
  RightRow row = LINHUI_TRY(row_of<RightRow>(bytes));
  if (!may_hold_a_right(row.holder_kind)) {
    return Error{ErrorCode::row_malformed, "row.holder_kind"};
  }
  return row;
}

RightExtent extent_of(const RightRow& row) {
  return {row.type, row.area_m2, row.share_bp, *parse_day(row.from),
          row.to.empty() ? kOpenEnd : *parse_day(row.to)};
}

// Holders come in with their first right, by a commitment and without a key of their own.
Result<void> admit_holder(RuleContext& c, const RightRow& row) {
  if (const auto known = read<Party>(c.state, row.holder)) {
    if (known->kind == row.holder_kind) return {};
    return Error{ErrorCode::party_exists, row.holder};
  }
  Party holder;
  holder.roles = {Role::holder};
  holder.kind = row.holder_kind;
  holder.index = c.index;
  write(c.state, holder, row.holder);
  return {};
}

// Income rests on another right to the same ground; other rights may rest on one.
Result<void> check_parent(const View& state, const RightRow& row) {
  const bool income = row.type == RightType::carbon_income;
  if (!income && row.parent.empty()) return {};
  const auto parent = read<Right>(state, row.parent);
  if (parent &&
      (!income || (parent->stand_id == row.stand_id && parent->type != RightType::carbon_income))) {
    return {};
  }
  return Error{ErrorCode::row_malformed, row.right + " parent"};
}

Result<void> enter_right(RuleContext& c, const RightRow& row) {
  const RightExtent extent = extent_of(row);
  if (extent.from >= extent.to) return Error{ErrorCode::right_interval_invalid, row.right};
  if (has<Right>(c.state, row.right)) return Error{ErrorCode::right_exists, row.right};
  const auto stand = read<Stand>(c.state, row.stand_id);
  if (!stand) return Error{ErrorCode::right_stand_unknown, row.stand_id};
  if (rights_exceed(c.state, row.stand_id, stand->area_m2, extent)) {
    return Error{ErrorCode::rights_exceed_parcel, row.stand_id};
  }
  LINHUI_TRY(check_parent(c.state, row));
  LINHUI_TRY(admit_holder(c, row));
  write(c.state, Right{row.stand_id, row.type, row.holder, c.index}, row.right);
  write(c.state,
        StandRight{row.type, row.holder, row.parent, row.area_m2, row.share_bp, extent.from,
                   extent.to},
        row.stand_id, row.right);
  write(c.state, HolderRight{row.stand_id}, row.holder, row.right);
  return {};
}

}  // namespace

// Checked at the days on which a right begins: between them the sum cannot grow.
bool rights_exceed(const View& view, const std::string& stand, std::int64_t area_m2,
                   const std::optional<RightExtent>& added) {
  std::vector<RightExtent> rights;
  if (added) rights.push_back(*added);
  const Visit<StandRight> each = [&](std::string_view, const StandRight& right) {
    rights.push_back({right.type, right.area_m2, right.share_bp, right.from, right.to});
    return true;
  };
  scan_under<StandRight>(view, each, stand);
  return std::any_of(rights.begin(), rights.end(), [&](const RightExtent& start) {
    BigInteger sum = 0;
    for (const RightExtent& right : rights) {
      if (right.type == start.type && right.from <= start.from && start.from < right.to) {
        sum += BigInteger(right.area_m2) * right.share_bp;
      }
    }
    return sum > BigInteger(area_m2) * kFullShare;
  });
}

Result<void> rule_right_register(RuleContext& c, const RightRegisterBody& body) {
  if (body.rows.count == 0) return Error{ErrorCode::record_malformed, "body.rows.count"};
  Result<void> entered;
  const bool complete =
      scan_rows(c.state, body.rows.root, body.rows.count, [&](auto, std::string_view bytes) {
        const auto row = right_row_of(bytes);
        entered = row.ok() ? enter_right(c, row.value()) : Result<void>(row.error());
        return entered.ok();
      });
  LINHUI_TRY(entered);
  if (!complete) return Error{ErrorCode::rows_missing};
  return {};
}

// A scheme is signed by the developer and by every collective that adopts it.
Result<void> rule_scheme_adopt(RuleContext& c, const SchemeAdoptBody& body) {
  if (body.basis.empty()) return Error{ErrorCode::scheme_without_basis, body.scheme};
  const Project project = LINHUI_TRY(need<Project>(c.state, body.project));
  if (project.developer != c.by()) return Error{ErrorCode::role_missing, body.project};
  for (const std::string& adopter : body.adopters) {
    if (!has_role(c.state, adopter, Role::collective)) {
      return Error{ErrorCode::role_missing, adopter};
    }
    LINHUI_TRY(c.needs_signature(adopter));
  }
  if (has<Scheme>(c.state, body.scheme)) return Error{ErrorCode::scheme_exists, body.scheme};
  LINHUI_TRY(check_scheme_steps(body.steps));
  for (const SchemeStep& step : body.steps) {
    if (!step.payee.empty() && !has<Party>(c.state, step.payee)) {
      return Error{ErrorCode::party_not_found, step.payee};
    }
  }
  Scheme scheme;
  scheme.project = body.project;
  scheme.steps = body.steps;
  scheme.adopters = body.adopters;
  scheme.notice_days = body.notice_days;
  scheme.quorum_num = body.quorum_num;
  scheme.quorum_den = body.quorum_den;
  scheme.index = c.index;
  write(c.state, scheme, body.scheme);
  return {};
}

}  // namespace linhui::ledger
