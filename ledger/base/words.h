// Enums whose values have stable words, in records, in the state and on the command line.
//
// An enum E takes part by a function beside it, found by its argument:
//
//   enum class ReportState { filed, verified };
//   constexpr auto words_of(ReportState) { return std::to_array<std::string_view>({"filed",
//   "verified"}); }
//
// The words stand in the order of the values, which count from 0. A word never changes its meaning.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace linhui::ledger {

template <class E>
concept Worded = requires(E value) {
  words_of(value).size();
};

// Requires: `value` is one of those named.
template <Worded E>
constexpr std::string_view word_of(E value) {
  return words_of(value)[static_cast<std::size_t>(value)];
}

// Nothing where no value has this word.
template <Worded E>
constexpr std::optional<E> from_word(std::string_view word) {
  const auto words = words_of(E{});
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace linhui::ledger
