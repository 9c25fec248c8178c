// A third direction for a form beside reading and writing: fills the struct with values that the
// reader takes, so that a test can go through all structs without naming their fields.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/base/form.h"

namespace linhui::ledger {

class FormFiller {
 public:
  // `choice` picks among an enum's words, on which further fields may hang.
  explicit FormFiller(std::size_t choice) : choice_(choice) {}

  void id(const char* name, std::string& value) { value = some(name); }
  void optional_id(const char* name, std::string& value) { value = some(name); }
  // One that has a value of its own keeps it: there may be only that one.
  void text(const char* name, std::string& value, std::size_t max = kMaxText) {
    if (value.empty()) value = some(name).substr(0, max);
  }
  void optional_text(const char* name, std::string& value, std::size_t max = kMaxText) {
    text(name, value, max);
  }
  void text_or_empty(const char* name, std::string& value, std::size_t max = kMaxText) {
    text(name, value, max);
  }
  void day(const char*, std::string& value) { value = "2026-02-28"; }
  void optional_day(const char* name, std::string& value) { day(name, value); }
  void hash(const char* name, Hash& value) { value = sha256(name); }
  void flag(const char*, bool& value) { value = choice_ % 2 == 0; }
  void bytes(const char* name, std::string& value, std::size_t) { value = some(name); }
  void base64(const char* name, std::string& value) { value = some(name) + '\0'; }
  void base64_hashes(const char* name, std::vector<Hash>& values) { hashes(name, values); }
  template <std::integral I>
  void whole(const char*, I& value, std::int64_t min, std::int64_t max) {
    value = static_cast<I>(choice_ % 2 == 0 ? max : min);
  }
  template <std::integral I>
  void count(const char* name, I& value) {
    whole(name, value, 0, 2'000'000'000);  // some counts are of 32 bits
  }
  template <Worded E>
  void word(const char*, E& value) {
    value = static_cast<E>(choice_ % words_of(E{}).size());
  }

  void ids(const char* name, std::vector<std::string>& values) { values = {some(name), "b"}; }
  void hashes(const char* name, std::vector<Hash>& values) { values = {sha256(name), sha256("b")}; }
  void wholes(const char*, std::vector<std::int64_t>& values) { values = {-1, 0, 1, kMaxInteger}; }
  void flags(const char* name, std::map<std::string, bool>& values) {
    values = {{some(name), true}, {"b", false}};
  }
  void optional_texts(const char* name, std::map<std::string, std::string>& values) {
    values = {{some(name), "text"}};
  }
  template <Worded E>
  void words(const char* name, std::vector<E>& values) {
    word(name, values.emplace_back());
  }
  template <class T>
  void object(const char*, T& value) {
    T::form(*this, value);
  }
  template <class T>
  void list(const char*, std::vector<T>& values) {
    values.resize(2);
    for (T& value : values) T::form(*this, value);
  }
  void json(const char* name, Json& value) { value = {{name, 1}}; }
  void unless(bool, ErrorCode) {}
  void fail(const char*) {}

 private:
  static std::string some(const char* name) { return std::string("a-") + name; }

  std::size_t choice_;
};

inline constexpr std::size_t kChoices = 8;  // no enum has more words

template <class T>
T filled(std::size_t choice) {
  T value;
  FormFiller filler(choice);
  T::form(filler, value);
  return value;
}

}  // namespace linhui::ledger
