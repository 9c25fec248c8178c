// PINs: made at random, kept as scrypt hashes.
#pragma once

#include <string>

#include "ledger/base/canonical_json.h"

namespace linhui::api::app {

// Six digits, each from the system's generator.
std::string new_pin();
bool is_pin(const std::string& text);
// A card's entry in the private store.
ledger::Json new_card(const std::string& pin, bool must_change);
bool pin_fits(const ledger::Json& card, const std::string& pin);

}  // namespace linhui::api::app
