#include "tools/linhui/state_text.h"

namespace linhui::cli {

std::string cell_text(const Json& value) {
  if (value.is_string()) return printable(value.get<std::string>());
  if (value.is_null()) return {};
  if (value.is_array()) {
    std::string text;
    for (const Json& entry : value) text += (text.empty() ? "" : " ") + cell_text(entry);
    return text;
  }
  return printable(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string fields_text(const Json& object) {
  TextTable table({"", ""});
  for (const auto& [name, value] : object.items()) table.add({name, cell_text(value)});
  return table.str().substr(1);
}

Json entries_under(const ledger::View& state, const std::string& prefix,
                   const std::string& id_name) {
  Json entries = Json::array();
  ledger::scan_state(state, prefix, [&](std::string_view key, const ledger::Json& value) {
    Json entry = {{id_name, std::string(key.substr(prefix.size()))}};
    entry.update(Json(value));
    entries.push_back(std::move(entry));
    return true;
  });
  return entries;
}

std::string entries_table(const Json& entries, const std::vector<std::string>& fields) {
  TextTable table(fields);
  for (const Json& entry : entries) {
    std::vector<std::string> row;
    for (const std::string& field : fields) {
      row.push_back(entry.contains(field) ? cell_text(entry.at(field)) : "");
    }
    table.add(std::move(row));
  }
  return table.str();
}

Ended list_entries(const Output& out, const std::string& name, const Json& entries,
                   const std::vector<std::string>& fields) {
  return out.done({{name, entries}}, entries_table(entries, fields));
}

Ended show_entry(const Output& out, const ledger::View& state, const std::string& prefix,
                 const std::string& id_name, const std::string& id, ledger::ErrorCode missing) {
  const auto value = ledger::get_state(state, prefix + id);
  if (!value) return api::app::to_problem({missing, id});
  Json entry = {{id_name, id}};
  entry.update(Json(*value));
  return out.done(entry, fields_text(entry));
}

}  // namespace linhui::cli
