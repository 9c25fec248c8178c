#include "ledger/base/canonical_json.h"

#include <utf8proc.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <vector>

namespace linhui::ledger {
namespace {

constexpr std::size_t kDepthMax = 32;
constexpr std::int64_t kIntegerMax = (std::int64_t{1} << 53) - 1;
constexpr std::size_t kWhereMax = 120;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_nfc(std::string_view text) {
  if (is_ascii(text)) return true;
  const auto normal = to_nfc(text);
  return normal && *normal == text;
}

// Whether a value keeps the restrictions. Bounded: stops below the depth limit.
bool is_restricted(const Json& value, std::size_t depth) {
  switch (value.type()) {
    case Json::value_t::null:
    case Json::value_t::boolean:
      return true;
    case Json::value_t::number_unsigned:
      return value.get<std::uint64_t>() <= static_cast<std::uint64_t>(kIntegerMax);
    case Json::value_t::number_integer:
      return std::abs(value.get<std::int64_t>()) <= kIntegerMax;
    case Json::value_t::string:
      return is_nfc(value.get_ref<const std::string&>());
    case Json::value_t::array:
      return depth < kDepthMax && std::all_of(value.begin(), value.end(), [&](const Json& item) {
               return is_restricted(item, depth + 1);
             });
    case Json::value_t::object:
      for (const auto& [name, item] : value.items()) {
        if (!is_ascii(name) || !is_restricted(item, depth + 1)) return false;
      }
      return depth < kDepthMax;
    default:
      return false;
  }
}

// Builds the value while the parser walks the text, and stops at the first thing that a record
// may not contain. The parser itself does not recurse, so deep nesting costs no stack.
class Reader : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override {
    if (value < -kIntegerMax || value > kIntegerMax) return refuse("integer beyond 2^53-1");
    return put(value);
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<std::uint64_t>(kIntegerMax)) return refuse("integer beyond 2^53-1");
    return put(value);
  }
  bool number_float(number_float_t, const string_t&) override {
    return refuse("number that is not an integer within 2^53-1");
  }
  bool string(string_t& value) override {
    if (!is_nfc(value)) return refuse("text not in NFC");
    return put(std::move(value));
  }
  bool binary(binary_t&) override { return refuse("binary"); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (!is_ascii(name)) return refuse("name not in ASCII");
    if (open_.back()->contains(name)) return refuse("duplicate name " + name);
    names_.back() = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    problem_ = "not JSON in UTF-8 at byte " + std::to_string(position);
    return false;
  }

  const std::string& problem() const { return problem_; }
  Json take() { return std::move(root_); }

 private:
  Json* place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& member = parent[names_.back()];
    member = std::move(value);
    return &member;
  }
  bool put(Json value) {
    place(std::move(value));
    return true;
  }

  bool open(Json container) {
    if (open_.size() == kDepthMax) return refuse("nesting deeper than 32");
    open_.push_back(place(std::move(container)));
    names_.emplace_back();
    return true;
  }
  bool close() {
    open_.pop_back();
    names_.pop_back();
    return true;
  }

  bool refuse(const std::string& what) {
    std::string where;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      where += '/';
      where += open_[i]->is_array() ? std::to_string(open_[i]->size()) : names_[i];
    }
    problem_ = what.substr(0, kWhereMax) + " at " + (where.empty() ? "/" : where);
    if (problem_.size() > 2 * kWhereMax) problem_.resize(2 * kWhereMax);
    return false;
  }

  Json root_;
  // Pointers stay good: only the innermost container grows, and it holds no open one.
  std::vector<Json*> open_;
  std::vector<std::string> names_;
  std::string problem_;
};

}  // namespace

namespace {

// Requires: is_restricted().
std::string spelled(const Json& value) {
  // For these values nlohmann's compact form is RFC 8785's: names in byte order (which for ASCII
  // is the order of UTF-16 units), shortest integers, only the escapes that JSON demands.
  return value.dump(-1, ' ', false, Json::error_handler_t::strict);
}

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

}  // namespace

std::string canonical(const Json& value) {
  assert(is_restricted(value, 0));
  return spelled(value);
}

Result<Json> parse_canonical(std::string_view bytes) {
  Reader reader;
  if (!Json::sax_parse(bytes, &reader, Json::input_format_t::json, true)) {
    return Error{ErrorCode::not_canonical, reader.problem()};
  }
  Json value = reader.take();
  const std::string again = spelled(value);
  if (again != bytes) {
    const auto [left, right] =
        std::mismatch(bytes.begin(), bytes.end(), again.begin(), again.end());
    return Error{ErrorCode::not_canonical,
                 "another spelling at byte " + std::to_string(left - bytes.begin())};
  }
  return value;
}

bool is_clean_text(std::string_view text) {
  if (is_plain_ascii(text)) return true;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t used = utf8proc_iterate(at, left, &point);
    if (used <= 0 || utf8proc_category(point) == UTF8PROC_CATEGORY_CC) return false;
    at += used;
    left -= used;
  }
  return is_nfc(text);
}

std::optional<std::string> to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return std::nullopt;
  std::string normal(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
  std::free(mapped);
  return normal;
}

}  // namespace linhui::ledger
