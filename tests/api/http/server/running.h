// A server over real sockets, and a client that says and sees every byte.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "api/http/server/server.h"

namespace linhui::api::http {

using namespace std::chrono_literals;

// Says what it was asked: "GET /path body". "/big" is a megabyte, "/slow" takes a while.
inline Response echo(const Request& request) {
  Response response;
  response.content_type = "text/plain";
  response.body = request.method + " " + request.path + " " + request.body + "\n";
  if (request.path == "/big") response.body.assign(1 << 20, 'x');
  if (request.path == "/slow") std::this_thread::sleep_for(300ms);
  return response;
}

inline Answerer echo_answerer() {
  return {[](const Request& request) { return request.path == "/slow" ? Lane::pin : Lane::quick; },
          echo,
          [](const Request&, const Problem& problem) {
            Response response;
            response.status = 503;
            response.body = problem.code;
            return response;
          }};
}

// A server on a free port, stopped and joined at the end.
class Running {
 public:
  explicit Running(ServerOptions options = {}, Answerer answerer = echo_answerer()) {
    options.port = 0;
    options.stop_on_signals = false;
    std::promise<std::uint16_t> port;
    options.listening = [&](std::uint16_t number) { port.set_value(number); };
    server_ = std::make_unique<Server>(std::move(answerer), std::move(options));
    thread_ = std::thread([this] { outcome_ = server_->run(); });
    port_ = port.get_future().get();
  }
  ~Running() {
    if (thread_.joinable()) stop();
  }
  void stop() {
    server_->stop();
    thread_.join();
    EXPECT_TRUE(outcome_.ok());
  }
  std::uint16_t port() const { return port_; }

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
  Outcome<void> outcome_;
  std::uint16_t port_ = 0;
};

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;

  int handle() const { return socket_; }
  bool send(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // Reads until `enough` is seen, the server closes, or `patience` is over.
  std::string receive(const std::string& enough = "\n\n\n never",
                      std::chrono::milliseconds patience = 5s) {
    std::string text;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (text.find(enough) == std::string::npos) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          deadline - std::chrono::steady_clock::now());
      pollfd ready{socket_, POLLIN, 0};
      if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) != 1) break;
      char bytes[4096];
      const ssize_t size = ::recv(socket_, bytes, sizeof bytes, 0);
      closed_ = size <= 0;
      if (closed_) break;
      text.append(bytes, static_cast<std::size_t>(size));
    }
    return text;
  }
  bool closed() const { return closed_; }

 private:
  int socket_;
  bool closed_ = false;
};

inline std::string get(const std::string& path, const std::string& more = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: here\r\n" + more + "\r\n";
}

inline int status_of_answer(const std::string& answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

inline int status_for(std::uint16_t port, const std::string& request) {
  Client client(port);
  client.send(request);
  return status_of_answer(client.receive("\r\n\r\n"));
}

}  // namespace linhui::api::http
