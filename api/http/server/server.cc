#include "api/http/server/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <thread>
#include <vector>

#include "api/http/server/connection.h"
#include "api/http/server/descriptors.h"
#include "api/http/server/tls.h"

namespace linhui::api::http {
namespace {

namespace asio = boost::asio;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kRoomMadeAtOnce = 16;  // a sixteenth of the connections

Problem cannot_listen(const ServerOptions& options, const error_code& error) {
  const std::string where = options.address + ":" + std::to_string(options.port);
  if (error == asio::error::address_in_use) {
    return problem_of(Code::port_in_use, where);
  }
  return problem_of(Code::address_unusable, where + ": " + error.message());
}

}  // namespace

// Members are destroyed from the last to the first: io_context, and with it every connection that
// is left, goes before what connections refer to.
struct Server::Impl {
  Impl(Answerer answerer, ServerOptions given)
      : options(std::move(given)),
        shared{.answerer = std::move(answerer),
               .options = options,
               .pins = PinQueue(options.pin_queue)} {}

  ServerOptions options;
  Shared shared;
  std::shared_ptr<asio::ssl::context> tls;
  asio::io_context io;
  asio::strand<asio::io_context::executor_type> strand = asio::make_strand(io);
  tcp::acceptor acceptor{strand};
  asio::signal_set signals{strand};

  error_code listen();
  asio::awaitable<void> accept();
  void begin_stop();
  asio::awaitable<void> see_off();
  void work();
};

error_code Server::Impl::listen() {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return error;
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  return error;
}

asio::awaitable<void> Server::Impl::accept() {
  asio::steady_timer pause(strand);
  while (acceptor.is_open()) {
    error_code error;
    if (shared.connections.count() >= options.max_connections) {
      // Full: those that only wait give way, some at a time, so that nobody can hold the door
      // shut by sitting still.
      shared.connections.make_room(options.max_connections / kRoomMadeAtOnce + 1);
      pause.expires_after(std::chrono::milliseconds(20));
      co_await pause.async_wait(redirect_error(use_awaitable, error));
      continue;
    }
    tcp::socket socket(asio::make_strand(io));
    co_await acceptor.async_accept(socket, redirect_error(use_awaitable, error));
    if (!error) {
      start_connection(std::move(socket), tls.get(), shared);
    } else if (error != asio::error::connection_aborted && acceptor.is_open()) {
      // Out of descriptors or memory, in this process or the whole machine: somebody has to go,
      // and nothing is won by trying at once.
      shared.connections.make_room(options.max_connections / kRoomMadeAtOnce + 1);
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(redirect_error(use_awaitable, error));
    }
  }
}

// On the strand, once.
void Server::Impl::begin_stop() {
  if (shared.stopping.exchange(true)) return;
  error_code ignored;
  acceptor.close(ignored);
  signals.cancel(ignored);
  shared.connections.close_idle();
  asio::co_spawn(
      strand, [this] { return see_off(); }, asio::detached);
}

// Lets the connections finish, but not for ever.
asio::awaitable<void> Server::Impl::see_off() {
  asio::steady_timer pause(strand);
  const auto deadline = std::chrono::steady_clock::now() + options.stop_grace;
  while (shared.connections.count() > 0 && std::chrono::steady_clock::now() < deadline) {
    error_code ignored;
    pause.expires_after(std::chrono::milliseconds(10));
    co_await pause.async_wait(redirect_error(use_awaitable, ignored));
  }
  io.stop();
}

void Server::Impl::work() {
  std::vector<std::thread> others;
  for (unsigned i = 1; i < options.threads; ++i) others.emplace_back([this] { io.run(); });
  io.run();
  for (std::thread& thread : others) thread.join();
  // Work that no connection waits for any more is dropped; what runs is waited for.
  shared.pin_pool.reset();
  shared.read_pool.reset();
  shared.pins.clear();  // before the io_context, which what waits there refers to
}

Server::Server(Answerer answerer, ServerOptions options)
    : impl_(std::make_unique<Impl>(std::move(answerer), std::move(options))) {}

Server::~Server() = default;

Outcome<void> Server::run() {
  Impl& impl = *impl_;
  if (!impl.options.tls_certificate.empty() || !impl.options.tls_key.empty()) {
    auto tls = LINHUI_API_TRY(make_tls_context(impl.options.tls_certificate, impl.options.tls_key));
    impl.tls = tls;
  }
  const unsigned workers =
      std::max(1u, impl.options.read_workers) + std::max(1u, impl.options.pin_workers);
  impl.options.max_connections = connections_that_fit(impl.options.max_connections, workers);
  if (const error_code error = impl.listen()) return cannot_listen(impl.options, error);

  impl.shared.read_pool =
      std::make_unique<asio::thread_pool>(std::max(1u, impl.options.read_workers));
  impl.shared.pin_pool =
      std::make_unique<asio::thread_pool>(std::max(1u, impl.options.pin_workers));
  if (impl.options.stop_on_signals) {
    impl.signals.add(SIGINT);
    impl.signals.add(SIGTERM);
    impl.signals.async_wait([&impl](const error_code& error, int) {
      if (!error) impl.begin_stop();
    });
  }
  asio::co_spawn(
      impl.strand, [&impl] { return impl.accept(); }, asio::detached);
  if (impl.options.listening) impl.options.listening(impl.acceptor.local_endpoint().port());
  impl.work();
  return {};
}

void Server::stop() {
  asio::post(impl_->strand, [impl = impl_.get()] { impl->begin_stop(); });
}

}  // namespace linhui::api::http
