#include "methodology/monte_carlo/drawn_tables.h"

#include <array>
#include <charconv>

#include "methodology/parameters/csv.h"

namespace linhui::methodology {
namespace {

std::string quoted_field(const std::string& field) {
  std::string text = "\"";
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

}  // namespace

std::string digits_of(double value) {
  std::array<char, 32> text;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, 9)
          .ptr;
  return {text.data(), end};
}

DrawnTables::DrawnTables(const MonteCarloPlan& plan, const TableFiles& tables) : files_(tables) {
  for (std::size_t p = 0; p < plan.parameters.size(); ++p) {
    const std::string& name = plan.parameters[p].table;
    if (!gaps_.contains(name)) gaps_[name] = with_gaps(plan, name, tables.at(name));
  }
}

const TableFiles& DrawnTables::with(const std::vector<std::string>& numbers) {
  for (const auto& [name, table] : gaps_) {
    std::string& text = files_[name];
    text.clear();
    for (const auto& [before, parameter] : table.pieces) text += before + numbers[parameter];
    text += table.rest;
  }
  return files_;
}

DrawnTables::TableWithGaps DrawnTables::with_gaps(const MonteCarloPlan& plan,
                                                  const std::string& name,
                                                  const std::string& bytes) {
  // The method has read it before.
  const auto rows = std::get<std::vector<CsvRow>>(parse_csv(bytes));
  std::map<std::pair<std::size_t, std::string>, std::size_t> parameters;  // by row and column
  for (std::size_t p = 0; p < plan.parameters.size(); ++p) {
    const UncertainSource& source = plan.parameters[p];
    if (source.table == name) parameters[{source.row + 1, source.column}] = p;
  }
  written_.resize(plan.parameters.size());
  TableWithGaps table;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (c > 0) table.rest += ',';
      const auto drawn = parameters.find({r, rows.front()[c]});
      if (drawn == parameters.end()) {
        table.rest += quoted_field(rows[r][c]);
      } else {
        written_[drawn->second] = rows[r][c];
        table.pieces.emplace_back(std::move(table.rest), drawn->second);
        table.rest.clear();
      }
    }
    table.rest += '\n';
  }
  return table;
}

}  // namespace linhui::methodology
