// What can be said about stands handed over as text; as in findings.h.
#pragma once

#include <cstddef>
#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

Finding csv_malformed(std::size_t line, const std::string& english, const std::string& chinese);
Finding column_missing(const std::string& column);
Finding column_unknown(const std::string& column, const std::string& allowed);
Finding column_repeated(const std::string& column);
// `row` from 0; told from 1, where the stand has no id.
Finding number_malformed(const std::string& stand_id, std::size_t row, const std::string& field,
                         const std::string& value, bool whole);
Finding kind_unknown(const std::string& stand_id, const std::string& kind);
Finding method_unknown(const std::string& method);

}  // namespace linhui::methodology
