// What the server answers: the table of endpoints, and one entry point for the connection.
#pragma once

#include <span>

#include "api/app/answers/service.h"
#include "api/http/server/message.h"
#include "api/http/server/router.h"
#include "api/http/server/server.h"

namespace linhui::api::http {

// Requires: safe to call from several threads at once, as app::Service is.
using Handler = Response (*)(app::Service& service, const Request& request,
                             const PathValues& values);

// Every endpoint; docs/http.md is the same table in words. Lives as long as the program.
std::span<const Route<Handler>> routes();

// The lane in which respond() must run for this request; quick for one that no endpoint answers.
Lane lane_of(const Request& request);

// Of a request of Lane::pin: where it stands in line, or the answer, where no PIN needs to be
// checked for it. Never throws.
Claimed claim(app::Service& service, const Request& request);

// Text → types → use case → text. Never throws; an unexpected failure is a 500.
Response respond(app::Service& service, const Request& request);

// A problem as the request's sender reads it: problem+json, or a page; with Retry-After for 429 and
// 503. May throw ledger::ReadFailure, as a page names the ledger.
Response refuse(const app::Service& service, const Request& request, const Problem& problem);

// What a Server needs to serve these endpoints. Requires: `service` outlives the server and may be
// called from several threads at once.
Answerer answerer_of(app::Service& service);

// log_routes.cc: the log as auditors read it.
Response get_health(app::Service& service, const Request& request, const PathValues& values);
Response get_checkpoint(app::Service& service, const Request& request, const PathValues& values);
Response get_record(app::Service& service, const Request& request, const PathValues& values);
Response get_proof(app::Service& service, const Request& request, const PathValues& values);
Response get_tile(app::Service& service, const Request& request, const PathValues& values);

// farmer_routes.cc: the household's pages.
Response get_style(app::Service& service, const Request& request, const PathValues& values);
Response get_robots(app::Service& service, const Request& request, const PathValues& values);
Response get_start(app::Service& service, const Request& request, const PathValues& values);
Response post_look_up(app::Service& service, const Request& request, const PathValues& values);
Response get_me(app::Service& service, const Request& request, const PathValues& values);
Response get_my_proof(app::Service& service, const Request& request, const PathValues& values);
Response post_pin(app::Service& service, const Request& request, const PathValues& values);
// For claim().
Claimed claim_pin_check(app::Service& service, const Request& request);
Response post_log_out(app::Service& service, const Request& request, const PathValues& values);

}  // namespace linhui::api::http
