// The log as auditors and scripts read it: checkpoint, records, proofs, tiles.
#include <nlohmann/json.hpp>

#include "api/http/routes/routes.h"
#include "api/http/server/problem_response.h"

namespace linhui::api::http {
namespace {

constexpr char kNeverChanges[] = "public, max-age=31536000, immutable";
constexpr char kAskAgain[] = "no-cache";

Response json(std::string body, const char* cache_control) {
  Response response;
  response.content_type = "application/json";
  response.body = std::move(body);
  response.cache_control = cache_control;
  response.tagged = true;
  return response;
}

Problem not_a_count(const std::string& name, const std::string& value) {
  return problem_of(Code::malformed_request_index, value, {name});
}

}  // namespace

// GET /healthz → 200 {"status","ledger","size","private_store"} · 503 the same, where households
// cannot be looked up
Response get_health(app::Service& service, const Request&, const PathValues&) {
  using State = app::Service::PrivateStoreState;
  const State state = service.private_store();
  const bool fails = state == State::unusable;
  const nlohmann::ordered_json health = {{"status", fails ? "failing" : "ok"},
                                         {"ledger", service.ledger_id()},
                                         {"size", service.size()},
                                         {"private_store", fails                ? "unusable"
                                                           : state == State::ok ? "ok"
                                                                                : "none"}};
  Response response = json(health.dump() + "\n", "no-store");
  response.status = fails ? 503 : 200;
  response.tagged = false;
  return response;
}

// GET /v1/checkpoint, GET /log/checkpoint → 200 signed note (C2SP tlog-checkpoint)
Response get_checkpoint(app::Service& service, const Request&, const PathValues&) {
  Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = service.checkpoint();
  response.cache_control = kAskAgain;
  response.tagged = true;
  return response;
}

// GET /v1/records/{index} → 200 the leaf's bytes · 400 malformed_request · 404 index_beyond_size
Response get_record(app::Service& service, const Request& request, const PathValues& values) {
  const std::string& text = values.at("index");
  const auto index = parse_count(text);
  if (!index) return refuse(service, request, not_a_count("index", text));
  auto leaf = service.leaf(*index);
  if (!leaf.ok()) return refuse(service, request, leaf.problem());
  return json(std::move(leaf).value(), kNeverChanges);
}

// GET /v1/records/{index}/proof?size=N → 200 inclusion proof · 400 malformed_request
//   · 404 index_beyond_size. Without size: against the newest checkpoint.
Response get_proof(app::Service& service, const Request& request, const PathValues& values) {
  const auto index = parse_count(values.at("index"));
  if (!index) return refuse(service, request, not_a_count("index", values.at("index")));
  std::uint64_t size = 0;
  if (const auto asked = request.query.find("size"); asked != request.query.end()) {
    const auto number = parse_count(asked->second);
    if (!number || *number == 0) {
      return refuse(service, request, problem_of(Code::malformed_request_size, asked->second));
    }
    size = *number;
  }
  auto proof = service.inclusion_proof(*index, size);
  if (!proof.ok()) return refuse(service, request, proof.problem());
  return json(std::move(proof).value(), kAskAgain);
}

// GET /log/tile/{level}/{n}[.p/{w}], /log/tile/entries/… → 200 bytes · 404 not_found
Response get_tile(app::Service& service, const Request& request, const PathValues& values) {
  const std::string path = "tile/" + values.at("tile");
  auto tile = service.tile(path);
  if (!tile.ok()) return refuse(service, request, tile.problem());
  Response response;
  response.content_type = "application/octet-stream";
  response.body = std::move(tile).value();
  // A partial tile's bytes never change either, but it gives way to the full one.
  const bool partial = path.find(".p/") != std::string::npos;
  response.cache_control = partial ? "public, max-age=3600" : kNeverChanges;
  response.tagged = true;
  return response;
}

}  // namespace linhui::api::http
