// HTTP/1.1 over TCP or TLS: parses, asks an Answerer, prints. No rule lives here.
#pragma once

#include <memory>

#include "api/http/server/options.h"

namespace linhui::api::http {

// Serves until SIGINT or SIGTERM, or until stop() is called from another thread. What the answerer
// refers to outlives the server.
class Server {
 public:
  Server(Answerer answerer, ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  // Once. Blocks until it has stopped. Starts threads of its own and joins them all. Errors, at
  // once: port_in_use, address_unusable, tls_unusable.
  Outcome<void> run();
  // From any thread, any number of times: no new connection; requests under way are answered, for
  // ServerOptions::stop_grace at most; then run() returns. Does not wait for that.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::api::http
