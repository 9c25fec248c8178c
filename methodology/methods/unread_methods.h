// Methods whose texts or tables are not in hand: declared, with what they lack, and never
// estimated.
//
// estimate() and explain() refuse with parameters_missing, naming each thing that lacks
// (MethodDeclaration::missing). Nothing is filled by guess; docs/methodology.md, "Methods that are
// declared and refused".
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_ccer_14_001();  // afforestation, 2023
std::unique_ptr<Method> make_cqcm_009();     // Chongqing's national reserve forest management

}  // namespace linhui::methodology
