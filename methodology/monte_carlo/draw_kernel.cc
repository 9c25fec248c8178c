#include "methodology/monte_carlo/draw_kernel.h"

#include <string>

#include "methodology/monte_carlo/draw_kernel_body.h"
#include "methodology/monte_carlo/draw_kernel_variants.h"
#include "methodology/numbers/sha256.h"

namespace linhui::methodology {
namespace {

bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2");
#else
  return false;
#endif
}

bool has_avx512() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#else
  return false;
#endif
}

std::vector<const DrawKernel*> find_usable() {
  static constexpr DrawKernel kPortable = kernel_named("portable");
  std::vector<const DrawKernel*> kernels;
  if (has_avx512() && avx512_draw_kernel()) kernels.push_back(avx512_draw_kernel());
  if (has_avx2() && avx2_draw_kernel()) kernels.push_back(avx2_draw_kernel());
  kernels.push_back(&kPortable);
  return kernels;
}

}  // namespace

StreamId stream_of(std::string_view kind, std::string_view name) {
  std::string text(kind);
  text += '\0';
  text += name;
  const std::string hex = sha256_hex(text);
  StreamId id;
  for (std::size_t i = 0; i < 3; ++i) {
    id.word[i] = static_cast<std::uint32_t>(std::stoul(hex.substr(8 * i, 8), nullptr, 16));
  }
  return id;
}

const std::vector<const DrawKernel*>& usable_draw_kernels() {
  static const std::vector<const DrawKernel*> kUsable = find_usable();
  return kUsable;
}

}  // namespace linhui::methodology
