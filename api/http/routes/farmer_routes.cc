// The household's pages: two questions, the answer, the proof, the PIN, and leaving.
//
// The session is a cookie that only this site's own pages send (SameSite=Strict), and every POST
// is refused when the browser says that another site's page sent it (Origin, Sec-Fetch-Site).
#include "api/app/households/household_numbers.h"
#include "api/http/routes/routes.h"
#include "api/http/server/problem_response.h"
#include "api/ip_address.h"
#include "api/web/html.h"
#include "api/web/page.h"

namespace linhui::api::http {
namespace {

constexpr char kSessionSeconds[] = "900";  // as long as app::Service keeps a session
constexpr std::size_t kTypedMax = 64;
constexpr char kDeviceSeconds[] = "7776000";  // 90 days, as long as an address stays known

web::PageContext page_of(const app::Service& service, const Request& request) {
  return {language_of(request), service.demonstration(), service.ledger_name(),
          service.verifier_key()};
}

Response html(int status, std::string body) {
  Response response;
  response.status = status;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(body);
  return response;
}

Response see_other(const std::string& path, Language language) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location",
                                path + (language == Language::chinese ? "?lang=zh" : "?lang=en"));
  return response;
}

// "__Host-": the browser takes it only over TLS, for "/", and from this very host (RFC 6265bis).
std::string cookie_name(const Request& request) {
  return request.secure ? "__Host-linhui" : "linhui";
}

void set_cookie(const Request& request, Response& response, const std::string& name,
                const std::string& value, const char* seconds) {
  response.headers.emplace_back(
      "Set-Cookie", name + "=" + value + "; HttpOnly; SameSite=Strict; Path=/; Max-Age=" + seconds +
                        (request.secure ? "; Secure" : ""));
}

void set_session(const Request& request, Response& response, const std::string& token) {
  set_cookie(request, response, cookie_name(request), token, token.empty() ? "0" : kSessionSeconds);
}

// By which the phone is known again (app/households/devices.h).
std::string device_cookie(const Request& request) { return cookie_name(request) + "-device"; }

app::Client client_of(const Request& request) {
  return {request.address, cookie(request.header("cookie"), device_cookie(request))};
}

void set_device(const app::Service& service, const Request& request, Response& response,
                const std::string& household) {
  const std::string held = service.remember_device(household, client_of(request).devices);
  set_cookie(request, response, device_cookie(request), held, kDeviceSeconds);
}

std::string token_of(const Request& request) {
  return cookie(request.header("cookie"), cookie_name(request));
}

std::optional<std::string> household_of(const app::Service& service, const Request& request) {
  const std::string token = token_of(request);
  if (token.empty()) return std::nullopt;
  return service.session_household(token);
}

// A browser sends Origin with every POST; a script that sends none carries no one's cookie.
bool from_own_page(const Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return true;
  const std::string host(request.header("host"));
  return origin == "https://" + host || (!request.secure && origin == "http://" + host);
}

// The form of a POST, or why it is refused.
Outcome<Fields> form_of(const Request& request) {
  if (!from_own_page(request)) {
    return problem_of(Code::foreign_origin);
  }
  const std::string_view type = request.header("content-type");
  if (type.substr(0, type.find(';')) != "application/x-www-form-urlencoded") {
    return problem_of(Code::form_expected, std::string(type));
  }
  auto fields = parse_form(request.body);
  if (!fields) return problem_of(Code::malformed_request_form);
  return std::move(*fields);
}

std::string field(const Fields& form, const char* name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : plain_code(found->second);
}

Response session_ended(app::Service& service, const Request& request) {
  const Problem problem = problem_of(Code::session_ended);
  if (!prefers_html(request.header("accept"))) return refuse(service, request, problem);
  return see_other("/", language_of(request));
}

// The answer page for a phone that may be shared: it leaves by itself when the session ends.
Response answer_html(const app::Service& service, const Request& request,
                     const app::FarmerAnswer& answer, const std::optional<web::Notice>& notice,
                     int status = 200) {
  const web::PageContext page = page_of(service, request);
  Response response = html(status, web::answer_page(page, answer, notice));
  response.headers.emplace_back("Refresh", std::string(kSessionSeconds) + ";url=/?lang=" +
                                               (page.language == Language::chinese ? "zh" : "en"));
  return response;
}

// The answer again with a notice about a PIN change.
Response pin_answer(app::Service& service, const Request& request, const std::string& household,
                    const web::Notice& notice, int status) {
  auto answer = service.answer(household);
  if (!answer.ok()) {
    return refuse(service, request, answer.problem());
  }
  return answer_html(service, request, answer.value(), notice, status);
}

void tell_when(Response& response, const Problem& problem) {
  if (problem.retry_after_s > 0) {
    response.headers.emplace_back("Retry-After", std::to_string(problem.retry_after_s));
  }
}

// Why a PIN opened nothing, to a person on the page that asks for it.
Response not_granted(const app::Service& service, const Request& request,
                     const std::string& household, const Problem& problem) {
  const int status = status_of(problem);
  if (!prefers_html(request.header("accept")) || status >= 500) {
    return refuse(service, request, problem);
  }
  Response response = html(status, web::pin_page(page_of(service, request), household,
                                                 web::Notice{problem.sentence, true}));
  tell_when(response, problem);
  return response;
}

Response pin_not_changed(app::Service& service, const Request& request,
                         const std::string& household, const Problem& problem) {
  const int status = status_of(problem);
  if (!prefers_html(request.header("accept")) || status >= 500) {
    return refuse(service, request, problem);
  }
  Response response = pin_answer(service, request, household, {problem.sentence, true}, status);
  tell_when(response, problem);
  return response;
}

PinClaim::Standing standing_of(app::Standing standing) {
  switch (standing) {
    case app::Standing::returning:
      return PinClaim::Standing::returning;
    case app::Standing::card:
      return PinClaim::Standing::card;
    default:
      return PinClaim::Standing::unknown;
  }
}

// As a file name that no header and no file system stumbles over.
std::string file_name_of(const std::string& run) {
  std::string name;
  for (const char c : run) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_';
    name += plain ? c : '_';
  }
  return "proof-" + name + ".json";
}

}  // namespace

// GET /style.css → 200
Response get_style(app::Service&, const Request&, const PathValues&) {
  Response response;
  response.content_type = "text/css; charset=utf-8";
  response.body = web::style_sheet();
  response.cache_control = "public, max-age=3600";
  response.tagged = true;
  return response;
}

// GET /robots.txt → 200
Response get_robots(app::Service&, const Request&, const PathValues&) {
  Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = "User-agent: *\nDisallow: /\n";
  response.cache_control = "public, max-age=86400";
  return response;
}

// GET / → 200 the page that asks for the household number
Response get_start(app::Service& service, const Request& request, const PathValues&) {
  return html(200, web::household_page(page_of(service, request), {}, {}));
}

// POST / household → 200 the page that asks for the PIN; household, pin → 200 the answer, with a
// session · 403 access_denied · 429 access_locked
Response post_look_up(app::Service& service, const Request& request, const PathValues&) {
  auto read = form_of(request);
  if (!read.ok()) return refuse(service, request, read.problem());
  const Fields& form = read.value();
  const web::PageContext page = page_of(service, request);
  const bool person = prefers_html(request.header("accept"));
  const std::string household = field(form, "household"), pin = field(form, "pin");

  if (household.empty() || household.size() > kTypedMax || pin.size() > kTypedMax) {
    const Problem problem = problem_of(Code::malformed_request_household);
    if (!person) return refuse(service, request, problem);
    return html(400, web::household_page(page, household.substr(0, kTypedMax),
                                         web::Notice{problem.sentence, true}));
  }
  if (form.count("pin") == 0) return html(200, web::pin_page(page, household, {}));
  if (pin.empty()) {
    const Problem problem = problem_of(Code::malformed_request_pin);
    if (!person) return refuse(service, request, problem);
    return html(400, web::pin_page(page, household, web::Notice{problem.sentence, true}));
  }

  auto answer = service.look_up(household, pin, client_of(request));
  if (!answer.ok()) return not_granted(service, request, household, answer.problem());
  const auto& granted = answer.value();
  Response response = answer_html(service, request, granted, {});
  set_session(request, response, service.open_session(household));
  set_device(service, request, response, household);
  return response;
}

// GET /me → 200 the answer again · 303 to / (a script: 403 session_ended)
Response get_me(app::Service& service, const Request& request, const PathValues&) {
  const auto household = household_of(service, request);
  if (!household) return session_ended(service, request);
  auto answer = service.answer(*household);
  if (!answer.ok()) {
    return refuse(service, request, answer.problem());
  }
  return answer_html(service, request, answer.value(), {});
}

// GET /me/proof/{run} → 200 the proof file · 303 or 403 session_ended · 404
Response get_my_proof(app::Service& service, const Request& request, const PathValues& values) {
  const auto household = household_of(service, request);
  if (!household) return session_ended(service, request);
  auto proof = service.share_proof(*household, values.at("run"));
  if (!proof.ok()) return refuse(service, request, proof.problem());
  Response response;
  response.content_type = "application/json";
  response.body = std::move(proof).value();
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + file_name_of(values.at("run")) + "\"");
  return response;
}

// POST /me/pin old_pin, new_pin, new_pin_again → 200 the answer with a line that says so · 403 ·
// 422 the two new ones differ, or the rule that the new one breaks · 429
Response post_pin(app::Service& service, const Request& request, const PathValues&) {
  auto read = form_of(request);
  if (!read.ok()) return refuse(service, request, read.problem());
  const Fields& form = read.value();
  const auto household = household_of(service, request);
  if (!household) return session_ended(service, request);
  const std::string old_pin = field(form, "old_pin"), new_pin = field(form, "new_pin");
  Outcome<void> changed;
  if (new_pin.empty() || new_pin != field(form, "new_pin_again") || new_pin.size() > kTypedMax ||
      old_pin.size() > kTypedMax) {
    changed = problem_of(Code::new_pins_differ);
  } else {
    changed =
        service.change_pin(*household, old_pin, new_pin, client_of(request), token_of(request));
  }
  if (!changed.ok()) {
    return pin_not_changed(service, request, *household, changed.problem());
  }
  Response response = pin_answer(
      service, request, *household,
      {{"The PIN is changed. Keep it to yourself.", "密码改好了，请不要告诉别人。"}, false}, 200);
  set_device(service, request, response, *household);
  return response;
}

// What a handler refuses before it looks at a PIN it may refuse at once; the others are held up by
// the limits here, before they take a place in line.
Claimed claim_pin_check(app::Service& service, const Request& request) {
  const auto read = form_of(request);
  if (!read.ok()) return respond(service, request);
  const Fields& form = read.value();
  const bool changes = request.path == "/me/pin";
  const auto session = changes ? household_of(service, request) : std::nullopt;
  const std::string household = changes ? session.value_or("") : field(form, "household");
  const std::string pin = field(form, changes ? "old_pin" : "pin");
  if (household.empty() || household.size() > kTypedMax || pin.size() > kTypedMax ||
      (pin.empty() && !changes)) {
    return respond(service, request);
  }
  const auto standing = service.standing(household, client_of(request));
  if (!standing.ok()) {
    return changes ? pin_not_changed(service, request, household, standing.problem())
                   : not_granted(service, request, household, standing.problem());
  }
  const auto place = changes ? PinClaim::Standing::returning : standing_of(standing.value());
  return PinClaim{place, address_group(request.address), app::tidy_household_number(household)};
}

// POST /logout → 303 to /; the session has ended and the cookie is gone
Response post_log_out(app::Service& service, const Request& request, const PathValues&) {
  auto read = form_of(request);
  if (!read.ok()) return refuse(service, request, read.problem());
  service.close_session(token_of(request));
  Response response = see_other("/", language_of(request));
  set_session(request, response, {});
  return response;
}

}  // namespace linhui::api::http
