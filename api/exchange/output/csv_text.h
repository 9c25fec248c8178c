// CSV text put together cell by cell; room is looked after once a row.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "methodology/numbers/quantity.h"

namespace linhui::api::exchange {

// RFC 4180: quoted where it has to be.
std::string csv_field(const std::string& text);

// For one thread. Bytes are the text so far; figures are t CO2e with four decimals.
class CsvText {
 public:
  // Before each row. `names`: the bytes that it takes beside a year and two figures.
  void begin_row(std::size_t names) {
    if (room_ - size_ < names + kNumbersOfRow) grow(names + kNumbersOfRow);
  }

  // As it is. Requires, with all of a row: room that begin_row() was told of.
  void add(std::string_view text);
  void add(char c) { bytes_[size_++] = c; }
  void add_year(int year);
  // As TonnesCO2e::str() has it; nothing where it is unknown.
  void add_figure(const std::optional<methodology::TonnesCO2e>& figure);
  // The figures that every row ends with.
  void end_row(const std::optional<methodology::TonnesCO2e>& stock,
               const std::optional<methodology::TonnesCO2e>& change);

  std::string_view view() const { return {bytes_.get(), size_}; }
  void clear() { size_ = 0; }

 private:
  static constexpr std::size_t kNumbersOfRow = 96;

  void grow(std::size_t by);

  std::unique_ptr<char[]> bytes_;  // not filled with zeros first
  std::size_t size_ = 0, room_ = 0;
};

}  // namespace linhui::api::exchange
