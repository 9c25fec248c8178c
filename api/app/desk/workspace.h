// An open ledger with the keys at hand: where every case that records begins and ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/app/desk/desk.h"
#include "api/app/desk/kept_checkpoint.h"
#include "api/app/desk/keyring.h"

namespace linhui::api::app {

// For one thread. Holds the ledger open, and with Mode::write its writer's lock, as long as it
// lives. Errors of what reads and writes: the ledger's, those of the keyring. view(), and so desk()
// and record(), throw ReadFailure where the store cannot be read.
class Workspace {
 public:
  // inspect: as read, whatever state the store is in; for the audit.
  enum class Mode { read, write, inspect };
  // `keys` empty: <ledger>.keys beside the ledger. A ledger that has gone back behind the
  // checkpoint kept there opens for reading only. Errors: gone_back() of kept_checkpoint.h.
  static Outcome<std::unique_ptr<Workspace>> open(const std::filesystem::path& ledger, Mode mode,
                                                  std::filesystem::path keys = {},
                                                  const ledger::Patience& patience = {});
  // A new ledger with its first record (prepare_ledger() of cases/parties.h), opened for writing.
  // The registrar's key need not be at hand in `keys`; that is the caller's to see to.
  static Outcome<std::unique_ptr<Workspace>> create(const std::filesystem::path& ledger,
                                                    const Prepared& first,
                                                    const ledger::SigningKey& registrar_key,
                                                    ledger::SigningKey log_key,
                                                    std::filesystem::path keys = {});

  // What cases are prepared from: the newest snapshot, at this moment.
  Desk desk() const { return Desk(view(), now()); }

  // Runs when the ledger has accepted a record and nothing is written yet; where it fails nothing
  // will be, and its problem is the answer.
  using BeforeCommit = std::function<Outcome<void>()>;

  // Signs with the keys at hand and submits; done means durable. Gives the record's index. A
  // preparation that failed is given back as it is, so that a case can stand in the call.
  Outcome<std::uint64_t> record(Outcome<Prepared> prepared, const BeforeCommit& before_commit = {});
  // The two halves of it: signatures may have been made elsewhere. sign() reads the ledger not at
  // all. The same record submitted again with the same signatures gives the same index.
  // Errors of sign(): Keyring::load()'s. Of submit(): what the ledger refuses (permission_denied
  // under Mode::read).
  Outcome<std::vector<ledger::Signature>> sign(const Prepared& prepared) const;
  Outcome<std::uint64_t> submit(Prepared prepared, std::vector<ledger::Signature> signatures,
                                const BeforeCommit& before_commit = {});
  // record() of a log.key.rotate: `next` signs the checkpoints from here on.
  Outcome<std::uint64_t> record_rotation(const Prepared& prepared, ledger::SigningKey next);

  ledger::LedgerView view() const { return ledger_->snapshot(); }
  ledger::StructureReport structure() const { return ledger_->structure(); }
  ledger::Apart apart() const { return ledger_->apart(); }
  const std::filesystem::path& folder() const { return folder_; }
  const Keyring& keys() const { return keys_; }
  // What the checkpoints beside the keys say against this ledger.
  const std::optional<Problem>& gone_back() const { return gone_back_; }
  std::filesystem::path private_folder() const { return folder_ / "private"; }

  // Seconds since 1970 that the records of this workspace bear. The demonstration tells a story
  // that took months, so it sets its own, always in the past.
  std::int64_t now() const;
  static std::int64_t machine_clock();
  void set_clock(std::int64_t seconds) { clock_ = seconds; }

 private:
  Workspace(std::filesystem::path folder, Keyring keys, std::unique_ptr<ledger::Ledger> ledger);
  Outcome<void> look_back(Mode mode);
  void complete_earlier();
  Outcome<KeptCheckpoint::Room> room_for_checkpoint() const;

  std::filesystem::path folder_;
  Keyring keys_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::optional<Problem> gone_back_;
  std::optional<std::int64_t> clock_;
};

}  // namespace linhui::api::app
