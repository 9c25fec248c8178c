// CHN-BV: stock assessment for a baseline survey by biomass-volume equations, as Chinese
// inventories do it. Assessment only.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_chn_bv();

}  // namespace linhui::methodology
