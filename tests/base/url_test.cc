// URL Standard §4: parsing, resolving, serialising. The rows are those of the Web Platform Tests.
#include "base/url.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/json_rows.h"

namespace kiosque {
namespace {

Url Parsed(std::string_view text) {
  Result<Url> url = Url::Parse(text);
  EXPECT_TRUE(url.has_value()) << text;
  return url ? *url : *Url::Parse("http://failed.invalid/");
}

std::string Resolved(std::string_view base, std::string_view reference) {
  Result<Url> url = Parsed(base).Resolve(reference);
  return url ? url->href() : "failure";
}

Result<Url> ParseRow(const nlohmann::json& row) {
  const std::string input = row["input"];
  if (row["base"].is_null()) {
    return Url::Parse(input);
  }
  const Result<Url> base = Url::Parse(row["base"].get<std::string>());
  if (!base) {
    return base;
  }
  return base->Resolve(input);
}

void ExpectParts(const Url& url, const nlohmann::json& row) {
  EXPECT_EQ(url.href(), row["href"]) << row["id"];
  if (row.contains("origin")) {  // some rows of the tests leave it out
    EXPECT_EQ(url.origin(), row["origin"]) << row["id"];
  }
  EXPECT_EQ(std::string(url.scheme()) + ":", row["protocol"]) << row["id"];
  EXPECT_EQ(url.username(), row["username"]) << row["id"];
  EXPECT_EQ(url.password(), row["password"]) << row["id"];
  EXPECT_EQ(url.host(), row["host"]) << row["id"];
  EXPECT_EQ(url.hostname(), row["hostname"]) << row["id"];
  EXPECT_EQ(url.has_explicit_port() ? std::to_string(url.port()) : "", row["port"]) << row["id"];
  EXPECT_EQ(url.path(), row["pathname"]) << row["id"];
  EXPECT_EQ(url.search(), row["search"]) << row["id"];
  EXPECT_EQ(url.hash(), row["hash"]) << row["id"];
}

TEST(Url, ParsesWebRowsOfTheWebPlatformTests) {
  KIOSQUE_NEED_TEST_DATA();
  int checked = 0;
  for (const nlohmann::json& row : testing::JsonRows("conformance/url_parse.jsonl")) {
    const Result<Url> url = ParseRow(row);
    if (row["class"] != "web") {
      // Other schemes are refused as a whole; over-long host labels are an option of one library.
      EXPECT_TRUE(!url || row["class"] == "dnslen" || url->href() == row.value("href", "")) << row;
      continue;
    }
    ++checked;
    ASSERT_EQ(url.has_value(), !row["failure"].get<bool>()) << row;
    if (url) {
      ExpectParts(*url, row);
    }
  }
  EXPECT_GT(checked, 200);
}

TEST(Url, SerialisationIsAFixedPoint) {
  KIOSQUE_NEED_TEST_DATA();
  for (const nlohmann::json& row : testing::JsonRows("conformance/url_parse.jsonl")) {
    if (const Result<Url> url = ParseRow(row)) {
      const Result<Url> again = Url::Parse(url->href());
      ASSERT_TRUE(again.has_value()) << url->href();
      EXPECT_EQ(*again, *url);
      EXPECT_EQ(again->host(), url->host());
      EXPECT_EQ(again->path_and_query(), url->path_and_query());
    }
  }
}

TEST(Url, QueryGoesOutInTheEncodingOfThePage) {
  KIOSQUE_NEED_TEST_DATA();
  const Url base = Parsed("http://example.org/");
  for (const nlohmann::json& row : testing::JsonRows("conformance/url_query_encoding.jsonl")) {
    for (const auto& [encoding, expected] : row["output"].items()) {
      const Result<Url> url = base.Resolve("?" + row["input"].get<std::string>(), encoding);
      ASSERT_TRUE(url.has_value());
      EXPECT_EQ(url->search(), "?" + expected.get<std::string>()) << encoding;
    }
  }
}

TEST(Url, QueryOfUnknownOrUtf16EncodingIsUtf8) {
  const Url base = Parsed("http://example.org/");
  for (const char* encoding : {"", "utf-8", "UTF-16LE", "replacement", "no-such-encoding"}) {
    EXPECT_EQ(base.Resolve("?é", encoding)->search(), "?%C3%A9") << encoding;
  }
  EXPECT_EQ(base.Resolve("/é?é#é", "windows-1252")->href(), "http://example.org/%C3%A9?%E9#%C3%A9");
}

TEST(Url, GivesItsParts) {
  const Url url = Parsed("https://user:pass@example.org:8080/a/b?x=1#top");
  EXPECT_EQ(url.scheme(), "https");
  EXPECT_TRUE(url.is_https());
  EXPECT_EQ(url.username(), "user");
  EXPECT_EQ(url.password(), "pass");
  EXPECT_EQ(url.hostname(), "example.org");
  EXPECT_EQ(url.host(), "example.org:8080");
  EXPECT_EQ(url.port(), 8080);
  EXPECT_EQ(url.path(), "/a/b");
  EXPECT_EQ(url.search(), "?x=1");
  EXPECT_EQ(url.hash(), "#top");
  EXPECT_EQ(url.path_and_query(), "/a/b?x=1");
  EXPECT_EQ(url.origin(), "https://example.org:8080");
}

TEST(Url, LoneQuestionMarkAndHashGiveEmptyParts) {
  const Url url = Parsed("http://example.org/?#");
  EXPECT_EQ(url.href(), "http://example.org/?#");
  EXPECT_EQ(url.search(), "");
  EXPECT_EQ(url.hash(), "");
  EXPECT_EQ(url.path_and_query(), "/?");
}

TEST(Url, KnowsThePortToConnectTo) {
  EXPECT_EQ(Parsed("http://example.org/").port(), 80);
  EXPECT_EQ(Parsed("https://example.org/").port(), 443);
  EXPECT_EQ(Parsed("https://example.org:443/").href(), "https://example.org/");
  EXPECT_EQ(Parsed("https://example.org:80/").port(), 80);
  EXPECT_EQ(Parsed("http://example.org:0/").port(), 0);
  EXPECT_EQ(Parsed("http://example.org:0/").href(), "http://example.org:0/");
}

TEST(Url, ResolvesTypicalHrefs) {
  const std::string base = "https://example.org/blog/2024/a.html?x=1#f";
  EXPECT_EQ(Resolved(base, "/tag/rdc/"), "https://example.org/tag/rdc/");
  EXPECT_EQ(Resolved(base, "b.html"), "https://example.org/blog/2024/b.html");
  EXPECT_EQ(Resolved(base, "../b?y=2"), "https://example.org/blog/b?y=2");
  EXPECT_EQ(Resolved(base, "../../../../b"), "https://example.org/b");
  EXPECT_EQ(Resolved(base, "./"), "https://example.org/blog/2024/");
  EXPECT_EQ(Resolved(base, ".."), "https://example.org/blog/");
  EXPECT_EQ(Resolved(base, "?p=2"), "https://example.org/blog/2024/a.html?p=2");
  EXPECT_EQ(Resolved(base, "#top"), "https://example.org/blog/2024/a.html?x=1#top");
  EXPECT_EQ(Resolved(base, ""), "https://example.org/blog/2024/a.html?x=1");
  EXPECT_EQ(Resolved(base, "//cdn.example.net/i.png"), "https://cdn.example.net/i.png");
  EXPECT_EQ(Resolved(base, "http://other.example/x y"), "http://other.example/x%20y");
  EXPECT_EQ(Resolved(base, "\\a\\b"), "https://example.org/a/b");
  EXPECT_EQ(Resolved(base, " \n/a\tb "), "https://example.org/ab");
  EXPECT_EQ(Resolved(base, "%2e%2E/c"), "https://example.org/blog/c");
}

TEST(Url, RefusesWhatIsNotHttp) {
  for (const char* reference :
       {"mailto:a@example.org", "javascript:void(0)", "tel:+243", "data:,x", "ftp://example.org/",
        "file:///etc/passwd", "whatsapp://send?text=x"}) {
    EXPECT_EQ(Resolved("https://example.org/", reference), "failure") << reference;
    const Result<Url> url = Url::Parse(reference);
    ASSERT_FALSE(url.has_value());
    EXPECT_EQ(url.error().code, Errc::kInvalidUrl);
  }
  EXPECT_FALSE(Url::Parse("").has_value());
  EXPECT_FALSE(Url::Parse("example.org/a").has_value());
  EXPECT_FALSE(Url::Parse("/a").has_value());
}

TEST(Url, KeepsCredentialsUntilAskedToDropThem) {
  const Url url = Parsed("http://u@example.org:81/a?b#c");
  EXPECT_EQ(url.username(), "u");
  EXPECT_EQ(url.password(), "");
  const Url bare = url.WithoutCredentials();
  EXPECT_EQ(bare.href(), "http://example.org:81/a?b#c");
  EXPECT_EQ(bare.host(), "example.org:81");
  EXPECT_EQ(bare.path(), "/a");
  EXPECT_EQ(bare.search(), "?b");
  EXPECT_EQ(bare.hash(), "#c");
  EXPECT_EQ(bare, Parsed(bare.href()));
  EXPECT_EQ(Parsed("http://:p@example.org/").password(), "p");
  EXPECT_EQ(Parsed("http://@example.org/").href(), "http://example.org/");
  EXPECT_EQ(Parsed("http://:@example.org/").href(), "http://example.org/");
}

TEST(Url, ReplacesPathAndDropsFragment) {
  const Url url = Parsed("http://example.org:81/a?b#c");
  EXPECT_EQ(url.WithoutFragment().href(), "http://example.org:81/a?b");
  EXPECT_EQ(url.WithPath("/robots.txt").href(), "http://example.org:81/robots.txt");
  EXPECT_EQ(url.WithPath("//x/../y?q#f").href(), "http://example.org:81//y?q#f");
  EXPECT_EQ(url.WithPath("//x/../y?q#f").search(), "?q");
}

TEST(Url, KeepsBytesThatAreNotUtf8) {
  EXPECT_EQ(Resolved("http://example.org/", "/caf\xE9?q=\xE9"), "http://example.org/caf%E9?q=%E9");
}

TEST(Url, RefusesWhatIsTooLong) {
  const std::string base = "http://example.org/";
  EXPECT_TRUE(Url::Parse(base + std::string(kMaxUrlBytes - base.size(), 'a')).has_value());
  EXPECT_FALSE(Url::Parse(base + std::string(kMaxUrlBytes, 'a')).has_value());
  EXPECT_FALSE(Url::Parse(base + std::string(kMaxUrlBytes / 2, ' ') + "x").has_value());
}

TEST(Url, TakesAnyBytes) {
  const Url base = Parsed("http://example.org/a/b?c#d");
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const char bytes[2] = {static_cast<char>(first), static_cast<char>(second)};
      const std::string reference = std::string(bytes, 2);
      if (const Result<Url> url = base.Resolve(reference)) {
        EXPECT_EQ(Parsed(url->href()), *url);
      }
      if (const Result<Url> url = Url::Parse("http://" + reference)) {
        EXPECT_EQ(Parsed(url->href()), *url);
      }
    }
  }
}

TEST(Url, RegistrableDomainFollowsThePublicSuffixList) {
  EXPECT_EQ(Parsed("https://www.radiookapi.net/a").RegistrableDomain(), "radiookapi.net");
  EXPECT_EQ(Parsed("https://news.bbc.co.uk/").RegistrableDomain(), "bbc.co.uk");
  EXPECT_EQ(Parsed("https://a.b.mediacongo.net./").RegistrableDomain(), "mediacongo.net");
  EXPECT_EQ(Parsed("https://x.blogspot.com/").RegistrableDomain(), "x.blogspot.com");
  EXPECT_EQ(Parsed("http://127.0.0.1/").RegistrableDomain(), "127.0.0.1");
  EXPECT_EQ(Parsed("http://[::1]/").RegistrableDomain(), "[::1]");
  EXPECT_EQ(Parsed("http://localhost/").RegistrableDomain(), "localhost");
  EXPECT_EQ(Parsed("http://co.uk/").RegistrableDomain(), "co.uk");
}

TEST(Url, TellsAddressesFromNames) {
  EXPECT_TRUE(Parsed("http://0x7f.1/").HostIsAddress());
  EXPECT_EQ(Parsed("http://0x7f.1/").hostname(), "127.0.0.1");
  EXPECT_TRUE(Parsed("http://[2001:db8::1]:80/").HostIsAddress());
  EXPECT_FALSE(Parsed("http://1.2.3.4.example/").HostIsAddress());
}

TEST(DomainToAscii, FollowsUts46) {
  KIOSQUE_NEED_TEST_DATA();
  int failed = 0;
  for (const nlohmann::json& row : testing::JsonRows("conformance/idna_toascii.jsonl")) {
    const Result<std::string> ascii = DomainToAscii(row["input"].get<std::string>());
    if (row["output"].is_null()) {
      failed += ascii.has_value();
      EXPECT_FALSE(ascii.has_value()) << row << " gave " << *ascii;
    } else {
      failed += !ascii || *ascii != row["output"];
      EXPECT_TRUE(ascii.has_value()) << row;
      if (!ascii) {
        continue;
      }
      EXPECT_EQ(*ascii, row["output"]) << row;
    }
  }
  EXPECT_EQ(failed, 0);
}

}  // namespace
}  // namespace kiosque
