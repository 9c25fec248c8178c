// Pages of the api (api/app/answers) as a person reads them on a terminal.
#pragma once

#include "api/app/answers/page.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// Title; a line a field, label and value aligned; each table under its name, with headings. What
// there is not yet is left out.
std::string page_text(const Output& out, const api::app::Page& page);

// Ends a command that shows a page: its JSON with --json, or its text.
ExitStatus show_page(const Output& out, const api::app::Page& page);

}  // namespace linhui::cli
