// The loops with AVX2; CMakeLists.txt gives this file its instructions.
#include "methodology/monte_carlo/draw_kernel_variants.h"

#if defined(__AVX2__)
#include "methodology/monte_carlo/draw_kernel_body.h"

namespace linhui::methodology {

const DrawKernel* avx2_draw_kernel() {
  static constexpr DrawKernel kKernel = kernel_named("avx2");
  return &kKernel;
}

}  // namespace linhui::methodology
#else
namespace linhui::methodology {

const DrawKernel* avx2_draw_kernel() { return nullptr; }

}  // namespace linhui::methodology
#endif
