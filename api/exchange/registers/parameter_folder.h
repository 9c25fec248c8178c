// Parameter tables as a folder of CSV files, with the digests that they go by in SHA256SUMS.
#pragma once

#include <string>

#include "api/problem.h"
#include "methodology/method.h"

namespace linhui::api::exchange {

inline constexpr const char* kManifest = "SHA256SUMS";

// The folder's *.csv, by file name. Where it has a manifest (lines as `sha256sum` prints them),
// every table must be in it, with this digest, and nothing that is not there.
// Errors: tables_not_found; tables_digest_wrong, table_unknown (no method has a table of that
// name), table_too_large, with every file that is at fault.
Outcome<methodology::TableFiles> read_parameter_folder(const std::string& folder);

// The tables of the folder in the place of those of the same name in `otherwise`. Errors: as above.
Outcome<methodology::TableFiles> read_parameter_folder_over(const std::string& folder,
                                                            methodology::TableFiles otherwise);

}  // namespace linhui::api::exchange
