#include "methodology/stands/age_class.h"

#include <set>

#include "methodology/numbers/decimal.h"

namespace linhui::methodology {
namespace {

constexpr int kOldestYears = 10000;

const TableSchema& groups_schema() {
  static const TableSchema kSchema = {
      "species_ar_cm_001.csv", {"species_zh", "species_latin"}, {}, {"species_zh"}, 0};
  return kSchema;
}

const TableSchema& classes_schema() {
  static const TableSchema kSchema = {AgeClasses::kTable,
                                      {"species_zh", "region", "age_class_zh", "age_max_yr"},
                                      {"age_min_yr"},
                                      {"species_zh", "region", "age_class_zh"},
                                      kOldestYears};
  return kSchema;
}

// Requires: age >= 0.
Integer completed_years(const Decimal& age) { return age.digits() / power_of_ten(age.scale()); }

}  // namespace

const std::string AgeClasses::kTable = "age_classes.csv";

std::variant<AgeClasses, Finding> AgeClasses::build(const TableFiles& files) {
  auto groups = ParameterTable::find(groups_schema(), files);
  if (const auto* fault = std::get_if<Finding>(&groups)) return *fault;
  auto index = SpeciesIndex::build(std::get<ParameterTable>(groups), files);
  if (const auto* fault = std::get_if<Finding>(&index)) return *fault;
  auto classes = ParameterTable::find(classes_schema(), files);
  if (const auto* fault = std::get_if<Finding>(&classes)) return *fault;
  return AgeClasses(std::move(std::get<ParameterTable>(groups)),
                    std::move(std::get<SpeciesIndex>(index)),
                    std::move(std::get<ParameterTable>(classes)));
}

std::optional<std::string> AgeClasses::find(const Stand& stand) {
  const bool planted = stand.origin.empty() || stand.origin == "planted";
  if (stand.kind != StandKind::forest || !planted || stand.species.empty()) return std::nullopt;
  if (!stand.age || *stand.age < Decimal(0)) return std::nullopt;
  const auto found = index_.find(stand.species);
  const auto* match = std::get_if<SpeciesMatch>(&found);
  if (match == nullptr || match->is_fallback()) return std::nullopt;
  const std::string& group = groups_.text(match->row, "species_zh");
  const Decimal years(
      static_cast<long long>(std::min(completed_years(*stand.age), Integer(kOldestYears))));
  for (std::size_t row = 0; row < classes_.row_count(); ++row) {
    if (classes_.text(row, "species_zh") != group) continue;
    const auto least = Decimal::parse(classes_.text(row, "age_min_yr"));
    const auto most = Decimal::parse(classes_.text(row, "age_max_yr"));  // empty: no end
    if (years < *least || (most && years > *most)) continue;
    return classes_.look_up_text(row, "age_class_zh");
  }
  return std::nullopt;
}

std::string AgeClasses::regions() const {
  std::set<std::string> seen;
  std::string regions;
  for (std::size_t row = 0; row < classes_.row_count(); ++row) {
    const std::string& region = classes_.text(row, "region");
    if (seen.insert(region).second) regions += (regions.empty() ? "" : ", ") + region;
  }
  return regions;
}

}  // namespace linhui::methodology
