// Species composition 树种组成 in tenths of the growing stock, as surveys write it.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace linhui::methodology {

// One species and its share.
struct CompositionPart {
  int tenths = 0;       // 1 to 10
  std::string species;  // as written
};

// Why a text is not a composition, as the end of a sentence. The first fault only.
struct CompositionFault {
  std::string english, chinese;
};

// `7马3栎`, `6杉木4枫香`, `10柏木`: a number of tenths before each species, together ten. Blanks
// between the parts (also ideographic ones) and full-width digits are read; a species may stand
// there once. Trace marks (+, -) are no tenths and refused. Which species are known is not asked
// here.
std::variant<std::vector<CompositionPart>, CompositionFault> parse_composition(
    std::string_view text);

}  // namespace linhui::methodology
