#include "api/http/connection.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include "api/http/problem_response.h"
#include "api/http/wire.h"

namespace linhui::api::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::redirect_error;
using asio::use_awaitable;
using boost::system::error_code;

using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Parser = bhttp::request_parser<bhttp::string_body>;

constexpr std::size_t kFirstReadBytes = 2048;  // an idle connection holds no more than this
constexpr std::size_t kDrainBytesMax = 1 << 20;
constexpr std::chrono::seconds kDrainTime{2};

asio::awaitable<Response> respond_here(const Answerer* answerer, const Request* request) {
  co_return answerer->respond(*request);
}

// Runs the handler on `pool`, and comes back to the connection's own strand.
asio::awaitable<Response> respond_on(asio::thread_pool& pool, const Answerer* answerer,
                                     const Request* request) {
  co_return co_await asio::co_spawn(
      pool.get_executor(), [answerer, request] { return respond_here(answerer, request); },
      use_awaitable);
}

// Counts one waiting PIN check while it lives.
class PinTicket {
 public:
  explicit PinTicket(std::atomic<std::size_t>& waiting) : waiting_(waiting) { rank_ = waiting_++; }
  ~PinTicket() { --waiting_; }
  PinTicket(const PinTicket&) = delete;
  PinTicket& operator=(const PinTicket&) = delete;
  std::size_t rank() const { return rank_; }

 private:
  std::atomic<std::size_t>& waiting_;
  std::size_t rank_ = 0;
};

template <class Stream>
class Connection : public Closable, public std::enable_shared_from_this<Connection<Stream>> {
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

 public:
  template <class... Args>
  Connection(Shared& shared, std::string address, Args&&... args)
      : shared_(shared),
        address_(std::move(address)),
        stream_(std::forward<Args>(args)...),
        buffer_(shared.options.header_limit_bytes + 2 * kFirstReadBytes) {
    shared_.connections.add(this);
  }
  ~Connection() override { shared_.connections.remove(this); }

  void close_if_idle() override {
    const std::weak_ptr<Connection> weak = this->weak_from_this();
    asio::post(stream_.get_executor(), [weak] {
      const auto self = weak.lock();
      if (self && self->idle_) self->socket().close();
    });
  }

  static asio::awaitable<void> run(std::shared_ptr<Connection> self) {
    try {
      co_await self->serve();
    } catch (const std::exception&) {
      // Whatever ends a connection ends this one only.
    }
  }

  auto executor() { return stream_.get_executor(); }

 private:
  beast::tcp_stream& socket() { return beast::get_lowest_layer(stream_); }

  asio::awaitable<void> serve() {
    error_code error;
    if constexpr (kTls) {
      socket().expires_after(shared_.options.request_timeout);
      co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                       redirect_error(use_awaitable, error));
      if (error) co_return;
    }
    for (bool more = true; more;) {
      if (buffer_.size() == 0 && !co_await wait_for_bytes()) co_return;
      more = co_await answer_one();
    }
  }

  // Waits idly for the first bytes of a request. False: the peer left, or the time is up.
  asio::awaitable<bool> wait_for_bytes() {
    if (shared_.stopping) co_return false;
    error_code error;
    buffer_.shrink_to_fit();
    socket().expires_after(shared_.options.idle_timeout);
    idle_ = true;
    const std::size_t size = co_await stream_.async_read_some(buffer_.prepare(kFirstReadBytes),
                                                              redirect_error(use_awaitable, error));
    idle_ = false;
    buffer_.commit(size);
    co_return !error && size > 0;
  }

  // Reads one request, answers it, and says whether another may follow.
  asio::awaitable<bool> answer_one() {
    error_code error;
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(shared_.options.header_limit_bytes));
    parser.body_limit(shared_.options.body_limit_bytes);
    socket().expires_after(shared_.options.request_timeout);
    co_await bhttp::async_read_header(stream_, buffer_, parser,
                                      redirect_error(use_awaitable, error));
    if (!error && !parser.is_done()) {
      if (beast::iequals(parser.get()[bhttp::field::expect], "100-continue")) {
        const bhttp::response<bhttp::empty_body> go_on(bhttp::status::continue_, 11);
        co_await bhttp::async_write(stream_, go_on, redirect_error(use_awaitable, error));
      }
      if (!error) {
        co_await bhttp::async_read(stream_, buffer_, parser, redirect_error(use_awaitable, error));
      }
    }
    if (error) {
      const auto problem = problem_of(error, shared_.options);
      if (problem) co_await refuse_and_close(*problem);
      co_return false;
    }
    co_return co_await answer(parser.get());
  }

  asio::awaitable<bool> answer(const bhttp::request<bhttp::string_body>& message) {
    auto read = to_request(message, address_, kTls);
    if (const auto* problem = std::get_if<Problem>(&read)) {
      co_await refuse_and_close(*problem);
      co_return false;
    }
    const Request& request = std::get<Request>(read);
    Response response;
    if (shared_.answerer.lane_of(request) == Lane::pin) {
      const PinTicket ticket(shared_.pin_checks_waiting);
      if (ticket.rank() >= shared_.options.pin_queue) {
        response = shared_.answerer.refuse(request, server_busy());
      } else {
        response = co_await respond_on(*shared_.pin_pool, &shared_.answerer, &request);
      }
    } else {
      response = co_await respond_on(*shared_.read_pool, &shared_.answerer, &request);
    }
    const bool keep = message.keep_alive() && !shared_.stopping;
    const bool written =
        co_await write(std::move(response), message.version(), keep, request.method == "HEAD");
    if (written && !keep) co_await close(false);
    co_return written&& keep;
  }

  asio::awaitable<bool> write(Response response, unsigned version, bool keep, bool head) {
    error_code error;
    socket().expires_after(shared_.options.idle_timeout);
    if (head || response.status == 304) {
      const auto message = to_head(response, version, keep, kTls);
      co_await bhttp::async_write(stream_, message, redirect_error(use_awaitable, error));
    } else {
      const auto message = to_message(std::move(response), version, keep, kTls);
      co_await bhttp::async_write(stream_, message, redirect_error(use_awaitable, error));
    }
    co_return !error;
  }

  // For what cannot be read as a request: nobody's language or taste is known.
  asio::awaitable<void> refuse_and_close(const Problem& problem) {
    const bool written = co_await write(
        problem_response(status_of(problem), problem, Language::english), 11, false, false);
    if (written) co_await close(true);
  }

  // Ends so that the peer gets the whole answer: a socket closed over unread bytes would reset it.
  // `unread`: the peer may still be sending.
  asio::awaitable<void> close(bool unread) {
    error_code error;
    socket().expires_after(kDrainTime);
    if constexpr (kTls) {
      if (unread) co_await drain();
      co_await stream_.async_shutdown(redirect_error(use_awaitable, error));
    } else {
      (void)unread;
      socket().socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
      if (!error) co_await drain();
    }
  }

  asio::awaitable<void> drain() {
    error_code error;
    for (std::size_t seen = 0; !error && seen < kDrainBytesMax;) {
      buffer_.clear();
      seen += co_await stream_.async_read_some(buffer_.prepare(kFirstReadBytes),
                                               redirect_error(use_awaitable, error));
    }
  }

  Shared& shared_;
  const std::string address_;
  Stream stream_;
  beast::flat_buffer buffer_;
  bool idle_ = false;  // on the strand only
};

template <class Stream, class... Args>
void start(Shared& shared, std::string address, Args&&... args) {
  auto connection =
      std::make_shared<Connection<Stream>>(shared, std::move(address), std::forward<Args>(args)...);
  auto executor = connection->executor();
  asio::co_spawn(
      executor,
      [connection = std::move(connection)] { return Connection<Stream>::run(connection); },
      asio::detached);
}

}  // namespace

void OpenConnections::add(Closable* connection) {
  const std::lock_guard lock(mutex_);
  open_.insert(connection);
}

void OpenConnections::remove(Closable* connection) {
  const std::lock_guard lock(mutex_);
  open_.erase(connection);
}

std::size_t OpenConnections::count() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

void OpenConnections::close_idle() {
  const std::lock_guard lock(mutex_);
  for (Closable* connection : open_) connection->close_if_idle();
}

void start_connection(asio::ip::tcp::socket socket, asio::ssl::context* tls, Shared& shared) {
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;  // gone before it began
  socket.set_option(asio::ip::tcp::no_delay(true), error);
  const std::string address = peer.address().to_string();
  beast::tcp_stream stream(std::move(socket));
  if (tls) {
    start<TlsStream>(shared, address, std::move(stream), *tls);
  } else {
    start<PlainStream>(shared, address, std::move(stream));
  }
}

}  // namespace linhui::api::http
