// What can be said about an input: one function a finding, with its sentence in both languages.
// The list with its meanings stands in docs/methodology.md.
#pragma once

#include <string>
#include <string_view>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Limits of an input. What is greater is a slip of units or of a decimal point, not a stand.
inline constexpr int kLargestAreaHa =
    100000;  // ha; a stand is some ha, a whole county some 100,000
inline constexpr int kLargestVolumeM3Ha = 2000;  // m³/ha; the densest forests known hold less
inline constexpr int kFirstYear = 1000;          // natural dammed lakes are dated by chronicles
inline constexpr int kLastYear = 2999;
inline constexpr int kLongestPeriodYears = 200;  // methods credit 60 at most

// Pieces of sentences.
std::string quoted(const std::string& text);
std::string joined(const std::vector<std::string>& words, std::string_view between);
std::string line_en(std::size_t line);  // "Line 3: "; nothing for line 0
std::string line_zh(std::size_t line);

// Of the whole.
Finding no_stands();
Finding year_out_of_range(std::string_view stand_id, std::string_view field, int year);
Finding period_reversed(int from_year, int to_year);
Finding period_too_long(int from_year, int to_year);
Finding gwp_unknown(const std::string& gwp);
Finding leakage_negative(TonnesCO2e leakage);
Finding total_too_large();
Finding table_invalid(const std::string& table, const std::string& column, const std::string& value,
                      const std::string& english, const std::string& chinese);
// `missing` in words, in both languages; stand_id may be empty.
Finding parameters_missing(const std::string& stand_id, const std::string& english,
                           const std::string& chinese);

// Of a stand.
Finding stand_id_missing(std::size_t position);  // from 0; told from 1
Finding stand_id_duplicate(const std::string& stand_id);
Finding area_not_positive(const std::string& stand_id, const Decimal& area);
Finding area_too_large(const std::string& stand_id, const Decimal& area);
Finding kind_not_covered(const std::string& stand_id, StandKind kind, const std::string& method);

// Of a forest stand.
Finding species_missing(const std::string& stand_id);
Finding species_unknown(const std::string& stand_id, const std::string& field,
                        const std::string& species);
Finding species_not_covered(const std::string& stand_id, const std::string& field,
                            const std::string& species);
Finding species_fallback(const std::string& stand_id, const std::string& field,
                         const std::string& species, const std::string& group);
Finding composition_malformed(const std::string& stand_id, const std::string& composition,
                              const std::string& english, const std::string& chinese);
Finding volume_missing(const std::string& stand_id);
Finding volume_negative(const std::string& stand_id, const std::string& field,
                        const Decimal& volume);
Finding volume_too_large(const std::string& stand_id, const std::string& field,
                         const Decimal& volume);
Finding volume_conflict(const std::string& stand_id, int year, const Decimal& volume,
                        const Decimal& other);
Finding no_forecast(const std::string& stand_id, int last_measured, int to_year);
Finding measured_late(const std::string& stand_id, int first_measured, int from_year);

// Of a wetland stand. `field` names the field of Stand; `allowed` the values it may have.
Finding field_missing(const std::string& stand_id, const std::string& field,
                      const std::string& allowed);
Finding field_unknown(const std::string& stand_id, const std::string& field,
                      const std::string& value, const std::string& allowed);
Finding nutrient_assumed(const std::string& stand_id, const std::string& nutrient);
Finding trophic_assumed(const std::string& stand_id);
Finding net_source(const std::string& stand_id, TonnesCO2e change);

Finding uncertainty_not_assessed();

}  // namespace linhui::methodology
