#include "api/exchange/fields/cells.h"

#include <cpl_conv.h>

#include <algorithm>
#include <cctype>

#include "api/exchange/fields/vocabulary.h"

namespace linhui::api::exchange {

using methodology::Decimal;

const std::string& Cells::text_at(int column) const {
  static const std::string kEmpty;
  const auto index = static_cast<std::size_t>(column);
  return index < row_.cells.size() ? row_.cells[index] : kEmpty;
}

const std::string& Cells::text(std::string_view field) const {
  return text_at(columns_.of(field).value_or(-1));
}

std::string Cells::column_name(std::string_view field) const {
  const auto column = columns_.of(field);
  return column ? table_.columns[static_cast<std::size_t>(*column)] : std::string(field);
}

std::optional<Decimal> Cells::number_at(int column, Bounds bounds) const {
  const std::string& text = text_at(column);
  if (text.empty()) return std::nullopt;
  Place place{.row = row_.row,
              .field = table_.columns[static_cast<std::size_t>(column)],
              .value = text,
              .expected = (bounds.above_least ? "> " : ">= ") + std::to_string(bounds.least) +
                          ", <= " + std::to_string(bounds.most)};
  const auto number = parse_number(text, table_.stores_doubles);
  if (!number) {
    place.expected = "a number such as 12.35";
    log_.fault(FaultCode::number_malformed, std::move(place));
    return std::nullopt;
  }
  if (*number < Decimal(0)) {
    log_.fault(FaultCode::number_negative, std::move(place));
    return std::nullopt;
  }
  const Decimal least(bounds.least), most(bounds.most);
  if (*number > most || *number < least || (bounds.above_least && *number == least)) {
    log_.fault(FaultCode::number_absurd, std::move(place));
    return std::nullopt;
  }
  return number;
}

std::optional<Decimal> Cells::number(std::string_view field, Bounds bounds) const {
  const auto column = columns_.of(field);
  return column ? number_at(*column, bounds) : std::nullopt;
}

std::optional<int> Cells::whole(std::string_view field, Bounds bounds) const {
  const auto value = number(field, bounds);
  if (!value) return std::nullopt;
  const int whole = static_cast<int>(boost::multiprecision::numerator(value->rational()) /
                                     boost::multiprecision::denominator(value->rational()));
  if (Decimal(whole) == *value) return whole;
  log_.fault(FaultCode::number_malformed_whole, {.row = row_.row,
                                                 .field = column_name(field),
                                                 .value = text(field),
                                                 .expected = "a whole number"});
  return std::nullopt;
}

std::string Cells::coded(std::string_view field, FaultCode code) const {
  const std::string& written = text(field);
  if (written.empty()) return {};
  const Vocabulary& known = vocabulary(field);
  if (auto value = known.find(written)) return *value;
  log_.fault(code,
             {.row = row_.row,
              .field = column_name(field),
              .value = written,
              .expected = known.canonical_values()},
             {known.canonical_values()});
  return {};
}

std::string Cells::coded_if_known(std::string_view field, FaultCode code) const {
  const std::string& written = text(field);
  if (written.empty()) return {};
  const Vocabulary& known = vocabulary(field);
  if (auto value = known.find(written)) return *value;
  log_.warn(code,
            {.row = row_.row,
             .field = column_name(field),
             .value = written,
             .expected = known.canonical_values()},
            {known.canonical_values()});
  return {};
}

std::optional<Decimal> parse_number(const std::string& text, bool stores_doubles) {
  const auto as_written = Decimal::parse(text);
  if (!as_written || !stores_doubles) return as_written;
  const std::size_t exponent = std::min(text.find_first_of("eE"), text.size());
  const auto digits = std::count_if(text.begin(), text.begin() + static_cast<long>(exponent),
                                    [](unsigned char c) { return std::isdigit(c) != 0; });
  if (digits <= 15 || text.find_first_of(".eE") == std::string::npos) return as_written;
  return Decimal::from_double(CPLAtof(text.c_str()));
}

}  // namespace linhui::api::exchange
