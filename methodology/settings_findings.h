// Findings about settings; see findings.h.
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// `allowed`: the names or values there are, joined; empty: none, or any decimal.
Finding setting_unknown(const std::string& method, const std::string& name,
                        const std::string& allowed);
Finding setting_value_unknown(const std::string& name, const std::string& value,
                              const std::string& allowed);
Finding setting_missing(const std::string& method, const std::string& name,
                        const std::string& allowed);

}  // namespace linhui::methodology
