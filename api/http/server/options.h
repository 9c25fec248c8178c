// What a server serves, and within which limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "api/http/server/message.h"
#include "api/http/server/router.h"
#include "api/problem.h"

namespace linhui::api::http {

// What the connections serve. All are called from several threads at once and must not throw;
// lane_of and refuse run on I/O threads and must not block, respond may.
struct Answerer {
  std::function<Lane(const Request&)> lane_of;
  std::function<Response(const Request&)> respond;
  // Answers at once, on an I/O thread: what the server itself refuses (server_busy).
  std::function<Response(const Request&, const Problem&)> refuse;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;                                 // 0: a free one, told to `listening`
  std::filesystem::path tls_certificate = {}, tls_key = {};  // PEM; both empty: plain HTTP
  unsigned threads = 2;                                      // for I/O, the caller's among them
  std::function<void(std::uint16_t port)> listening = {};    // called once connections are taken

  // Limits: what one peer can make the server hold. At the count, idle connections
  // are closed, and new ones wait unaccepted until there is room.
  std::size_t max_connections = 10'000;
  std::size_t header_limit_bytes = 16 * 1024;         // beyond: 431
  std::size_t body_limit_bytes = 64 * 1024;           // beyond: 413
  std::chrono::milliseconds request_timeout{15'000};  // handshake; then header and body
  std::chrono::milliseconds idle_timeout{60'000};     // between requests; writing a response
  std::chrono::milliseconds stop_grace{5'000};        // for requests under way at a stop
  unsigned read_workers = 2;                          // threads that read the ledger
  unsigned pin_workers = 1;                           // threads that check PINs
  std::size_t pin_queue = 64;                         // waiting checks; beyond: 503
  bool stop_on_signals = true;                        // SIGINT and SIGTERM
};

}  // namespace linhui::api::http
