// The cards with which households look up what is theirs.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "api/app/desk/private_store.h"
#include "api/app/households/devices.h"
#include "api/app/households/try_limits.h"

namespace linhui::api::app {

// What a household is given on paper: its number, and a PIN to be changed at first use.
struct Card {
  std::string household_no, pin, masked_name, township, village;
};

// Who tries a card: the address that he comes from, and the marks that his phone holds.
struct Client {
  std::string address, devices = {};
};

// How urgent a check is, where many wait. From the most trusted.
enum class Standing {
  returning,  // on a device, or from an address, that has signed in to this household
  card,       // the number is of a household with a card
  unknown,    // it is of nobody; checked all the same, so that this is not told
};

// Card checks. A try that was checked is in the household's own log, right or wrong; one that was
// turned away as locked is not. `now` in seconds since 1970; safe from several threads. Any number
// of desks in a process: they check one at a time.
class CardDesk {
 public:
  explicit CardDesk(std::filesystem::path private_folder) : store_(std::move(private_folder)) {}

  // Whether a PIN would be checked now, and how urgently. Cheap. Errors: access_locked, with the
  // time that is left (try_limits.h); households_unavailable.
  Outcome<Standing> standing(const std::string& household_no, const Client& client,
                             std::int64_t now) const;
  // The party of the household, whose number may be as typed. The same problem (access_denied) for
  // a wrong number as for a wrong PIN, and the same work. Errors besides: standing()'s;
  // PrivateStore::write()'s, as a try that cannot be counted is none.
  Outcome<std::string> open(const std::string& household_no, const std::string& pin,
                            const Client& client, std::int64_t now);
  // The old PIN is a try as above. Errors besides: pin_malformed (not six digits), before any try;
  // pin_unchanged.
  Outcome<void> change_pin(const std::string& household_no, const std::string& old_pin,
                           const std::string& new_pin, const Client& client, std::int64_t now);
  // After open(): what the phone is to hold, so that the household is known on it again.
  std::string remember_device(const std::string& household_no, const std::string& held) const;

  // The number as kept (tidy_household_number()), here and below. Whether it is still the PIN that
  // came with the card.
  bool must_change(const std::string& household_no) const;
  // Differs from one PIN to the next; empty where there is no card to be read.
  std::string stamp(const std::string& household_no) const;
  // Every try at the household's card, oldest first; refused ones of the last 30 days.
  PrivateStore::Entries<KeptAccess> accesses(const std::string& household_no) const;
  // Errors: households_unavailable.
  Outcome<void> usable() const;
  const PrivateStore& store() const { return store_; }

 private:
  struct Seen;  // what stands of a number, at one moment

  // Errors: households_unavailable.
  Outcome<Seen> see(const std::string& household_no, const Client& client) const;
  // Errors: access_locked.
  Outcome<Standing> judge(const Seen& seen, std::int64_t now) const;
  void note_strange(const std::string& household_no, const std::string& group, std::int64_t now);
  Outcome<std::string> check(const std::string& household_no, const std::string& pin,
                             const Client& client, std::int64_t now);

  PrivateStore store_;
  AddressBudgets addresses_;
  // Tries at numbers that nobody has, so that they are held up as if somebody had: whether there is
  // a household cannot be read from it. The newest kStrangeNumbers.
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Try>> strange_;
};

}  // namespace linhui::api::app
