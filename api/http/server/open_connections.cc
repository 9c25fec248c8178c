#include "api/http/server/open_connections.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace linhui::api::http {

void OpenConnections::add(Guest* guest) {
  const std::lock_guard lock(mutex_);
  open_.insert(guest);
}

void OpenConnections::remove(Guest* guest) {
  const std::lock_guard lock(mutex_);
  open_.erase(guest);
}

std::size_t OpenConnections::count() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

void OpenConnections::close_idle() {
  const std::lock_guard lock(mutex_);
  for (Guest* guest : open_) guest->close_if_idle();
}

void OpenConnections::make_room(std::size_t count) {
  const std::lock_guard lock(mutex_);
  std::unordered_map<std::string, std::size_t> held;
  for (const Guest* guest : open_) ++held[guest->group()];
  struct Waiting {
    std::size_t held;
    std::int64_t since;
    Guest* guest;
  };
  std::vector<Waiting> waiting;
  for (Guest* guest : open_) {
    const std::int64_t since = guest->waits_since();
    if (since == Guest::kAtWork) continue;
    waiting.push_back({guest->group().empty() ? 1 : held[guest->group()], since, guest});
  }
  count = std::min(count, waiting.size());
  std::partial_sort(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(count),
                    waiting.end(), [](const Waiting& a, const Waiting& b) {
                      return std::tie(b.held, a.since) < std::tie(a.held, b.since);
                    });
  for (std::size_t i = 0; i < count; ++i) waiting[i].guest->close_if_waiting();
}

}  // namespace linhui::api::http
