// What can be said about stands handed over as text; codes and fields as findings.h has them.
#pragma once

#include <cstddef>
#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// `line` from 1, as CsvFault counts; the sentence's end in both languages.
Finding csv_malformed(std::size_t line, const std::string& english, const std::string& chinese);
// A column that must be there is not in the header.
Finding column_missing(const std::string& column);
// `allowed`: stand_column_names().
Finding column_unknown(const std::string& column, const std::string& allowed);
// A name stands in the header twice.
Finding column_repeated(const std::string& column);
// `row` from 0; told from 1, where the stand has no id. `whole`: a whole number was expected.
Finding number_malformed(const std::string& stand_id, std::size_t row, const std::string& field,
                         const std::string& value, bool whole);
// Neither forest nor wetland.
Finding kind_unknown(const std::string& stand_id, const std::string& kind);
// None of methods().
Finding method_unknown(const std::string& method);

}  // namespace linhui::methodology
