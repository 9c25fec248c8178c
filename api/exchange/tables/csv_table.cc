// CSV read as text, so that a decimal stays as written.
#include "api/exchange/tables/csv_reader.h"
#include "api/exchange/tables/encoding.h"
#include "api/exchange/tables/table.h"

namespace linhui::api::exchange {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::optional<std::string> decoded(std::string_view bytes, const std::string& wanted,
                                   FaultLog& log) {
  const bool marked = bytes.starts_with(kUtf8Mark);
  if (marked) bytes.remove_prefix(kUtf8Mark.size());
  std::string encoding = marked ? "UTF-8" : wanted;
  if (encoding.empty()) encoding = find_encoding({bytes}, Ending::whole).value_or("");
  auto text = encoding.empty() ? std::nullopt : to_utf8(bytes, encoding);
  if (!text) {
    log.fault(encoding.empty() ? FaultCode::encoding_wrong_unknown : FaultCode::encoding_wrong,
              {.value = shortened(encoding), .expected = "UTF-8, GBK, GB18030"}, {encoding});
  }
  return text;
}

}  // namespace

std::optional<Table> read_csv_table(const std::string& path, const TableOptions& options,
                                    FaultLog& log) {
  const auto bytes = read_bytes(path);
  if (!bytes) {
    log.fault(FaultCode::file_unreadable);
    return std::nullopt;
  }
  const auto text = decoded(*bytes, options.encoding, log);
  if (!text) return std::nullopt;
  CsvReader reader(*text, find_separator(*text));
  Table table;
  table.columns = reader.next_header();
  for (long long row = 2; !reader.at_end(); ++row) {
    auto cells = reader.next_record();
    if (reader.unclosed()) {
      report_unclosed_quote(row, log);
      break;
    }
    if (is_blank_record(cells)) continue;
    if (!fits_header(cells, table.columns.size(), row, log)) continue;
    table.rows.push_back({row, std::move(cells), nullptr});
  }
  return table;
}

}  // namespace linhui::api::exchange
