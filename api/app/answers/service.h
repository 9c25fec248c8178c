// What `linhui serve` answers from: an open ledger, read only, and the household cards beside it.
// Everything the HTTP layer may ask is here; it holds no rule of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/app/answers/farmer_answer.h"
#include "api/app/households/card_desk.h"
#include "api/problem.h"

namespace linhui::api::app {

// What the service needs of the machine; tests bring their own.
struct ServiceSeams {
  std::function<std::int64_t()> now = {};                          // seconds since 1970
  std::function<void(const std::string& line)> operator_log = {};  // empty: stderr
};

// From several threads at once: each answer reads a snapshot of its own. Reads the newest commit of
// a ledger that another process may be writing; writes only tries and PINs, to the private store.
// Every reading throws ReadFailure where the store cannot be read.
class Service {
 public:
  // Errors: the ledger's (ledger::Ledger::open()); private_store_unusable.
  static Outcome<std::unique_ptr<Service>> open(const std::filesystem::path& ledger,
                                                ServiceSeams seams = {});
  ~Service();

  bool demonstration() const;
  std::string ledger_id() const;
  std::string ledger_name() const;
  std::string verifier_key() const;  // C2SP vkey of the log
  std::uint64_t size() const;

  std::string checkpoint() const;                        // signed note
  Outcome<std::string> leaf(std::uint64_t index) const;  // the leaf's bytes; index_beyond_size
  // {"index","size","root","leaf_hash","hashes","checkpoint"}, hashes in base64; index_beyond_size.
  // size 0: newest. `checkpoint` only where the size is the newest.
  Outcome<std::string> inclusion_proof(std::uint64_t index, std::uint64_t size) const;
  Outcome<std::string> tile(const std::string& path) const;  // C2SP; not_found

  enum class PrivateStoreState { none, ok, unusable };
  PrivateStoreState private_store() const;

  // Whether a PIN would be checked now, and how urgently where many wait: CardDesk::standing().
  Outcome<Standing> standing(const std::string& household_no, const Client& client) const;
  // Checks the card as CardDesk::open() does, with its errors and limits: slow on purpose, one at a
  // time.
  Outcome<FarmerAnswer> look_up(const std::string& household_no, const std::string& pin,
                                const Client& client);
  // After a look-up that was granted: what the phone is to hold, to be known again.
  std::string remember_device(const std::string& household_no, const std::string& held) const;
  // After a look-up that was granted: a token for the pages that follow, good for 15 minutes or
  // until the PIN is changed. Kept in memory: a restart ends all sessions.
  std::string open_session(const std::string& household_no);
  void close_session(const std::string& token);  // its token is worth nothing from now on
  // The household's number as kept; nothing where the token is unknown or its time is up.
  std::optional<std::string> session_household(const std::string& token) const;
  // These do not ask for the card again. Requires: session_household() gave the number.
  // Errors: party_not_found; households_unavailable; answer_for()'s.
  Outcome<FarmerAnswer> answer(const std::string& household_no) const;
  // Ends every session of the household but that of `token`, who changes it.
  Outcome<void> change_pin(const std::string& household_no, const std::string& old_pin,
                           const std::string& new_pin, const Client& client,
                           const std::string& token);
  // The proof file of the household's share in a run, as `linhui verify-proof` takes it. It opens
  // the household's commitments. Errors: party_not_found; prove_share()'s.
  Outcome<std::string> share_proof(const std::string& household_no, const std::string& run) const;

  // For whoever runs the server: what went wrong, with what must not be sent. The same line at most
  // once a minute.
  void note(const std::string& line) const;

 private:
  struct Impl;
  explicit Service(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::api::app
