// A refusal or a failure as a person or a script meets it: a stable code, a sentence in both
// languages, and where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "api/text.h"

namespace linhui::api {

// A fault refuses the input; a warning is to be known and refuses nothing.
enum class Severity { warning, fault };

// One thing wrong with an input, with all that is needed to find and mend it.
struct Fault {
  std::string code;  // stable, snake_case
  Severity severity = Severity::fault;
  Text sentence;
  std::string file, layer;
  long long row = 0;  // as the person counts it: first data row of a sheet or CSV is 2; features
                      // from 1; 0: the whole
  std::string field, value, expected;  // the file's own column name where it has one; as written
};

// The entries of errors.def, which holds their codes, sentences and statuses. An enumeration: a
// name that is not in the list does not compile, and one that nothing makes is easily found.
enum class Code {
#define LINHUI_FAULT(name, code, en, zh)
#define LINHUI_PROBLEM(name, code, exit, http, en, zh) name,
#include "api/errors.def"
#undef LINHUI_PROBLEM
#undef LINHUI_FAULT
};
enum class FaultCode {
#define LINHUI_FAULT(name, code, en, zh) name,
#define LINHUI_PROBLEM(name, code, exit, http, en, zh)
#include "api/errors.def"
#undef LINHUI_PROBLEM
#undef LINHUI_FAULT
};
// What stands for each `{}` of the sentence, in both languages.
using Words = std::vector<std::string>;

// How a command ends, for scripts. `refused`: the request cannot be meant or is not allowed;
// `usage`: the command was not put right; `machine_failed`: try again when it is mended; `damaged`:
// what is kept is not what was written.
enum class ExitStatus { done = 0, refused = 1, usage = 2, machine_failed = 3, damaged = 4 };

struct Problem {
  std::string code;  // of errors.def here, the ledger's, or a method's finding
  Text sentence;
  std::string detail;  // which thing: a path, a serial, a party
  ExitStatus exit = ExitStatus::refused;
  std::vector<Fault> faults;  // all of them, where an input was read
  // When it is worth trying again; 0: the time is not known.
  std::int64_t retry_after_s = 0;
};

// Requires of these: `words` are as many as the sentence has `{}`.
Problem problem_of(Code code, std::string detail = {}, const Words& words = {});
// All faults of an input under one code.
Problem faults_problem(Code code, std::vector<Fault> faults, const Words& words = {});
// Where the fault is, its value and what was expected are left to the caller.
Fault fault_of(FaultCode code, const Words& words = {});
// Of a code of errors.def; nothing for another list's.
std::optional<int> http_status_of(const std::string& code);

// What a use case gives back: a value, or the problem that a person meets. Requires of value():
// ok(). Requires of problem(): not ok(). References live as long as the outcome.
template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : state_(std::move(value)) {}
  Outcome(Problem problem) : state_(std::move(problem)) {}

  bool ok() const { return std::holds_alternative<T>(state_); }
  const T& value() const& { return *std::get_if<T>(&state_); }
  T& value() & { return *std::get_if<T>(&state_); }
  T&& value() && { return std::move(*std::get_if<T>(&state_)); }
  const Problem& problem() const& { return *std::get_if<Problem>(&state_); }
  Problem&& problem() && { return std::move(*std::get_if<Problem>(&state_)); }

 private:
  std::variant<T, Problem> state_;
};

template <>
class [[nodiscard]] Outcome<void> {
 public:
  Outcome() = default;
  Outcome(Problem problem) : problem_(std::move(problem)) {}

  bool ok() const { return !problem_; }
  const Problem& problem() const& { return *problem_; }
  Problem&& problem() && { return std::move(*problem_); }

 private:
  std::optional<Problem> problem_;
};

// A step's failure as a problem. A layer below adds the overload for its own failure.
inline Problem to_problem(Problem problem) { return problem; }

// The two halves of LINHUI_API_TRY, for whatever has ok() and value(), and problem() or error().
template <class Step>
decltype(auto) failure_of(Step& step) {
  if constexpr (requires { step.problem(); }) {
    return std::move(step).problem();
  } else {
    return step.error();
  }
}
template <class Step>
auto taken_from(Step& step) {
  if constexpr (requires { step.value(); }) return std::move(step).value();
}

}  // namespace linhui::api

// The value of a step, moved out, or leaves the function with the step's problem:
//   const auto rows = LINHUI_API_TRY(view.rows(root, count));
// The step is evaluated once. Its failure is anything that to_problem() takes. A statement
// expression, which g++ and clang have: standard C++ cannot leave a function from an initialiser.
#define LINHUI_API_TRY(expression)                                              \
  __extension__({                                                               \
    auto linhui_step = (expression);                                            \
    if (!linhui_step.ok()) {                                                    \
      return ::linhui::api::to_problem(::linhui::api::failure_of(linhui_step)); \
    }                                                                           \
    ::linhui::api::taken_from(linhui_step);                                     \
  })
