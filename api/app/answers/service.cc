#include "api/app/answers/service.h"

#include <chrono>
#include <iostream>
#include <map>
#include <mutex>

#include "api/app/answers/benefits.h"
#include "api/app/desk/settle.h"
#include "api/app/households/card_desk.h"
#include "api/app/households/household_numbers.h"
#include "ledger/base/calendar.h"
#include "ledger/log/merkle.h"

namespace linhui::api::app {
namespace {

constexpr std::int64_t kSessionSeconds = 15 * 60;

std::int64_t now_seconds() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

struct Service::Impl {
  std::unique_ptr<ledger::Ledger> ledger;
  CardDesk desk;
  ServiceSeams seams;
  std::mutex mutex;
  struct Session {
    std::string household_no, stamp;  // the stamp of the PIN that opened it
    std::int64_t until;
  };
  std::map<std::string, Session> sessions;   // by token
  std::map<std::string, std::int64_t> told;  // lines of the operator's log, when last

  ledger::LedgerView view() const { return ledger->snapshot(); }

  Outcome<std::string> party_of(const std::string& household_no) const {
    LINHUI_API_TRY(desk.usable());
    const std::string party = holder_of_number(desk.store(), household_no);
    if (party.empty()) return to_problem({ledger::ErrorCode::party_not_found, household_no});
    return party;
  }
};

Service::Service(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Service::~Service() = default;

Outcome<std::unique_ptr<Service>> Service::open(const std::filesystem::path& folder,
                                                ServiceSeams seams) {
  auto opened = LINHUI_API_TRY(ledger::Ledger::open(folder));
  const auto private_folder = folder / "private";
  PrivateStore store(private_folder);
  LINHUI_API_TRY(store.check());
  static_cast<void>(settle(opened->snapshot(), store, false));
  if (!seams.now) seams.now = now_seconds;
  if (!seams.operator_log) {
    seams.operator_log = [](const std::string& line) { std::cerr << line + "\n" << std::flush; };
  }
  return std::unique_ptr<Service>(new Service(std::unique_ptr<Impl>(
      new Impl{std::move(opened), CardDesk(private_folder), std::move(seams), {}, {}, {}})));
}

Service::PrivateStoreState Service::private_store() const {
  const auto checked = impl_->desk.store().check();
  if (!checked.ok()) return PrivateStoreState::unusable;
  return checked.value() ? PrivateStoreState::ok : PrivateStoreState::none;
}

void Service::note(const std::string& line) const {
  constexpr std::int64_t kMinute = 60;
  constexpr std::size_t kLines = 100;
  const std::lock_guard guard(impl_->mutex);
  const std::int64_t now = impl_->seams.now();
  const auto last = impl_->told.find(line);
  if (last != impl_->told.end() && now >= last->second && now - last->second < kMinute) return;
  if (impl_->told.size() >= kLines) impl_->told.clear();
  impl_->told[line] = now;
  impl_->seams.operator_log(line);
}

bool Service::demonstration() const { return impl_->view().demonstration(); }
std::string Service::ledger_id() const { return impl_->view().id(); }
std::string Service::ledger_name() const { return impl_->view().info().name; }
std::uint64_t Service::size() const { return impl_->view().size(); }
std::string Service::checkpoint() const { return impl_->view().checkpoint(); }

std::string Service::verifier_key() const {
  const auto key = impl_->view().log_key();
  return ledger::verifier_key(key.name, key.key);
}

Outcome<std::string> Service::leaf(std::uint64_t index) const {
  return LINHUI_API_TRY(impl_->view().leaf(index));
}

Outcome<std::string> Service::inclusion_proof(std::uint64_t index, std::uint64_t size) const {
  const auto view = impl_->view();
  const std::uint64_t at = size == 0 ? view.size() : size;
  const auto leaf = LINHUI_API_TRY(view.leaf(index));
  const auto hashes = LINHUI_API_TRY(view.prove_inclusion(index, at));
  Json list = Json::array();
  for (const auto& hash : hashes) list.push_back(ledger::base64(ledger::bytes_of(hash)));
  Json proof = {{"index", index},
                {"size", at},
                {"root", ledger::base64(ledger::bytes_of(view.root(at)))},
                {"leaf_hash", ledger::base64(ledger::bytes_of(ledger::leaf_hash(leaf)))},
                {"hashes", list}};
  if (at == view.size()) proof["checkpoint"] = view.checkpoint();
  return proof.dump();
}

Outcome<std::string> Service::tile(const std::string& path) const {
  const auto parsed = ledger::parse_tile_path(path);
  if (!parsed) return to_problem({ledger::ErrorCode::not_found, path});
  return LINHUI_API_TRY(impl_->view().tile(*parsed));
}

Outcome<FarmerAnswer> Service::look_up(const std::string& household_no, const std::string& pin,
                                       const Client& client) {
  LINHUI_API_TRY(impl_->desk.open(household_no, pin, client, impl_->seams.now()));
  return answer(tidy_household_number(household_no));
}

Outcome<Standing> Service::standing(const std::string& household_no, const Client& client) const {
  return impl_->desk.standing(household_no, client, impl_->seams.now());
}

std::string Service::remember_device(const std::string& household_no,
                                     const std::string& held) const {
  return impl_->desk.remember_device(household_no, held);
}

std::string Service::open_session(const std::string& household_no) {
  const std::string number = tidy_household_number(household_no);
  const std::string stamp = impl_->desk.stamp(number);
  const std::lock_guard guard(impl_->mutex);
  const std::int64_t now = impl_->seams.now();
  std::erase_if(impl_->sessions, [&](const auto& entry) { return entry.second.until <= now; });
  const std::string token = ledger::hex(ledger::random_bytes(32));
  impl_->sessions[token] = {number, stamp, now + kSessionSeconds};
  return token;
}

void Service::close_session(const std::string& token) {
  const std::lock_guard guard(impl_->mutex);
  impl_->sessions.erase(token);
}

std::optional<std::string> Service::session_household(const std::string& token) const {
  Impl::Session session;
  {
    const std::lock_guard guard(impl_->mutex);
    const auto found = impl_->sessions.find(token);
    if (found == impl_->sessions.end() || found->second.until <= impl_->seams.now()) {
      return std::nullopt;
    }
    session = found->second;
  }
  // Another PIN since, however it came about. A store that cannot be read is told elsewhere.
  const std::string stamp = impl_->desk.stamp(session.household_no);
  if (!stamp.empty() && stamp != session.stamp) return std::nullopt;
  return session.household_no;
}

Outcome<FarmerAnswer> Service::answer(const std::string& household_no) const {
  const auto party = LINHUI_API_TRY(impl_->party_of(household_no));
  auto answer = LINHUI_API_TRY(answer_for(impl_->view(), impl_->desk.store(), party));
  answer.pin_must_change = impl_->desk.must_change(household_no);
  const auto accesses = impl_->desk.accesses(household_no);
  for (auto entry = accesses.rbegin(); entry != accesses.rend() && answer.accesses.size() < 20;
       ++entry) {
    answer.accesses.push_back({entry->second.time, entry->second.from, entry->second.granted});
  }
  return answer;
}

Outcome<void> Service::change_pin(const std::string& household_no, const std::string& old_pin,
                                  const std::string& new_pin, const Client& client,
                                  const std::string& token) {
  LINHUI_API_TRY(
      impl_->desk.change_pin(household_no, old_pin, new_pin, client, impl_->seams.now()));
  const std::string number = tidy_household_number(household_no);
  const std::string stamp = impl_->desk.stamp(number);
  const std::lock_guard guard(impl_->mutex);
  std::erase_if(impl_->sessions, [&](const auto& entry) {
    return entry.second.household_no == number && entry.first != token;
  });
  const auto own = impl_->sessions.find(token);
  if (own != impl_->sessions.end() && own->second.household_no == number) {
    own->second.stamp = stamp;
  }
  return {};
}

Outcome<std::string> Service::share_proof(const std::string& household_no,
                                          const std::string& run) const {
  const auto party = LINHUI_API_TRY(impl_->party_of(household_no));
  auto proof = LINHUI_API_TRY(prove_share(impl_->view(), impl_->desk.store(), party, run));
  return proof.dump(1) + "\n";
}

}  // namespace linhui::api::app
