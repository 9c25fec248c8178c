// A request and a response as the handlers see them: text, and no library's types.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/text.h"

namespace linhui::api::http {

using Fields = std::map<std::string, std::string>;  // a form or a query; the first of a name counts

struct Request {
  std::string method;                          // as sent: "GET"
  std::string path;                            // of the target, still percent-encoded
  Fields query;                                // decoded
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // whole, within the server's limit
  std::string address;                         // of the peer, as text
  bool secure = false;                         // came over TLS

  // Empty where there is none.
  std::string_view header(const std::string& name_in_lower_case) const;
};

// What every response bears besides (length, security headers) header_of() writes (wire.h).
struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::string cache_control = "no-store";
  std::vector<std::pair<std::string, std::string>> headers;  // those beyond the ones above
  bool tagged = false;  // true: gets an ETag from its body, and answers If-None-Match with 304
};

// Splits a request target into path and query. No value: not a path ("*", "http://…"), a broken
// percent escape in the query, or a NUL or control character in it.
std::optional<std::pair<std::string, Fields>> parse_target(std::string_view target);

// application/x-www-form-urlencoded, WHATWG URL §5.1. No value: a broken escape, a control
// character in a value, or more than 64 fields.
std::optional<Fields> parse_form(std::string_view body);

// RFC 3986 percent decoding of one path segment. No value: a broken escape or a control character.
std::optional<std::string> decode_segment(std::string_view segment);

// The value of one cookie (RFC 6265 §5.4); empty where there is none.
std::string cookie(std::string_view header, std::string_view name);

// ?lang= wins, then Accept-Language (RFC 9110 §12.5.4); Chinese where neither says.
Language language_of(const Request& request);

// Whether the Accept header (RFC 9110 §12.5.1) likes text/html better than JSON.
bool prefers_html(std::string_view accept);

// What a person typed as a number or code: full-width characters as an input method leaves them
// become ASCII ("１２" → "12"), white space goes.
std::string plain_code(std::string_view typed);

// The text as a number; no value for anything but 1 to 19 digits that fit.
std::optional<std::uint64_t> parse_count(std::string_view text);

}  // namespace linhui::api::http
