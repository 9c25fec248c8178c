// The arithmetic of an explanation, worked out as a person would: numbers with their units left
// away, + - * / and brackets, exactly.
#pragma once

#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include "methodology/numbers/decimal.h"

namespace linhui::methodology {

class Arithmetic {
 public:
  // Nothing if the text is not arithmetic to its end.
  static std::optional<Rational> value_of(std::string_view text) {
    Arithmetic arithmetic(text);
    const Rational value = arithmetic.sum();
    if (!arithmetic.sound_ || arithmetic.at_ != text.size()) return std::nullopt;
    return value;
  }

 private:
  explicit Arithmetic(std::string_view text) : text_(text) {}

  Rational sum() {
    Rational value = product();
    while (sound_) {
      if (take(" + ")) {
        value += product();
      } else if (take(" - ")) {
        value -= product();
      } else {
        break;
      }
    }
    return value;
  }

  Rational product() {
    Rational value = factor();
    while (sound_) {
      if (take(" * ")) {
        value *= factor();
      } else if (take("/")) {
        const Rational by = factor();
        sound_ = sound_ && by != 0;
        if (sound_) value /= by;
      } else {
        break;
      }
    }
    return value;
  }

  Rational factor() {
    if (take("-")) return -factor();
    Rational value = 0;
    if (take("(")) {
      value = sum();
      sound_ = take(")") && sound_;
    } else {
      std::size_t end = at_;
      while (end < text_.size() &&
             (std::isdigit(static_cast<unsigned char>(text_[end])) != 0 || text_[end] == '.')) {
        ++end;
      }
      const auto number = Decimal::parse(text_.substr(at_, end - at_));
      sound_ = sound_ && number.has_value();
      if (number) value = number->rational();
      at_ = end;
    }
    skip_unit();
    return value;
  }

  // " t C/ha", " m3/ha", " kg d.m./culm": up to the next operator or bracket.
  void skip_unit() {
    const bool is_unit = at_ + 1 < text_.size() && text_[at_] == ' ' &&
                         std::isalpha(static_cast<unsigned char>(text_[at_ + 1])) != 0;
    if (!is_unit) return;
    while (at_ < text_.size() && text_[at_] != ')' && !ahead(" * ") && !ahead(" + ") &&
           !ahead(" - ")) {
      ++at_;
    }
  }

  bool ahead(std::string_view token) const { return text_.substr(at_).starts_with(token); }
  bool take(std::string_view token) {
    if (!ahead(token)) return false;
    at_ += token.size();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool sound_ = true;
};

}  // namespace linhui::methodology
