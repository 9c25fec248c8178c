// What can be said about an input: one function a finding, with its sentence in both languages. The
// list with its meanings stands in docs/methodology.md.
//
// The code of a finding is the name of its function, unless a comment says otherwise; codes are
// stable and may be tested for. `stand_id` is that of the stand it is about. `field` is the name of
// a field of Stand or of an option. Numbers are told as they were written.
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
// A text in double quotes, as sentences have values.
std::string quoted(const std::string& text);
// "a, b, c" for `between` = ", "; nothing for none.
std::string joined(const std::vector<std::string>& words, std::string_view between);
// "Line 3: " and "第 3 行："; nothing for line 0.
std::string line_en(std::size_t line);
std::string line_zh(std::size_t line);

// Of the whole: stand_id is empty where it is no parameter.
// The inventory is empty.
Finding no_stands();
// Not in kFirstYear to kLastYear. Of a stand where `stand_id` is given, with `field` as the
// inventory has it; otherwise of the options.
Finding year_out_of_range(std::string_view stand_id, std::string_view field, int year);
// The period's first year lies after its last, or it is longer than kLongestPeriodYears.
Finding period_reversed(int from_year, int to_year);
Finding period_too_long(int from_year, int to_year);
// Not AR4, AR5 or AR6.
Finding gwp_unknown(const std::string& gwp);
// What is stated as leakage only subtracts.
Finding leakage_negative(TonnesCO2e leakage);
// A sum does not fit into 64 bits of 0.0001 t CO2e.
Finding total_too_large();
// A parameter table that cannot be used, with what is wrong in words of both languages. `column`
// and `value` may be empty.
Finding table_invalid(const std::string& table, const std::string& column, const std::string& value,
                      const std::string& english, const std::string& chinese);
// `english` and `chinese` name what is missing, as objects of "… is missing"; stand_id may be
// empty.
Finding parameters_missing(const std::string& stand_id, const std::string& english,
                           const std::string& chinese);

// Of a stand.
Finding stand_id_missing(std::size_t position);  // from 0; told from 1
// Told of the second stand of that id.
Finding stand_id_duplicate(const std::string& stand_id);
// Missing, zero or negative; or above kLargestAreaHa: an area in mu or m², not of a stand in ha.
Finding area_not_positive(const std::string& stand_id, const Decimal& area);
Finding area_too_large(const std::string& stand_id, const Decimal& area);
// Forest under a wetland method, or the reverse.
Finding kind_not_covered(const std::string& stand_id, StandKind kind, const std::string& method);

// Of a forest stand. `field` is species or composition, whichever the name stood in; volumes are in
// m³/ha, years calendar years.
//
// Neither species nor composition is given.
Finding species_missing(const std::string& stand_id);
// No table knows the name, or it may mean several groups.
Finding species_unknown(const std::string& stand_id, const std::string& field,
                        const std::string& species);
// Known, and not estimated from growing stock: bamboo.
Finding species_not_covered(const std::string& stand_id, const std::string& field,
                            const std::string& species);
// The parameters of `group` stand in for a species that has none: a note, under `strict` a fault.
Finding species_fallback(const std::string& stand_id, const std::string& field,
                         const std::string& species, const std::string& group);
// The words are CompositionFault's.
Finding composition_malformed(const std::string& stand_id, const std::string& composition,
                              const std::string& english, const std::string& chinese);
// No growing stock, neither at the start nor in any year.
Finding volume_missing(const std::string& stand_id);
Finding volume_negative(const std::string& stand_id, const std::string& field,
                        const Decimal& volume);
// Above kLargestVolumeM3Ha: most likely the whole stand's stock.
Finding volume_too_large(const std::string& stand_id, const std::string& field,
                         const Decimal& volume);
// Two figures for the period's first year.
Finding volume_conflict(const std::string& stand_id, int year, const Decimal& volume,
                        const Decimal& other);
// The period ends after the stand's last inventory.
Finding no_forecast(const std::string& stand_id, int last_measured, int to_year);
// Note: the stand's rows begin with its first inventory, whose stock is no change.
Finding measured_late(const std::string& stand_id, int first_measured, int from_year);

// Of a field with its name in the code: climate_missing, climate_unknown. `field` names the field
// of Stand; `allowed` the values it may have.
Finding field_missing(const std::string& stand_id, const std::string& field,
                      const std::string& allowed);
// The field holds another word than the method knows.
Finding field_unknown(const std::string& stand_id, const std::string& field,
                      const std::string& value, const std::string& allowed);
// Note of a wetland: its nutrient status is not given, and taken as the method says for its zone.
Finding nutrient_assumed(const std::string& stand_id, const std::string& nutrient);
// Note of a reservoir: its trophic state is not given, and its methane not adjusted for it.
Finding trophic_assumed(const std::string& stand_id);
// Note of a wetland that emits more than it takes up. `change` is that of the whole period,
// negative.
Finding net_source(const std::string& stand_id, TonnesCO2e change);

// Note of the whole: no sampling data, nothing deducted.
Finding uncertainty_not_assessed();

}  // namespace linhui::methodology
