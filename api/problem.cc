#include "api/problem.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace linhui::api {
namespace {

struct Entry {
  const char* code;
  ExitStatus exit;
  int http_status;
  const char *english, *chinese;
};

constexpr std::array kProblems = {
#define LINHUI_FAULT(name, code, en, zh)
#define LINHUI_PROBLEM(name, code, exit, http, en, zh) Entry{code, ExitStatus::exit, http, en, zh},
#include "api/errors.def"
#undef LINHUI_PROBLEM
#undef LINHUI_FAULT
};

constexpr std::array kFaults = {
#define LINHUI_FAULT(name, code, en, zh) Entry{code, ExitStatus::refused, 422, en, zh},
#define LINHUI_PROBLEM(name, code, exit, http, en, zh)
#include "api/errors.def"
#undef LINHUI_PROBLEM
#undef LINHUI_FAULT
};

std::string filled(std::string_view sentence, const Words& words) {
  std::string text;
  for (const std::string& word : words) {
    const auto place = sentence.find("{}");
    if (place == sentence.npos) break;
    text.append(sentence.substr(0, place)).append(word);
    sentence.remove_prefix(place + 2);
  }
  return text.append(sentence);
}

Text text_of(const Entry& entry, const Words& words) {
  return {filled(entry.english, words), filled(entry.chinese, words)};
}

}  // namespace

Problem problem_of(Code code, std::string detail, const Words& words) {
  const Entry& entry = kProblems.at(static_cast<std::size_t>(code));
  return {entry.code, text_of(entry, words), std::move(detail), entry.exit, {}, 0};
}

Problem faults_problem(Code code, std::vector<Fault> faults, const Words& words) {
  Problem problem = problem_of(code, {}, words);
  problem.faults = std::move(faults);
  return problem;
}

Fault fault_of(FaultCode code, const Words& words) {
  const Entry& entry = kFaults.at(static_cast<std::size_t>(code));
  Fault fault;
  fault.code = entry.code;
  fault.sentence = text_of(entry, words);
  return fault;
}

std::optional<int> http_status_of(const std::string& code) {
  const auto entry = std::find_if(kProblems.begin(), kProblems.end(),
                                  [&](const Entry& known) { return known.code == code; });
  return entry == kProblems.end() ? std::nullopt : std::optional(entry->http_status);
}

}  // namespace linhui::api
