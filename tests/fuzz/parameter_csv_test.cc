// Rows of a CSV text, written again in quotes, read back the same. A parameter table is refused or
// has every number that its schema promises.
#include <string>
#include <variant>

#include "methodology/parameters/csv.h"
#include "methodology/parameters/parameter_table.h"
#include "tests/fuzz/target.h"

namespace linhui::fuzz {

LINHUI_FUZZ_TARGET(parameter_csv) {
  using namespace methodology;
  const auto parsed = parse_csv(bytes);
  if (const auto* rows = std::get_if<std::vector<CsvRow>>(&parsed)) {
    std::string text;
    for (const CsvRow& row : *rows) {
      assert(row.size() == rows->front().size());
      for (std::size_t i = 0; i < row.size(); ++i) {
        text += i > 0 ? ",\"" : "\"";
        for (const char c : row[i]) text += c == '"' ? "\"\"" : std::string(1, c);
        text += '"';
      }
      text += '\n';
    }
    assert(std::get<std::vector<CsvRow>>(parse_csv(text)) == *rows);
  }

  static const TableSchema kSchema{.name = "gwp.csv",
                                   .columns = {"gas", "gwp"},
                                   .numbers = {"gwp"},
                                   .key = {"gas"},
                                   .largest = 100'000};
  auto parsed_table = ParameterTable::parse(kSchema, bytes);
  if (auto* table = std::get_if<ParameterTable>(&parsed_table)) {
    assert(table->row_count() > 0);
    const std::size_t row = table->row_count() - 1;
    assert(table->find_row({{"gas", table->text(row, "gas")}}) == row);
  }
}

}  // namespace linhui::fuzz
