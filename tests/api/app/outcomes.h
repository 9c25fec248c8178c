// What became of an outcome, in a word.
#pragma once

#include <string>

#include "api/problem.h"

namespace linhui::api::app {

template <class T>
std::string code_of(const Outcome<T>& outcome) {
  return outcome.ok() ? "done" : outcome.problem().code;
}

}  // namespace linhui::api::app
