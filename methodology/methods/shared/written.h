// An amount as it is written for a person: by its symbols and by its numbers, "EF_CO2 + EF_DOC" and
// "0.26 t C/ha + 0.12 t C/ha". Sums, differences and products of such amounts are written
// themselves, with the brackets they need, so that an equation stated once as a template over the
// kind of its numbers is worked out by one kind and told by this one.
//
//   const Written share("Frac", "0.05"), land("EF", "2 kg/ha");
//   ((1 - share) * land).symbols();   // (1 - Frac) * EF
//   ((1 - share) * land).numbers();   // (1 - 0.05) * 2 kg/ha
#pragma once

#include <string>
#include <vector>

#include "methodology/bilingual.h"

namespace linhui::methodology {

class Written {
 public:
  // A single number: "EF_CO2" and "0.26 t C/ha". The unit stands in the number's text.
  // `sources` say where the number is from.
  Written(std::string symbol, std::string number, std::vector<Bilingual> sources = {});
  // A whole number or fraction that an equation names as it is.
  Written(int number);

  // A product leaves out a factor without a symbol: a mere change of units.
  friend Written operator*(const Written& x, const Written& y);
  // A sum that is taken away stands in brackets; one that is added does not need them.
  friend Written operator+(const Written& x, const Written& y);
  friend Written operator-(const Written& x, const Written& y);
  // "-(A * EF_CH4)", always in brackets.
  friend Written operator-(const Written& x);

  // The same numbers under one symbol: "F(y)", from these sources.
  Written named(std::string symbol, std::vector<Bilingual> sources) const;

  // The two texts.
  const std::string& symbols() const { return symbols_.text; }
  const std::string& numbers() const { return numbers_.text; }
  // Of all its numbers, each once, in the order in which they are written.
  const std::vector<Bilingual>& sources() const { return sources_; }

 private:
  // A text, and whether it is a sum, which needs brackets where it is multiplied or taken away.
  struct Term {
    std::string text;
    bool is_sum = false;
    std::string in_brackets() const { return is_sum ? "(" + text + ")" : text; }
  };
  Written(Term symbols, Term numbers, const Written& x, const Written& y);

  Term symbols_, numbers_;
  std::vector<Bilingual> sources_;
};

}  // namespace linhui::methodology
