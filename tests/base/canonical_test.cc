// Under which URL a page is known. Rules of w3lib.canonicalize_url and courlan's tracker list, ours
// where they would merge pages.
#include "base/canonical.h"

#include <gtest/gtest.h>

#include <string>

#include "support/json_rows.h"

namespace kiosque {
namespace {

std::string Canonical(std::string_view text) {
  const Result<Url> url = Url::Parse(text);
  EXPECT_TRUE(url.has_value()) << text;
  return url ? CanonicalUrl(*url).href() : "";
}

/// What w3lib does and a visit key must not: see docs/conformance.md, "Canonical URLs".
bool IsArguedDeviation(const nlohmann::json& row, const std::string& input) {
  return row["kw"].contains("keep_fragments")              // a fragment is never part of the key
         || input.find("user:pass@") != std::string::npos  // nor are credentials
         || !Url::Parse(input)                             // a key is of an absolute URL
         || input.starts_with("http://.");  // w3lib leaves hosts raw that IDNA 2003 refuses
}

TEST(Canonical, AgreesWithW3lib) {
  KIOSQUE_NEED_TEST_DATA();
  int checked = 0;
  for (const nlohmann::json& row : testing::JsonRows("conformance/url_canon.jsonl")) {
    if (row["func"] != "canonicalize_url") {
      continue;
    }
    const std::string input = row["args"][0];
    if (IsArguedDeviation(row, input)) {
      continue;
    }
    ++checked;
    std::string encoding = row["kw"].value("encoding", "utf-8");
    encoding = encoding == "latin1"   ? "windows-1252"
               : encoding == "cp1251" ? "windows-1251"
                                      : encoding;
    const Url base = *Url::Parse("http://base.invalid/");
    EXPECT_EQ(CanonicalUrl(*base.Resolve(input, encoding)).href(), row["expect"]) << row;
  }
  EXPECT_GT(checked, 20);
}

TEST(Canonical, DropsTheTrackersThatCourlanDrops) {
  KIOSQUE_NEED_TEST_DATA();
  int checked = 0;
  for (const nlohmann::json& row : testing::JsonRows("conformance/url_canon.jsonl")) {
    const Result<Url> url =
        Url::Parse(row["func"] == "normalize_url" ? row["args"][0].get<std::string>() : "");
    if (!url || url->search().empty()) {
      continue;
    }
    ++checked;
    EXPECT_EQ(Canonical(url->href()),
              Url::Parse(row["expect"].get<std::string>())->WithoutFragment().href());
  }
  EXPECT_GT(checked, 5);
}

TEST(Canonical, IsAFixedPoint) {
  KIOSQUE_NEED_TEST_DATA();
  for (const nlohmann::json& row : testing::JsonRows("conformance/url_parse.jsonl")) {
    if (const Result<Url> url = Url::Parse(row["input"].get<std::string>())) {
      const Url once = CanonicalUrl(*url);
      EXPECT_EQ(CanonicalUrl(once), once) << *url->href().c_str();
      EXPECT_EQ(*Url::Parse(once.href()), once);
    }
  }
}

TEST(Canonical, OfTwoArbitraryBytesIsAFixedPoint) {
  const Url base = *Url::Parse("http://example.org/");
  for (const std::string part :
       {"/", "/%", "/%2", "/a;jsessionid=1", "?", "?a=%", "?utm_", "?%2", "?sid="}) {
    for (int first = 0; first < 256; ++first) {
      for (const char* rest : {"", "%", "25", "=&", "/../x", "+%2B", "41", "\xC3\xA9"}) {
        const Result<Url> url = base.Resolve(part + static_cast<char>(first) + rest);
        if (url) {
          const Url once = CanonicalUrl(*url);
          ASSERT_EQ(CanonicalUrl(once), once) << url->href();
        }
      }
    }
  }
}

TEST(Canonical, DropsFragmentCredentialsAndEmptyQueries) {
  EXPECT_EQ(Canonical("http://user:pass@example.org/a?#top"), "http://example.org/a");
  EXPECT_EQ(Canonical("http://example.org/a?&&"), "http://example.org/a");
  EXPECT_EQ(Canonical("http://example.org/#!/page"), "http://example.org/");
}

TEST(Canonical, OwnPolicy_DropsTrackersAndShareButtons) {
  for (const char* dropped : {"utm_source=rss", "UTM_Source=rss", "fbclid=IwAR0", "gclid=x",
                              "amp;utm_medium=x", "replytocom=123", "share=facebook",
                              "share=twitter&nb=1", "mc_cid=1", "_ga=2.1", "xtor=RSS-1"}) {
    EXPECT_EQ(Canonical(std::string("https://example.org/a?p=1&") + dropped),
              "https://example.org/a?p=1")
        << dropped;
  }
}

TEST(Canonical, OwnPolicy_DropsSessionIds) {
  EXPECT_EQ(Canonical("http://example.org/a;jsessionid=0A1B2C?x=1"), "http://example.org/a?x=1");
  EXPECT_EQ(Canonical("http://example.org/a;JSESSIONID=0A1B2C/b"), "http://example.org/a/b");
  EXPECT_EQ(Canonical("http://example.org/x/..;jsessionid=1"), "http://example.org/");
  EXPECT_EQ(Canonical("http://example.org/?PHPSESSID=abc&id=1"), "http://example.org/?id=1");
  EXPECT_EQ(Canonical("http://example.org/?sid=0123456789abcdef0123456789abcdef"),
            "http://example.org/");
  EXPECT_EQ(Canonical("http://example.org/?CFID=1&CFTOKEN=2&a=3"), "http://example.org/?a=3");
}

TEST(Canonical, OwnPolicy_KeepsWhatMayChooseThePage) {
  for (const char* kept :
       {"http://example.org/?sid=12", "http://example.org/?ref=123", "http://example.org/?cfid=1",
        "http://example.org/?nb=2", "http://example.org/?source=afp", "http://example.org/?amp=1",
        "http://example.org/?article12=", "http://example.org/a?page=2",
        "http://example.org/?p=100", "http://example.org/index.html", "http://example.org/a/",
        "http://www.example.org/", "https://example.org:8443/"}) {
    EXPECT_EQ(Canonical(kept), kept);
  }
}

TEST(Canonical, NormalisesEscapesWithoutChangingMeaning) {
  EXPECT_EQ(Canonical("http://example.org/%7euser/%41%2f%c3%a9"),
            "http://example.org/~user/A%2F%C3%A9");
  EXPECT_EQ(Canonical("http://example.org/100%"), "http://example.org/100%25");
  EXPECT_EQ(Canonical("http://example.org/%%341"), "http://example.org/%2541");
  EXPECT_EQ(Canonical("http://example.org/?b=%7e&a=1+1&a=1%2B1"),
            "http://example.org/?a=1+1&a=1%2B1&b=~");
}

}  // namespace
}  // namespace kiosque
