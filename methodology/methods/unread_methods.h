// Methods whose texts or tables are not in hand: declared, with what they lack, and never
// estimated.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_ccer_14_001();  // afforestation, 2023
std::unique_ptr<Method> make_cqcm_009();     // Chongqing's national reserve forest management

}  // namespace linhui::methodology
