#include "api/app/desk/problems.h"

namespace linhui::api {
namespace {

ExitStatus exit_of(ledger::ErrorCode code) {
  using ledger::ErrorCode;
  switch (code) {
    case ErrorCode::disk_full:
    case ErrorCode::storage_failed:
    case ErrorCode::permission_denied:
    case ErrorCode::writer_busy:
      return ExitStatus::machine_failed;
    case ErrorCode::storage_damaged:
    case ErrorCode::proof_invalid:
      return ExitStatus::damaged;
    case ErrorCode::storage_not_built:
      return ExitStatus::usage;
    default:
      return ExitStatus::refused;
  }
}

}  // namespace

Problem to_problem(const ledger::Error& error) {
  Problem problem;
  problem.code = ledger::name_of(error.code);
  problem.sentence = {std::string(ledger::sentence_of(error.code, false)),
                      std::string(ledger::sentence_of(error.code, true))};
  problem.detail = error.detail;
  problem.exit = exit_of(error.code);
  return problem;
}

}  // namespace linhui::api

namespace linhui::api::app {

Problem faults_problem(std::string code, Text sentence, std::vector<Fault> faults) {
  Problem problem;
  problem.code = std::move(code);
  problem.sentence = std::move(sentence);
  problem.faults = std::move(faults);
  return problem;
}

Problem findings_problem(const methodology::Findings& findings, const std::string& file) {
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
  return faults_problem(
      "estimate_refused",
      {"The data given cannot be used; nothing was estimated.", "所给数据无法使用，未作任何估算。"},
      std::move(faults));
}

Problem simple_problem(std::string code, Text sentence, std::string detail, ExitStatus exit) {
  Problem problem;
  problem.code = std::move(code);
  problem.sentence = std::move(sentence);
  problem.detail = std::move(detail);
  problem.exit = exit;
  return problem;
}

}  // namespace linhui::api::app
