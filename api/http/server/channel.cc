#include "api/http/server/channel.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <utility>

namespace linhui::api::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::redirect_error;
using asio::use_awaitable;

template <class Stream>
class ChannelOver : public Channel {
 public:
  template <class... Args>
  explicit ChannelOver(Args&&... args) : stream_(std::forward<Args>(args)...) {}

  beast::tcp_stream& socket() override { return beast::get_lowest_layer(stream_); }
  asio::awaitable<std::size_t> read_some(asio::mutable_buffer bytes, ErrorCode& error) override {
    co_return co_await stream_.async_read_some(bytes, redirect_error(use_awaitable, error));
  }
  asio::awaitable<void> write(std::array<asio::const_buffer, 2> bytes, ErrorCode& error) override {
    co_await asio::async_write(stream_, bytes, redirect_error(use_awaitable, error));
  }

 protected:
  Stream stream_;
};

class PlainChannel : public ChannelOver<beast::tcp_stream> {
 public:
  using ChannelOver::ChannelOver;
  bool is_tls() const override { return false; }
  asio::awaitable<void> open(ErrorCode&) override { co_return; }
  asio::awaitable<void> shut_down(ErrorCode& error) override {
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    co_return;
  }
};

class TlsChannel : public ChannelOver<beast::ssl_stream<beast::tcp_stream>> {
 public:
  using ChannelOver::ChannelOver;
  bool is_tls() const override { return true; }
  asio::awaitable<void> open(ErrorCode& error) override {
    co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                     redirect_error(use_awaitable, error));
  }
  asio::awaitable<void> shut_down(ErrorCode& error) override {
    co_await stream_.async_shutdown(redirect_error(use_awaitable, error));
  }
};

}  // namespace

std::unique_ptr<Channel> make_channel(beast::tcp_stream stream, asio::ssl::context* tls) {
  if (tls == nullptr) return std::make_unique<PlainChannel>(std::move(stream));
  return std::make_unique<TlsChannel>(std::move(stream), *tls);
}

}  // namespace linhui::api::http
