#include "api/http/server/connection.h"

#include <algorithm>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <string_view>
#include <type_traits>
#include <variant>

#include "api/http/server/channel.h"
#include "api/http/server/client.h"
#include "api/http/server/problem_response.h"
#include "api/http/server/wire.h"

namespace linhui::api::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::use_awaitable;
using boost::system::error_code;

using Parser = bhttp::request_parser<bhttp::string_body>;

constexpr std::size_t kFirstReadBytes = 2048;  // an idle connection holds no more than this
constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
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

std::int64_t steady_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

asio::awaitable<Claimed> claim_here(const Answerer* answerer, const Request* request) {
  co_return answerer->claim(*request);
}

asio::awaitable<Claimed> claim_on(asio::thread_pool& pool, const Answerer* answerer,
                                  const Request* request) {
  co_return co_await asio::co_spawn(
      pool.get_executor(), [answerer, request] { return claim_here(answerer, request); },
      use_awaitable);
}

// Puts a request in line, and wakes the connection with the answer. What it points to lives in the
// coroutine that waits.
struct InLine {
  Shared* shared;
  const Request* request;
  const PinClaim* claim;

  template <class Handler>
  void operator()(Handler&& waiting) const {
    const auto handler = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(waiting));
    const auto finish = [handler](Response response) {
      const auto executor = asio::get_associated_executor(*handler);
      asio::post(executor,
                 [handler, made = std::move(response)]() mutable { (*handler)(std::move(made)); });
    };
    const auto check = [finish, answerer = &shared->answerer, asked = request] {
      finish(answerer->respond(*asked));
    };
    const auto refuse = [finish, answerer = &shared->answerer, asked = request] {
      finish(answerer->refuse(*asked, server_busy()));
    };
    shared->pins.push({*claim, check, refuse});
    asio::post(*shared->pin_pool, [pins = &shared->pins] { pins->run_next(); });
  }
};

class Connection : public Guest, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, std::string address, std::string group,
             std::unique_ptr<Channel> channel)
      : Guest(std::move(group)),
        shared_(shared),
        address_(std::move(address)),
        channel_(std::move(channel)),
        buffer_(shared.options.header_limit_bytes + 2 * kFirstReadBytes) {
    set_waits_since(steady_ms());
    shared_.connections.add(this);
  }
  ~Connection() override { shared_.connections.remove(this); }

  void close_if_idle() override {
    asio::post(executor(), [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (self && self->idle_) self->socket().close();
    });
  }
  void close_if_waiting() override {
    asio::post(executor(), [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (self && self->waits_since() != kAtWork) self->socket().close();
    });
  }

  static asio::awaitable<void> run(std::shared_ptr<Connection> self) {
    try {
      co_await self->serve();
    } catch (const std::exception&) {
      // Whatever ends a connection ends this one only.
    }
  }

  beast::tcp_stream::executor_type executor() { return socket().get_executor(); }

 private:
  beast::tcp_stream& socket() { return channel_->socket(); }

  // While it lives, the connection waits for its peer; at once from the first byte of a request to
  // the last, so that nobody stays young by trickling.
  class WaitForPeer {
   public:
    explicit WaitForPeer(Connection& connection) : connection_(connection) {
      connection_.set_waits_since(steady_ms());
    }
    ~WaitForPeer() { connection_.set_waits_since(kAtWork); }
    WaitForPeer(const WaitForPeer&) = delete;
    WaitForPeer& operator=(const WaitForPeer&) = delete;

   private:
    Connection& connection_;
  };

  asio::awaitable<void> serve() {
    error_code error;
    socket().expires_after(shared_.options.request_timeout);
    {
      const WaitForPeer waiting(*this);
      co_await channel_->open(error);
    }
    if (error) co_return;
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
    const WaitForPeer waiting(*this);
    idle_ = true;
    const std::size_t size = co_await channel_->read_some(buffer_.prepare(kFirstReadBytes), error);
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
    co_await read_header(parser, error);
    if (!error) {
      const auto framing = check_framing(parser.get());
      if (!framing.ok()) {
        co_await refuse_and_close(framing.problem());
        co_return false;
      }
      co_await read_body(parser, error);
    }
    if (error) {
      const auto problem = parse_problem(error, shared_.options);
      if (problem) co_await refuse_and_close(*problem);
      co_return false;
    }
    co_return co_await answer(parser.get());
  }

  asio::awaitable<void> read_header(Parser& parser, error_code& error) {
    const WaitForPeer waiting(*this);
    co_await read(parser, Until::header, error);
  }

  asio::awaitable<void> read_body(Parser& parser, error_code& error) {
    const WaitForPeer waiting(*this);
    if (!parser.is_done()) {
      if (beast::iequals(parser.get()[bhttp::field::expect], "100-continue")) {
        co_await channel_->write({asio::buffer(kContinue), {}}, error);
      }
      if (!error) co_await read(parser, Until::end, error);
    }
  }

  enum class Until { header, end };

  // Errors: those of the channel and of the parser; end_of_stream where nothing was sent;
  // buffer_overflow where a header or what stands between the chunks of a body is too long.
  asio::awaitable<void> read(Parser& parser, Until until, error_code& error) {
    parser.eager(until == Until::end);
    while (!(until == Until::header ? parser.is_header_done() : parser.is_done())) {
      if (buffer_.size() > 0) {
        const std::size_t taken = parser.put(buffer_.data(), error);
        buffer_.consume(taken);
        if (!error && taken > 0) continue;
        if (error && error != bhttp::error::need_more) co_return;
      }
      const std::size_t room = std::min(kReadBytes, buffer_.max_size() - buffer_.size());
      if (room == 0) {
        error = bhttp::error::buffer_overflow;
        co_return;
      }
      error = {};
      buffer_.commit(co_await channel_->read_some(buffer_.prepare(room), error));
      if (error == asio::error::eof) {
        error = bhttp::error::end_of_stream;
        if (parser.got_some()) parser.put_eof(error);
      }
      if (error) co_return;
    }
  }

  asio::awaitable<bool> answer(const bhttp::request<bhttp::string_body>& message) {
    auto read = to_request(message, address_, shared_.options.trusted_proxies, channel_->is_tls());
    if (!read.ok()) {
      co_await refuse_and_close(read.problem());
      co_return false;
    }
    const Request& request = read.value();
    Response response;
    if (shared_.answerer.lane_of(request) == Lane::pin) {
      response = co_await respond_in_turn(request);
    } else {
      response = co_await respond_on(*shared_.read_pool, &shared_.answerer, &request);
    }
    const bool keep = message.keep_alive() && !shared_.stopping;
    const bool written =
        co_await write(std::move(response), message.version(), keep, request.method == "HEAD");
    if (written && !keep) co_await close(false);
    co_return written&& keep;
  }

  // Asks where in line the request stands, waits there, and has it checked.
  asio::awaitable<Response> respond_in_turn(const Request& request) {
    Claimed claimed = PinClaim{PinClaim::Standing::card, address_group(request.address), {}};
    if (shared_.answerer.claim) {
      claimed = co_await claim_on(*shared_.read_pool, &shared_.answerer, &request);
    }
    if (auto* answer = std::get_if<Response>(&claimed)) co_return std::move(*answer);
    const PinClaim* claim = std::get_if<PinClaim>(&claimed);
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(
        InLine{&shared_, &request, claim}, use_awaitable);
  }

  asio::awaitable<bool> write(Response response, unsigned version, bool keep, bool head) {
    error_code error;
    const WaitForPeer waiting(*this);
    socket().expires_after(shared_.options.idle_timeout);
    const std::string header = header_of(response, version, keep, channel_->is_tls());
    const bool is_bare = head || response.status == 304;
    const std::string_view body = is_bare ? std::string_view() : response.body;
    co_await channel_->write({asio::buffer(header), asio::buffer(body)}, error);
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
    const WaitForPeer waiting(*this);
    socket().expires_after(kDrainTime);
    if (channel_->is_tls() && unread) co_await drain();
    co_await channel_->shut_down(error);
    if (!channel_->is_tls() && !error) co_await drain();
  }

  asio::awaitable<void> drain() {
    error_code error;
    for (std::size_t seen = 0; !error && seen < kDrainBytesMax;) {
      buffer_.clear();
      seen += co_await channel_->read_some(buffer_.prepare(kFirstReadBytes), error);
    }
  }

  Shared& shared_;
  const std::string address_;
  const std::unique_ptr<Channel> channel_;
  beast::flat_buffer buffer_;
  bool idle_ = false;  // on the strand only
};

}  // namespace

void start_connection(asio::ip::tcp::socket socket, asio::ssl::context* tls, Shared& shared) {
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;  // gone before it began
  socket.set_option(asio::ip::tcp::no_delay(true), error);
  // All that a proxy brings comes from its one address: each of its connections counts by itself.
  const std::string address = peer.address().to_string();
  const std::string group =
      client_is_proxy(address, shared.options.trusted_proxies) ? "" : address_group(address);
  auto connection = std::make_shared<Connection>(
      shared, address, group, make_channel(beast::tcp_stream(std::move(socket)), tls));
  asio::co_spawn(
      connection->executor(), [connection] { return Connection::run(connection); }, asio::detached);
}

}  // namespace linhui::api::http
