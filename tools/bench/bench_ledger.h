// A ledger of its own for a benchmark: its registrar's key, and records made and signed.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "ledger/base/calendar.h"
#include "ledger/bodies/body.h"
#include "ledger/bodies/party.h"
#include "ledger/ledger.h"
#include "ledger/log/origin.h"

namespace linhui::ledger {

inline constexpr std::int64_t kNow = 1'790'000'000;

// In a temporary folder that goes with it.
class BenchLedger {
 public:
  BenchLedger() {
    SigningKey log_key = SigningKey::generate();
    id_ = ledger_id(log_key.public_key());
    LedgerCreateBody body;
    body.name = body.registrar_name = "bench";
    body.purpose = Purpose::demonstration;
    body.log_key = spki(log_key.public_key());
    body.registrar_key = spki(bureau_.public_key());
    const Submission first = signed_by(bureau_, "bureau", body.kType, to_json(body));
    ledger_ = Ledger::create(folder_, first, std::move(log_key)).value();
  }
  ~BenchLedger() {
    ledger_.reset();
    std::filesystem::remove_all(folder_);
  }
  BenchLedger(const BenchLedger&) = delete;
  BenchLedger& operator=(const BenchLedger&) = delete;

  // A record of `by`, whose key is `key`; each with a request of its own.
  Submission signed_by(const SigningKey& key, const std::string& by, std::string_view type,
                       Json body, const Rows& rows = {}) {
    if (!rows.empty()) body["rows"] = to_json(reference_to(rows));
    Submission submission;
    submission.record =
        make_record(type, id_, "r" + std::to_string(next_++), time_text(kNow), by, body);
    submission.signatures = {sign_record(submission.record, key)};
    submission.rows = rows;
    return submission;
  }
  Submission of_bureau(std::string_view type, Json body, const Rows& rows = {}) {
    return signed_by(bureau_, "bureau", type, std::move(body), rows);
  }
  // Appends what must be taken in.
  void take(const Submission& submission) {
    const auto receipt = ledger_->append_one(submission, kNow);
    if (!receipt.ok()) throw std::runtime_error(std::string(name_of(receipt.error().code)));
  }

  Ledger& ledger() { return *ledger_; }
  const SigningKey& bureau() const { return bureau_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  static inline int count_ = 0;
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      ("linhui-bench-" + std::to_string(getpid()) + "-" + std::to_string(count_++));
  const SigningKey bureau_ = SigningKey::generate();
  std::unique_ptr<Ledger> ledger_;
  std::string id_;
  std::int64_t next_ = 0;
};

}  // namespace linhui::ledger
