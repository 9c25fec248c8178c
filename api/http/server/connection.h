// One connection: handshake, then request after request until the peer or a limit ends it.
//
// Back-pressure: a connection holds one request at a time. The next is read only after the answer
// to the one before has been written, so a peer that does not read makes nothing grow here.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <utility>  // before Asio 1.74, whose awaitable.hpp uses std::exchange without it

#include "api/http/server/options.h"

namespace linhui::api::http {

// What the list of open connections knows of one.
class Closable {
 public:
  virtual ~Closable() = default;
  // From any thread: closes if it waits for a request. One that is at work sees Shared::stopping.
  virtual void close_if_idle() = 0;
};

// The open connections, for the limit and for the stop. Safe from several threads. Owns none: each
// adds itself when it is made and removes itself when it goes.
class OpenConnections {
 public:
  void add(Closable* connection);
  void remove(Closable* connection);
  std::size_t count() const;
  void close_idle();

 private:
  mutable std::mutex mutex_;
  std::unordered_set<Closable*> open_;
};

// What all connections of a server share, and outlived by it. The pools run what blocks, so that no
// I/O thread does: respond() of quick requests on read_pool, of PIN checks on pin_pool.
struct Shared {
  Answerer answerer;
  const ServerOptions& options;
  OpenConnections connections = {};
  std::atomic<bool> stopping = false;
  std::atomic<std::size_t> pin_checks_waiting = 0;
  std::unique_ptr<boost::asio::thread_pool> read_pool = {}, pin_pool = {};
};

// Takes the socket, whose executor is a strand of its own, and serves it; gives back control at
// once. A failure ends this connection only. `tls` may be null; it and `shared` outlive the
// connection. Requires: the pools of `shared` are there.
void start_connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
                      Shared& shared);

}  // namespace linhui::api::http
