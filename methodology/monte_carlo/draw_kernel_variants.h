// The kernels by kind of processor; nothing where the build is for another kind.
#pragma once

#include "methodology/monte_carlo/draw_loops.h"

namespace linhui::methodology {

const DrawKernel* avx2_draw_kernel();
const DrawKernel* avx512_draw_kernel();

}  // namespace linhui::methodology
