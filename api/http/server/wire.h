// Between Beast's messages and ours: the checks of a request, and the headers of every response.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "api/http/server/message.h"
#include "api/http/server/options.h"
#include "api/ip_address.h"
#include "api/problem.h"

namespace linhui::api::http {

// Beast has parsed the message; what it lets pass and we do not is refused here.
// Errors: malformed_request (RFC 9112 §3.2: HTTP/1.1 needs one Host; a target that is no path).
// `peer` is the address that the connection comes from, `trusted` the proxies (client.h).
Outcome<Request> to_request(
    const boost::beast::http::request<boost::beast::http::string_body>& message,
    const std::string& peer, const std::vector<IpNetwork>& trusted, bool secure);

// Whether it is beyond doubt where the request ends, by its header alone and before its body is
// read; else the connection cannot go on. One Transfer-Encoding, "chunked" and nothing else, in
// HTTP/1.1; or one Content-Length; or neither (RFC 9112 §6). Errors: malformed_request.
Outcome<void> check_framing(
    const boost::beast::http::request<boost::beast::http::string_body>& message);

// The status line and the header, with the length of the body: of a HEAD that of the answer to GET,
// of a 304 none.
std::string header_of(const Response& response, unsigned version, bool keep_alive, bool secure);

// How a failed read is answered; no value where the peer is gone, so that nothing is.
std::optional<Problem> parse_problem(const boost::system::error_code& error,
                                     const ServerOptions& options);

// RFC 9110 §5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t time);

}  // namespace linhui::api::http
