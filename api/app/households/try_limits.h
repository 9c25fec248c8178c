// When a card may be tried again. The guesser is held up, and neither everybody who shares his
// address nor the household whose number he knows:
//
//  - Tries are counted by client: a device that has signed in to the household before (devices.h),
//    else the address at this household. A client waits 15 minutes after 5 wrong tries in a row,
//    and after 20 a day until one of them is a day old.
//  - Strangers, who come neither on such a device nor from an address that the household has signed
//    in from within 90 days, share 40 wrong tries at a household and one more every 10 minutes,
//    wherever they come from: thousands of addresses slow one another down.
//  - Strangers at one address share 600 wrong tries at all households together and one more a
//    minute: room for a village behind one address, and not for whoever goes through its numbers.
//
// Pure but for AddressBudgets, which is the memory of one process. Times are seconds since 1970.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace linhui::api::app {

// One try at a household's card.
struct Try {
  std::int64_t at = 0;
  std::string group;   // of the address (address_group)
  std::string device;  // of devices.h; empty: none that the household knows
  bool granted = false;
};

struct Trier {
  std::string group, device;
};

// Whether the household knows the client: by the device, or by an address that was granted.
bool is_known(const std::vector<Try>& tries, const Trier& who, std::int64_t now);

// Seconds until this client may try this household's card; 0: now. `tries` at that card, oldest
// first; those later than `now` do not count, so that a clock that was set back locks nobody.
std::int64_t wait_at_household(const std::vector<Try>& tries, const Trier& who, std::int64_t now);

// What strangers at one address may still try. Remembers kAddresses addresses; of more, those that
// tried longest ago are forgotten. Safe from several threads.
class AddressBudgets {
 public:
  static constexpr std::size_t kAddresses = 20'000;

  // Seconds until a try; 0: now.
  std::int64_t wait(const std::string& group, std::int64_t now) const;
  void count_wrong(const std::string& group, std::int64_t now);

 private:
  struct Spent {
    std::int64_t level_s = 0;  // what is left, in seconds of refill
    std::int64_t at = 0;
  };
  static std::int64_t level(const Spent& spent, std::int64_t now);

  mutable std::mutex mutex_;
  std::map<std::string, Spent> spent_;
};

}  // namespace linhui::api::app
