// What holds of every step of an explanation, whatever the method.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "methodology/explanation.h"

namespace linhui::methodology {

inline bool has_chinese(const std::string& text) {
  return text.find_first_of("\xe4\xe5\xe6\xe7\xe8\xe9") != std::string::npos;
}

// A reader of Chinese finds the term's name, and none of our own English prose. Tables keep the
// words of their documents.
inline void expect_in_both_languages(const ExplainedStep& step) {
  EXPECT_FALSE(step.equation.english.empty() || step.equation.chinese.empty());
  EXPECT_FALSE(step.source.english.empty() || step.source.chinese.empty());
  EXPECT_FALSE(step.unit.empty());
  EXPECT_EQ(term_name(step.term).english, step.term);
  EXPECT_TRUE(has_chinese(term_name(step.term).chinese)) << step.term;
  EXPECT_FALSE(has_chinese(step.arithmetic)) << step.arithmetic;
  const std::vector<std::string> prose = {
      "linear",     "inventories", "rounded",      "stated",        "planted yet",
      "recalled)",  "(recalled",   "(seen",        "; seen",        "difference",
      "worked out", "years from",  "the stand",    "end of the",    "the class",
      "sum of",     "the tables",  "GWP of",       "Guidelines",    "biomass by",
      "BEF method", "decimals",    "the baseline", " of the years", "change"};
  for (const auto& words : prose) {
    EXPECT_EQ(step.source.chinese.find(words), std::string::npos) << step.source.chinese;
    EXPECT_EQ(step.equation.chinese.find(words), std::string::npos) << step.equation.chinese;
  }
}

}  // namespace linhui::methodology
