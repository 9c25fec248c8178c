// A refusal or a failure as a person or a script meets it: a stable code, a sentence in both
// languages, and where.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "api/text.h"

namespace linhui::api {

enum class Severity { warning, fault };

// One thing wrong with an input, with all that is needed to find and mend it.
struct Fault {
  std::string code;  // stable, snake_case
  Severity severity = Severity::fault;
  Text sentence;
  std::string file, layer;
  long long row = 0;  // as the person counts it: first data row of a sheet or CSV is 2; features
                      // from 1; 0: the whole
  std::string field, value, expected;
};

enum class ExitStatus { done = 0, refused = 1, usage = 2, machine_failed = 3, damaged = 4 };

struct Problem {
  std::string code;
  Text sentence;
  std::string detail;  // which thing: a path, a serial, a party
  ExitStatus exit = ExitStatus::refused;
  std::vector<Fault> faults;  // all of them, where an input was read
};

template <class T>
using Outcome = std::variant<T, Problem>;

}  // namespace linhui::api
