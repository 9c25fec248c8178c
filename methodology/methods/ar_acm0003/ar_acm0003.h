// AR-ACM0003 v02.0, large-scale afforestation under the CDM, with AR-TOOL08, 12, 14, 15 and 16.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_ar_acm0003();

}  // namespace linhui::methodology
