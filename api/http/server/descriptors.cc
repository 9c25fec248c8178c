#include "api/http/server/descriptors.h"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>

namespace linhui::api::http {
namespace {

// A worker has at most a store open with its lock file, and the key beside it.
constexpr std::size_t kPerWorker = 4;
// Sockets that were just accepted or are being closed, and what libraries open for a moment.
constexpr std::size_t kSpare = 16;

std::size_t open_descriptors() {
  std::error_code error;
  const std::filesystem::directory_iterator listed("/proc/self/fd", error);
  constexpr std::size_t kWhereUnknown = 16;
  if (error) return kWhereUnknown;
  return static_cast<std::size_t>(std::distance(begin(listed), end(listed)));
}

}  // namespace

std::size_t connections_that_fit(std::size_t wanted, unsigned workers) {
  const std::size_t kept = open_descriptors() + workers * kPerWorker + kSpare;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const rlim_t needed = wanted + kept;
  if (limit.rlim_cur < needed && limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = std::min(needed, limit.rlim_max);
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  if (limit.rlim_cur >= needed) return wanted;
  return limit.rlim_cur > kept ? static_cast<std::size_t>(limit.rlim_cur) - kept : 1;
}

}  // namespace linhui::api::http
