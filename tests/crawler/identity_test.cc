#include "crawler/identity.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

TEST(CrawlerIdentity, NamesAPersonBehindTheRequests) {
  const CrawlerIdentity page = CrawlerIdentity::Make("1.2", "https://example.org/bot", "").value();
  EXPECT_EQ(page.user_agent, "Kiosque/1.2 (+https://example.org/bot)");
  EXPECT_EQ(page.from, "");
  const CrawlerIdentity desk = CrawlerIdentity::Make("1.2", "desk@example.org", "").value();
  EXPECT_EQ(desk.user_agent, "Kiosque/1.2 (+desk@example.org)");
  EXPECT_EQ(desk.from, "desk@example.org");
  EXPECT_EQ(CrawlerIdentity::Make("1.2", "mailto:desk@example.org", "").value().from,
            "desk@example.org");
}

TEST(CrawlerIdentity, SendsAnotherUserAgentWhenToldTo) {
  const CrawlerIdentity own = CrawlerIdentity::Make("1.2", "desk@example.org", "MyBot/1").value();
  EXPECT_EQ(own.user_agent, "MyBot/1");
  EXPECT_EQ(own.from, "desk@example.org");
}

TEST(CrawlerIdentity, RefusesWhatNobodyCanBeReachedBy) {
  for (const char* contact : {"", "me", "@example.org", "a@b@example.org", "a b@example.org",
                              "desk@localhost", "ftp://example.org/", "desk@example.org\r\nX: y",
                              "https://example.org/(x)", "d\xc3\xa9sk@example.org"}) {
    EXPECT_TRUE(CrawlerIdentity::Make("1", contact, "").has_error()) << contact;
  }
  EXPECT_TRUE(CrawlerIdentity::Make("1", "desk@example.org", "a\r\nb").has_error());
}

}  // namespace
}  // namespace kiosque
