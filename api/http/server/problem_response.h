// Refusals over HTTP: RFC 9457 problem details, or a page where a person's browser asks.
#pragma once

#include "api/http/server/message.h"
#include "api/problem.h"

namespace linhui::api::http {

// Its code's, else that of its exit status (400, 404, 422, 500 ...).
int status_of(const Problem& problem);

// The phrase of RFC 9110 §15 and its like: "Not Found"; "" for a status this server never sends.
Text reason_of(int status);

// Whether the detail may be sent: it is the request's own words, or an index or id of the log. That
// of any other code may name a file of the server, or a person.
bool is_detail_told(const Problem& problem);

// {"type","title","status","detail","code"}; members of the sentence's language. Type is
// "about:blank" (RFC 9457 §4.2.1), so the title is the status's phrase and `code` tells the rest.
std::string problem_json(int status, const Problem& problem, Language language);

Response problem_response(int status, const Problem& problem, Language language);

// As problem_json(), with its content type; `status` is status_of(problem) but where the caller
// knows better. Those below are what the layer itself finds.
Problem path_not_found(std::string path);
// 405; the caller adds Allow.
Problem method_not_allowed(std::string method);
Problem body_too_large(std::size_t limit_bytes);
Problem header_too_large(std::size_t limit_bytes);
Problem server_busy();

}  // namespace linhui::api::http
