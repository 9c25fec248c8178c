// Refusals of the layers below, as the problems that people meet.
#pragma once

#include "api/problem.h"
#include "ledger/base/result.h"
#include "methodology/estimate.h"

namespace linhui::api::app {

Problem to_problem(const ledger::Error& error);
// All faults of an input under one code.
Problem faults_problem(std::string code, Text sentence, std::vector<Fault> faults);
// A method's findings, as faults of the input.
Problem findings_problem(const methodology::Findings& findings, const std::string& file);
Problem simple_problem(std::string code, Text sentence, std::string detail = {},
                       ExitStatus exit = ExitStatus::refused);

}  // namespace linhui::api::app

// Leaves the use case with the problem where a step of the ledger gives an error.
#define LINHUI_APP_TRY(expression)                            \
  if (auto linhui_result = (expression); !linhui_result.ok()) \
  return ::linhui::api::app::to_problem(linhui_result.error())

// The same where a step is another use case.
#define LINHUI_APP_PASS(outcome)                                                    \
  if (const auto* linhui_problem = std::get_if<::linhui::api::Problem>(&(outcome))) \
  return *linhui_problem
