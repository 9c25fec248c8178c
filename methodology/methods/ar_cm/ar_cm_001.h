// AR-CM-001-V01, afforestation (China, 2013): live trees by the volume route.
//
// The equations stand in tree_biomass.h, the factors in ar_cm_tables.h; both are recalled.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_ar_cm_001();

}  // namespace linhui::methodology
