// CHN-BV: carbon stock by biomass-volume equations of regions, for a baseline survey or an
// assessment; never credited. The equations stand in its declaration and in docs/methodology.md,
// the parameters in chn_bv_tables.h.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_chn_bv();

}  // namespace linhui::methodology
