// The whole story on the shipped sample, told as it happens: from the files that a bureau hands
// over to a farmer's proof, a signed export and an offline audit. Nothing in it is acted: every
// step is the case that a user calls.
#pragma once

#include "api/demo/options.h"

namespace linhui::api::demo {

// Blocks until the story is told; calls `chapter` and `tell` on the calling thread. What was made
// before a failure stays in the folder. Errors: folder_exists; inventory_refused and what else the
// sample's files give; audit_failed; those of every case.
Outcome<DemoResult> run_demo(const DemoOptions& options);

}  // namespace linhui::api::demo
