// What a person or a program is shown of the ledger's objects: a page of fields and tables, the
// same for the command line, JSON and (later) HTTP. Never the stored entry: amounts stand in the
// units that people use (yuan, t CO2e, mu), days as calendar days, states in words.
//
// docs/views.md has every field of every page. To add a page: a function in the file of its family
// beside this one, and its table there.
//
// Pages read one snapshot, on the caller's thread, and change nothing; a list goes through all of
// its family. Like all reading of state they throw ReadFailure where the store cannot be read.
#pragma once

#include <string>
#include <vector>

#include "api/problem.h"
#include "ledger/base/canonical_json.h"

namespace linhui::api::app {

using ledger::Json;

// One value under its two names: `name` is JSON's and never changes, `label` is for people.
struct PageField {
  std::string name;
  Text label;      // empty: the field is for programs, and not in the text
  Json value;      // exact: decimals are strings; null where there is none yet
  Text text = {};  // as people read it; empty: the value as it stands
};
using PageFields = std::vector<PageField>;

// A list of objects of one kind. Every row has the same fields in the same order.
struct PageTable {
  std::string name;  // JSON's, plural: "lines"
  Text label;
  std::vector<PageFields> rows;
  // The names of the fields that are a column of the text, in order; empty: all that have a label.
  std::vector<std::string> columns = {};
};

struct Page {
  Text title;  // for people; not in JSON
  PageFields fields;
  std::vector<PageTable> tables;
};

// A page that is one list and nothing else.
Page list_page(PageTable table);

// {"<field>": value, …, "<table>": [{…}, …]}, in the page's own order.
nlohmann::ordered_json to_json(const Page& page);

// A value as people read it: its text, or the value itself; empty where there is none.
std::string text_of(const PageField& field, Language language);

// Fields of the kinds that come up everywhere.
PageField text_field(std::string name, Text label, const std::string& value);  // empty: null
PageField list_field(std::string name, Text label, const std::vector<std::string>& values);
PageField flag_field(std::string name, Text label, bool value);           // yes, no in text
PageField plain_field(std::string name, Text label, std::int64_t value);  // a year, an index
PageField count_field(std::string name, Text label, std::int64_t value);  // 1,234 in text
// "1234.50" in JSON, "1,234.50" in text; the name says yuan.
PageField yuan_field(std::string name, Text label, std::int64_t fen);
// "1234.5678" in JSON, "1,234.5678" in text; the name ends in _tCO2e.
PageField tonnes_field(std::string name, Text label, std::int64_t e4);

// The number of the record that made a thing what it is.
PageField index_field(std::uint64_t index);

}  // namespace linhui::api::app
