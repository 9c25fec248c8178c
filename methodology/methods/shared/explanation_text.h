// Numbers, growing stocks and sources in the words of an explanation.
#pragma once

#include <string>
#include <string_view>

#include "methodology/explanation.h"
#include "methodology/methods/shared/volume_route.h"
#include "methodology/numbers/decimal.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// fixed_decimal_text() without the zeros at its end: exact where the value has at most
// `decimals_most` places. Only for a person to read.
std::string decimal_text(const Rational& value, unsigned decimals_most = 8);

// How far a value is known: "recalled", "凭记忆".
Bilingual in_words(Confidence confidence);

// "species.csv 马尾松, 0.380 (AR-CM-001-V01 appendix; recalled)": the table, `name` for the row,
// the value in `column`, its source and confidence. The table's own words stay in both languages.
// Does not count as looked up.
Bilingual cited(const ParameterTable& table, std::size_t row, const Bilingual& name,
                std::string_view column);
// Adds one more source behind others: "a; b".
void cite_too(Bilingual& sources, const Bilingual& source);

// "D of 马尾松", what a species table says.
Bilingual of_species(const std::string& symbol, const std::string& species);

// The weight of the later of two years at a year between them: "2/5".
std::string weight_text(int year, int begin_year, int end_year);

// V of a year as arithmetic: "86.4" in a measured year, "(86.4 + (121.7 - 86.4) * 2/5)" between
// two; worked out, it gives volume_at(). Requires: as volume_at().
std::string volume_text(const Measurements& measured, int year);

// How V of each year of the period comes about: adds a step a year in which it is not measured.
void explain_volumes(const Measurements& measured, int from_year, int to_year, Explanation& steps);

}  // namespace linhui::methodology
