#include "methodology/methods/shared/written.h"

#include <algorithm>
#include <utility>

namespace linhui::methodology {

Written::Written(std::string symbol, std::string number, std::vector<Bilingual> sources)
    : symbols_{std::move(symbol)}, numbers_{std::move(number)}, sources_(std::move(sources)) {}

Written::Written(int number) : Written(std::to_string(number), std::to_string(number)) {}

Written::Written(Term symbols, Term numbers, const Written& x, const Written& y)
    : symbols_(std::move(symbols)), numbers_(std::move(numbers)), sources_(x.sources_) {
  for (const Bilingual& source : y.sources_) {
    const bool is_known = std::any_of(sources_.begin(), sources_.end(), [&](const Bilingual& each) {
      return each.english == source.english;
    });
    if (!is_known) sources_.push_back(source);
  }
}

Written operator*(const Written& x, const Written& y) {
  const auto product = [](const Written::Term& a, const Written::Term& b) {
    if (a.text.empty()) return b;
    if (b.text.empty()) return a;
    return Written::Term{a.in_brackets() + " * " + b.in_brackets()};
  };
  return {product(x.symbols_, y.symbols_), product(x.numbers_, y.numbers_), x, y};
}

Written operator+(const Written& x, const Written& y) {
  const auto sum = [](const Written::Term& a, const Written::Term& b) {
    return Written::Term{a.text + " + " + b.text, true};
  };
  return {sum(x.symbols_, y.symbols_), sum(x.numbers_, y.numbers_), x, y};
}

Written operator-(const Written& x, const Written& y) {
  const auto difference = [](const Written::Term& a, const Written::Term& b) {
    return Written::Term{a.text + " - " + b.in_brackets(), true};
  };
  return {difference(x.symbols_, y.symbols_), difference(x.numbers_, y.numbers_), x, y};
}

Written operator-(const Written& x) {
  return {Written::Term{"-(" + x.symbols_.text + ")"}, Written::Term{"-(" + x.numbers_.text + ")"},
          x, x};
}

Written Written::named(std::string symbol, std::vector<Bilingual> sources) const {
  Written named = *this;
  named.symbols_ = {std::move(symbol)};
  named.sources_ = std::move(sources);
  return named;
}

}  // namespace linhui::methodology
