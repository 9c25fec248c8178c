#include "api/app/households/card_desk.h"

#include <algorithm>
#include <mutex>

#include "api/app/households/household_numbers.h"
#include "api/app/households/pin.h"
#include "api/ip_address.h"
#include "ledger/base/calendar.h"

namespace linhui::api::app {
namespace {

constexpr std::int64_t kDaySeconds = 86'400, kRefusedKeptSeconds = 30 * kDaySeconds;
constexpr std::size_t kStrangeNumbers = 2'000;
constexpr char kNobody[] = "@nobody";  // no household number begins so

Problem denied() { return problem_of(Code::access_denied); }

// The time that is left, in the unit that people would use; never less than it is.
Problem locked(std::int64_t wait_s) {
  constexpr std::int64_t kMinute = 60, kHour = 3600;
  const auto in = [&](Code code, std::int64_t unit) {
    return problem_of(code, {}, {std::to_string((wait_s + unit - 1) / unit)});
  };
  Problem problem = wait_s < 2 * kMinute ? in(Code::access_locked, 1)
                    : wait_s < 2 * kHour ? in(Code::access_locked_minutes, kMinute)
                                         : in(Code::access_locked_hours, kHour);
  problem.retry_after_s = wait_s;
  return problem;
}

// The id of a new entry, behind all of its second: the order in the log is that of the tries.
std::string id_after(const PrivateStore::Entries<KeptAccess>& log, const std::string& time) {
  const auto same = std::count_if(log.begin(), log.end(),
                                  [&](const auto& entry) { return entry.second.time == time; });
  const std::string place = std::to_string(same);
  return time + "-" + std::string(6 - std::min<std::size_t>(6, place.size()), '0') + place + "-" +
         ledger::hex(ledger::random_bytes(4));
}

// Nobody's card: its check costs what any other does.
const KeptCard& decoy() {
  static const KeptCard card = new_card("000000", false);
  return card;
}

// One process checks cards one at a time, so that tries are counted right.
std::mutex& desk_mutex() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

struct CardDesk::Seen {
  std::optional<KeptCard> card;
  std::string party;
  PrivateStore::Entries<KeptAccess> log;
  std::vector<Try> tries;
  Trier who;

  bool has_card() const { return card && !party.empty(); }
};

Outcome<void> CardDesk::usable() const {
  const auto checked = store_.check();
  if (checked.ok()) return {};
  return problem_of(Code::households_unavailable,
                    checked.problem().code + " " + checked.problem().detail);
}

Outcome<CardDesk::Seen> CardDesk::see(const std::string& household_no, const Client& client) const {
  LINHUI_API_TRY(usable());
  Seen seen;
  seen.who.group = address_group(client.address);
  if (!is_household_number(household_no)) return seen;
  seen.card = store_.read<KeptCard>(household_no);
  const auto number = store_.read<KeptNumber>(household_no);
  if (number) seen.party = number->party;
  seen.log = store_.scan<KeptAccess>(household_no);
  for (const auto& [id, access] : seen.log) {
    const auto at = ledger::parse_time(access.time);
    if (at) seen.tries.push_back({*at, address_group(access.from), access.device, access.granted});
  }
  const auto secret = store_.secret_for("devices");
  if (seen.card && secret.ok()) {
    seen.who.device = device_of({secret.value(), household_no, seen.card->salt}, client.devices);
  }
  if (!seen.has_card()) {
    const std::lock_guard lock(mutex_);
    const auto strange = strange_.find(household_no);
    if (strange != strange_.end()) seen.tries = strange->second;
  }
  return seen;
}

Outcome<Standing> CardDesk::judge(const Seen& seen, std::int64_t now) const {
  const bool known = is_known(seen.tries, seen.who, now);
  std::int64_t wait = wait_at_household(seen.tries, seen.who, now);
  if (!known) wait = std::max(wait, addresses_.wait(seen.who.group, now));
  if (wait > 0) return locked(wait);
  if (!seen.has_card()) return Standing::unknown;
  return known ? Standing::returning : Standing::card;
}

Outcome<Standing> CardDesk::standing(const std::string& household_no, const Client& client,
                                     std::int64_t now) const {
  const auto seen = LINHUI_API_TRY(see(tidy_household_number(household_no), client));
  return judge(seen, now);
}

void CardDesk::note_strange(const std::string& household_no, const std::string& group,
                            std::int64_t now) {
  const std::lock_guard lock(mutex_);
  if (strange_.size() >= kStrangeNumbers && !strange_.contains(household_no)) {
    strange_.erase(std::min_element(
        strange_.begin(), strange_.end(),
        [](const auto& a, const auto& b) { return a.second.back().at < b.second.back().at; }));
  }
  auto& tries = strange_[household_no];
  std::erase_if(tries, [&](const Try& past) { return past.at <= now - kDaySeconds; });
  tries.push_back({now, group, {}, false});
}

Outcome<std::string> CardDesk::check(const std::string& household_no, const std::string& pin,
                                     const Client& client, std::int64_t now) {
  const auto seen = LINHUI_API_TRY(see(household_no, client));
  LINHUI_API_TRY(judge(seen, now));
  const bool granted = pin_fits(seen.has_card() ? *seen.card : decoy(), pin) && seen.has_card();
  const std::string time = ledger::time_text(now);
  const KeptAccess access{time, client.address, granted, seen.who.device};
  PrivateChanges changes;
  if (seen.has_card()) {
    changes.put(access, household_no, id_after(seen.log, time));
    const std::string oldest = ledger::time_text(now - kRefusedKeptSeconds);
    for (const auto& [id, past] : seen.log) {
      if (!past.granted && past.time < oldest) changes.erase<KeptAccess>(household_no, id);
    }
  } else {
    // The same entry again and again: as slow as a real one, and strangers make nothing grow.
    changes.put(access, kNobody, std::string("last"));
    if (is_household_number(household_no)) note_strange(household_no, seen.who.group, now);
  }
  if (!granted && !is_known(seen.tries, seen.who, now)) {
    addresses_.count_wrong(seen.who.group, now);
  }
  const auto has_store = LINHUI_API_TRY(store_.check());
  if (has_store) LINHUI_API_TRY(store_.write(changes));
  if (!granted) return denied();
  return seen.party;
}

Outcome<std::string> CardDesk::open(const std::string& household_no, const std::string& pin,
                                    const Client& client, std::int64_t now) {
  const std::lock_guard guard(desk_mutex());
  return check(tidy_household_number(household_no), pin, client, now);
}

Outcome<void> CardDesk::change_pin(const std::string& household_no, const std::string& old_pin,
                                   const std::string& new_pin, const Client& client,
                                   std::int64_t now) {
  const std::lock_guard guard(desk_mutex());
  const std::string number = tidy_household_number(household_no);
  if (!is_pin(new_pin)) {
    return problem_of(Code::pin_malformed);
  }
  LINHUI_API_TRY(check(number, old_pin, client, now));
  if (new_pin == old_pin) {
    return problem_of(Code::pin_unchanged);
  }
  PrivateChanges changes;
  changes.put(new_card(new_pin, false), number);
  return store_.write(changes);
}

std::string CardDesk::remember_device(const std::string& household_no,
                                      const std::string& held) const {
  const std::string number = tidy_household_number(household_no);
  const auto card = store_.read<KeptCard>(number);
  const auto secret = store_.secret_for("devices");
  if (!card || !secret.ok()) return held;
  return with_new_device({secret.value(), number, card->salt}, held);
}

bool CardDesk::must_change(const std::string& household_no) const {
  const auto card = store_.read<KeptCard>(household_no);
  return card && card->must_change;
}

std::string CardDesk::stamp(const std::string& household_no) const {
  const auto card = store_.read<KeptCard>(household_no);
  return card ? card->salt : std::string();
}

PrivateStore::Entries<KeptAccess> CardDesk::accesses(const std::string& household_no) const {
  return store_.scan<KeptAccess>(household_no);
}

}  // namespace linhui::api::app
