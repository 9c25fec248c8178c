// Keys of the tables that hold the log: leaves, nodes of its tree, checkpoints, rows. They sort as
// they count, so that a scan goes in order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "ledger/base/hash.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

std::string index_key(std::uint64_t index);                  // 8 bytes, big-endian
std::string node_key(unsigned level, std::uint64_t index);   // a byte, then index_key()
std::string row_key(const Hash& root, std::uint64_t index);  // 32 bytes, then index_key()

// Visits the rows of this root in order, until `visit` gives false. False where one is missing, or
// there are more than `count`; what came before the gap has been visited by then. True where
// `visit` has ended it. The rows are not hashed: that they have this root was checked when they
// came in, and the audit checks it again. Throws ReadFailure.
bool scan_rows(const View& view, const Hash& root, std::uint64_t count,
               const std::function<bool(std::uint64_t index, std::string_view row)>& visit);

}  // namespace linhui::ledger
