#include "web/newsroom_server.h"

#include <utility>  // before Asio's coroutine headers

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <mutex>
#include <thread>

#include "web/newsroom.h"

namespace kiosque {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {

using Request = http::request<http::empty_body>;
using Response = http::response<http::string_body>;

/// Longer requests are nobody's.
constexpr std::size_t kMaxRequestBytes = std::size_t{64} * 1024;
constexpr std::chrono::seconds kIdle{30};

bool Matches(std::string_view if_none_match, const std::string& etag) {
  return !etag.empty() && if_none_match.find(etag) != std::string_view::npos;
}

}  // namespace

class NewsroomServer::Impl {
 public:
  Impl() : acceptor_(context_) {}

  Status Open() {
    const tcp::endpoint loopback(asio::ip::address_v4::loopback(), 0);
    boost::system::error_code error;
    acceptor_.open(loopback.protocol(), error);
    if (!error) {
      acceptor_.bind(loopback, error);
    }
    if (!error) {
      acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
      return Fail(Errc::kIo, "cannot open a port on 127.0.0.1: " + error.message());
    }
    port_ = acceptor_.local_endpoint(error).port();
    asio::co_spawn(context_, Accept(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
    return Ok();
  }

  ~Impl() {
    context_.stop();
    if (thread_.joinable()) {
      thread_.join();
    }
  }

  std::uint16_t port() const { return port_; }

  void SetEdition(int edition) {
    const std::lock_guard lock(mutex_);
    newsroom_.SetEdition(edition);
  }

  std::vector<NewsroomRequest> TakeRequests() {
    const std::lock_guard lock(mutex_);
    return std::exchange(requests_, {});
  }

 private:
  asio::awaitable<void> Accept() {
    while (true) {
      auto [error, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
      if (error) {
        co_return;
      }
      beast::tcp_stream stream(std::move(socket));
      asio::co_spawn(context_, Serve(std::move(stream)), asio::detached);
    }
  }

  asio::awaitable<void> Serve(beast::tcp_stream stream) {
    beast::flat_buffer buffer(kMaxRequestBytes);
    while (true) {
      Request request;
      stream.expires_after(kIdle);
      const auto [read_error, read] =
          co_await http::async_read(stream, buffer, request, asio::as_tuple(asio::use_awaitable));
      if (read_error) {
        co_return;
      }
      Response response = Answer(request);
      const bool keep = response.keep_alive();
      http::response_serializer<http::string_body> serializer(response);
      boost::system::error_code write_error;
      // Named awaitables: GCC 12 miscompiles larger expressions behind co_await.
      if (request.method() == http::verb::head) {
        auto writing =
            http::async_write_header(stream, serializer, asio::as_tuple(asio::use_awaitable));
        write_error = std::get<0>(co_await std::move(writing));
      } else {
        auto writing = http::async_write(stream, serializer, asio::as_tuple(asio::use_awaitable));
        write_error = std::get<0>(co_await std::move(writing));
      }
      if (write_error || !keep) {
        boost::system::error_code ignored;
        stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
        co_return;
      }
    }
  }

  Response Answer(const Request& request) {
    const std::lock_guard lock(mutex_);
    const std::string target(request.target());
    const std::string path = target.substr(0, target.find('?'));
    Response response;
    response.version(request.version());
    response.keep_alive(request.keep_alive());
    response.set(http::field::server, "newsroom");
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
      response.result(http::status::method_not_allowed);
      response.set(http::field::allow, "GET, HEAD");
    } else {
      NewsroomPage page = newsroom_.Get(path);
      const bool unchanged = Matches(std::string(request[http::field::if_none_match]), page.etag);
      response.result(unchanged ? 304u : static_cast<unsigned>(page.status));
      response.set(http::field::content_type, page.content_type);
      if (!page.etag.empty()) {
        response.set(http::field::etag, page.etag);
      }
      if (!page.last_modified.empty()) {
        response.set(http::field::last_modified, page.last_modified);
      }
      if (!unchanged) {
        response.body() = std::move(page.body);
      }
    }
    response.prepare_payload();
    requests_.push_back({path, std::string(request[http::field::user_agent]),
                         static_cast<int>(response.result_int())});
    return response;
  }

  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::thread thread_;
  std::uint16_t port_ = 0;
  // State below is protected by mutex_.
  std::mutex mutex_;
  Newsroom newsroom_;
  std::vector<NewsroomRequest> requests_;
};

NewsroomServer::NewsroomServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
NewsroomServer::~NewsroomServer() = default;

Result<std::unique_ptr<NewsroomServer>> NewsroomServer::Start() {
  auto impl = std::make_unique<Impl>();
  if (const Status opened = impl->Open(); !opened) {
    return opened.error();
  }
  return std::unique_ptr<NewsroomServer>(new NewsroomServer(std::move(impl)));
}

std::uint16_t NewsroomServer::port() const {
  return impl_->port();
}

void NewsroomServer::SetEdition(int edition) {
  impl_->SetEdition(edition);
}

std::vector<NewsroomRequest> NewsroomServer::TakeRequests() {
  return impl_->TakeRequests();
}

}  // namespace kiosque
