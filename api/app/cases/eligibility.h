// Which methods and mechanisms each stand of an inventory may use, and why not the others.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "api/app/cases/inventories.h"
#include "methodology/planning/eligibility.h"
#include "methodology/planning/estimable.h"

namespace linhui::api::app {

// Why a stand is not, or not yet, eligible.
struct EligibilityReason {
  enum class Kind { condition, estimate } kind = Kind::condition;  // of the method; of trying it
  std::string code, field, value;
  std::string source, confidence;  // of a condition
  methodology::Verdict verdict = methodology::Verdict::unknown;
  Text sentence;
};
const char* name_of(EligibilityReason::Kind kind);

// Stands and square metres by verdict.
struct EligibilityTotals {
  std::array<std::size_t, 3> stands{};
  std::array<std::int64_t, 3> area_m2{};
};

// A route with its answer for every stand, in the order of the inventory.
struct RouteCheck {
  methodology::Route route;
  std::vector<methodology::Eligibility> conditions;
  std::shared_ptr<const std::vector<methodology::Estimable>> estimable;  // of the route's method
  std::vector<methodology::Condition> by_hand;  // what a person has to see to; in no verdict

  // All below: `stand` is a position in the inventory.
  methodology::Verdict verdict(std::size_t stand) const;
  std::vector<EligibilityReason> reasons(std::size_t stand) const;  // none where the verdict is yes
};

struct EligibilityCheck {
  exchange::Inventory inventory;
  std::vector<RouteCheck> routes;  // in the table's order
};

// Checks the routes of `methods` (empty: of all that there are), with the tables that ship.
// Errors: method_unknown; estimate_refused where the table is invalid; read_stands()'s.
Outcome<EligibilityCheck> check_eligibility(const InventorySource& inventory,
                                            const std::vector<std::string>& methods);

EligibilityTotals totals_of(const RouteCheck& route, const exchange::Inventory& inventory);

// The codes, separated by blanks; `?` behind one that is not known to hold or fail.
std::string codes_of(const std::vector<EligibilityReason>& reasons);

// stand_id,area_ha,method,mechanism,verdict,conditions,estimate,reasons: a row a stand and route,
// LF.
void write_eligibility_csv(std::ostream& to, const EligibilityCheck& check);
// As a file. Errors: file_not_writable.
Outcome<void> write_eligibility(const std::string& path, const EligibilityCheck& check);

}  // namespace linhui::api::app
