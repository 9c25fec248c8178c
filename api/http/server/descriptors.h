// File descriptors: each connection takes one, and the process may have only so many.
#pragma once

#include <cstddef>

namespace linhui::api::http {

// How many connections of the `wanted` can be had. Raises the soft limit of the process towards
// its hard one where that is needed, and keeps back what is open already and what `workers` need
// to answer (the ledger and the private store are files too), so that it is new peers who wait
// when descriptors run out and never an answer that fails. At least 1.
std::size_t connections_that_fit(std::size_t wanted, unsigned workers);

}  // namespace linhui::api::http
