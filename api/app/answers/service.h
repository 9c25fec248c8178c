// What `linhui serve` answers from: an open ledger, read only, and the household cards beside it.
// Everything the HTTP layer may ask is here; it holds no rule of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/problem.h"

namespace linhui::api::app {

// A right of the household on one stand. Areas in m²; mu are for display (1 mu = 2000/3 m²).
struct LandLine {
  std::string stand_id, township, village;
  Text right;               // "contract right" 承包权 ...
  std::string certificate;  // masked but for its last four characters
  std::int64_t area_m2 = 0;
  std::string area_mu;   // two decimals, rounded half to even, for display
  std::string from, to;  // [from, to), calendar days; `to` may be empty
  std::string basis;     // the document that says so
};

// One step of the waterfall, as arithmetic that a person can redo.
struct WaterfallStep {
  Text label;               // "Risk reserve" 风险储备
  std::string arithmetic;   // "272,937.50 × 20/100"
  std::string amount_yuan;  // "54,587.50"
  std::string left_yuan;    // what is left after it
  std::string basis;        // contract clause, charter, statute
};

struct ShareAnswer {
  std::string run, project, project_name, scheme;
  std::string period_from, period_to;
  std::string tonnes, price_yuan, gross_yuan;  // of the sale behind it
  std::vector<WaterfallStep> steps;            // from the gross to the household's own share
  std::string amount_yuan;                     // the household's share
  std::string amount_capital;                  // 大写
  enum class Status { calculated, published, final_unpaid, paid, held } status;
  Text status_text;
  Text held_reason;                        // only where held
  std::string paid_on, payment_reference;  // only where paid
  std::uint64_t record_index = 0;          // of run.calculate in the log
};

struct Access {
  std::string time, from;  // when, and over what (phone page, village office)
  bool granted = false;
};

struct FarmerAnswer {
  std::string household_no, masked_name, township, village;
  bool pin_must_change = false;  // still the sealed slip's PIN
  std::vector<LandLine> land;
  std::vector<ShareAnswer> shares;
  std::vector<Access> accesses;  // newest first, at most 20
};

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
