#include "tools/linhui/page_text.h"

#include <algorithm>

namespace linhui::cli {
namespace {

using api::app::Page;
using api::app::PageField;
using api::app::PageFields;
using api::app::PageTable;

std::string cell_of(const Output& out, const PageField& field) {
  return printable(api::app::text_of(field, out.language));
}

std::string fields_of(const Output& out, const PageFields& fields) {
  TextTable table({"", ""});
  for (const PageField& field : fields) {
    const std::string cell = cell_of(out, field);
    if (!out.in(field.label).empty() && !cell.empty()) table.add({out.in(field.label), cell});
  }
  return table.empty() ? "" : table.str().substr(1);  // without the header, which is empty
}

// Which fields of a row are columns, by their places.
std::vector<std::size_t> columns_of(const Output& out, const PageTable& table) {
  std::vector<std::size_t> places;
  const PageFields& first = table.rows.front();
  if (table.columns.empty()) {
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (!out.in(first[i].label).empty()) places.push_back(i);
    }
    return places;
  }
  for (const std::string& name : table.columns) {
    const auto field =
        std::ranges::find_if(first, [&](const PageField& each) { return each.name == name; });
    if (field != first.end()) places.push_back(static_cast<std::size_t>(field - first.begin()));
  }
  return places;
}

std::string table_of(const Output& out, const PageTable& table) {
  const std::string heading = out.in(table.label);
  if (table.rows.empty()) return heading + out.in({": none\n", "：无\n"});
  const std::vector<std::size_t> places = columns_of(out, table);
  std::vector<std::string> header;
  for (const std::size_t place : places) header.push_back(out.in(table.rows.front()[place].label));
  TextTable text(std::move(header));
  for (const PageFields& row : table.rows) {
    std::vector<std::string> cells;
    for (const std::size_t place : places) cells.push_back(cell_of(out, row[place]));
    text.add(std::move(cells));
  }
  return heading + "\n" + text.str();
}

}  // namespace

std::string page_text(const Output& out, const Page& page) {
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  };
  if (!out.in(page.title).empty()) add(out.in(page.title) + "\n");
  add(fields_of(out, page.fields));
  for (const PageTable& table : page.tables) add(table_of(out, table));
  return text;
}

ExitStatus show_page(const Output& out, const Page& page) {
  return out.done(api::app::to_json(page), page_text(out, page));
}

}  // namespace linhui::cli
