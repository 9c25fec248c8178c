// Files that commands read and write.
#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>

#include "api/problem.h"
#include "tools/linhui/output.h"

namespace linhui::cli {

// Errors: file_not_found, file_not_readable (the machine failed).
Outcome<std::string> read_file(const std::filesystem::path& file);
// Its SHA-256, in hex.
Outcome<std::string> file_sha256(const std::filesystem::path& file);

// Writes to a temporary name beside `file` and renames: readers see the old file or the whole new
// one. Errors: file_not_writable (the machine failed).
Outcome<bool> write_file(const std::filesystem::path& file,
                         const std::function<void(std::ostream&)>& write);
Outcome<bool> write_file(const std::filesystem::path& file, const std::string& bytes);

}  // namespace linhui::cli
