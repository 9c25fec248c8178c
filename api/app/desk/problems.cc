#include "api/app/desk/problems.h"

#include <algorithm>
#include <array>

namespace linhui::api {
namespace {

struct Statuses {
  ledger::ErrorCode code;
  ExitStatus exit;
  int http_status;
};

// The codes of the ledger that are not refused with exit 1 and HTTP 422.
constexpr std::array kStatuses = {
    Statuses{ledger::ErrorCode::disk_full, ExitStatus::machine_failed, 500},
    Statuses{ledger::ErrorCode::storage_failed, ExitStatus::machine_failed, 500},
    Statuses{ledger::ErrorCode::permission_denied, ExitStatus::machine_failed, 500},
    Statuses{ledger::ErrorCode::writer_busy, ExitStatus::machine_failed, 500},
    Statuses{ledger::ErrorCode::storage_damaged, ExitStatus::damaged, 500},
    Statuses{ledger::ErrorCode::proof_invalid, ExitStatus::damaged, 500},
    Statuses{ledger::ErrorCode::storage_not_built, ExitStatus::usage, 400},
    Statuses{ledger::ErrorCode::ledger_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::party_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::mechanism_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::inventory_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::project_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::report_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::offer_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::sale_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::scheme_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::run_not_found, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::index_beyond_size, ExitStatus::refused, 404},
    Statuses{ledger::ErrorCode::not_found, ExitStatus::refused, 404},
};

Statuses statuses_of(ledger::ErrorCode code) {
  const auto known = std::find_if(kStatuses.begin(), kStatuses.end(),
                                  [&](const Statuses& entry) { return entry.code == code; });
  return known == kStatuses.end() ? Statuses{code, ExitStatus::refused, 422} : *known;
}

}  // namespace

Problem to_problem(const ledger::Error& error) {
  Problem problem;
  problem.code = ledger::name_of(error.code);
  problem.sentence = {std::string(ledger::sentence_of(error.code, false)),
                      std::string(ledger::sentence_of(error.code, true))};
  problem.detail = error.detail;
  problem.exit = statuses_of(error.code).exit;
  return problem;
}

int http_status_of(const Problem& problem) {
  if (const auto status = http_status_of(problem.code)) return *status;
  for (const Statuses& entry : kStatuses) {
    if (ledger::name_of(entry.code) == problem.code) return entry.http_status;
  }
  if (problem.code.ends_with("_not_found")) return 404;
  switch (problem.exit) {
    case ExitStatus::machine_failed:
    case ExitStatus::damaged:
      return 500;
    case ExitStatus::usage:
      return 400;
    default:
      return 422;
  }
}

}  // namespace linhui::api

namespace linhui::api::app {

Problem findings_problem(const methodology::Findings& findings, const std::string& file,
                         std::uint64_t left_off) {
  std::vector<Fault> faults;
  for (const methodology::Finding& finding : findings) {
    Fault fault;
    fault.code = finding.code;
    fault.sentence = {finding.english, finding.chinese};
    fault.file = file;
    fault.field = finding.field;
    fault.value =
        finding.stand_id.empty() ? finding.value : finding.stand_id + ": " + finding.value;
    faults.push_back(std::move(fault));
  }
  if (left_off == 0) return faults_problem(Code::estimate_refused, std::move(faults));
  return faults_problem(Code::estimate_refused_left_off, std::move(faults),
                        {std::to_string(left_off)});
}

Problem finding_problem(const methodology::Finding& finding, ExitStatus exit) {
  return {finding.code, {finding.english, finding.chinese}, finding.value, exit, {}};
}

}  // namespace linhui::api::app
