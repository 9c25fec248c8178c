// What can be said about a roll-up; codes and fields as findings.h has them. Of the whole.
#pragma once

#include <cstddef>
#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// A key that a roll-up does not know, or that is asked for twice. `allowed`: those that it knows,
// joined.
Finding roll_up_key_unknown(const std::string& key, const std::string& allowed);
Finding roll_up_key_repeated(const std::string& key);

// Note: where the table of age classes comes from.
Finding age_class_region(const std::string& regions);
// Note: how many of the stands are under `unknown`.
Finding age_class_unknown(std::size_t unknown, std::size_t stands);

}  // namespace linhui::methodology
