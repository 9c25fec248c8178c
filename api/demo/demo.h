// The whole story on the shipped sample, told as it happens: from the files that a bureau hands
// over to a farmer's proof, a signed export and an offline audit. Nothing in it is acted: every
// step is the case that a user calls.
#pragma once

#include "api/demo/options.h"

namespace linhui::api::demo {

Outcome<DemoResult> run_demo(const DemoOptions& options);

}  // namespace linhui::api::demo
