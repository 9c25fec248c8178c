// What a person or a program is shown of the ledger's objects: a page of fields and tables, the
// same for the command line, JSON and (later) HTTP. Never the stored entry: amounts stand in the
// units that people use (yuan, t CO2e, mu), days as calendar days, states in words.
#pragma once

#include <string>
#include <vector>

#include "api/text.h"
#include "ledger/base/canonical_json.h"

namespace linhui::api::app {

using ledger::Json;

// One value under its two names: `name` is JSON's and never changes, `label` is for people.
struct PageField {
  std::string name;
  Text label;
  Json value;      // exact: decimals are strings; null where there is none yet
  Text text = {};  // as people read it; empty: the value as it stands
};

// A list of objects of one kind. Every row has the same fields in the same order.
struct PageTable {
  std::string name;  // JSON's, plural: "lines"
  Text label;
  std::vector<std::vector<PageField>> rows;
};

struct Page {
  Text title;
  std::vector<PageField> fields;
  std::vector<PageTable> tables;
};

// {"<field>": value, …, "<table>": [{…}, …]}
Json to_json(const Page& page);

// A value as people read it: its text, or the value itself; empty where there is none.
std::string text_of(const PageField& field, Language language);

// Fields of the kinds that come up everywhere.
PageField text_field(std::string name, Text label, const std::string& value);  // empty: null
PageField count_field(std::string name, Text label, std::int64_t value);       // 1,234 in text
// "1234.50" in JSON, "1,234.50" in text; the name ends in _yuan.
PageField yuan_field(std::string name, Text label, std::int64_t fen);
// "1234.5678" in JSON, "1,234.5678" in text; the name ends in _tCO2e.
PageField tonnes_field(std::string name, Text label, std::int64_t e4);

}  // namespace linhui::api::app
