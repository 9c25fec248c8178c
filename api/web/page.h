// The household's pages: HTML from an answer of app::Service. Pure: no request, no clock, no file.
//
// Chinese or English, large type, no JavaScript, no style attribute (the content security policy
// allows none), every text escaped. A page stays under 100 kB for a household of ordinary size.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/app/answers/service.h"
#include "api/text.h"

namespace linhui::api::web {

struct PageContext {
  Language language = Language::chinese;
  bool demonstration = false;  // a band on every page says that nothing here is real
  std::string ledger_name;
  std::string verifier_key;  // of the log; shown where a proof is offered
};

// A line at the top of a page: what just happened, or what to do differently.
struct Notice {
  Text text;
  bool trouble = true;
};

// First question: the household number. `household_no` is what was typed before.
std::string household_page(const PageContext& page, const std::string& household_no,
                           const std::optional<Notice>& notice);

// Second question: the PIN of `household_no`, which the form carries along.
std::string pin_page(const PageContext& page, const std::string& household_no,
                     const std::optional<Notice>& notice);

// Land, scheme, each step's arithmetic, share, paid or not, proof, who looked, PIN, objection.
std::string answer_page(const PageContext& page, const app::FarmerAnswer& answer,
                        const std::optional<Notice>& notice);

// What cannot be shown, and why, with the way back.
std::string error_page(const PageContext& page, const Text& title, const Text& sentence);

// The style sheet, api/web/style.css as it was built in.
std::string_view style_sheet();

}  // namespace linhui::api::web
