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
#include <utility>  // before Asio 1.74, whose awaitable.hpp uses std::exchange without it

#include "api/http/server/open_connections.h"
#include "api/http/server/options.h"
#include "api/http/server/pin_queue.h"

namespace linhui::api::http {

// What all connections of a server share, and outlived by it. The pools run what blocks, so that no
// I/O thread does: respond() of quick requests and claim() on read_pool, PIN checks on pin_pool, in
// the order of `pins`.
struct Shared {
  Answerer answerer;
  const ServerOptions& options;
  OpenConnections connections = {};
  std::atomic<bool> stopping = false;
  PinQueue pins;
  std::unique_ptr<boost::asio::thread_pool> read_pool = {}, pin_pool = {};
};

// Takes the socket, whose executor is a strand of its own, and serves it; gives back control at
// once. A failure ends this connection only. `tls` may be null; it and `shared` outlive the
// connection. Requires: the pools of `shared` are there.
void start_connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
                      Shared& shared);

}  // namespace linhui::api::http
