#include "methodology/sampling/allometry.h"

#include <algorithm>

#include "methodology/monte_carlo/uncertainty_statements.h"
#include "methodology/numbers/basic_math.h"
#include "methodology/sampling/sampling_findings.h"

namespace linhui::methodology {

const std::string Allometry::kTable = "allometry.csv";

namespace {

using EquationForm = EquationSet::Equation::Form;
const Decimal kThickestCm(1000), kTallestM(150);

std::optional<EquationForm> form_named(const std::string& equation) {
  if (equation == "W=a*(D^2*H)^b") return EquationForm::d2h;
  if (equation == "W=a*H^b*D^c") return EquationForm::h_and_d;
  if (equation == "W=a*D^b") return EquationForm::d;
  return std::nullopt;
}

double weight_kg(const EquationSet::Equation& e, double dbh_cm, double height_m) {
  switch (e.form) {
    case EquationForm::d2h:
      return e.a * basic::pow(dbh_cm * dbh_cm * height_m, e.b);
    case EquationForm::h_and_d:
      return e.a * basic::pow(height_m, e.b) * basic::pow(dbh_cm, e.c);
    case EquationForm::d:
      return e.a * basic::pow(dbh_cm, e.b);
  }
  return 0;
}

std::int64_t rounded(double kg) { return basic::round_half_even(std::min(kg, 1e9) * 10000); }

bool needs_height(const EquationSet& set) {
  const auto needs = [](const EquationSet::Equation& e) { return e.form != EquationForm::d; };
  return std::any_of(set.above_ground.begin(), set.above_ground.end(), needs) ||
         (set.root && needs(*set.root));
}

// What a set's components were, to tell whether they make a whole tree.
struct TreeParts {
  EquationSet set;
  std::map<std::string, EquationSet::Equation> by_component;
};

// Whether the parts make up a tree above the ground.
bool complete(TreeParts& parts) {
  auto& found = parts.by_component;
  if (found.contains("root")) parts.set.root = found["root"];
  if (found.contains("above ground")) {
    parts.set.above_ground = {found["above ground"]};
    return true;
  }
  for (const char* component : {"stem", "branch", "leaf"}) {
    if (!found.contains(component)) return false;
    parts.set.above_ground.push_back(found[component]);
  }
  return true;
}

}  // namespace

std::variant<Allometry, Finding> Allometry::build(const TableFiles& files) {
  auto table =
      ParameterTable::find({kTable,
                            {"species_zh", "species_latin", "region", "component", "equation", "a",
                             "b", "c", "response_unit", "dbh_min_cm", "dbh_max_cm"},
                            {},
                            {"species_zh", "region", "component"},
                            0},
                           files);
  if (const auto* fault = std::get_if<Finding>(&table)) return *fault;
  Allometry allometry(std::get<ParameterTable>(std::move(table)));
  allometry.read_sets();
  return allometry;
}

void Allometry::read_sets() {
  std::map<std::pair<std::string, std::string>, TreeParts> parts;
  for (std::size_t row = 0; row < table_.row_count(); ++row) {
    const auto form = form_named(table_.text(row, "equation"));
    const auto a = number_in(table_.text(row, "a")), b = number_in(table_.text(row, "b"));
    const auto c = number_in(table_.text(row, "c"));
    if (!form || !a || !b || !(*a > 0) || (form == EquationForm::h_and_d && !c)) continue;
    if (table_.text(row, "response_unit") != "kg d.m. per tree") continue;
    const std::string& species = table_.text(row, "species_zh");
    const std::string& region = table_.text(row, "region");
    TreeParts& own = parts[{species, region}];
    own.set.species = species;
    own.set.region = region;
    own.by_component[table_.text(row, "component")] = {*form, *a, *b, c.value_or(0), row};
    own.set.dbh_min_cm = Decimal::parse(table_.text(row, "dbh_min_cm"));
    own.set.dbh_max_cm = Decimal::parse(table_.text(row, "dbh_max_cm"));
    const std::string& latin = table_.text(row, "species_latin");
    if (!latin.empty()) chinese_by_latin_[latin] = species;
  }
  for (auto& [name, own] : parts) {
    if (complete(own)) sets_.push_back(std::move(own.set));
  }
}

std::variant<const EquationSet*, Finding> Allometry::find(const std::string& species,
                                                          const std::string& region) const {
  const auto latin = chinese_by_latin_.find(species);
  const std::string& name = latin == chinese_by_latin_.end() ? species : latin->second;
  const EquationSet* found = nullptr;
  std::string regions;
  for (const EquationSet& set : sets_) {
    if (set.species != name) continue;
    if (set.region == region) return &set;
    regions += (regions.empty() ? "" : ", ") + set.region;
    // Of several none is taken by itself.
    found = found ? nullptr : &set;
  }
  if (region.empty() && found && regions.find(", ") == regions.npos) return found;
  return equation_missing("", species, regions);
}

std::variant<TreeBiomass, Finding> Allometry::biomass(const EquationSet& set,
                                                      const TalliedTree& tree,
                                                      std::vector<Finding>& notes) {
  if (!(tree.dbh_cm > Decimal(0)) || tree.dbh_cm > kThickestCm) {
    return sample_value_invalid(tree.plot_id, "dbh_cm", tree.dbh_cm.str(),
                                "a diameter lies above 0 and up to 1000 cm",
                                "胸径应大于 0 且不超过 1000 cm");
  }
  if (tree.height_m && (!(*tree.height_m > Decimal(0)) || *tree.height_m > kTallestM)) {
    return sample_value_invalid(tree.plot_id, "height_m", tree.height_m->str(),
                                "a height lies above 0 and up to 150 m",
                                "树高应大于 0 且不超过 150 m");
  }
  if (!tree.height_m && needs_height(set)) return height_missing(tree.plot_id, tree.species);
  const bool below = set.dbh_min_cm && tree.dbh_cm < *set.dbh_min_cm;
  const bool above = set.dbh_max_cm && tree.dbh_cm > *set.dbh_max_cm;
  if (below || above) {
    notes.push_back(tree_out_of_range(tree.plot_id, tree.species, tree.dbh_cm.str(),
                                      (set.dbh_min_cm ? set.dbh_min_cm->str() : "") + "-" +
                                          (set.dbh_max_cm ? set.dbh_max_cm->str() : "")));
  }
  const double dbh = *number_in(tree.dbh_cm.str());
  const double height = tree.height_m ? *number_in(tree.height_m->str()) : 1;
  const auto weight = [&](const EquationSet::Equation& e) {
    for (const char* column : {"a", "b"}) table_.look_up(e.row, column);
    if (e.form == EquationForm::h_and_d) table_.look_up(e.row, "c");
    return weight_kg(e, dbh, height);
  };
  TreeBiomass biomass;
  double sum = 0;
  for (const auto& equation : set.above_ground) sum += weight(equation);
  biomass.above_ground = rounded(sum);
  if (set.root) biomass.below_ground = rounded(weight(*set.root));
  return biomass;
}

}  // namespace linhui::methodology
