// Refusals of the layers below, as the problems that people meet.
#pragma once

#include "api/problem.h"
#include "ledger/base/result.h"
#include "methodology/estimate.h"

namespace linhui::api {

// With the code's sentence in both languages; the exit status by the code (refused where
// problems.cc names no other).
Problem to_problem(const ledger::Error& error);
// The HTTP status of any problem: by its code, else by its exit status.
int http_status_of(const Problem& problem);

}  // namespace linhui::api

namespace linhui::api::app {

using api::to_problem;

// A method's findings, as faults of the input: estimate_refused. `file` is that of the stands; rows
// are left to the caller. `left_off` more were found than are told.
Problem findings_problem(const methodology::Findings& findings, const std::string& file,
                         std::uint64_t left_off = 0);
// One finding as the whole problem.
Problem finding_problem(const methodology::Finding& finding, ExitStatus exit);

}  // namespace linhui::api::app
