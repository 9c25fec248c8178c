// What `linhui serve` answers from: an open ledger, read only, and the household cards beside it.
// Everything the HTTP layer may ask is here; it holds no rule of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/app/answers/farmer_answer.h"
#include "api/problem.h"

namespace linhui::api::app {

class Service {
 public:
  static Outcome<std::unique_ptr<Service>> open(const std::filesystem::path& ledger);
  ~Service();

  bool demonstration() const;
  std::string ledger_id() const;
  std::string ledger_name() const;
  std::string verifier_key() const;  // C2SP vkey of the log
  std::uint64_t size() const;

  std::string checkpoint() const;                        // signed note
  Outcome<std::string> leaf(std::uint64_t index) const;  // the leaf's bytes
  // {"index","size","root","leaf_hash","hashes","checkpoint"}; index_beyond_size. size 0: newest.
  Outcome<std::string> inclusion_proof(std::uint64_t index, std::uint64_t size) const;
  Outcome<std::string> tile(const std::string& path) const;  // C2SP; not_found

  // The same answer (code access_denied) for every failure; access_locked after 5 wrong tries for
  // 15 minutes. `address` is limited too. Every try is in the household's own log.
  Outcome<FarmerAnswer> look_up(const std::string& household_no, const std::string& pin,
                                const std::string& address);
  // After a look-up that was granted: a token for the pages that follow, good for 15 minutes.
  std::string open_session(const std::string& household_no);
  void close_session(const std::string& token);  // its token is worth nothing from now on
  std::optional<std::string> session_household(const std::string& token) const;
  Outcome<FarmerAnswer> answer(const std::string& household_no) const;
  Outcome<void> change_pin(const std::string& household_no, const std::string& old_pin,
                           const std::string& new_pin, const std::string& address);
  // The proof file of the household's share in a run, as `linhui verify-proof` takes it.
  Outcome<std::string> share_proof(const std::string& household_no, const std::string& run) const;

 private:
  struct Impl;
  explicit Service(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::api::app
