#include "api/app/households/card_desk.h"

#include <mutex>

#include "api/app/households/household_numbers.h"
#include "api/app/households/pin.h"
#include "ledger/base/calendar.h"

namespace linhui::api::app {
namespace {

constexpr int kTries = 5;
constexpr std::int64_t kLockSeconds = 15 * 60, kDaySeconds = 86'400;
constexpr std::size_t kTriesADay = 20, kTriesADayAnAddress = 60;

Problem denied() { return problem_of(Code::access_denied); }

Problem locked() { return problem_of(Code::access_locked); }

// One try in somebody's log.
void add_access(PrivateChanges& changes, const std::string& whose, const std::string& address,
                bool granted, std::int64_t now) {
  const std::string time = ledger::time_text(now);
  changes.put(KeptAccess{time, address, granted}, whose,
              time + "-" + ledger::hex(ledger::random_bytes(4)));
}

// One process checks cards one at a time, so that tries are counted right.
std::mutex& desk_mutex() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

Outcome<std::string> CardDesk::check(const std::string& household_no, const std::string& pin,
                                     const std::string& address, std::int64_t now) {
  const auto since = ledger::time_text(now - kDaySeconds);
  const auto wrong_today = [&](const std::string& whose) {
    std::size_t count = 0;
    for (const auto& [id, access] : store_.scan<KeptAccess>(whose)) {
      if (access.time >= since && !access.granted) ++count;
    }
    return count;
  };
  const std::string address_key = "@" + ledger::hex(ledger::sha256(address)).substr(0, 16);
  if (wrong_today(address_key) >= kTriesADayAnAddress) return locked();

  PrivateChanges changes;
  const bool known = is_household_number(household_no);
  auto card = known ? store_.read<KeptCard>(household_no) : std::nullopt;
  const auto number = card ? store_.read<KeptNumber>(household_no) : std::nullopt;
  if (!card || !number) {
    pin_fits(new_card("000000", false), pin);  // as slow as a real check
    add_access(changes, address_key, address, false, now);
    LINHUI_API_TRY(store_.write(changes));
    return denied();
  }
  if (card->locked_until > now || wrong_today(household_no) >= kTriesADay) return locked();
  const bool granted = pin_fits(*card, pin);
  card->wrong = granted ? 0 : card->wrong + 1;
  if (card->wrong >= kTries) {
    card->wrong = 0;
    card->locked_until = now + kLockSeconds;
  }
  changes.put(*card, household_no);
  add_access(changes, household_no, address, granted, now);
  if (!granted) add_access(changes, address_key, address, false, now);
  LINHUI_API_TRY(store_.write(changes));
  if (!granted) return denied();
  return number->party;
}

Outcome<std::string> CardDesk::open(const std::string& household_no, const std::string& pin,
                                    const std::string& address, std::int64_t now) {
  const std::lock_guard guard(desk_mutex());
  return check(tidy_household_number(household_no), pin, address, now);
}

Outcome<void> CardDesk::change_pin(const std::string& household_no, const std::string& old_pin,
                                   const std::string& new_pin, const std::string& address,
                                   std::int64_t now) {
  const std::lock_guard guard(desk_mutex());
  const std::string number = tidy_household_number(household_no);
  if (!is_pin(new_pin)) {
    return problem_of(Code::pin_malformed);
  }
  LINHUI_API_TRY(check(number, old_pin, address, now));
  if (new_pin == old_pin) {
    return problem_of(Code::pin_unchanged);
  }
  PrivateChanges changes;
  changes.put(new_card(new_pin, false), number);
  return store_.write(changes);
}

bool CardDesk::must_change(const std::string& household_no) const {
  const auto card = store_.read<KeptCard>(household_no);
  return card && card->must_change;
}

PrivateStore::Entries<KeptAccess> CardDesk::accesses(const std::string& household_no) const {
  return store_.scan<KeptAccess>(household_no);
}

}  // namespace linhui::api::app
