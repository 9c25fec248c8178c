#include "api/http/server/message.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace linhui::api::http {
namespace {

constexpr std::size_t kFieldsMax = 64;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Calls `each` with every part of `text` between separators, trimmed.
template <class F>
void split(std::string_view text, char separator, F each) {
  for (;;) {
    const std::size_t end = text.find(separator);
    each(trim(text.substr(0, end)));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) c = ' ';
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7f) return std::nullopt;
    out.push_back(c);
  }
  return out;
}

// "0.8" → 800; anything else than a qvalue (RFC 9110 §12.4.2) → 0.
int qvalue_in_thousandths(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int value = (text[0] - '0') * 1000, unit = 100;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (i == 1 && text[i] == '.') continue;
    if (i == 1 || text[i] < '0' || text[i] > '9') return 0;
    value += (text[i] - '0') * unit;
    unit /= 10;
  }
  return std::min(value, 1000);
}

// Calls `each` with every (lower-case value, q in thousandths) of a header that ranks values.
template <class F>
void ranked(std::string_view header, F each) {
  split(header, ',', [&](std::string_view item) {
    std::string value;
    int q = 1000;
    bool first = true;
    split(item, ';', [&](std::string_view part) {
      if (first) value = lower(part);
      if (!first && lower(part.substr(0, 2)) == "q=") q = qvalue_in_thousandths(part.substr(2));
      first = false;
    });
    if (!value.empty()) each(value, q);
  });
}

}  // namespace

std::string_view Request::header(const std::string& name_in_lower_case) const {
  const auto found = headers.find(name_in_lower_case);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<Fields> parse_form(std::string_view body) {
  Fields fields;
  std::size_t count = 0;
  bool sound = true;
  if (body.empty()) return fields;
  for (std::size_t start = 0; start <= body.size() && sound;) {
    std::size_t end = body.find('&', start);
    if (end == std::string_view::npos) end = body.size();
    const std::string_view pair = body.substr(start, end - start);
    start = end + 1;
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = decode(pair.substr(0, equals), true);
    const auto value = decode(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    sound = name && value && ++count <= kFieldsMax;
    if (sound) fields.emplace(*name, *value);
  }
  if (!sound) return std::nullopt;
  return fields;
}

std::optional<std::pair<std::string, Fields>> parse_target(std::string_view target) {
  if (target.empty() || target[0] != '/') return std::nullopt;
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  const std::string_view query =
      mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  auto fields = parse_form(query);
  if (!fields) return std::nullopt;
  return std::pair(std::string(target.substr(0, mark)), std::move(*fields));
}

std::optional<std::string> decode_segment(std::string_view segment) {
  auto out = decode(segment, false);
  if (out && out->find_first_of("\t\r\n") != std::string::npos) return std::nullopt;
  return out;
}

std::string cookie(std::string_view header, std::string_view name) {
  std::string value;
  bool found = false;
  split(header, ';', [&](std::string_view pair) {
    const std::size_t equals = pair.find('=');
    if (found || equals == std::string_view::npos || pair.substr(0, equals) != name) return;
    value = std::string(pair.substr(equals + 1));
    found = true;
  });
  return value;
}

Language language_of(const Request& request) {
  const auto asked = request.query.find("lang");
  if (asked != request.query.end()) {
    if (asked->second == "en") return Language::english;
    if (asked->second == "zh") return Language::chinese;
  }
  int english = 0, chinese = 0;
  ranked(request.header("accept-language"), [&](const std::string& tag, int q) {
    const std::string primary = tag.substr(0, tag.find('-'));
    if (primary == "en") english = std::max(english, q);
    if (primary == "zh") chinese = std::max(chinese, q);
  });
  return english > chinese ? Language::english : Language::chinese;
}

bool prefers_html(std::string_view accept) {
  int html = -1, json = -1, any = -1;
  ranked(accept, [&](const std::string& type, int q) {
    if (type == "text/html" || type == "application/xhtml+xml") html = std::max(html, q);
    if (type == "application/json" || type == "application/problem+json") json = std::max(json, q);
    if (type == "*/*") any = std::max(any, q);
  });
  if (html < 0) return false;  // a script that takes anything gets JSON
  return html > 0 && html > std::max(json, 0) && html >= any;
}

std::string plain_code(std::string_view typed) {
  std::string out;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto byte = [&](std::size_t at) {
      return at < typed.size() ? static_cast<unsigned char>(typed[at]) : 0u;
    };
    // U+FF01…U+FF5E in UTF-8: EF BC 81 … EF BD 9E; the ideographic space: E3 80 80.
    const unsigned code_point =
        (byte(i) & 0x0f) << 12 | (byte(i + 1) & 0x3f) << 6 | (byte(i + 2) & 0x3f);
    const bool three_bytes = byte(i) >= 0xe0 && byte(i) < 0xf0 && (byte(i + 1) & 0xc0) == 0x80 &&
                             (byte(i + 2) & 0xc0) == 0x80;
    if (three_bytes && (code_point == 0x3000 || (code_point >= 0xff01 && code_point <= 0xff5e))) {
      if (code_point != 0x3000) out.push_back(static_cast<char>(code_point - 0xff01 + '!'));
      i += 2;
    } else if (byte(i) > ' ') {
      out.push_back(typed[i]);
    }
  }
  return out;
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  if (text.empty() || text.size() > 19) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace linhui::api::http
