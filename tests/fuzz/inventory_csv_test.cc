// The reader of bureaux' CSV comes to an end of any text, and cells written again in quotes read
// back the same.
#include <string>
#include <vector>

#include "api/exchange/tables/csv_reader.h"
#include "tests/fuzz/target.h"

namespace linhui::fuzz {

LINHUI_FUZZ_TARGET(inventory_csv) {
  using namespace api::exchange;
  const char separator = find_separator(bytes);
  CsvReader reader(bytes, separator);
  while (!reader.at_end()) {
    const std::size_t before = reader.position();
    const std::vector<std::string> cells = reader.next_record();
    assert(reader.position() > before && reader.position() <= bytes.size());
    assert(!cells.empty());

    std::string text;
    for (const std::string& cell : cells) {
      if (!text.empty()) text += separator;
      text += '"';
      for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
      text += '"';
    }
    CsvReader again(text, separator);
    assert(again.next_record() == cells && again.at_end() && !again.unclosed());
  }
}

}  // namespace linhui::fuzz
