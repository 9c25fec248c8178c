// The kernels by kind of processor; nullptr where the build is for another kind. Whether the
// processor at hand has the instructions is the caller's to ask (draw_kernel.cc).
#pragma once

#include "methodology/monte_carlo/draw_loops.h"

namespace linhui::methodology {

const DrawKernel* avx2_draw_kernel();
const DrawKernel* avx512_draw_kernel();

}  // namespace linhui::methodology
