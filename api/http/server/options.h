// What a server serves, and within which limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "api/http/server/message.h"
#include "api/http/server/pin_queue.h"
#include "api/http/server/router.h"
#include "api/ip_address.h"
#include "api/problem.h"

namespace linhui::api::http {

using Claimed = std::variant<PinClaim, Response>;

// What the connections serve. All are called from several threads at once and must not throw;
// lane_of and refuse run on I/O threads and must not block, respond and claim may.
struct Answerer {
  std::function<Lane(const Request&)> lane_of;
  std::function<Response(const Request&)> respond;
  // Answers at once, on an I/O thread: what the server itself refuses (server_busy).
  std::function<Response(const Request&, const Problem&)> refuse;
  // Of a request of Lane::pin: where in line it stands, or the answer, where it needs no check.
  // None: all stand alike, by their addresses.
  std::function<Claimed(const Request&)> claim = {};
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;                                 // 0: a free one, told to `listening`
  std::filesystem::path tls_certificate = {}, tls_key = {};  // PEM; both empty: plain HTTP
  // Whose word is taken for where a request comes from (client.h).
  std::vector<IpNetwork> trusted_proxies = {};
  unsigned threads = 2;                                    // for I/O, the caller's among them
  std::function<void(std::uint16_t port)> listening = {};  // called once connections are taken

  // Limits: what one peer can make the server hold. At the count, those that wait for their peer
  // give way (connection.h), and new ones wait unaccepted until there is room. Lower where the
  // process may not open as many files (descriptors.h).
  std::size_t max_connections = 10'000;
  std::size_t header_limit_bytes = 16 * 1024;         // beyond: 431
  std::size_t body_limit_bytes = 64 * 1024;           // beyond: 413
  std::chrono::milliseconds request_timeout{15'000};  // handshake; then header and body
  std::chrono::milliseconds idle_timeout{60'000};     // between requests; writing a response
  std::chrono::milliseconds stop_grace{5'000};        // for requests under way at a stop
  unsigned read_workers = 2;                          // threads that read the ledger
  unsigned pin_workers = 1;                           // threads that check PINs
  std::size_t pin_queue = 64;                         // checks in each line; beyond: 503
  bool stop_on_signals = true;                        // SIGINT and SIGTERM
};

}  // namespace linhui::api::http
