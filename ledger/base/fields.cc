#include "ledger/base/fields.h"

#include <algorithm>

#include "ledger/base/calendar.h"

namespace linhui::ledger {
namespace {

const Json& empty_object() {
  static const Json empty = Json::object();
  return empty;
}

const Json& empty_array() {
  static const Json empty = Json::array();
  return empty;
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || !is_alphanumeric(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '-' || c == '+';
  });
}

Fields::Fields(const Json& object, std::string where)
    : object_(object.is_object() ? object : empty_object()), where_(std::move(where)) {
  if (!object.is_object()) failed_ = where_;
}

bool Fields::has(const char* name) const { return object_.contains(name); }

const Json* Fields::find(const char* name) {
  pass(name);
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

void Fields::fail(const char* name) {
  if (failed_.empty()) failed_ = where_.empty() ? name : where_ + "." + name;
}

std::string Fields::id(const char* name) {
  const Json* value = find(name);
  if (value && value->is_string() && is_id(value->get_ref<const std::string&>())) return *value;
  fail(name);
  return {};
}

std::string Fields::optional_id(const char* name) {
  pass(name);
  return has(name) ? id(name) : std::string();
}

std::string Fields::text(const char* name, std::size_t max) {
  const Json* value = find(name);
  if (value && value->is_string()) {
    const auto& text = value->get_ref<const std::string&>();
    if (!text.empty() && text.size() <= max && is_clean_text(text)) return text;
  }
  fail(name);
  return {};
}

std::string Fields::text_or_empty(const char* name, std::size_t max) {
  const Json* value = find(name);
  if (value && value->is_string()) {
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() <= max && is_clean_text(text)) return text;
  }
  fail(name);
  return {};
}

std::string Fields::optional_text(const char* name, std::size_t max) {
  pass(name);
  return has(name) ? text(name, max) : std::string();
}

std::string Fields::bytes(const char* name, std::size_t max) {
  const Json* value = find(name);
  if (value && value->is_string()) {
    const auto& bytes = value->get_ref<const std::string&>();
    if (!bytes.empty() && bytes.size() <= max) return bytes;
  }
  fail(name);
  return {};
}

const Json& Fields::any(const char* name) {
  static const Json nothing;
  const Json* value = find(name);
  if (value) return *value;
  fail(name);
  return nothing;
}

std::int64_t Fields::whole(const char* name, std::int64_t min, std::int64_t max) {
  const Json* value = find(name);
  if (value && value->is_number_integer()) {
    const auto number = value->get<std::int64_t>();
    if (number >= min && number <= max) return number;
  }
  fail(name);
  return min;
}

bool Fields::flag(const char* name) {
  const Json* value = find(name);
  if (value && value->is_boolean()) return *value;
  fail(name);
  return false;
}

std::string Fields::day(const char* name) {
  const Json* value = find(name);
  if (value && value->is_string() && parse_day(value->get_ref<const std::string&>())) return *value;
  fail(name);
  return "1970-01-01";
}

std::string Fields::optional_day(const char* name) {
  pass(name);
  return has(name) ? day(name) : std::string();
}

Hash Fields::hash(const char* name) {
  const Json* value = find(name);
  if (value && value->is_string()) {
    if (const auto hash = hash_from_hex(value->get_ref<const std::string&>())) return *hash;
  }
  fail(name);
  return {};
}

const Json& Fields::object(const char* name) {
  const Json* value = find(name);
  if (value && value->is_object()) return *value;
  fail(name);
  return empty_object();
}

const Json& Fields::array(const char* name) {
  const Json* value = find(name);
  if (value && value->is_array()) return *value;
  fail(name);
  return empty_array();
}

std::vector<std::string> Fields::ids(const char* name) {
  std::vector<std::string> result;
  for (const Json& entry : array(name)) {
    if (!entry.is_string() || !is_id(entry.get_ref<const std::string&>())) {
      fail(name);
      return {};
    }
    result.push_back(entry);
  }
  return result;
}

std::string_view Fields::string(const char* name) {
  const Json* value = find(name);
  return value && value->is_string() ? value->get_ref<const std::string&>() : std::string_view();
}

Result<void> Fields::done() const {
  if (!failed_.empty()) return Error{ErrorCode::record_malformed, failed_};
  for (const auto& [name, value] : object_.items()) {
    if (std::find(seen_.begin(), seen_.end(), name) == seen_.end())
      return Error{ErrorCode::record_malformed, where_ + "." + name};
  }
  return {};
}

}  // namespace linhui::ledger
