// Reads the arithmetic of an explanation as a person with a calculator would: numbers, + - * / ^,
// brackets, exp and ln; words behind a number are its unit and are passed over.
#pragma once

#include <boost/multiprecision/cpp_dec_float.hpp>
#include <cctype>
#include <stdexcept>
#include <string>
#include <string_view>

namespace linhui::methodology {

class Calculator {
 public:
  using Number = boost::multiprecision::cpp_dec_float_100;

  static Number value(const std::string& text) {
    Calculator reader(text);
    const Number result = reader.sum();
    if (!reader.rest_.empty()) throw std::runtime_error("left over: " + std::string(reader.rest_));
    return result;
  }
  // As text with four decimals, half to even where it is one to 60 decimals.
  static std::string rounded(const Number& value, int decimals = 4) {
    const Number scale = boost::multiprecision::pow(Number(10), decimals);
    const Number scaled = boost::multiprecision::abs(value) * scale;
    Number whole = boost::multiprecision::floor(scaled);
    const Number rest = scaled - whole - Number("0.5");
    const bool is_tie = boost::multiprecision::abs(rest) < Number("1e-60");
    const bool is_odd = boost::multiprecision::fmod(whole, Number(2)) != 0;
    if (is_tie ? is_odd : rest > 0) whole += 1;
    const Number figure = (value < 0 ? -whole : whole) / scale;
    return figure.str(decimals, std::ios::fixed);
  }

 private:
  explicit Calculator(std::string_view text) : rest_(text) { skip_words(); }

  static bool is_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '.'; }

  // Blanks and units: `t d.m./ha`, `m3/ha`, `t CO2e`.
  void skip_words() {
    while (!rest_.empty()) {
      if (rest_.front() == ' ' || rest_.front() == '%') {
        rest_.remove_prefix(1);
      } else if (is_word(rest_.front()) && !rest_.starts_with("exp(") &&
                 !rest_.starts_with("ln(")) {
        std::size_t end = 0;
        while (end < rest_.size() &&
               (is_word(rest_[end]) || std::isdigit(static_cast<unsigned char>(rest_[end])) ||
                (rest_[end] == '/' && end + 1 < rest_.size() &&
                 std::isalpha(static_cast<unsigned char>(rest_[end + 1]))))) {
          ++end;
        }
        rest_.remove_prefix(end);
      } else {
        return;
      }
    }
  }
  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    skip_words();
    return true;
  }
  void need(std::string_view token) {
    if (!take(token)) throw std::runtime_error("expected a bracket: " + std::string(rest_));
  }
  Number sum() {
    Number result = product();
    for (;;) {
      if (take("+")) {
        result += product();
      } else if (take("-")) {
        result -= product();
      } else {
        return result;
      }
    }
  }
  Number product() {
    Number result = factor();
    for (;;) {
      if (take("*")) {
        result *= factor();
      } else if (take("/")) {
        result /= factor();
      } else {
        return result;
      }
    }
  }
  Number factor() {
    if (take("-")) return -factor();
    for (const std::string_view function : {"exp(", "ln(", "min(", "("}) {
      if (!take(function)) continue;
      Number inside = sum();
      if (function == "min(") {
        need(",");
        inside = (std::min)(inside, sum());
      }
      need(")");
      if (function == "exp(") return boost::multiprecision::exp(inside);
      if (function == "ln(") return boost::multiprecision::log(inside);
      return inside;
    }
    std::size_t end = 0;
    while (end < rest_.size() &&
           (std::isdigit(static_cast<unsigned char>(rest_[end])) || rest_[end] == '.')) {
      ++end;
    }
    if (end == 0) throw std::runtime_error("expected a number: " + std::string(rest_));
    const Number result{std::string(rest_.substr(0, end))};
    rest_.remove_prefix(end);
    skip_words();
    return result;
  }

  std::string_view rest_;
};

}  // namespace linhui::methodology
