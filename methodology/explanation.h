// How a figure came about, for a person to check by hand.
//
// An explanation is made beside the estimate, from the same numbers, and says its results; the
// tests work each line of arithmetic out again from its text
// (tests/methodology/methods/explanation_test.cc).
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "methodology/bilingual.h"
#include "methodology/estimate.h"

namespace linhui::methodology {

// One line of arithmetic: `equation` with names, `arithmetic` the same with numbers and units.
// Symbols are the same in both languages, names of terms and prose are not.
struct ExplainedStep {
  int year = 0;            // calendar year; 0: holds for all years
  std::string term;        // what is worked out: a pool, baseline, R, BEF, b ...
  Bilingual equation;      // above_ground = A * V * D * BEF * CF * 44/12
  std::string arithmetic;  // 12.35 ha * 88.2 m3/ha * 0.380 t/m3 * 1.472 * 0.460 * 44/12
  std::string result;      // 1027.9461, a decimal
  std::string unit;        // t CO2e
  Bilingual source;        // the equation's document and number; each value's table row, confidence
};

// In order of year and, within a year, of the pools; what holds for all years comes first.
using Explanation = std::vector<ExplainedStep>;
// Faults are those that estimate() finds in the stand.
using ExplainOutcome = std::variant<Explanation, Findings>;

// A term's name: in English as steps have it, in Chinese in words, with its symbol if it has one.
// Requires: the term is one of the list in explanation.cc; a new term is added there.
Bilingual term_name(std::string_view term);

// "above_ground = A * V": the term's name and what it is equal to. A term that is itself a symbol
// (R, BEF) is written as such in both languages.
Bilingual equation_of(std::string_view term, const Bilingual& formula);
// The same where the formula is symbols only.
Bilingual equation_of(std::string_view term, const std::string& formula);
// "soil change = -(A * EF_CO2)": where a pool is told by what it gains or loses, not by its stock.
Bilingual change_equation_of(std::string_view term, const std::string& formula);

// A symbol of the equations, for a legend under an explanation.
struct ExplainedSymbol {
  std::string_view symbol;
  const char* english;
  const char* chinese;
  std::string_view unit;  // 1: a ratio; empty: none
};

// The symbols that stand in the steps' equations and units, in a fixed order.
std::vector<ExplainedSymbol> symbols_in(const Explanation& steps);

}  // namespace linhui::methodology
