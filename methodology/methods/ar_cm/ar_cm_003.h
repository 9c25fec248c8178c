// AR-CM-003-V01, forest management (China, 2014): live trees by the volume route, against what
// would grow there without the project. Of its text only the beginning was read: what is recalled,
// and which tables stand in, its declaration says.
#pragma once

#include <memory>

#include "methodology/method.h"

namespace linhui::methodology {

std::unique_ptr<Method> make_ar_cm_003();

}  // namespace linhui::methodology
