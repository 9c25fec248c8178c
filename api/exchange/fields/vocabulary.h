// Coded values as bureaux write them, Chinese or English. Internal to api/exchange.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linhui::api::exchange {

// One value of a field and the ways to write it.
struct Term {
  std::string_view value;              // canonical
  std::vector<std::string_view> also;  // names with the same meaning
};

struct Vocabulary {
  std::string_view field;
  std::vector<Term> terms;
  // The canonical value; nothing for a word that is none. ASCII case and blanks do not count.
  std::optional<std::string> find(std::string_view written) const;
  // "forest, wetland": what could have been written.
  std::string canonical_values() const;
};

// Fields: kind wetland_type nutrient land_use trophic climate origin forest_category land_before
// soil type holder_kind. Requires: one of them. Lives as long as the program.
const Vocabulary& vocabulary(std::string_view field);

}  // namespace linhui::api::exchange
