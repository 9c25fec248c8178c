#include "api/app/answers/page.h"

#include <algorithm>

#include "api/app/desk/amounts.h"

namespace linhui::api::app {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson object_of(const PageFields& fields) {
  OrderedJson object = OrderedJson::object();
  for (const PageField& field : fields) object[field.name] = OrderedJson(field.value);
  return object;
}

PageField amount_field(std::string name, Text label, const std::string& text) {
  return {std::move(name), std::move(label), ungrouped(text), {text, text}};
}

}  // namespace

Page list_page(PageTable table) {
  Page page;
  page.tables.push_back(std::move(table));
  return page;
}

OrderedJson to_json(const Page& page) {
  OrderedJson object = object_of(page.fields);
  for (const PageTable& table : page.tables) {
    OrderedJson& rows = object[table.name] = OrderedJson::array();
    for (const auto& row : table.rows) rows.push_back(object_of(row));
  }
  return object;
}

std::string text_of(const PageField& field, Language language) {
  const std::string& text = field.text.in(language);
  if (!text.empty() || field.value.is_null()) return text;
  if (field.value.is_string()) return field.value.get<std::string>();
  if (!field.value.is_array()) return field.value.dump();
  std::string joined;
  for (const Json& entry : field.value) {
    joined +=
        (joined.empty() ? "" : " ") + (entry.is_string() ? entry.get<std::string>() : entry.dump());
  }
  return joined;
}

PageField text_field(std::string name, Text label, const std::string& value) {
  return {std::move(name), std::move(label), value.empty() ? Json() : Json(value)};
}

PageField list_field(std::string name, Text label, const std::vector<std::string>& values) {
  return {std::move(name), std::move(label), values};
}

PageField flag_field(std::string name, Text label, bool value) {
  return {std::move(name), std::move(label), value, value ? Text{"yes", "是"} : Text{"no", "否"}};
}

PageField plain_field(std::string name, Text label, std::int64_t value) {
  return {std::move(name), std::move(label), value};
}

PageField count_field(std::string name, Text label, std::int64_t value) {
  const std::string text = grouped(value);
  return {std::move(name), std::move(label), value, {text, text}};
}

PageField yuan_field(std::string name, Text label, std::int64_t fen) {
  return amount_field(std::move(name), std::move(label), yuan_text(fen));
}

PageField tonnes_field(std::string name, Text label, std::int64_t e4) {
  return amount_field(std::move(name), std::move(label), tonnes_text(e4));
}

PageField index_field(std::uint64_t index) {
  return plain_field("index", {"record", "日志序号"}, static_cast<std::int64_t>(index));
}

}  // namespace linhui::api::app
