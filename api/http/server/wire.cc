#include "api/http/server/wire.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/write.hpp>
#include <cstdio>
#include <sstream>

#include "api/http/server/client.h"
#include "api/http/server/problem_response.h"

namespace linhui::api::http {
namespace {

namespace bhttp = boost::beast::http;

// No script, no frame, no foreign address; the style sheet alone, and forms that come back here.
constexpr char kContentSecurityPolicy[] =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

std::string lower_name(boost::beast::string_view name) {
  std::string out(name.data(), name.size());
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace

Outcome<Request> to_request(const bhttp::request<bhttp::string_body>& message,
                            const std::string& peer, const std::vector<IpNetwork>& trusted,
                            bool secure) {
  const auto hosts = message.count(bhttp::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) {
    return problem_of(Code::malformed_request_host);
  }
  const std::string target(message.target().data(), message.target().size());
  auto parsed = parse_target(target);
  if (!parsed) {
    return problem_of(Code::malformed_request_target);
  }
  Request request;
  request.method = std::string(message.method_string().data(), message.method_string().size());
  request.path = std::move(parsed->first);
  request.query = std::move(parsed->second);
  request.body = message.body();
  request.secure = secure;
  for (const auto& field : message) {
    const std::string name = lower_name(field.name_string());
    std::string& value = request.headers[name];
    if (!value.empty()) value += name == "cookie" ? "; " : ", ";
    value.append(field.value().data(), field.value().size());
  }
  request.address = client_of(peer, request.headers, trusted);
  return request;
}

Outcome<void> check_framing(const bhttp::request<bhttp::string_body>& message) {
  const auto codings = message.count(bhttp::field::transfer_encoding);
  const auto lengths = message.count(bhttp::field::content_length);
  // Beast takes "3, 3" as 3, as RFC 9112 §6.3 lets it; others may not.
  const auto length = message[bhttp::field::content_length];
  const bool is_number =
      std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (lengths > 1 || !is_number || (lengths > 0 && codings > 0)) {
    return problem_of(Code::malformed_request_length);
  }
  // "gzip, chunked" would be a body that nobody here unpacks, and "chunked, chunked" or a coding
  // in HTTP/1.0 one that two readers end at different places.
  const bool plain = codings == 1 && message.version() >= 11 &&
                     boost::beast::iequals(message[bhttp::field::transfer_encoding], "chunked");
  if (codings > 0 && !plain) return problem_of(Code::malformed_request_coding);
  return {};
}

std::string header_of(const Response& response, unsigned version, bool keep_alive, bool secure) {
  bhttp::response<bhttp::empty_body> message;
  message.version(version);
  message.result(static_cast<unsigned>(response.status));
  message.set(bhttp::field::date, http_date(std::time(nullptr)));
  message.set(bhttp::field::server, "linhui");
  if (!response.content_type.empty()) {
    message.set(bhttp::field::content_type, response.content_type);
  }
  message.set(bhttp::field::cache_control, response.cache_control);
  message.set("Content-Security-Policy", kContentSecurityPolicy);
  message.set("X-Content-Type-Options", "nosniff");
  // Not "no-referrer", under which browsers send a form of our own with "Origin: null".
  message.set("Referrer-Policy", "same-origin");
  message.set("X-Frame-Options", "DENY");
  if (secure) message.set(bhttp::field::strict_transport_security, "max-age=31536000");
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.keep_alive(keep_alive);
  if (response.status != 304) message.content_length(response.body.size());
  std::ostringstream text;
  text << message.base();
  return text.str();
}

std::optional<Problem> parse_problem(const boost::system::error_code& error,
                                     const ServerOptions& options) {
  if (error == bhttp::error::body_limit) return body_too_large(options.body_limit_bytes);
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) {
    return header_too_large(options.header_limit_bytes);
  }
  const bool cut_off =
      error == bhttp::error::end_of_stream || error == bhttp::error::partial_message;
  if (cut_off || error.category() != bhttp::make_error_code(bhttp::error::bad_method).category()) {
    return std::nullopt;
  }
  return problem_of(Code::malformed_request);
}

std::string http_date(std::time_t time) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[parts.tm_wday],
                parts.tm_mday, kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour,
                parts.tm_min, parts.tm_sec);
  return text;
}

}  // namespace linhui::api::http
