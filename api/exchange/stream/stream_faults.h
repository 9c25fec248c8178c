// How many faults of a large CSV file are told.
#pragma once

#include <cstddef>

namespace linhui::api::exchange {

// As many faults, or findings, are told; the first ones in the order of the general way.
inline constexpr std::size_t kStreamFaults = 10'000;

}  // namespace linhui::api::exchange
