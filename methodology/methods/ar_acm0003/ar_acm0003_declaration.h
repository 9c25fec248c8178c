// What AR-ACM0003 says of itself.
#pragma once

#include "methodology/method.h"

namespace linhui::methodology {

MethodDeclaration declare_ar_acm0003();

}  // namespace linhui::methodology
