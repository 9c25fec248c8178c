// AR-ACM0003 v02.0, large-scale afforestation under the CDM, with AR-TOOL08, 12, 14, 15 and 16. Its
// equations stand in ar_acm0003_stand.h; what a project chooses in ar_acm0003_parameters.h.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_ar_acm0003();

}  // namespace linhui::methodology
