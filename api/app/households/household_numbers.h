// Household numbers, and what of a person may be shown.
#pragma once

#include <string>
#include <string_view>

namespace linhui::api::app {

// 10 characters of an alphabet without look-alikes, the last one a check character.
std::string new_household_number();
bool is_household_number(std::string_view text);
// As typed: lower case, spaces and dashes are forgiven.
std::string tidy_household_number(std::string_view typed);

// "张*三", "演*****" : the first character and the last of three or more.
std::string masked_name(const std::string& name);
std::string masked_certificate(const std::string& number);

}  // namespace linhui::api::app
