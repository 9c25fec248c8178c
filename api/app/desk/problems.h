// Refusals of the layers below, as the problems that people meet.
#pragma once

#include "api/problem.h"
#include "ledger/base/result.h"
#include "methodology/estimate.h"

namespace linhui::api {

Problem to_problem(const ledger::Error& error);

}  // namespace linhui::api

namespace linhui::api::app {

using api::to_problem;

// All faults of an input under one code.
Problem faults_problem(std::string code, Text sentence, std::vector<Fault> faults);
// A method's findings, as faults of the input.
Problem findings_problem(const methodology::Findings& findings, const std::string& file);
Problem simple_problem(std::string code, Text sentence, std::string detail = {},
                       ExitStatus exit = ExitStatus::refused);

}  // namespace linhui::api::app
