// The open connections: how many there are, and which give way where a new peer needs room.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_set>

namespace linhui::api::http {

// A connection as the door sees it.
class Guest {
 public:
  explicit Guest(std::string group) : group_(std::move(group)) {}
  virtual ~Guest() = default;
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

  // From any thread: closes if it waits for a new request. One that is at work sees
  // Shared::stopping.
  virtual void close_if_idle() = 0;
  // From any thread: closes if it waits for its peer in any way, for bytes or to be read.
  virtual void close_if_waiting() = 0;

  // Of its address (address_group); empty: counts by itself.
  const std::string& group() const { return group_; }
  // In milliseconds of the steady clock; kAtWork while an answer is being made.
  std::int64_t waits_since() const { return waits_since_; }

  static constexpr std::int64_t kAtWork = -1;

 protected:
  void set_waits_since(std::int64_t since) { waits_since_ = since; }

 private:
  const std::string group_;
  std::atomic<std::int64_t> waits_since_ = 0;
};

// Safe from several threads.
class OpenConnections {
 public:
  void add(Guest* guest);
  void remove(Guest* guest);
  std::size_t count() const;
  void close_idle();
  // Asks up to `count` of those that wait for their peer to close: first those of the address
  // that holds the most connections, and of these the one that has waited longest. A peer that
  // sits still, or trickles, shuts nobody out; one that does so from one address goes first.
  void make_room(std::size_t count);

 private:
  mutable std::mutex mutex_;
  std::unordered_set<Guest*> open_;
};

}  // namespace linhui::api::http
