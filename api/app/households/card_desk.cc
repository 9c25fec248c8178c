// Card checks of holders.h.
#include <mutex>

#include "api/app/households/holders.h"
#include "api/app/households/pin.h"
#include "ledger/base/calendar.h"

namespace linhui::api::app {
namespace {

constexpr int kTries = 5;
constexpr std::int64_t kLockSeconds = 15 * 60, kDaySeconds = 86'400;
constexpr std::size_t kTriesADay = 20, kTriesADayAnAddress = 60;

Problem denied() {
  return simple_problem(
      "access_denied",
      {"The household number and the PIN do not belong together.", "户号与密码不符。"});
}

Problem locked() {
  return simple_problem("access_locked", {"Too many tries. Please wait 15 minutes and try again.",
                                          "尝试次数过多，请15分钟后再试。"});
}

// One try in somebody's log: access/<whose>/<time>-<random>.
void add_access(std::map<std::string, std::optional<Json>>& changes, const std::string& whose,
                const std::string& address, bool granted, std::int64_t now) {
  changes["access/" + whose + "/" + ledger::time_text(now) + "-" +
          ledger::hex(ledger::random_bytes(4))] =
      Json{{"time", ledger::time_text(now)}, {"from", address}, {"granted", granted}};
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
  const auto today = [&](const std::string& whose) {
    std::size_t count = 0;
    for (const auto& [key, entry] : store_.scan("access/" + whose + "/")) {
      if (entry.value("time", "") >= since && !entry.value("granted", false)) ++count;
    }
    return count;
  };
  const std::string address_key = "@" + ledger::hex(ledger::sha256(address)).substr(0, 16);
  if (today(address_key) >= kTriesADayAnAddress) return locked();

  std::map<std::string, std::optional<Json>> changes;
  auto card = is_household_number(household_no) ? store_.get("card/" + household_no) : std::nullopt;
  const auto number = card ? store_.get("number/" + household_no) : std::nullopt;
  if (!card || !number) {
    pin_fits(new_card("000000", false), pin);  // as slow as a real check
    add_access(changes, address_key, address, false, now);
    LINHUI_API_TRY(store_.write(changes));
    return denied();
  }
  if (card->value("locked_until", std::int64_t{0}) > now || today(household_no) >= kTriesADay) {
    return locked();
  }
  const bool granted = pin_fits(*card, pin);
  (*card)["wrong"] = granted ? 0 : card->value("wrong", 0) + 1;
  if ((*card)["wrong"] >= kTries) {
    (*card)["wrong"] = 0;
    (*card)["locked_until"] = now + kLockSeconds;
  }
  changes["card/" + household_no] = *card;
  add_access(changes, household_no, address, granted, now);
  if (!granted) add_access(changes, address_key, address, false, now);
  LINHUI_API_TRY(store_.write(changes));
  if (!granted) return denied();
  return number->value("party", "");
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
    return simple_problem("pin_malformed", {"A PIN has six digits.", "密码须为六位数字。"});
  }
  LINHUI_API_TRY(check(number, old_pin, address, now));
  if (new_pin == old_pin) {
    return simple_problem(
        "pin_unchanged", {"The new PIN must differ from the old one.", "新密码不能与旧密码相同。"});
  }
  return store_.write({{"card/" + number, new_card(new_pin, false)}});
}

bool CardDesk::must_change(const std::string& household_no) const {
  const auto card = store_.get("card/" + household_no);
  return card && card->value("must_change", false);
}

std::vector<std::pair<std::string, Json>> CardDesk::accesses(
    const std::string& household_no) const {
  return store_.scan("access/" + household_no + "/");
}

}  // namespace linhui::api::app
