// What an LMDB file's pages say of themselves, read without the library: the order of the keys
// across branch and leaf, each page's number and kind, the counts, and that every page belongs to
// one tree or to the free list, and to one only.
//
// A look-up follows the keys of the branches and a writer takes pages from the free list; reading
// the tables in order does neither. So damage there is seen by nobody until an answer is wrong or a
// page is written twice.
#pragma once

#include <cstdint>

#include "ledger/store/lmdb_pages.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// Walks the pages of the commit that `meta` is of: first the free list, then the tables, the small
// ones before the large, `pages_max` pages at the most. What it finds is told, never thrown: junk
// ends in an answer, and no page is walked twice.
// Requires: the pages of that commit are not given up meanwhile (a read transaction holds them).
StructureReport walk_structure(int descriptor, const lmdb::Meta& meta, std::uint64_t pages_max);

}  // namespace linhui::ledger
