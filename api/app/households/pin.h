// PINs: made at random, kept as scrypt hashes.
#pragma once

#include <string>

#include "api/app/desk/private_entries.h"

namespace linhui::api::app {

// Six digits, each from the system's generator.
std::string new_pin();
bool is_pin(const std::string& text);
// A card's entry in the private store.
KeptCard new_card(const std::string& pin, bool must_change);
bool pin_fits(const KeptCard& card, const std::string& pin);

}  // namespace linhui::api::app
