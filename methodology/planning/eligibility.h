// Which methods a stand may be accounted under, and under which mechanisms credits may follow.
//
// The conditions are rows of eligibility.csv: a field of the stand, a comparison and a value, each
// with the clause it comes from and how far that can be trusted. Rows without a mechanism are the
// method's own; rows with one are asked besides, where credits of that mechanism are wanted.
//
// A field that the inventory does not give leaves a condition unknown, never met: nothing is
// assumed in a stand's favour. A method whose text is not in hand stays unknown throughout.
//
// docs/methodology.md, "Eligibility", lists the columns and comparisons. Whether a method can
// estimate the stand at all is another question: estimable.h.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/method.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// In order of precedence: one condition that fails decides, then one that is not known. So the
// verdict of several is the least of them.
enum class Verdict { no, unknown, yes };
// As outputs have it: yes, no, unknown.
const char* name_of(Verdict verdict);

// A way to account for a stand: a method alone, or a method under a mechanism.
struct Route {
  std::string method;
  std::string mechanism;  // empty: the method's own conditions only
  friend auto operator<=>(const Route&, const Route&) = default;
};

// A condition as its row has it, for a person; how it is compared stays in the table.
struct Condition {
  std::string rule;   // stable name: non_forest_three_years
  std::string field;  // of Stand, or area_m2, years_not_forest; empty: nothing to compare
  Bilingual requirement;
  std::string source;
  Confidence confidence = Confidence::recalled;
};

// A condition that a stand fails, or of which it is not known whether it holds.
struct Obstacle {
  Condition condition;
  Verdict verdict = Verdict::unknown;
  std::string value;  // what the stand has; empty: not given
};

// Of one stand under one route.
struct Eligibility {
  Verdict verdict = Verdict::yes;
  std::vector<Obstacle> obstacles;  // in the table's order; empty if the verdict is yes
};

// A condition that is asked counts as looked up, so each run has its own.
class EligibilityTable {
 public:
  static const std::string kFile;  // file name

  // Refuses (table_invalid) what ParameterTable refuses, a field or comparison that this program
  // does not know, and a limit that is no number.
  static std::variant<EligibilityTable, Finding> find(const TableFiles& files);

  // Every method by itself and every method and mechanism that the table has conditions for, in its
  // order.
  const std::vector<Route>& routes() const { return routes_; }
  // Conditions whose `when` is not met are not asked; where it is not known whether it is met, they
  // may leave the verdict unknown and cannot fail. A route that the table does not have has no
  // conditions: yes.
  Eligibility check(const Stand& stand, const Route& route);
  // What a person has to see to, as no field of an inventory tells it. Not part of a verdict.
  std::vector<Condition> by_hand(const Route& route);

  TableUse use() const { return table_.use(); }

 private:
  explicit EligibilityTable(ParameterTable table) : table_(std::move(table)) {}
  std::optional<Finding> check_rows() const;
  bool applies(std::size_t row, const Route& route) const;
  Condition condition(std::size_t row);

  ParameterTable table_;
  std::vector<Route> routes_;
};

// What a condition compares. Fields are those of Stand, with two more:
//   area_m2           the area in square metres
//   years_not_forest  planted_in - not_forest_since, whole calendar years
// Nothing where the stand does not have it.
std::optional<std::string> field_text(const Stand& stand, const std::string& field);
// Whether a condition may compare it.
bool is_eligibility_field(const std::string& field);

}  // namespace linhui::methodology
