// The draw kernels of this machine, and the streams that they draw from; draw_loops.h says what a
// draw is.
#pragma once

#include <string_view>
#include <vector>

#include "methodology/monte_carlo/draw_loops.h"

namespace linhui::methodology {

// The first 96 bits of SHA-256 over kind, a zero byte and name, big-endian words. So things of
// different kinds never share a stream, whatever they are called.
StreamId stream_of(std::string_view kind, std::string_view name);

// Those that this processor can run, the fastest first; the last is the portable one. Found once;
// they live as long as the program, and threads may share them.
const std::vector<const DrawKernel*>& usable_draw_kernels();

}  // namespace linhui::methodology
