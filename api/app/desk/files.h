// Files that cases read and write, whole, in memory. Nothing is synced to disk but by keep_file()
// and sync_name().
#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>

#include "api/problem.h"
#include "ledger/base/hash.h"

namespace linhui::api::app {

// Errors: file_not_found, file_not_readable (the machine failed).
Outcome<std::string> read_file(const std::filesystem::path& file);
// At most one byte more than `max_bytes`, of a file that somebody else has made.
Outcome<std::string> read_file(const std::filesystem::path& file, std::size_t max_bytes);
Outcome<ledger::Hash> file_sha256(const std::filesystem::path& file);

// Writes to a temporary name beside `file` and renames: readers see the old file or the whole new
// one. A failed stream is noticed after `write`, which need not look. One writer of a file in a
// process at a time. Errors: file_not_writable (the machine failed), with nothing left behind.
Outcome<void> write_file(const std::filesystem::path& file,
                         const std::function<void(std::ostream&)>& write);
Outcome<void> write_file(const std::filesystem::path& file, const std::string& bytes);

// The same for a library that writes files by name: `write` gets the temporary name, which has the
// file's extension. Its problem is passed on, with nothing left behind; a file_not_writable names
// `file`, not the temporary one.
Outcome<void> write_named(const std::filesystem::path& file,
                          const std::function<Outcome<void>(const std::filesystem::path&)>& write);

// A file that must not be lost, mode 0600: whole or not at all, and on disk with its name when this
// is done. One that is there is left as it is; with the same bytes it is taken for this one, which
// an earlier try has made. Errors: file_exists; disk_full, permission_denied, storage_failed.
Outcome<void> keep_file(const std::filesystem::path& file, const std::string& bytes);

// The name of a file that was made or moved is on disk when this is done. Errors: as keep_file().
Outcome<void> sync_name(const std::filesystem::path& file);

}  // namespace linhui::api::app
