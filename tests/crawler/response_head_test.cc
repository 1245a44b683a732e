#include "crawler/response_head.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

using namespace std::chrono_literals;

const UtcTime kNow = ParseUtc("2024-04-13T08:00:00Z").value();

FetchResult Interpret(std::string head, bool conditional = false,
                      std::string_view url = "https://example.org/a/b?c#d") {
  FetchResult result(Url::Parse(url).value());
  result.response_head = std::move(head);
  InterpretHead(result, conditional, kNow);
  return result;
}

TEST(ResponseHead, ReadsWhatTheCrawlNeeds) {
  const FetchResult result = Interpret(
      "HTTP/1.1 200 OK\r\n"
      "content-TYPE: Text/HTML; boundary=x ; Charset=\"ISO-8859-1\"\r\n"
      "ETag:  W/\"abc\" \r\n"
      "Last-Modified: Sat, 13 Apr 2024 07:00:00 GMT\r\n"
      "\r\n");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk);
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.media_type, "text/html");
  EXPECT_EQ(result.http_charset, "iso-8859-1");
  EXPECT_EQ(result.etag, "W/\"abc\"");
  EXPECT_EQ(result.last_modified, "Sat, 13 Apr 2024 07:00:00 GMT");
}

TEST(ResponseHead, ResolvesLocationAgainstTheRequest) {
  const FetchResult result = Interpret("HTTP/1.1 302 Found\r\nLocation: ../x?y#z\r\n\r\n");
  EXPECT_EQ(result.outcome, FetchOutcome::kRedirect);
  ASSERT_TRUE(result.location);
  EXPECT_EQ(result.location->href(), "https://example.org/x?y");
}

TEST(ResponseHead, CallsARedirectToNowhereBad) {
  for (const char* head :
       {"HTTP/1.1 301 Moved\r\n\r\n", "HTTP/1.1 301 Moved\r\nLocation: file:///etc/passwd\r\n\r\n",
        "HTTP/1.1 308 Moved\r\nLocation: gopher://x/\r\n\r\n",
        "HTTP/1.1 307 Moved\r\nLocation: https://\r\n\r\n",
        "HTTP/1.1 303 Moved\r\nLocation: data:text/html,x\r\n\r\n"}) {
    const FetchResult result = Interpret(head);
    EXPECT_EQ(result.outcome, FetchOutcome::kBadRedirect) << head;
    EXPECT_FALSE(result.location);
    EXPECT_FALSE(result.detail.empty());
  }
}

TEST(ResponseHead, Rfc9110_15_4_Offers300And304NoRedirect) {
  EXPECT_EQ(Interpret("HTTP/1.1 300 Choices\r\nLocation: /x\r\n\r\n").outcome, FetchOutcome::kOk);
  EXPECT_EQ(Interpret("HTTP/1.1 304 Same\r\nLocation: /x\r\n\r\n").outcome, FetchOutcome::kOk);
  EXPECT_EQ(Interpret("HTTP/1.1 304 Same\r\n\r\n", true).outcome, FetchOutcome::kNotModified);
}

TEST(ResponseHead, ReadsRetryAfter) {
  EXPECT_EQ(Interpret("HTTP/1.1 503 Busy\r\nRetry-After: 90\r\n\r\n").retry_after, 90s);
  EXPECT_EQ(Interpret("HTTP/1.1 429 Slow\r\nRetry-After: Sat, 13 Apr 2024 08:10:00 GMT\r\n\r\n")
                .retry_after,
            600s);
  EXPECT_FALSE(Interpret("HTTP/1.1 503 Busy\r\nRetry-After: later\r\n\r\n").retry_after);
}

TEST(ResponseHead, GivesFieldsInOrderWhateverTheLineEnds) {
  const FetchResult result = Interpret(
      "HTTP/1.1 200 OK\nX-Robots-Tag: noarchive\n folded: not a field\nno colon here\r\n"
      "x-robots-tag:nofollow\r\n: empty name\r\n\r\n");
  EXPECT_EQ(result.Field("X-ROBOTS-TAG"), "noarchive");
  EXPECT_EQ(result.Fields("x-robots-tag"),
            (std::vector<std::string_view>{"noarchive", "nofollow"}));
  EXPECT_EQ(result.Field("folded"), "");
}

TEST(ResponseHead, SurvivesAnyBytes) {
  using namespace std::string_literals;
  const std::string nul = "HTTP/1.1 200 OK\r\nA\0B: \0\xff\r\n"s;
  EXPECT_EQ(Interpret(nul).outcome, FetchOutcome::kOk);
  for (const char* head : {"", "\n", ":", "HTTP/", "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20",
                           "HTTP/1.1 2000 x", "HTTP/1.1 099 x", "ICY 200 OK\r\n\r\n", "<html>"}) {
    EXPECT_EQ(Interpret(head).outcome, FetchOutcome::kBadResponse) << head;
  }
  EXPECT_EQ(Interpret("HTTP/2 200 \r\n\r\n").status, 200);
  EXPECT_EQ(Interpret("HTTP/1.1 999 Denied\r\n\r\n").status, 999);
}

TEST(ContentType, ReadsLabelsAsServersWriteThem) {
  EXPECT_EQ(ParseContentType("text/html;charset=utf-8").charset, "utf-8");
  EXPECT_EQ(ParseContentType("text/html; charset='windows-1252'").charset, "windows-1252");
  EXPECT_EQ(ParseContentType("text/html; CHARSET = \"UTF-8\" ; x=y").charset, "utf-8");
  EXPECT_EQ(ParseContentType("text/html; charset=").charset, "");
  EXPECT_EQ(ParseContentType(";charset=x").media_type, "");
  EXPECT_EQ(ParseContentType("").media_type, "");
}

}  // namespace
}  // namespace kiosque
