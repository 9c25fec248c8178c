// What a command prints: text for people in one language, or one JSON document for a program.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "api/exchange/output/fault_json.h"
#include "api/problem.h"

namespace linhui::cli {

using api::Code;
using api::ExitStatus;
using api::Fault;
using api::faults_problem;
using api::Language;
using api::Outcome;
using api::Problem;
using api::problem_of;
using api::Severity;
using api::Text;
// How a command ends: with its exit status, or with the problem that main() prints.
using Ended = Outcome<ExitStatus>;
using Json = nlohmann::ordered_json;  // in the order in which a person reads it

// Columns that the text takes on a terminal: Chinese characters take two.
std::size_t columns_of(std::string_view text);
// Text of a file, safe for a terminal: no control characters, no broken UTF-8.
std::string printable(std::string_view text);

// Rows under a header, columns aligned. What a row has beyond the headings is left out.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) { rows_.push_back(std::move(header)); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.size() == 1; }
  std::string str() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

class Output {
 public:
  Language language = Language::english;
  bool json = false;
  // Set with the ledger that a command reads: what comes from a demonstration says so.
  enum class Origin { none, production, demonstration } origin = Origin::none;

  const std::string& in(const Text& text) const { return text.in(language); }

  // Ends a command that is done: `document` with --json, otherwise `text`, both on stdout. Not done
  // where stdout could not be written (flushed()).
  ExitStatus done(const Json& document, const std::string& text) const;
  // Ends a command that was refused or failed: the reason with every fault, on stderr, or as a
  // document on stdout with --json. Gives the problem's exit status.
  ExitStatus refuse(const Problem& problem) const;

  // The document as it is printed.
  std::string document_text(Json document) const;
  // Whether all of stdout could be written; says so where not.
  ExitStatus flushed() const;
  // To stderr, whatever stdout carries.
  void tell(const std::string& line) const;
  std::string demonstration_line() const;  // empty for another ledger

 private:
  void print(const std::string& text) const;
};

std::string fault_table(const std::vector<Fault>& faults, Language language);
using api::exchange::faults_json;
Json problem_json(const Problem& problem);

// A bar on stderr where that is a terminal; an empty function elsewhere. For one thread at a time.
std::function<void(std::uint64_t done, std::uint64_t total)> progress_bar(std::string label);

}  // namespace linhui::cli
