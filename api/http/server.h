// HTTP/1.1 over TCP or TLS: parses, calls app::Service, prints. No rule lives here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "api/app/service.h"

namespace linhui::api::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;              // 0: a free one, told to `listening`
  std::filesystem::path tls_certificate, tls_key;  // PEM; both empty: plain HTTP
  unsigned threads = 2;
  std::function<void(std::uint16_t port)> listening;
};

// Serves until SIGINT or SIGTERM, or until stop() is called from another thread.
class Server {
 public:
  Server(app::Service& service, ServerOptions options);
  ~Server();
  Outcome<bool> run();     // port_in_use, tls_unusable
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::api::http
