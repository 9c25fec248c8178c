// Faults of an input as JSON, wherever a document has them.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "api/problem.h"

namespace linhui::api::exchange {

// An array with an object a fault, in their order: {code, severity, en, zh, file, layer, row,
// field, value, expected}; severity is "fault" or "warning". Texts of a file go in as they are,
// which may not be UTF-8: dump() has to be told to replace.
nlohmann::ordered_json faults_json(const std::vector<Fault>& faults);

}  // namespace linhui::api::exchange
