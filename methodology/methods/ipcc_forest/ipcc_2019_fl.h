// IPCC-2019-FL: forest land as national inventories account for it, Tier 1: stock-difference from
// growing stock, or gain-loss from default growth. Assessment only.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_ipcc_2019_fl();

}  // namespace linhui::methodology
