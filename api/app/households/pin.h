// PINs: made at random, kept as scrypt hashes. A hash takes some 12 ms and 4 MiB, on purpose;
// pin.cc says why that alone is not enough.
#pragma once

#include <string>

#include "api/app/desk/private_entries.h"

namespace linhui::api::app {

// Six digits, each from the system's generator.
std::string new_pin();
bool is_pin(const std::string& text);
// A card's entry in the private store, with a fresh salt. Hashes once.
KeptCard new_card(const std::string& pin, bool must_change);
// In the same time for every PIN. Hashes once.
bool pin_fits(const KeptCard& card, const std::string& pin);

}  // namespace linhui::api::app
