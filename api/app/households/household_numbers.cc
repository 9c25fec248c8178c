#include "api/app/households/household_numbers.h"

#include <vector>

#include "ledger/base/hash.h"

namespace linhui::api::app {
namespace {

constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // no 0 O 1 I
constexpr std::size_t kNumberLength = 10;

// Luhn's rule over the alphabet: catches every single wrong character and neighbours swapped.
char check_character(std::string_view body) {
  const auto base = static_cast<int>(kAlphabet.size());
  int sum = 0, factor = 2;
  for (std::size_t i = body.size(); i-- > 0;) {
    const int product = factor * static_cast<int>(kAlphabet.find(body[i]));
    sum += product / base + product % base;
    factor = 3 - factor;
  }
  return kAlphabet[static_cast<std::size_t>((base - sum % base) % base)];
}

// The characters of UTF-8 text.
std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> result;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) result.emplace_back();
    if (!result.empty()) result.back() += c;
  }
  return result;
}

}  // namespace

std::string new_household_number() {
  std::string number;
  for (const char byte : ledger::random_bytes(kNumberLength - 1)) {
    number += kAlphabet[static_cast<unsigned char>(byte) % kAlphabet.size()];
  }
  return number + check_character(number);
}

bool is_household_number(std::string_view text) {
  if (text.size() != kNumberLength) return false;
  for (const char c : text) {
    if (kAlphabet.find(c) == std::string_view::npos) return false;
  }
  return check_character(text.substr(0, kNumberLength - 1)) == text.back();
}

std::string tidy_household_number(std::string_view typed) {
  std::string tidy;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    tidy += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return tidy;
}

std::string masked_name(const std::string& name) {
  const auto parts = characters(name);
  if (parts.size() < 2) return "*";
  std::string masked = parts[0] + "*";
  return parts.size() > 2 ? masked + parts.back() : masked;
}

std::string masked_certificate(const std::string& number) {
  const auto parts = characters(number);
  if (parts.size() <= 4) return number;
  std::string masked = "…";
  for (std::size_t i = parts.size() - 4; i < parts.size(); ++i) masked += parts[i];
  return masked;
}

}  // namespace linhui::api::app
