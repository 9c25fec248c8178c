// The bytes of a connection, plain or under TLS.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>  // brings <utility>, which awaitable.hpp of 1.74 lacks
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <memory>

namespace linhui::api::http {

// For one coroutine at a time, on the socket's executor. Closed by its destruction.
//
// Virtual, so that what reads and writes messages is compiled once, and not for each kind of stream
// (that was the longest compile of all). Every call ends in `error` at the latest when the time of
// socket().expires_after() is up.
class Channel {
 public:
  using ErrorCode = boost::system::error_code;

  virtual ~Channel() = default;
  virtual bool is_tls() const = 0;
  virtual boost::beast::tcp_stream& socket() = 0;
  // What has to be said before the first request; nothing where it is plain.
  virtual boost::asio::awaitable<void> open(ErrorCode& error) = 0;
  // How many bytes came; 0 only with an error.
  virtual boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer bytes,
                                                        ErrorCode& error) = 0;
  // All of both. What they point to lives until it is done.
  virtual boost::asio::awaitable<void> write(std::array<boost::asio::const_buffer, 2> bytes,
                                             ErrorCode& error) = 0;
  // Says that nothing more will be written.
  virtual boost::asio::awaitable<void> shut_down(ErrorCode& error) = 0;
};

// `tls` may be null; else it outlives the channel.
std::unique_ptr<Channel> make_channel(boost::beast::tcp_stream stream,
                                      boost::asio::ssl::context* tls);

}  // namespace linhui::api::http
