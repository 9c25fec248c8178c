// Whether a file is an LMDB data file and whole, found out before anything maps it: reading past
// the end of a map ends the process.
#pragma once

#include <filesystem>

namespace linhui::ledger {

// 0, an errno, or MDB_INVALID for what is foreign, of another version, or truncated. Reads no more
// than the two meta pages and the file's size: damage inside the other pages is not found.
int check_data_file(const std::filesystem::path& file);

}  // namespace linhui::ledger
