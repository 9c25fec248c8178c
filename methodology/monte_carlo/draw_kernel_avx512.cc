// The loops with AVX512; CMakeLists.txt gives this file its instructions.
#include "methodology/monte_carlo/draw_kernel_variants.h"

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#include "methodology/monte_carlo/draw_kernel_body.h"

namespace linhui::methodology {

const DrawKernel* avx512_draw_kernel() {
  static constexpr DrawKernel kKernel = kernel_named("avx512");
  return &kKernel;
}

}  // namespace linhui::methodology
#else
namespace linhui::methodology {

const DrawKernel* avx512_draw_kernel() { return nullptr; }

}  // namespace linhui::methodology
#endif
