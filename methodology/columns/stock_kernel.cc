#include "methodology/columns/stock_kernel.h"

#include <algorithm>
#include <bit>
#include <cstring>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

static_assert(std::endian::native == std::endian::little,
              "a vector's even halves are the low ones");

// The same text three times, each for other instructions: stock_kernel_body.h says what it needs.
#define LINHUI_KERNEL
#define LINHUI_LANES 2
namespace linhui::methodology::baseline {
#include "methodology/columns/stock_kernel_body.h"
}
#undef LINHUI_KERNEL
#undef LINHUI_LANES

#if defined(__x86_64__)
#define LINHUI_KERNEL __attribute__((target("avx2")))
#define LINHUI_LANES 4
namespace linhui::methodology::avx2 {
#include "methodology/columns/stock_kernel_body.h"
}
#undef LINHUI_KERNEL
#undef LINHUI_LANES

#define LINHUI_KERNEL __attribute__((target("avx512f,avx512dq")))
#define LINHUI_LANES 8
namespace linhui::methodology::avx512 {
#include "methodology/columns/stock_kernel_body.h"
}
#undef LINHUI_KERNEL
#undef LINHUI_LANES
#endif

namespace linhui::methodology {

const char* name_of(Instructions instructions) {
  switch (instructions) {
    case Instructions::baseline:
      return "baseline";
    case Instructions::avx2:
      return "avx2";
    case Instructions::avx512:
      return "avx512";
  }
  return "";
}

const std::vector<Instructions>& usable_instructions() {
  static const std::vector<Instructions> kUsable = [] {
    std::vector<Instructions> usable = {Instructions::baseline};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) usable.push_back(Instructions::avx2);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
      usable.push_back(Instructions::avx512);
    }
#endif
    return usable;
  }();
  return kUsable;
}

const Kernel& kernel_of(Instructions instructions) {
#if defined(__x86_64__)
  if (instructions == Instructions::avx512) return avx512::kKernel;
  if (instructions == Instructions::avx2) return avx2::kKernel;
#endif
  (void)instructions;
  return baseline::kKernel;
}

}  // namespace linhui::methodology
