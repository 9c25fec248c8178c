#include "api/app/desk/workspace.h"

#include <chrono>
#include <set>

#include "api/app/desk/settle.h"
#include "ledger/log/origin.h"
#include "ledger/state/party.h"

namespace linhui::api::app {

Workspace::Workspace(std::filesystem::path folder, Keyring keys,
                     std::unique_ptr<ledger::Ledger> ledger)
    : folder_(std::move(folder)), keys_(std::move(keys)), ledger_(std::move(ledger)) {}

Outcome<std::unique_ptr<Workspace>> Workspace::open(const std::filesystem::path& folder, Mode mode,
                                                    std::filesystem::path keys,
                                                    const ledger::Patience& patience) {
  Keyring keyring(keys.empty() ? keys_beside(folder) : std::move(keys));
  const auto find_key = [&](const ledger::PublicKey& key) {
    return keyring.find_log_key(folder, key);
  };
  auto ledger = LINHUI_API_TRY(mode == Mode::read ? ledger::Ledger::open(folder, patience)
                               : mode == Mode::inspect
                                   ? ledger::Ledger::inspect(folder, patience)
                                   : ledger::Ledger::open_writer(folder, find_key, patience));
  std::unique_ptr<Workspace> opened(new Workspace(folder, std::move(keyring), std::move(ledger)));
  LINHUI_API_TRY(opened->look_back(mode));
  if (mode == Mode::write) {
    if (opened->gone_back_) return *opened->gone_back_;
    KeptCheckpoint::clear_abandoned(opened->keys_.folder());
    opened->complete_earlier();
  }
  return opened;
}

// Against what is kept in the folder of the keys, and in the one beside the ledger where that is
// another. Kept is read before the ledger is looked at: a commit in between only makes it longer.
Outcome<void> Workspace::look_back(Mode mode) {
  const std::string id = view().id();
  for (const auto& folder : std::set{keys_.folder(), keys_beside(folder_)}) {
    const KeptCheckpoint kept(folder, id);
    const auto note = kept.read();
    if (!note.ok()) {
      // Another user's folder of keys is none of a reader's business.
      if (mode != Mode::write) continue;
      return note.problem();
    }
    if (note.value() && !gone_back_) {
      gone_back_ = app::gone_back(view(), *note.value(), kept.file());
    }
  }
  return {};
}

// What an earlier command was ended before: keys in place, and step 5 of two_stores.h. Where it
// cannot be done now, it can be later.
void Workspace::complete_earlier() {
  const auto now_there = view();
  keys_.put_recorded_in_place([&](const std::string& party, const std::string& key_id) {
    const auto key = ledger::read<ledger::Key>(now_there.state(), key_id);
    return key && key->party == party;
  });
  PrivateStore store(private_folder());
  static_cast<void>(settle(now_there, store, true));
}

Outcome<KeptCheckpoint::Room> Workspace::room_for_checkpoint() const {
  const auto view = this->view();
  const auto folder = keys_.checkpoint_folder(folder_, view.log_key().key);
  LINHUI_API_TRY(Keyring(folder).make_folder());
  return KeptCheckpoint(folder, view.id()).make_room();
}

Outcome<std::unique_ptr<Workspace>> Workspace::create(const std::filesystem::path& folder,
                                                      const Prepared& first,
                                                      const ledger::SigningKey& registrar_key,
                                                      ledger::SigningKey log_key,
                                                      std::filesystem::path keys) {
  Keyring keyring(keys.empty() ? keys_beside(folder) : std::move(keys));
  LINHUI_API_TRY(keyring.make_folder());
  KeptCheckpoint::clear_abandoned(keyring.folder());
  const ledger::PublicKey log = log_key.public_key();
  auto room = LINHUI_API_TRY(KeptCheckpoint(keyring.folder(), ledger::ledger_id(log)).make_room());
  ledger::Submission submission;
  submission.record = first.record;
  submission.signatures = {ledger::sign_record(first.record, registrar_key)};
  auto ledger = LINHUI_API_TRY(
      ledger::Ledger::create(folder, submission, std::move(log_key), keyring.log_key_file(log)));
  std::unique_ptr<Workspace> made(new Workspace(folder, std::move(keyring), std::move(ledger)));
  (void)room.keep(
      made->view().checkpoint());  // The ledger is made: an older one, or none, is true.
  return made;
}

std::int64_t Workspace::machine_clock() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t Workspace::now() const { return clock_.value_or(machine_clock()); }

Outcome<std::vector<ledger::Signature>> Workspace::sign(const Prepared& prepared) const {
  std::vector<ledger::Signature> signatures;
  for (const std::string& party : prepared.signers) {
    const auto key = LINHUI_API_TRY(keys_.load(party));
    signatures.push_back(ledger::sign_record(prepared.record, key));
  }
  return signatures;
}

Outcome<std::uint64_t> Workspace::submit(Prepared prepared,
                                         std::vector<ledger::Signature> signatures,
                                         const BeforeCommit& before_commit) {
  ledger::Submission submission{std::move(prepared.record), std::move(signatures),
                                std::move(prepared.rows)};
  auto room = LINHUI_API_TRY(room_for_checkpoint());
  std::optional<Problem> stopped;
  const auto before = [&]() -> ledger::Result<void> {
    auto done = before_commit ? before_commit() : Outcome<void>();
    if (done.ok()) return {};
    stopped = std::move(done).problem();
    return ledger::Error{ledger::ErrorCode::storage_failed, stopped->code};
  };
  const auto appended = ledger_->append_one(std::move(submission), now(), before);
  if (stopped) return *std::move(stopped);
  const auto receipt = LINHUI_API_TRY(appended);
  (void)room.keep(view().checkpoint());  // The record is in the log: an older one is true still.
  return receipt.index;
}

Outcome<std::uint64_t> Workspace::record_rotation(const Prepared& prepared,
                                                  ledger::SigningKey next) {
  auto signatures = LINHUI_API_TRY(sign(prepared));
  auto room = LINHUI_API_TRY(room_for_checkpoint());
  const auto receipt = LINHUI_API_TRY(ledger_->append_rotation(
      {prepared.record, std::move(signatures), {}}, std::move(next), now()));
  (void)room.keep(view().checkpoint());  // As in submit().
  return receipt.index;
}

Outcome<std::uint64_t> Workspace::record(Outcome<Prepared> prepared,
                                         const BeforeCommit& before_commit) {
  Prepared ready = LINHUI_API_TRY(std::move(prepared));
  auto signatures = LINHUI_API_TRY(sign(ready));
  return submit(std::move(ready), std::move(signatures), before_commit);
}

}  // namespace linhui::api::app
