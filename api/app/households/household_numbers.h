// Household numbers, and what of a person may be shown.
#pragma once

#include <string>
#include <string_view>

namespace linhui::api::app {

// 10 characters of an alphabet without look-alikes, the last one a check character (Luhn's rule).
// Random: that nobody has it yet is not looked up.
std::string new_household_number();
// Strict: upper case, without blanks, and the check character fits.
bool is_household_number(std::string_view text);
// As typed: lower case, spaces and dashes are forgiven. Other characters stay as they are.
std::string tidy_household_number(std::string_view typed);

// "张*三", "张*": the first character, and the last of three or more; a single one is "*".
std::string masked_name(const std::string& name);
// "…1234": the last four characters; shorter ones as they are.
std::string masked_certificate(const std::string& number);

}  // namespace linhui::api::app
