// Findings about settings (`--set name=value`); see findings.h. Of the whole: stand_id is empty,
// `field` is the setting's name.
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// A name that the method does not have. `allowed`: the names or values there are, joined; empty:
// none, or any decimal.
Finding setting_unknown(const std::string& method, const std::string& name,
                        const std::string& allowed);
// Its code is setting_unknown too: a value that the setting cannot take.
Finding setting_value_unknown(const std::string& name, const std::string& value,
                              const std::string& allowed);
// A setting without a default that was not given.
Finding setting_missing(const std::string& method, const std::string& name,
                        const std::string& allowed);

}  // namespace linhui::methodology
