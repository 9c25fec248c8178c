#include "api/http/routes/routes.h"

#include <openssl/sha.h>

#include <array>
#include <exception>

#include "api/http/server/problem_response.h"
#include "api/web/page.h"

namespace linhui::api::http {
namespace {

constexpr std::array<Route<Handler>, 14> kRoutes = {{
    {"GET", "/healthz", get_health},
    {"GET", "/v1/checkpoint", get_checkpoint},
    {"GET", "/v1/records/{index}", get_record},
    {"GET", "/v1/records/{index}/proof", get_proof},
    {"GET", "/log/checkpoint", get_checkpoint},
    {"GET", "/log/tile/{tile...}", get_tile},

    {"GET", "/", get_start},
    {"POST", "/", post_look_up, Lane::pin},
    {"GET", "/me", get_me},
    {"GET", "/me/proof/{run}", get_my_proof},
    {"POST", "/me/pin", post_pin, Lane::pin},
    {"POST", "/logout", post_log_out},
    {"GET", "/style.css", get_style},
    {"GET", "/robots.txt", get_robots},
}};

// Strong: the same bytes, the same tag. 128 bits of SHA-256.
std::string etag_of(const std::string& body) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest.data());
  constexpr char kHex[] = "0123456789abcdef";
  std::string tag = "\"";
  for (std::size_t i = 0; i < 16; ++i) {
    tag += kHex[digest[i] >> 4];
    tag += kHex[digest[i] & 15];
  }
  return tag + "\"";
}

void tag(const Request& request, Response& response) {
  if (!response.tagged || response.status != 200) return;
  const std::string etag = etag_of(response.body);
  response.headers.emplace_back("ETag", etag);
  const std::string_view known = request.header("if-none-match");
  if (known == "*" || known.find(etag) != std::string_view::npos) {
    response.status = 304;
    response.body.clear();
    response.content_type.clear();
  }
}

Response dispatch(app::Service& service, const Request& request) {
  auto found = find_route<Handler>(kRoutes, request.method, request.path);
  if (const auto* hit = std::get_if<Found<Handler>>(&found)) {
    Response response = hit->route->handler(service, request, hit->values);
    tag(request, response);
    return response;
  }
  if (const auto* wrong = std::get_if<WrongMethod>(&found)) {
    Response response = refuse(service, request, method_not_allowed(request.method));
    response.headers.emplace_back("Allow", wrong->allow);
    return response;
  }
  return refuse(service, request, path_not_found(request.path));
}

}  // namespace

std::span<const Route<Handler>> routes() { return kRoutes; }

Lane lane_of(const Request& request) {
  const auto found = find_route<Handler>(kRoutes, request.method, request.path);
  const auto* hit = std::get_if<Found<Handler>>(&found);
  return hit ? hit->route->lane : Lane::quick;
}

Claimed claim(app::Service& service, const Request& request) {
  try {
    return claim_pin_check(service, request);
  } catch (const std::exception& failure) {
    service.note(std::string("server_failed: ") + failure.what());
    return problem_response(500, problem_of(Code::server_failed), language_of(request));
  }
}

Response refuse(const app::Service& service, const Request& request, const Problem& problem) {
  const int status = status_of(problem);
  const Language language = language_of(request);
  Response response;
  if (prefers_html(request.header("accept"))) {
    const web::PageContext page{language, service.demonstration(), service.ledger_name(),
                                service.verifier_key()};
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = web::error_page(page, reason_of(status), problem.sentence);
  } else {
    response = problem_response(status, problem, language);
  }
  if (problem.retry_after_s > 0) {
    response.headers.emplace_back("Retry-After", std::to_string(problem.retry_after_s));
  }
  if (status >= 500 && problem.code != server_busy().code) {
    service.note(problem.code + (problem.detail.empty() ? "" : ": " + problem.detail));
  }
  return response;
}

Response respond(app::Service& service, const Request& request) {
  try {
    return dispatch(service, request);
  } catch (const std::exception& failure) {
    // The reason may name a path or a person: it stays inside.
    service.note(std::string("server_failed: ") + failure.what());
    return problem_response(500, problem_of(Code::server_failed), language_of(request));
  }
}

Answerer answerer_of(app::Service& service) {
  return {[](const Request& request) { return lane_of(request); },
          [&service](const Request& request) { return respond(service, request); },
          [&service](const Request& request, const Problem& problem) {
            return refuse(service, request, problem);
          },
          [&service](const Request& request) { return claim(service, request); }};
}

}  // namespace linhui::api::http
