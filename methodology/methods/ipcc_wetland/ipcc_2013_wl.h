// IPCC-2013-WL, inland wetlands: 2013 Wetlands Supplement and 2019 Refinement vol. 4 ch. 7.
// Assessment only. The equations stand in ipcc_wetland_equations.h.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_ipcc_2013_wl();

}  // namespace linhui::methodology
