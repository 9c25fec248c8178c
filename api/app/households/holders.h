// Rights holders: their rights into the ledger, their personal data into the private store, and
// the cards with which they look up what is theirs.
#pragma once

#include "api/app/desk/private_store.h"
#include "api/app/desk/workspace.h"
#include "api/exchange/registers/rights.h"

namespace linhui::api::app {

// What a household is given on paper: its number, and a PIN to be changed at first use.
struct Card {
  std::string household_no, pin, masked_name, township, village;
};

struct RightsImport {
  std::uint64_t index = 0;  // of right.register
  std::size_t rights = 0, holders = 0, households = 0;
  std::vector<Card> cards;  // of households that are new; PINs are shown here and nowhere else
};
// Registers every right of the file; all or nothing. `pin_is_own` marks the PINs as chosen by the
// holder already (demonstration cards), so that the page does not ask for a change.
Outcome<RightsImport> import_rights(Workspace& workspace, const std::string& registrar,
                                    const exchange::RightsFile& file, bool pin_is_own = false);

// 10 characters of an alphabet without look-alikes, the last one a check character.
std::string new_household_number();
bool is_household_number(std::string_view text);
// As typed: lower case, spaces and dashes are forgiven.
std::string tidy_household_number(std::string_view typed);

// "张*三", "演*****" : the first character and the last of three or more.
std::string masked_name(const std::string& name);
std::string masked_certificate(const std::string& number);

// SHA-256 over the salt and the canonical fields: what the log holds of personal data.
std::string commitment(const std::string& salt_hex, const Json& fields);

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
  std::vector<std::pair<std::string, Json>> accesses(const std::string& household_no) const;
  const PrivateStore& store() const { return store_; }

 private:
  Outcome<std::string> check(const std::string& household_no, const std::string& pin,
                             const std::string& address, std::int64_t now);
  PrivateStore store_;
};

}  // namespace linhui::api::app
