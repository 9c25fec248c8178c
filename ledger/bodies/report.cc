#include "ledger/bodies/report.h"

#include <algorithm>

namespace linhui::ledger {
namespace {

// Text that stands in JSON as it is.
bool needs_no_escape(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
  });
}

// Takes `literal` off the front.
bool take(std::string_view& bytes, std::string_view literal) {
  if (!bytes.starts_with(literal)) return false;
  bytes.remove_prefix(literal.size());
  return true;
}

// Takes a string's characters and its closing quote off the front.
bool take_text(std::string_view& bytes, std::size_t min, std::size_t max, std::string& text) {
  const std::size_t end = bytes.find('"');
  if (end == bytes.npos || end < min || end > max) return false;
  const std::string_view found = bytes.substr(0, end);
  if (!needs_no_escape(found) || !is_clean_text(found)) return false;
  text = found;
  bytes.remove_prefix(end + 1);
  return true;
}

bool take_year(std::string_view& bytes, int& year) {
  if (bytes.size() < 4) return false;
  year = 0;
  for (const char c : bytes.substr(0, 4)) {
    if (c < '0' || c > '9') return false;
    year = 10 * year + (c - '0');
  }
  bytes.remove_prefix(4);
  return year >= 1900 && year <= 2200;
}

}  // namespace

Result<EstimateRow> estimate_row_of(std::string_view bytes) {
  EstimateRow row;
  std::string_view left = bytes;
  const bool plain = take(left, "{\"change\":\"") && take_text(left, 0, 18, row.change) &&
                     take(left, ",\"pool\":\"") && take_text(left, 1, 40, row.pool) &&
                     take(left, ",\"stand\":\"") && take_text(left, 1, 120, row.stand) &&
                     take(left, ",\"stock\":\"") && take_text(left, 0, 18, row.stock) &&
                     take(left, ",\"year\":") && take_year(left, row.year) && left == "}";
  return plain ? Result<EstimateRow>(std::move(row)) : row_of<EstimateRow>(bytes);
}

std::string estimate_row_bytes(const EstimateRow& row) {
  for (const std::string* text : {&row.change, &row.pool, &row.stand, &row.stock}) {
    if (!needs_no_escape(*text)) return row_bytes(row);
  }
  std::string bytes;
  bytes.reserve(64 + row.change.size() + row.pool.size() + row.stand.size() + row.stock.size());
  bytes.append("{\"change\":\"").append(row.change);
  bytes.append("\",\"pool\":\"").append(row.pool);
  bytes.append("\",\"stand\":\"").append(row.stand);
  bytes.append("\",\"stock\":\"").append(row.stock);
  bytes.append("\",\"year\":").append(std::to_string(row.year)).append("}");
  return bytes;
}

}  // namespace linhui::ledger
