// Schemes: how the income of a project is shared.
#pragma once

#include "api/app/desk/workspace.h"
#include "ledger/state/scheme.h"

namespace linhui::api::app {

struct NewScheme {
  std::string scheme, project, basis;
  ledger::Hash resolution_sha256{};
  int notice_days = 10;                // from a run's publication until it can be final
  int quorum_num = 2, quorum_den = 3;  // of those entitled must be present
  std::vector<ledger::SchemeStep> steps;
  std::vector<std::string> adopters;  // collectives; each signs
};
// scheme.adopt, to be signed by the developer and every adopter.
Prepared prepare_scheme(const Desk& desk, const std::string& developer, const NewScheme& scheme);

// A scheme from a file: a JSON object with `scheme`, `basis`, `steps`, `adopters` and, where they
// are not the defaults, `project`, `notice_days`, `quorum_num`, `quorum_den`,
// `resolution_file_sha256`. Whether the steps can be carried out the ledger says. Errors:
// scheme_file_malformed with the file and the field.
Outcome<NewScheme> read_scheme(const std::string& text, const std::string& file);

}  // namespace linhui::api::app
