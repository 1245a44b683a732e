#include "crawler/curl_fetcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/coded_bodies.h"
#include "support/loopback_server.h"
#include "support/run_coroutine.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::Connection;
using testing::LoopbackServer;
using testing::Page;
using testing::Reply;
using testing::ReplyAndClose;
namespace asio = boost::asio;

CurlFetcherOptions LoopbackAllowed() {
  CurlFetcherOptions options;
  options.user_agent = "Kiosque/test (+desk@example.org)";
  options.from = "desk@example.org";
  options.allow_net = {"127.0.0.0/8"};
  return options;
}

class CurlFetcherTest : public ::testing::Test {
 protected:
  CurlFetcherTest() { Use(LoopbackAllowed()); }

  void Use(CurlFetcherOptions options) {
    fetcher_ = CurlFetcher::Make(io_.get_executor(), clock_, std::move(options)).value();
  }
  FetchRequest Request(std::string_view path) {
    return FetchRequest(Url::Parse(server_.Origin() + std::string(path)).value());
  }
  FetchResult Fetch(FetchRequest request) {
    std::optional<FetchResult> result;
    testing::Spawn(io_, fetcher_->Fetch(std::move(request)), result);
    while (!result) {
      io_.run_one();
    }
    return std::move(*result);
  }
  FetchResult Fetch(std::string_view path) { return Fetch(Request(path)); }
  FetchResult FetchUrl(std::string_view url) {
    return Fetch(FetchRequest(Url::Parse(url).value()));
  }

  asio::io_context io_;
  SystemClock clock_;
  LoopbackServer server_{io_};
  std::unique_ptr<CurlFetcher> fetcher_;
};

TEST_F(CurlFetcherTest, FetchesAPage) {
  server_.On(
      "/", Reply("HTTP/1.1 200 Fine\r\nContent-Type: text/html; charset=utf-8\r\nX-Odd:  \xe9 \r\n"
                 "Content-Length: 11\r\n\r\n<p>bonjour<"));
  const FetchResult result = Fetch("/");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk);
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body.view(), "<p>bonjour<");
  EXPECT_EQ(result.response_head,
            "HTTP/1.1 200 Fine\r\nContent-Type: text/html; charset=utf-8\r\nX-Odd:  \xe9 \r\n"
            "Content-Length: 11\r\n\r\n");
  EXPECT_EQ(result.ip, "127.0.0.1");
  EXPECT_EQ(result.protocol, "http/1.1");
  EXPECT_EQ(result.tls, "");
  EXPECT_EQ(result.wire_bytes, result.response_head.size() + 11);
  EXPECT_FALSE(result.truncated);
  EXPECT_EQ(fetcher_->in_flight(), 0u);
}

TEST_F(CurlFetcherTest, RecordsTheRequestExactlyAsSent) {
  server_.On("/a%20b?c=%C3%A9", Reply(Page("x")));
  FetchRequest request = Request("/a b?c=\xc3\xa9#fragment");
  const FetchResult plain = Fetch(request);
  EXPECT_EQ(plain.request_head, server_.heads().at(0));
  EXPECT_EQ(plain.request_head,
            "GET /a%20b?c=%C3%A9 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server_.port()) +
                "\r\nUser-Agent: Kiosque/test (+desk@example.org)\r\n"
                "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
                "Accept-Encoding: gzip\r\nFrom: desk@example.org\r\n\r\n");
  request.etag = "W/\"1\"";
  request.last_modified = "Sat, 13 Apr 2024 07:00:00 GMT";
  request.accept = "text/plain";
  const FetchResult conditional = Fetch(request);
  EXPECT_EQ(conditional.request_head, server_.heads().at(1));
  EXPECT_NE(conditional.request_head.find("\r\nIf-None-Match: W/\"1\"\r\n"), std::string::npos);
  EXPECT_NE(
      conditional.request_head.find("\r\nIf-Modified-Since: Sat, 13 Apr 2024 07:00:00 GMT\r\n"),
      std::string::npos);
  EXPECT_NE(conditional.request_head.find("\r\nAccept: text/plain\r\n"), std::string::npos);
  const FetchResult again = Fetch("/a b?c=\xc3\xa9");
  EXPECT_EQ(again.request_head, plain.request_head) << "a reused handle remembers nothing";
  EXPECT_EQ(server_.connections(), 1u);
}

TEST_F(CurlFetcherTest, SendsNoCredentialsAndNoInjectedFields) {
  server_.On("/", Reply(Page("x")));
  FetchRequest request(
      Url::Parse("http://me:secret@127.0.0.1:" + std::to_string(server_.port()) + "/").value());
  request.etag = "\"x\"\r\nX-Injected: 1";
  request.last_modified = std::string("a\0b", 3);
  const FetchResult result = Fetch(request);
  EXPECT_EQ(result.outcome, FetchOutcome::kOk);
  EXPECT_EQ(server_.heads().at(0).find("Authorization"), std::string::npos);
  EXPECT_EQ(server_.heads().at(0).find("Injected"), std::string::npos);
  EXPECT_EQ(server_.heads().at(0).find("If-"), std::string::npos);
}

TEST_F(CurlFetcherTest, AnswersNotModifiedOnlyToConditionalRequests) {
  server_.On(
      "/", Reply("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nContent-Length: 5000000000\r\n\r\n"));
  FetchRequest request = Request("/");
  request.etag = "\"1\"";
  EXPECT_EQ(Fetch(request).outcome, FetchOutcome::kNotModified);
  EXPECT_EQ(Fetch("/").outcome, FetchOutcome::kOk);
}

TEST_F(CurlFetcherTest, FollowsNothing) {
  server_.On("/old",
             Reply("HTTP/1.1 301 Moved\r\nLocation: /new?x#y\r\nContent-Length: 0\r\n\r\n"));
  const FetchResult result = Fetch("/old");
  EXPECT_EQ(result.outcome, FetchOutcome::kRedirect);
  ASSERT_TRUE(result.location);
  EXPECT_EQ(result.location->href(), server_.Origin() + "/new?x");
  EXPECT_EQ(server_.heads().size(), 1u);
}

TEST_F(CurlFetcherTest, DecodesButKeepsTheCodedBody) {
  const std::string gzip = testing::Gzip("bonjour");
  server_.On("/", Reply(Page(gzip, "Content-Encoding: gzip\r\n")));
  const FetchResult result = Fetch("/");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk) << result.detail;
  EXPECT_EQ(result.body.view(), "bonjour");
  EXPECT_EQ(result.coded_body, gzip);
  EXPECT_EQ(result.content_coding, "gzip");
}

TEST_F(CurlFetcherTest, KeepsConnectionsAlive) {
  server_.On("/", Reply(Page("x")));
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Fetch("/").outcome, FetchOutcome::kOk);
  }
  EXPECT_EQ(server_.connections(), 1u);
}

TEST_F(CurlFetcherTest, RetriesAConnectionThatDiedWhileIdle) {
  server_.On("/", ReplyAndClose(Page("x")));
  for (int i = 0; i < 3; ++i) {
    const FetchResult result = Fetch("/");
    EXPECT_EQ(result.outcome, FetchOutcome::kOk) << result.detail;
    EXPECT_EQ(result.request_head, server_.heads().back());
  }
  EXPECT_EQ(server_.connections(), 3u);
}

TEST_F(CurlFetcherTest, FetchesManyAtOnce) {
  constexpr int kMany = 150;
  for (int i = 0; i < kMany; ++i) {
    server_.On("/" + std::to_string(i),
               Reply(Page(std::string(10'000, static_cast<char>('a' + i % 26)))));
  }
  std::vector<std::optional<FetchResult>> results(kMany);
  for (int i = 0; i < kMany; ++i) {
    testing::Spawn(io_, fetcher_->Fetch(Request("/" + std::to_string(i))),
                   results[static_cast<std::size_t>(i)]);
  }
  const auto missing = [&results] {
    return std::any_of(results.begin(), results.end(), [](const auto& one) { return !one; });
  };
  while (missing()) {
    io_.run_one();
  }
  for (int i = 0; i < kMany; ++i) {
    const auto& result = results[static_cast<std::size_t>(i)];
    ASSERT_TRUE(result);
    EXPECT_EQ(result->outcome, FetchOutcome::kOk) << result->detail;
    EXPECT_EQ(result->body.view(), std::string(10'000, static_cast<char>('a' + i % 26)));
  }
}

TEST_F(CurlFetcherTest, LetsTheLoopEndWhenNothingIsInFlight) {
  asio::io_context own;
  const auto fetcher = CurlFetcher::Make(own.get_executor(), clock_, LoopbackAllowed()).value();
  std::optional<FetchResult> result;
  testing::Spawn(own, fetcher->Fetch(FetchRequest(Url::Parse("http://10.0.0.1/").value())), result);
  own.run();
  EXPECT_EQ(result.value().outcome, FetchOutcome::kAddressRefused);
  // A port that refuses: bound, never listened on.
  asio::ip::tcp::socket bound(io_, {asio::ip::make_address("127.0.0.1"), 0});
  const std::string url = "http://127.0.0.1:" + std::to_string(bound.local_endpoint().port()) + "/";
  result.reset();
  own.restart();
  testing::Spawn(own, fetcher->Fetch(FetchRequest(Url::Parse(url).value())), result);
  own.run();
  EXPECT_EQ(result.value().outcome, FetchOutcome::kConnectFailure) << result->detail;
  EXPECT_EQ(result->ip, "");
}

TEST_F(CurlFetcherTest, CancelsWhatIsInFlight) {
  server_.On("/never", [](Connection& connection) { return connection.WaitForClose(); });
  std::vector<std::optional<FetchResult>> results(80);
  for (auto& result : results) {
    testing::Spawn(io_, fetcher_->Fetch(Request("/never")), result);
  }
  while (server_.heads().size() < results.size()) {
    io_.run_one();
  }
  fetcher_->CancelAll();
  EXPECT_EQ(fetcher_->in_flight(), 0u);
  io_.poll();
  for (const auto& result : results) {
    ASSERT_TRUE(result);
    EXPECT_EQ(result->outcome, FetchOutcome::kCancelled);
    EXPECT_FALSE(result->request_head.empty());
  }
  server_.On("/", Reply(Page("x")));
  EXPECT_EQ(Fetch("/").outcome, FetchOutcome::kOk) << "usable afterwards";
}

TEST_F(CurlFetcherTest, CancelsOneByItsCoroutine) {
  server_.On("/never", [](Connection& connection) { return connection.WaitForClose(); });
  server_.On("/", Reply(Page("x")));
  asio::cancellation_signal signal;
  std::optional<FetchResult> result;
  asio::co_spawn(io_, testing::Store(fetcher_->Fetch(Request("/never")), result),
                 asio::bind_cancellation_slot(signal.slot(), asio::detached));
  while (server_.heads().empty()) {
    io_.run_one();
  }
  signal.emit(asio::cancellation_type::terminal);
  while (!result) {
    io_.run_one();
  }
  EXPECT_EQ(result->outcome, FetchOutcome::kCancelled);
  EXPECT_EQ(fetcher_->in_flight(), 0u);
  EXPECT_EQ(Fetch("/").outcome, FetchOutcome::kOk);
}

TEST_F(CurlFetcherTest, MayDieWhileFetching) {
  server_.On("/never", [](Connection& connection) { return connection.WaitForClose(); });
  std::optional<FetchResult> result;
  testing::Spawn(io_, fetcher_->Fetch(Request("/never")), result);
  while (server_.heads().empty()) {
    io_.run_one();
  }
  fetcher_.reset();
  io_.poll();
  EXPECT_FALSE(result);
}

TEST_F(CurlFetcherTest, ConnectToLeadsNamesToTheAddressThatTheUserNamed) {
  CurlFetcherOptions options = LoopbackAllowed();
  options.allow_net.clear();
  options.connect_to = {"::127.0.0.1:" + std::to_string(server_.port())};
  Use(options);
  server_.On("/", Reply(Page("x")));
  const FetchResult result = FetchUrl("http://news.example/");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk) << result.detail;
  EXPECT_NE(server_.heads().at(0).find("Host: news.example\r\n"), std::string::npos);
  EXPECT_EQ(FetchUrl("http://127.0.0.1/").outcome, FetchOutcome::kAddressRefused);
  EXPECT_EQ(FetchUrl("http://localhost/").outcome, FetchOutcome::kAddressRefused);
  EXPECT_EQ(server_.heads().size(), 1u);
}

TEST_F(CurlFetcherTest, ResolveLeadsANameToTheAddressThatTheUserNamed) {
  CurlFetcherOptions options = LoopbackAllowed();
  options.allow_net.clear();
  const std::string port = std::to_string(server_.port());
  options.resolve = {"news.example:" + port + ":127.0.0.1"};
  Use(options);
  server_.On("/", Reply(Page("x")));
  const FetchResult result = FetchUrl("http://news.example:" + port + "/");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk) << result.detail;
}

TEST_F(CurlFetcherTest, GoesThroughAProxyThatTheUserNamed) {
  CurlFetcherOptions options = LoopbackAllowed();
  options.allow_net.clear();
  options.proxy = server_.Origin();
  Use(options);
  server_.On("http://news.example/a", Reply(Page("by proxy")));
  EXPECT_EQ(FetchUrl("http://news.example/a").body.view(), "by proxy");
  EXPECT_EQ(FetchUrl("http://192.168.0.1/a").outcome, FetchOutcome::kAddressRefused);
  EXPECT_EQ(server_.heads().size(), 1u);
}

TEST_F(CurlFetcherTest, NamesTheSwitchThatIsWrong) {
  const auto message = [this](const std::function<void(CurlFetcherOptions&)>& change) {
    CurlFetcherOptions options = LoopbackAllowed();
    change(options);
    const auto made = CurlFetcher::Make(io_.get_executor(), clock_, options);
    return made.has_error() ? made.error().message : std::string("accepted");
  };
  EXPECT_EQ(message([](auto& o) { o.connect_to = {"a:b"}; }),
            "--connect-to 'a:b': write it HOST1:PORT1:HOST2:PORT2, as for curl");
  EXPECT_EQ(message([](auto& o) { o.resolve = {"a:80:b"}; }),
            "--resolve 'a:80:b': write it HOST:PORT:ADDRESS[,ADDRESS], as for curl");
  EXPECT_EQ(message([](auto& o) { o.proxy = "ftp://x"; }),
            "--proxy 'ftp://x': write it [http|https|socks5|socks5h]://HOST:PORT");
  EXPECT_EQ(message([](auto& o) { o.cacert = "/nonexistent.pem"; }),
            "--cacert: cannot read '/nonexistent.pem'");
  EXPECT_EQ(
      message([](auto& o) { o.allow_net = {"everything"}; }),
      "--allow-net: 'everything' is not an address range; write it like 127.0.0.0/8 or fd00::/8");
}

}  // namespace
}  // namespace kiosque
