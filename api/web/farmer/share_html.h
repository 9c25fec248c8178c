// One share of one run: amount, status, waterfall, picture, proof. Part of the answer page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/web/page.h"

namespace linhui::api::web {

// "54,587.50" → 5458750 fen; no value for anything else than yuan with two decimals.
std::optional<std::int64_t> fen_of(std::string_view yuan);

// How the sale's money went: what each step took, and the household's own part, in fen.
struct Portion {
  Text label;
  std::int64_t fen = 0;
  bool own = false;
};

// The portions sum to the gross. Empty where the steps do not tell (a missing or growing rest):
// then there is no picture, and the steps stand alone.
std::vector<Portion> portions_of(const app::ShareAnswer& share);

// "3.62": part of the whole in hundredths of a percent, rounded half up, as text.
// Requires 0 <= fen <= gross_fen, gross_fen > 0.
std::string percent_of(std::int64_t fen, std::int64_t gross_fen);

// What stands under the heading of a share; the caller frames it.
std::string share_html(const PageContext& page, const app::ShareAnswer& share);

}  // namespace linhui::api::web
