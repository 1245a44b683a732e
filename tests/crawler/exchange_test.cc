#include "crawler/exchange.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kiosque {
namespace {

const UtcTime kExchangeNow = ParseUtc("2024-04-13T08:00:00Z").value();

FetchRequest Request(std::size_t cap = 100) {
  FetchRequest request(Url::Parse("https://example.org/").value());
  request.max_body_bytes = cap;
  return request;
}

TransportEnd Whole() {
  return TransportEnd(FetchOutcome::kOk, "");
}

bool Lines(Exchange& exchange, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    if (!exchange.OnHeaderLine(line)) {
      return false;
    }
  }
  return true;
}

TEST(Exchange, KeepsOnlyTheFinalHead) {
  Exchange exchange(Request(), HeadLimits());
  EXPECT_TRUE(Lines(exchange, {"HTTP/1.1 103 Hints\r\n", "Link: x\r\n", "\r\n",
                               "HTTP/1.1 200 OK\r\n", "A: b\r\n", "\r\n"}));
  EXPECT_TRUE(exchange.OnBody("body"));
  EXPECT_TRUE(Lines(exchange, {"Trailer: t\r\n", "\r\n"}));
  const FetchResult result = exchange.Finish(Whole(), kExchangeNow);
  EXPECT_EQ(result.response_head, "HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
  EXPECT_EQ(result.body.view(), "body");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk);
}

TEST(Exchange, TakesTheRequestOfTheLastAttempt) {
  Exchange exchange(Request(), HeadLimits());
  exchange.OnRequestHead("GET / HTTP/1.1\r\n");
  exchange.OnRequestHead("Host: a\r\n\r\n");
  exchange.OnRequestHead("GET / HTTP/1.1\r\nHost: b\r\n\r\n");
  EXPECT_EQ(exchange.Finish(Whole(), kExchangeNow).request_head,
            "GET / HTTP/1.1\r\nHost: b\r\n\r\n");
}

TEST(Exchange, StopsAtEachCapAndStaysStopped) {
  HeadLimits limits;
  limits.bytes = 200;
  limits.fields = 3;
  limits.interim = 1;
  Exchange fields(Request(), limits);
  EXPECT_FALSE(
      Lines(fields, {"HTTP/1.1 200 OK\r\n", "A: 1\r\n", " folded\r\n", "B: 2\r\n", "C: 3\r\n"}));
  EXPECT_FALSE(fields.OnHeaderLine("\r\n"));
  EXPECT_FALSE(fields.OnBody("x"));
  EXPECT_EQ(fields.Finish(Whole(), kExchangeNow).outcome, FetchOutcome::kTooManyHeaders);
  Exchange bytes(Request(), limits);
  EXPECT_FALSE(Lines(bytes, {"HTTP/1.1 200 OK\r\n", "A: " + std::string(200, 'x') + "\r\n"}));
  Exchange interim(Request(), limits);
  EXPECT_FALSE(Lines(interim, {"HTTP/1.1 100 C\r\n", "\r\n", "HTTP/1.1 100 C\r\n", "\r\n"}));
  EXPECT_EQ(interim.Finish(Whole(), kExchangeNow).outcome, FetchOutcome::kTooManyHeaders);
}

TEST(Exchange, GivesUpAnAnnouncedGiantUnlessAPrefixIsWanted) {
  const std::vector<std::string> head = {"HTTP/1.1 200 OK\r\n", "Content-Length: 101\r\n", "\r\n"};
  Exchange page(Request(), HeadLimits());
  EXPECT_FALSE(Lines(page, head));
  const FetchResult refused = page.Finish(Whole(), kExchangeNow);
  EXPECT_EQ(refused.outcome, FetchOutcome::kTooLarge);
  EXPECT_EQ(refused.status, 200);
  FetchRequest request = Request();
  request.want_prefix = true;
  Exchange robots(request, HeadLimits());
  EXPECT_TRUE(Lines(robots, head));
  EXPECT_FALSE(robots.OnBody(std::string(101, 'r')));
  const FetchResult prefix = robots.Finish(Whole(), kExchangeNow);
  EXPECT_EQ(prefix.outcome, FetchOutcome::kTooLarge);
  EXPECT_EQ(prefix.body.size(), 100u);
}

TEST(Exchange, KeepsWhatCameBeforeAFailure) {
  Exchange exchange(Request(), HeadLimits());
  Lines(exchange, {"HTTP/1.1 200 OK\r\n", "Content-Type: text/html\r\n", "\r\n"});
  exchange.OnBody("half");
  const FetchResult result =
      exchange.Finish(TransportEnd(FetchOutcome::kDisconnected, "reset"), kExchangeNow);
  EXPECT_EQ(result.outcome, FetchOutcome::kDisconnected);
  EXPECT_EQ(result.detail, "reset");
  EXPECT_EQ(result.media_type, "text/html");
  EXPECT_EQ(result.body.view(), "half");
  EXPECT_TRUE(result.truncated);
}

TEST(Exchange, ARedirectNeedsNoWholeBody) {
  const std::vector<std::string> head = {"HTTP/1.1 302 Found\r\n", "Location: /x\r\n", "\r\n"};
  Exchange cut(Request(), HeadLimits());
  Lines(cut, head);
  EXPECT_EQ(cut.Finish(TransportEnd(FetchOutcome::kDisconnected, "reset"), kExchangeNow).outcome,
            FetchOutcome::kRedirect);
  Exchange stopped(Request(), HeadLimits());
  Lines(stopped, head);
  EXPECT_EQ(
      stopped.Finish(TransportEnd(FetchOutcome::kCancelled, "cancelled"), kExchangeNow).outcome,
      FetchOutcome::kCancelled);
}

TEST(Exchange, FailureBeforeAnyHead) {
  Exchange exchange(Request(), HeadLimits());
  const FetchResult result =
      exchange.Finish(TransportEnd(FetchOutcome::kTimeout, "slow"), kExchangeNow);
  EXPECT_EQ(result.outcome, FetchOutcome::kTimeout);
  EXPECT_EQ(result.status, 0);
  EXPECT_FALSE(result.truncated);
  Exchange nothing(Request(), HeadLimits());
  EXPECT_EQ(nothing.Finish(Whole(), kExchangeNow).outcome, FetchOutcome::kBadResponse);
}

}  // namespace
}  // namespace kiosque
