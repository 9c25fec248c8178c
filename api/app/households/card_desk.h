// The cards with which households look up what is theirs.
#pragma once

#include "api/app/desk/private_store.h"

namespace linhui::api::app {

// What a household is given on paper: its number, and a PIN to be changed at first use.
struct Card {
  std::string household_no, pin, masked_name, township, village;
};

// Card checks. A try that was checked is in the household's own log, right or wrong; one that was
// turned away as locked is not. Any number of desks in a process: they check one at a time.
class CardDesk {
 public:
  explicit CardDesk(std::filesystem::path private_folder) : store_(std::move(private_folder)) {}

  // The party of the household, whose number may be as typed. The same problem (access_denied)
  // for a wrong number as for a wrong PIN; after 5 wrong PINs in a row access_locked for 15
  // minutes; the same after 20 wrong tries in 24 hours at a household's card, or 60 from an
  // address, until there are fewer. `now` in seconds since 1970. Errors besides:
  // PrivateStore::write()'s, as a try that cannot be counted is none.
  Outcome<std::string> open(const std::string& household_no, const std::string& pin,
                            const std::string& address, std::int64_t now);
  // The old PIN is a try as above. Errors besides: pin_malformed (not six digits), before any try;
  // pin_unchanged.
  Outcome<void> change_pin(const std::string& household_no, const std::string& old_pin,
                           const std::string& new_pin, const std::string& address,
                           std::int64_t now);
  // The number as kept (tidy_household_number()), here and below. Whether it is still the PIN that
  // came with the card.
  bool must_change(const std::string& household_no) const;
  // Every try at the household's card, oldest first.
  PrivateStore::Entries<KeptAccess> accesses(const std::string& household_no) const;
  const PrivateStore& store() const { return store_; }

 private:
  Outcome<std::string> check(const std::string& household_no, const std::string& pin,
                             const std::string& address, std::int64_t now);
  PrivateStore store_;
};

}  // namespace linhui::api::app
