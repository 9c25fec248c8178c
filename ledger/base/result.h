// What a function of the ledger gives back: a value, or the one reason why not.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "ledger/base/error.h"
#include "ledger/base/require.h"

namespace linhui::ledger {

// A refusal or a failure. `detail` says which thing was meant (a serial, a party, a path), never
// why in general: the sentence for that belongs to the code.
struct Error {
  ErrorCode code;
  std::string detail = {};
};

// Either made from a value or from an Error, by itself: `return value;`, `return Error{code};`.
// Requires of value(): ok(). Requires of error(): not ok(). Whoever asks for the other one has a
// broken invariant, and the program ends. References live as long as the result.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  const T& value() const& { return *held<0>(state_); }
  T& value() & { return *held<0>(state_); }
  T&& value() && { return std::move(*held<0>(state_)); }
  const Error& error() const& { return *held<1>(state_); }
  Error&& error() && { return std::move(*held<1>(state_)); }

 private:
  template <std::size_t I, class State>
  static auto* held(State& state) {
    auto* value = std::get_if<I>(&state);
    require(value != nullptr);
    return value;
  }

  std::variant<T, Error> state_;
};

// Of a step that gives nothing but that it was done.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }
  void value() const { require(ok()); }
  const Error& error() const& { return require(!ok()), *error_; }
  Error&& error() && { return require(!ok()), std::move(*error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace linhui::ledger

// The value of a step, moved out of its result; where it gives an error, the function is left with
// that error. A statement expression, as g++ and clang know it:
//
//   const Project project = LINHUI_TRY(need<Project>(state, id));
#define LINHUI_TRY(...)                                               \
  ({                                                                  \
    auto&& linhui_result = (__VA_ARGS__);                             \
    if (!linhui_result.ok()) return std::move(linhui_result).error(); \
    std::move(linhui_result).value();                                 \
  })
