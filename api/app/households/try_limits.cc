#include "api/app/households/try_limits.h"

#include <algorithm>

namespace linhui::api::app {
namespace {

constexpr std::int64_t kMinute = 60, kDay = 86'400;
constexpr int kWrongInARow = 5;
constexpr std::int64_t kWaitAfterARow = 15 * kMinute;
constexpr std::size_t kWrongADay = 20;
constexpr std::int64_t kKnownFor = 90 * kDay;

// A budget of tries that fills up again, kept as seconds of refill.
struct Budget {
  std::int64_t tries, seconds_a_try;

  std::int64_t full() const { return tries * seconds_a_try; }
  std::int64_t filled(std::int64_t level, std::int64_t seconds) const {
    return std::min(full(), level + std::clamp<std::int64_t>(seconds, 0, full()));
  }
  std::int64_t spent(std::int64_t level) const {
    return std::max<std::int64_t>(0, level - seconds_a_try);
  }
  std::int64_t wait(std::int64_t level) const {
    return std::max<std::int64_t>(0, seconds_a_try - level);
  }
};
constexpr Budget kStrangersAtHousehold{40, 10 * kMinute};
constexpr Budget kStrangersAtAddress{600, kMinute};

bool is_own(const Try& past, const Trier& who) {
  return who.device.empty() ? past.device.empty() && past.group == who.group
                            : past.device == who.device;
}

std::int64_t wait_of_client(const std::vector<Try>& tries, const Trier& who, std::int64_t now) {
  std::int64_t open_at = now;
  int in_a_row = 0;
  std::vector<std::int64_t> wrong;  // of the last day
  for (const Try& past : tries) {
    if (past.at > now || past.at <= now - kDay || !is_own(past, who)) continue;
    if (past.granted) {
      in_a_row = 0;
      continue;
    }
    wrong.push_back(past.at);
    if (++in_a_row == kWrongInARow) {
      in_a_row = 0;
      open_at = std::max(open_at, past.at + kWaitAfterARow);
    }
  }
  if (wrong.size() >= kWrongADay) {
    open_at = std::max(open_at, wrong[wrong.size() - kWrongADay] + kDay);
  }
  return open_at - now;
}

// Whether the household has signed in from this address, as far as a try at `now` goes.
bool is_known_address(const std::vector<Try>& tries, const std::string& group, std::int64_t now) {
  return std::any_of(tries.begin(), tries.end(), [&](const Try& past) {
    return past.granted && past.group == group && past.at <= now && past.at > now - kKnownFor;
  });
}

std::int64_t wait_of_strangers(const std::vector<Try>& tries, std::int64_t now) {
  std::int64_t level = kStrangersAtHousehold.full(), last = now - kDay;
  std::map<std::string, bool> known;
  for (const Try& past : tries) {
    if (past.granted || past.at > now || past.at <= now - kDay || !past.device.empty()) continue;
    const auto [entry, is_new] = known.try_emplace(past.group, false);
    if (is_new) entry->second = is_known_address(tries, past.group, now);
    if (entry->second) continue;
    level = kStrangersAtHousehold.spent(kStrangersAtHousehold.filled(level, past.at - last));
    last = past.at;
  }
  return kStrangersAtHousehold.wait(kStrangersAtHousehold.filled(level, now - last));
}

}  // namespace

bool is_known(const std::vector<Try>& tries, const Trier& who, std::int64_t now) {
  return !who.device.empty() || is_known_address(tries, who.group, now);
}

std::int64_t wait_at_household(const std::vector<Try>& tries, const Trier& who, std::int64_t now) {
  const std::int64_t own = wait_of_client(tries, who, now);
  return is_known(tries, who, now) ? own : std::max(own, wait_of_strangers(tries, now));
}

std::int64_t AddressBudgets::level(const Spent& spent, std::int64_t now) {
  return kStrangersAtAddress.filled(spent.level_s, now - spent.at);
}

std::int64_t AddressBudgets::wait(const std::string& group, std::int64_t now) const {
  const std::lock_guard lock(mutex_);
  const auto found = spent_.find(group);
  return found == spent_.end() ? 0 : kStrangersAtAddress.wait(level(found->second, now));
}

void AddressBudgets::count_wrong(const std::string& group, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  const auto found = spent_.find(group);
  const std::int64_t left =
      found == spent_.end() ? kStrangersAtAddress.full() : level(found->second, now);
  spent_[group] = {kStrangersAtAddress.spent(left), now};
  if (spent_.size() <= kAddresses) return;
  // A tenth at once, so that a flood of addresses does not search the whole table for each.
  std::vector<std::int64_t> times;
  for (const auto& [name, spent] : spent_) times.push_back(spent.at);
  const auto tenth = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 10);
  std::nth_element(times.begin(), tenth, times.end());
  const std::int64_t latest = *tenth;
  const std::size_t before = spent_.size(), to_drop = before / 10;
  std::erase_if(spent_, [&](const auto& entry) { return entry.second.at < latest; });
  std::size_t dropped = before - spent_.size();
  std::erase_if(spent_, [&](const auto& entry) {
    return entry.second.at == latest && dropped < to_drop && ++dropped > 0;
  });
}

}  // namespace linhui::api::app
