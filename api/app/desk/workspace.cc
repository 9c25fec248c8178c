#include "api/app/desk/workspace.h"

#include <chrono>

namespace linhui::api::app {
Workspace::Workspace(std::filesystem::path folder, std::filesystem::path keys,
                     std::unique_ptr<ledger::Ledger> ledger)
    : folder_(std::move(folder)),
      keys_(keys.empty() ? keys_beside(folder_) : std::move(keys)),
      ledger_(std::move(ledger)) {}

Outcome<std::unique_ptr<Workspace>> Workspace::open(const std::filesystem::path& folder, Mode mode,
                                                    std::filesystem::path keys) {
  auto ledger = LINHUI_API_TRY(mode == Mode::read      ? ledger::Ledger::open(folder)
                               : mode == Mode::inspect ? ledger::Ledger::inspect(folder)
                                                       : ledger::Ledger::open_writer(folder));
  return std::unique_ptr<Workspace>(new Workspace(folder, std::move(keys), std::move(ledger)));
}

Outcome<std::unique_ptr<Workspace>> Workspace::create(const std::filesystem::path& folder,
                                                      const Prepared& first,
                                                      const ledger::SigningKey& registrar_key,
                                                      ledger::SigningKey log_key,
                                                      std::filesystem::path keys) {
  ledger::Submission submission;
  submission.record = first.record;
  submission.signatures = {ledger::sign_record(first.record, registrar_key)};
  auto ledger = LINHUI_API_TRY(ledger::Ledger::create(folder, submission, std::move(log_key)));
  return std::unique_ptr<Workspace>(new Workspace(folder, std::move(keys), std::move(ledger)));
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
                                         std::vector<ledger::Signature> signatures) {
  ledger::Submission submission{std::move(prepared.record), std::move(signatures),
                                std::move(prepared.rows)};
  return LINHUI_API_TRY(ledger_->append_one(std::move(submission), now())).index;
}

Outcome<std::uint64_t> Workspace::record(Outcome<Prepared> prepared) {
  Prepared ready = LINHUI_API_TRY(std::move(prepared));
  auto signatures = LINHUI_API_TRY(sign(ready));
  return submit(std::move(ready), std::move(signatures));
}

}  // namespace linhui::api::app
