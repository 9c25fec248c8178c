// What AR-ACM0003 says of itself: `linhui method show` prints it, and check_settings() and the list
// of tables go by it.
#pragma once

#include "methodology/method.h"

namespace linhui::methodology {

MethodDeclaration declare_ar_acm0003();

}  // namespace linhui::methodology
