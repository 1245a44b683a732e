#include "crawler/clean_url.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

std::string Clean(const char* url) {
  return CleanUrl(Url::Parse(url).value()).href();
}

TEST(CleanUrl, DropsTrackersAndSessionsWhereverTheyStand) {
  EXPECT_EQ(Clean("https://a.example/x/?utm_source=rss"), "https://a.example/x/");
  EXPECT_EQ(Clean("https://a.example/x/?utm_source=rss&id=7"), "https://a.example/x/?id=7");
  EXPECT_EQ(Clean("https://a.example/x/?id=7&fbclid=abc#top"), "https://a.example/x/?id=7");
  EXPECT_EQ(Clean("https://a.example/x/?b=2&gclid=1&a=1&utm_medium=m"),
            "https://a.example/x/?b=2&a=1");
}

TEST(CleanUrl, LeavesEverythingElseAsItWasWritten) {
  for (const char* url :
       {"https://a.example/", "https://a.example/x?", "https://a.example/x?b=2&a=1",
        "https://a.example/x?a", "https://a.example/x?a=%7E&b=+", "https://a.example/x?a=1&a=1"}) {
    EXPECT_EQ(Clean(url), url);
  }
  EXPECT_EQ(Clean("https://a.example/x?b=%7Ey&utm_id=1&a=1"), "https://a.example/x?b=%7Ey&a=1");
}

}  // namespace
}  // namespace kiosque
