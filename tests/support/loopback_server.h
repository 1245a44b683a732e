// loopback_server.h — a real HTTP/1.1 server on 127.0.0.1, in the test's own io_context, that says
// what it is told.
//
//   LoopbackServer server(io);
//   server.On("/page", Reply("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
//   server.On("/odd", [](Connection& c) -> asio::awaitable<void> { co_await c.Send("HTT");
//   c.Reset(); });
//
// Behaviours write raw bytes, so that every kind of broken server can be played. A connection is
// kept alive until its behaviour closes it. With a TLS context it speaks TLS.
//
// Threads: the io_context's one thread; everything happens while the test runs the io_context.
#ifndef KIOSQUE_TESTS_SUPPORT_LOOPBACK_SERVER_H_
#define KIOSQUE_TESTS_SUPPORT_LOOPBACK_SERVER_H_

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kiosque::testing {

/// One accepted connection, as behaviours see it.
class Connection {
 public:
  Connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls)
      : socket_(std::move(socket)) {
    if (tls != nullptr) {
      stream_.emplace(socket_, *tls);
    }
  }

  /// Writes all of `bytes`; what the peer does not want to hear is not our concern.
  boost::asio::awaitable<void> Send(std::string bytes) {
    const auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
    if (stream_) {
      const auto [error, n] =
          co_await boost::asio::async_write(*stream_, boost::asio::buffer(bytes), token);
      open_ = open_ && !error;
    } else {
      const auto [error, n] =
          co_await boost::asio::async_write(socket_, boost::asio::buffer(bytes), token);
      open_ = open_ && !error;
    }
  }
  /// The next request head; empty when the peer has gone.
  boost::asio::awaitable<std::string> ReadHead() {
    const auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
    std::size_t size = 0;
    boost::system::error_code error;
    if (stream_) {
      const auto [e, n] = co_await boost::asio::async_read_until(
          *stream_, boost::asio::dynamic_buffer(input_), "\r\n\r\n", token);
      error = e;
      size = n;
    } else {
      const auto [e, n] = co_await boost::asio::async_read_until(
          socket_, boost::asio::dynamic_buffer(input_), "\r\n\r\n", token);
      error = e;
      size = n;
    }
    std::string head = error ? std::string() : input_.substr(0, size);
    input_.erase(0, size);
    co_return head;
  }
  /// Waits until the peer closes, answering nothing.
  boost::asio::awaitable<void> WaitForClose() {
    std::string head = "x";
    while (!head.empty()) {
      head = co_await ReadHead();
    }
    open_ = false;
  }
  boost::asio::awaitable<bool> Handshake() {
    if (!stream_) {
      co_return true;
    }
    const auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
    const auto [error] =
        co_await stream_->async_handshake(boost::asio::ssl::stream_base::server, token);
    co_return !error;
  }
  /// Ends the connection with a FIN.
  void Close() {
    boost::system::error_code ignored;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    socket_.close(ignored);
    open_ = false;
  }
  /// Ends the connection with a RST.
  void Reset() {
    boost::system::error_code ignored;
    socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
    open_ = false;
  }
  bool open() const { return open_; }

 private:
  boost::asio::ip::tcp::socket socket_;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> stream_;
  std::string input_;
  bool open_ = true;
};

using Behaviour = std::function<boost::asio::awaitable<void>(Connection&)>;

/// Sends `bytes` and keeps the connection open.
inline Behaviour Reply(std::string bytes) {
  return [bytes = std::move(bytes)](Connection& connection) { return connection.Send(bytes); };
}

/// Sends `bytes` and closes.
inline Behaviour ReplyAndClose(std::string bytes) {
  return [bytes = std::move(bytes)](Connection& connection) -> boost::asio::awaitable<void> {
    co_await connection.Send(bytes);
    connection.Close();
  };
}

/// A whole 200 with Content-Length. `fields` are lines that end in CRLF.
inline std::string Page(std::string_view body,
                        std::string_view fields = "Content-Type: text/html\r\n") {
  return "HTTP/1.1 200 OK\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

class LoopbackServer {
 public:
  explicit LoopbackServer(boost::asio::io_context& io, boost::asio::ssl::context* tls = nullptr)
      : acceptor_(io, {boost::asio::ip::make_address_v4("127.0.0.1"), 0}), tls_(tls) {
    boost::asio::co_spawn(io, Accept(), boost::asio::detached);
  }

  /// What to do for `path` (with its query). Paths that are not named get a 404.
  void On(std::string path, Behaviour behaviour) {
    behaviours_[std::move(path)] = std::move(behaviour);
  }
  /// What to do before any request is read.
  void OnAccept(Behaviour behaviour) { on_accept_ = std::move(behaviour); }

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  std::string Origin(std::string_view host = "127.0.0.1") const {
    return (tls_ != nullptr ? "https://" : "http://") + std::string(host) + ":" +
           std::to_string(port());
  }
  /// Request heads as received, in order.
  const std::vector<std::string>& heads() const { return heads_; }
  std::size_t connections() const { return connections_; }

 private:
  boost::asio::awaitable<void> Accept() {
    for (;;) {
      auto [error, socket] =
          co_await acceptor_.async_accept(boost::asio::as_tuple(boost::asio::use_awaitable));
      if (error) {
        co_return;
      }
      ++connections_;
      boost::asio::co_spawn(acceptor_.get_executor(),
                            Serve(std::make_unique<Connection>(std::move(socket), tls_)),
                            boost::asio::detached);
    }
  }
  boost::asio::awaitable<void> Serve(std::unique_ptr<Connection> connection) {
    const bool ready = co_await connection->Handshake();
    if (!ready) {
      co_return;
    }
    if (on_accept_) {
      co_await on_accept_(*connection);
    }
    while (connection->open()) {
      std::string head = co_await connection->ReadHead();
      if (head.empty()) {
        co_return;
      }
      heads_.push_back(head);
      const auto begin = head.find(' ') + 1;
      const std::string path = head.substr(begin, head.find(' ', begin) - begin);
      const auto found = behaviours_.find(path);
      const Behaviour behaviour = found != behaviours_.end()
                                      ? found->second
                                      : Reply(
                                            "HTTP/1.1 404 Not Found\r\nContent-Type: "
                                            "text/html\r\nContent-Length: 0\r\n\r\n");
      co_await behaviour(*connection);
    }
  }

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::ssl::context* tls_;
  std::map<std::string, Behaviour> behaviours_;
  Behaviour on_accept_;
  std::vector<std::string> heads_;
  std::size_t connections_ = 0;
};

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_LOOPBACK_SERVER_H_
