// Rules of inventories and projects.
#include <algorithm>

#include "ledger/ground/claims.h"
#include "ledger/ground/stand_row.h"
#include "ledger/rules/rule.h"
#include "ledger/state/project.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

// A number names one stand in all of the ledger, and is its first importer's: rights rest on it,
// and a new survey leaves them room.
Result<void> may_bring(RuleContext& c, const StandRow& row) {
  const auto known = read<Stand>(c.state, row.stand_id);
  if (!known) return {};
  if (known->by != c.by()) {
    return Error{ErrorCode::stand_of_another, row.stand_id + " / " + known->by};
  }
  if (row.area_m2 < known->area_m2 && rights_exceed(c.state, row.stand_id, row.area_m2)) {
    return Error{ErrorCode::rights_exceed_parcel, row.stand_id};
  }
  return {};
}

// One row of an inventory after the other; their areas add up.
class StandsOf {
 public:
  StandsOf(RuleContext& c, const InventoryImportBody& body) : c_(c), body_(body) {}

  Result<void> take(std::uint64_t index, std::string_view bytes) {
    const StandRow row = LINHUI_TRY(stand_row_of(bytes));
    if (!seen_.insert(row.stand_id).second) return Error{ErrorCode::row_malformed, row.stand_id};
    LINHUI_TRY(may_bring(c_, row));
    total_m2_ += row.area_m2;
    if (total_m2_ > body_.area_m2) return Error{ErrorCode::rows_mismatch, "area_m2"};
    write(c_.state,
          Stand{c_.by(), body_.rows.root, index, row.area_m2, row.kind, row.township, row.village},
          row.stand_id);
    return {};
  }
  std::int64_t total_m2() const { return total_m2_; }

 private:
  RuleContext& c_;
  const InventoryImportBody& body_;
  std::set<std::string> seen_;
  std::int64_t total_m2_ = 0;
};

}  // namespace

Result<void> rule_inventory_import(RuleContext& c, const InventoryImportBody& body) {
  if (body.rows.count == 0) return Error{ErrorCode::record_malformed, "body.rows.count"};
  const std::string root = hex(body.rows.root);
  if (has<Inventory>(c.state, root)) return Error{ErrorCode::inventory_exists, root};
  if (const auto owner = read<Project>(c.state, body.project);
      owner && owner->developer != c.by()) {
    return Error{ErrorCode::role_missing, body.project};
  }
  StandsOf stands(c, body);
  Result<void> taken;
  const bool complete = scan_rows(c.state, body.rows.root, body.rows.count,
                                  [&](std::uint64_t index, std::string_view bytes) {
                                    taken = stands.take(index, bytes);
                                    return taken.ok();
                                  });
  LINHUI_TRY(taken);
  if (!complete) return Error{ErrorCode::rows_missing};
  if (stands.total_m2() != body.area_m2) return Error{ErrorCode::rows_mismatch, "area_m2"};
  write(c.state, Inventory{body.project, c.by(), body.rows.count, body.area_m2, c.index}, root);
  return {};
}

// A project claims its stands for its crediting period. A project under a method that is for
// assessment only names no mechanism and claims nothing.
Result<void> rule_project_register(RuleContext& c, const ProjectRegisterBody& body) {
  const Method method = LINHUI_TRY(need<Method>(c.state, body.method));
  if (!body.mechanism.empty()) {
    const Mechanism mechanism = LINHUI_TRY(need<Mechanism>(c.state, body.mechanism));
    const auto& accepted = mechanism.methods;
    if (std::find(accepted.begin(), accepted.end(), body.method) == accepted.end()) {
      return Error{ErrorCode::method_not_accepted, body.method};
    }
    if (!method.crediting) return Error{ErrorCode::method_not_crediting, body.method};
  }
  const std::string root = hex(body.inventory);
  const auto inventory = read<Inventory>(c.state, root);
  if (!inventory || inventory->project != body.project || inventory->by != c.by()) {
    return Error{ErrorCode::inventory_not_found, root};
  }
  if (has<Project>(c.state, body.project)) return Error{ErrorCode::project_exists, body.project};
  if (body.from_year > body.to_year) return Error{ErrorCode::period_invalid};

  if (!body.mechanism.empty()) {
    Result<void> claimed;
    const bool complete =
        scan_rows(c.state, body.inventory, inventory->row_count,
                  [&](std::uint64_t index, std::string_view bytes) {
                    claimed = claim_stand(c.state, body.project, bytes,
                                          {body.inventory, index, body.from_year, body.to_year});
                    return claimed.ok();
                  });
    LINHUI_TRY(claimed);
    if (!complete) return Error{ErrorCode::rows_missing};
  }
  Project project;
  project.name = body.name;
  project.developer = c.by();
  project.method = body.method;
  project.mechanism = body.mechanism;
  project.inventory = body.inventory;
  project.stands = inventory->row_count;
  project.from_year = body.from_year;
  project.to_year = body.to_year;
  project.index = c.index;
  write(c.state, project, body.project);
  return {};
}

namespace {

Result<Project> project_in(const View& state, const std::string& id, ProjectState wanted) {
  Project project = LINHUI_TRY(need<Project>(state, id));
  if (project.state == wanted) return project;
  return Error{ErrorCode::project_state, std::string(word_of(project.state))};
}

}  // namespace

Result<void> rule_project_validate(RuleContext& c, const ProjectValidateBody& body) {
  Project project = LINHUI_TRY(project_in(c.state, body.project, ProjectState::listed));
  if (project.developer == c.by()) return Error{ErrorCode::two_hands, c.by()};
  project.state = ProjectState::validated;
  project.validator = c.by();
  write(c.state, project, body.project);
  return {};
}

Result<void> rule_project_approve(RuleContext& c, const ProjectApproveBody& body) {
  Project project = LINHUI_TRY(project_in(c.state, body.project, ProjectState::validated));
  if (project.developer == c.by() || project.validator == c.by()) {
    return Error{ErrorCode::two_hands, c.by()};
  }
  project.state = ProjectState::registered;
  write(c.state, project, body.project);
  return {};
}

}  // namespace linhui::ledger
