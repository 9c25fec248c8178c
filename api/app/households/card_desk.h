// The cards with which households look up what is theirs.
#pragma once

#include "api/app/desk/private_store.h"

namespace linhui::api::app {

// What a household is given on paper: its number, and a PIN to be changed at first use.
struct Card {
  std::string household_no, pin, masked_name, township, village;
};

// Card checks; every try is in the household's own log.
class CardDesk {
 public:
  explicit CardDesk(std::filesystem::path private_folder) : store_(std::move(private_folder)) {}

  // The party of the household. The same problem (access_denied) for every failure; after 5 wrong
  // tries access_locked for 15 minutes; at most 20 tries a day for a household and 60 for an
  // address. `now` in seconds since 1970.
  Outcome<std::string> open(const std::string& household_no, const std::string& pin,
                            const std::string& address, std::int64_t now);
  Outcome<void> change_pin(const std::string& household_no, const std::string& old_pin,
                           const std::string& new_pin, const std::string& address,
                           std::int64_t now);
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
