// What servers do to a client, one behaviour a case. Each must end in a recorded outcome within
// bounded bytes and time, and leave the fetcher fit for the healthy page that every case ends with.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <vector>

#include "crawler/curl_fetcher.h"
#include "support/coded_bodies.h"
#include "support/loopback_server.h"
#include "support/run_coroutine.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::Behaviour;
using testing::Connection;
using testing::LoopbackServer;
using testing::Page;
using testing::Reply;
using testing::ReplyAndClose;
namespace asio = boost::asio;

constexpr std::size_t kCap = 200'000;
constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\n";

class Hostile : public ::testing::Test {
 protected:
  Hostile() {
    CurlFetcherOptions options;
    options.user_agent = "Kiosque/test";
    options.allow_net = {"127.0.0.0/8"};
    options.low_speed_time = 2s;
    fetcher_ = CurlFetcher::Make(io_.get_executor(), clock_, options).value();
    server_.On("/healthy", Reply(Page("healthy")));
  }
  void TearDown() override {
    FetchRequest request(Url::Parse(server_.Origin() + "/healthy").value());
    const FetchResult healthy = Fetch(std::move(request));
    EXPECT_EQ(healthy.outcome, FetchOutcome::kOk) << healthy.detail;
    EXPECT_EQ(healthy.body.view(), "healthy");
    EXPECT_EQ(fetcher_->in_flight(), 0u);
  }

  FetchResult Fetch(FetchRequest request) {
    std::optional<FetchResult> result;
    testing::Spawn(io_, fetcher_->Fetch(std::move(request)), result);
    while (!result) {
      io_.run_one();
    }
    EXPECT_LE(result->body.size(), kCap);
    EXPECT_LE(result->coded_body.size(), kCap);
    EXPECT_LE(result->response_head.size(), HeadLimits().bytes);
    const bool fine =
        result->outcome == FetchOutcome::kOk || result->outcome == FetchOutcome::kRedirect;
    EXPECT_EQ(fine, result->detail.empty()) << result->detail;
    return std::move(*result);
  }
  FetchResult Meet(Behaviour behaviour, std::chrono::milliseconds timeout = 5s) {
    server_.On("/", std::move(behaviour));
    FetchRequest request(Url::Parse(server_.Origin() + "/").value());
    request.max_body_bytes = kCap;
    request.timeout = timeout;
    return Fetch(std::move(request));
  }
  FetchResult MeetBytes(std::string bytes) { return Meet(ReplyAndClose(std::move(bytes))); }

  asio::io_context io_;
  SystemClock clock_;
  LoopbackServer server_{io_};
  std::unique_ptr<CurlFetcher> fetcher_;
};

// Sends `head`, then `piece` again and again until the client has had enough.
Behaviour Endless(std::string head, std::string piece, std::chrono::milliseconds pause = 0ms) {
  return [=](Connection& connection) -> asio::awaitable<void> {
    co_await connection.Send(head);
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor);
    while (connection.open()) {
      co_await connection.Send(piece);
      if (pause > 0ms) {
        timer.expires_after(pause);
        co_await timer.async_wait(asio::use_awaitable);
      }
    }
  };
}

std::string Chunk(const std::string& bytes) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return size + bytes + "\r\n";
}

// --- bodies

TEST_F(Hostile, GzipBomb) {
  const FetchResult result =
      MeetBytes(Page(testing::Gzip(std::string(20u << 20, '\0')), "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(result.outcome, FetchOutcome::kTooLarge);
  EXPECT_TRUE(result.truncated);
  EXPECT_EQ(result.body.size(), kCap);
}

TEST_F(Hostile, ZstdBomb) {
  const FetchResult result =
      MeetBytes(Page(testing::Zstd(std::string(20u << 20, '\0')), "Content-Encoding: zstd\r\n"));
  EXPECT_EQ(result.outcome, FetchOutcome::kTooLarge);
}

TEST_F(Hostile, BombInsideABomb) {
  const std::string inner = testing::Gzip(std::string(20u << 20, '\0'));
  EXPECT_EQ(MeetBytes(Page(testing::Gzip(inner), "Content-Encoding: gzip, gzip\r\n")).outcome,
            FetchOutcome::kTooLarge);
}

TEST_F(Hostile, TransferEncodingBomb) {
  // A transfer coding that nobody asked for stays on: Meet checks that no byte over the cap is
  // kept.
  const std::string coded = testing::Gzip(std::string(20u << 20, '\0'));
  const FetchResult result = MeetBytes(
      std::string(kOk) + "Transfer-Encoding: gzip, chunked\r\n\r\n" + Chunk(coded) + "0\r\n\r\n");
  EXPECT_EQ(result.body.view(), coded);
}

TEST_F(Hostile, TooManyLayersOfCoding) {
  const FetchResult result = MeetBytes(Page("x", "Content-Encoding: gzip, br, gzip, br, gzip\r\n"));
  EXPECT_EQ(result.outcome, FetchOutcome::kBadResponse);
}

TEST_F(Hostile, CodingThatIsALie) {
  const FetchResult result =
      MeetBytes(Page("<p>not gzip at all</p>", "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(result.outcome, FetchOutcome::kBadResponse);
  EXPECT_EQ(result.coded_body, "<p>not gzip at all</p>");
}

TEST_F(Hostile, CodingCutInTheMiddle) {
  std::string text;
  for (int i = 0; i < 5000; ++i) {
    text += std::to_string(i * i) + ' ';
  }
  const std::string coded = testing::Gzip(text);
  const FetchResult result =
      MeetBytes(Page(coded.substr(0, coded.size() / 2), "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(result.outcome, FetchOutcome::kBadResponse);
  EXPECT_TRUE(result.truncated);
  EXPECT_TRUE(text.starts_with(result.body.view()));
  EXPECT_GT(result.body.size(), 1000u);
}

TEST_F(Hostile, EndlessBody) {
  const FetchResult result = Meet(Endless(std::string(kOk) + "\r\n", std::string(10'000, 'x')));
  EXPECT_EQ(result.outcome, FetchOutcome::kTooLarge);
  EXPECT_EQ(result.body.size(), kCap);
  EXPECT_LT(result.wire_bytes, 2 * kCap);
}

TEST_F(Hostile, EndlessChunks) {
  const FetchResult result = Meet(Endless(std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n",
                                          Chunk(std::string(1000, 'x'))));
  EXPECT_EQ(result.outcome, FetchOutcome::kTooLarge);
}

TEST_F(Hostile, EndlessBodyOfARedirect) {
  const FetchResult result =
      Meet(Endless("HTTP/1.1 302 Found\r\nLocation: /next\r\n\r\n", std::string(10'000, 'x')));
  EXPECT_EQ(result.outcome, FetchOutcome::kRedirect);
  EXPECT_TRUE(result.truncated);
  EXPECT_LE(result.body.size(), Exchange::kMaxRedirectBody);
  result.location.value();
}

TEST_F(Hostile, DrippingBody) {
  const FetchResult result =
      Meet(Endless(std::string(kOk) + "Content-Type: text/html\r\n\r\n", "x", 20ms), 1s);
  EXPECT_EQ(result.outcome, FetchOutcome::kTimeout);
  EXPECT_TRUE(result.truncated);
  EXPECT_LT(result.duration, 15s);
}

TEST_F(Hostile, BodySlowerThanAllowed) {
  const FetchResult result = Meet(Endless(std::string(kOk) + "\r\n", "x", 100ms), 20s);
  EXPECT_EQ(result.outcome, FetchOutcome::kTimeout);
  EXPECT_LT(result.duration, 15s);
}

TEST_F(Hostile, AnnouncedBodyOverTheCap) {
  const FetchResult result = MeetBytes(std::string(kOk) + "Content-Length: 999999999999\r\n\r\nx");
  EXPECT_EQ(result.outcome, FetchOutcome::kTooLarge);
  EXPECT_TRUE(result.body.empty());
}

// --- framing

TEST_F(Hostile, ContentLengthTooLong) {
  const FetchResult result = MeetBytes(std::string(kOk) + "Content-Length: 100\r\n\r\nonly this");
  EXPECT_EQ(result.outcome, FetchOutcome::kDisconnected);
  EXPECT_TRUE(result.truncated);
  EXPECT_EQ(result.body.view(), "only this");
}

TEST_F(Hostile, ContentLengthTooShort) {
  // What follows must not be taken for the answer to the next request.
  const FetchResult result =
      Meet(Reply(std::string(kOk) +
                 "Content-Length: 4\r\n\r\ngoodHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
  EXPECT_EQ(result.outcome, FetchOutcome::kOk);
  EXPECT_EQ(result.body.view(), "good");
}

TEST_F(Hostile, ContentLengthOfNonsense) {
  for (const char* length : {"-1", "abc", "99999999999999999999999999", "5, 7", ""}) {
    const FetchResult result =
        MeetBytes(std::string(kOk) + "Content-Length: " + length + "\r\n\r\nhello");
    EXPECT_NE(result.outcome, FetchOutcome::kCancelled) << length;
    EXPECT_LE(result.body.size(), 5u);
  }
}

TEST_F(Hostile, BadChunkSize) {
  for (const char* chunk :
       {"zz\r\nhello\r\n", "-5\r\nhello\r\n", "\r\n\r\n", "ffffffffffffffffffff\r\nx"}) {
    const FetchResult result =
        MeetBytes(std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n" + Chunk("first") + chunk);
    EXPECT_EQ(result.outcome, FetchOutcome::kBadResponse) << chunk << ": " << result.detail;
    EXPECT_TRUE(result.truncated);
    EXPECT_EQ(result.body.view(), "first");
  }
}

TEST_F(Hostile, ChunksCutInTheMiddle) {
  const FetchResult result = MeetBytes(std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n" +
                                       Chunk("first") + "9\r\nsec");
  EXPECT_EQ(result.outcome, FetchOutcome::kDisconnected) << result.detail;
  EXPECT_TRUE(result.truncated);
  EXPECT_EQ(result.body.view(), "firstsec");
}

TEST_F(Hostile, FloodOfTrailers) {
  std::string bytes =
      std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n" + Chunk("x") + "0\r\n";
  for (int i = 0; i < 100'000; ++i) {
    bytes += "T: v\r\n";
  }
  EXPECT_EQ(MeetBytes(bytes + "\r\n").outcome, FetchOutcome::kTooManyHeaders);
}

// --- heads

TEST_F(Hostile, TenMegabytesOfHead) {
  const FetchResult result =
      Meet(Endless(std::string(kOk), "X-Fill: " + std::string(8000, 'x') + "\r\n"));
  EXPECT_EQ(result.outcome, FetchOutcome::kTooManyHeaders);
  EXPECT_LT(result.wire_bytes, 200'000u);
}

TEST_F(Hostile, HeaderLineWithoutEnd) {
  const FetchResult result = Meet(Endless(std::string(kOk) + "X-Fill: ", std::string(8000, 'x')));
  EXPECT_EQ(result.outcome, FetchOutcome::kTooManyHeaders) << result.detail;
}

TEST_F(Hostile, StatusLineWithoutEnd) {
  const FetchResult result = Meet(Endless("HTTP/1.1 200 ", std::string(8000, 'x')));
  EXPECT_EQ(result.outcome, FetchOutcome::kTooManyHeaders) << result.detail;
}

TEST_F(Hostile, HundredThousandFields) {
  std::string head(kOk);
  for (int i = 0; i < 100'000; ++i) {
    head += "X: y\r\n";
  }
  EXPECT_EQ(MeetBytes(head + "\r\n").outcome, FetchOutcome::kTooManyHeaders);
}

TEST_F(Hostile, CookieBomb) {
  std::string cookies;
  for (int i = 0; i < 100; ++i) {
    cookies += "Set-Cookie: c" + std::to_string(i) + "=" + std::string(400, 'c') + "\r\n";
  }
  EXPECT_EQ(Meet(Reply(Page("x", cookies))).outcome, FetchOutcome::kOk);
  EXPECT_EQ(Meet(Reply(Page("x"))).outcome, FetchOutcome::kOk);
  EXPECT_EQ(server_.heads().back().find("Cookie"), std::string::npos)
      << "nothing is ever sent back";
}

TEST_F(Hostile, DrippingHead) {
  const FetchResult result = Meet(Endless(std::string(kOk) + "X-Slow: ", "x", 20ms), 1s);
  EXPECT_EQ(result.outcome, FetchOutcome::kTimeout);
}

TEST_F(Hostile, ControlCharactersInFields) {
  const FetchResult result =
      MeetBytes(std::string(kOk) + "X-Bell: \x07\x1b[2Jred\r\nContent-Type: text/html\x7f\r\n" +
                "Content-Length: 1\r\n\r\nx");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk) << result.detail;
  EXPECT_EQ(result.Field("X-Bell"), "\x07\x1b[2Jred") << "kept raw; made fit where it is printed";
}

TEST_F(Hostile, NulInAField) {
  const std::string bytes =
      std::string(kOk) + "X-Nul: a" + std::string(1, '\0') + "b\r\nContent-Length: 1\r\n\r\nx";
  const FetchResult result = MeetBytes(bytes);
  EXPECT_TRUE(result.outcome == FetchOutcome::kOk || result.outcome == FetchOutcome::kBadResponse);
}

TEST_F(Hostile, FloodOfInterimResponses) {
  const FetchResult result = Meet(Endless("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"));
  EXPECT_EQ(result.outcome, FetchOutcome::kTooManyHeaders) << result.detail;
}

TEST_F(Hostile, AFewInterimResponsesAreFine) {
  const FetchResult result =
      Meet(Reply("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" +
                 Page("page")));
  EXPECT_EQ(result.outcome, FetchOutcome::kOk);
  EXPECT_TRUE(result.response_head.starts_with("HTTP/1.1 200 OK\r\n")) << result.response_head;
  EXPECT_EQ(result.body.view(), "page");
}

TEST_F(Hostile, SwitchingProtocolsUnasked) {
  const FetchResult result = Meet(
      ReplyAndClose(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
      1s);
  EXPECT_NE(result.outcome, FetchOutcome::kOk);
}

TEST_F(Hostile, Http09) {
  const FetchResult result = MeetBytes("<html>no head at all</html>");
  EXPECT_EQ(result.outcome, FetchOutcome::kBadResponse);
  EXPECT_TRUE(result.body.empty());
}

TEST_F(Hostile, AnotherProtocol) {
  EXPECT_EQ(MeetBytes("SSH-2.0-OpenSSH_9.2\r\n").outcome, FetchOutcome::kBadResponse);
}

TEST_F(Hostile, StatusOfNonsense) {
  for (const char* line : {"HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 000 x\r\n\r\n",
                           "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 99999 x\r\n\r\n"}) {
    const FetchResult result = MeetBytes(line);
    EXPECT_TRUE(result.outcome == FetchOutcome::kBadResponse || result.status == 200)
        << line << result.detail;
  }
}

TEST_F(Hostile, Http10WithoutLengthIsFine) {
  const FetchResult result =
      MeetBytes("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nold but whole");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk);
  EXPECT_EQ(result.body.view(), "old but whole");
  EXPECT_EQ(result.protocol, "http/1.0");
}

// --- connections

TEST_F(Hostile, ResetInsteadOfAnAnswer) {
  const FetchResult result = Meet([](Connection& connection) -> asio::awaitable<void> {
    connection.Reset();
    co_return;
  });
  EXPECT_EQ(result.outcome, FetchOutcome::kDisconnected) << result.detail;
}

TEST_F(Hostile, CloseInsteadOfAnAnswer) {
  EXPECT_EQ(MeetBytes("").outcome, FetchOutcome::kDisconnected);
}

TEST_F(Hostile, ResetInTheBody) {
  const FetchResult result = Meet([](Connection& connection) -> asio::awaitable<void> {
    co_await connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
    connection.Reset();
  });
  EXPECT_EQ(result.outcome, FetchOutcome::kDisconnected) << result.detail;
  EXPECT_EQ(result.status, 200);
  EXPECT_TRUE(result.truncated);
}

TEST_F(Hostile, CloseInTheHead) {
  const FetchResult result = MeetBytes("HTTP/1.1 200 OK\r\nContent-Ty");
  EXPECT_NE(result.outcome, FetchOutcome::kOk);
}

TEST_F(Hostile, AcceptsAndNeverAnswers) {
  const FetchResult result =
      Meet([](Connection& connection) { return connection.WaitForClose(); }, 200ms);
  EXPECT_EQ(result.outcome, FetchOutcome::kTimeout);
  EXPECT_LT(result.duration, 15s);
}

TEST_F(Hostile, ManySilentServersDoNotStarveAHealthyOne) {
  server_.On("/silent", [](Connection& connection) { return connection.WaitForClose(); });
  std::vector<std::optional<FetchResult>> silent(50);
  for (auto& result : silent) {
    FetchRequest request(Url::Parse(server_.Origin() + "/silent").value());
    request.timeout = 60s;
    testing::Spawn(io_, fetcher_->Fetch(std::move(request)), result);
  }
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(Meet(Reply(Page("x"))).outcome, FetchOutcome::kOk);
  }
  fetcher_->CancelAll();
  io_.poll();
  EXPECT_TRUE(
      std::all_of(silent.begin(), silent.end(), [](const auto& one) { return one.has_value(); }));
}

TEST_F(Hostile, HugeUrl) {
  FetchRequest request(Url::Parse(server_.Origin() + "/" + std::string(60'000, 'u')).value());
  EXPECT_EQ(Fetch(std::move(request)).status, 404);
}

// --- redirects

TEST_F(Hostile, RedirectsToWhereNobodyGoes) {
  for (const char* location :
       {"file:///etc/passwd", "gopher://127.0.0.1:70/", "data:text/html,x", "javascript:alert(1)",
        "ftp://127.0.0.1/", "//", "http://", "https://[::1", "\x01"}) {
    const FetchResult result =
        Meet(Reply("HTTP/1.1 302 Found\r\nLocation: " + std::string(location) +
                   "\r\nContent-Length: 0\r\n\r\n"));
    if (result.outcome == FetchOutcome::kRedirect) {
      EXPECT_TRUE(result.location->href().starts_with("http")) << location;
    } else {
      EXPECT_EQ(result.outcome, FetchOutcome::kBadRedirect) << location;
    }
  }
}

TEST_F(Hostile, RedirectToAPrivateAddressGoesNowhere) {
  const FetchResult hop =
      Meet(Reply("HTTP/1.1 302 Found\r\nLocation: "
                 "http://169.254.169.254/latest/meta-data/\r\nContent-Length: 0\r\n\r\n"));
  FetchRequest next(hop.location.value());
  EXPECT_EQ(Fetch(std::move(next)).outcome, FetchOutcome::kAddressRefused);
}

}  // namespace
}  // namespace kiosque
