// The key by which archives find captures. The vectors are those that four implementations agree
// on.
#include "base/surt.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "support/test_data.h"

namespace kiosque {
namespace {

std::string Key(std::string_view text) {
  const Result<Url> url = Url::Parse(text);
  EXPECT_TRUE(url.has_value()) << text;
  return url ? SurtKey(*url) : "";
}

nlohmann::json Vectors() {
  return nlohmann::json::parse(
      testing::ReadFile(testing::TestDataDir() / "archive/data/surt-vectors.json"))["vectors"];
}

TEST(Surt, AgreesWithAllToolsWhereTheyAgree) {
  KIOSQUE_NEED_TEST_DATA();
  int checked = 0;
  for (const nlohmann::json& vector : Vectors()) {
    if (vector["all_agree"]) {
      ++checked;
      EXPECT_EQ(SurtKeyOfUri(vector["url"].get<std::string>()),
                vector["computed"]["internetarchive/surt 0.3.1"])
          << vector["url"];
    }
  }
  EXPECT_EQ(checked, 63);
}

// Where tools differ, the key is that of internetarchive/surt, which pywb and cdxj-indexer look up;
// it accepts hosts that the URL Standard refuses and keeps IPv6 as written, and these are left out.
TEST(Surt, FollowsInternetArchiveWhereToolsDiffer) {
  KIOSQUE_NEED_TEST_DATA();
  int checked = 0;
  for (const nlohmann::json& vector : Vectors()) {
    const std::string url = vector["url"];
    const Result<Url> parsed = Url::Parse(url);
    if (vector["all_agree"] || !parsed || parsed->hostname().starts_with('[') ||
        url.ends_with("/../../../../..")) {
      continue;
    }
    ++checked;
    EXPECT_EQ(SurtKey(*parsed), vector["computed"]["internetarchive/surt 0.3.1"]) << url;
  }
  EXPECT_GT(checked, 25);
}

TEST(Surt, ForgetsSchemeWwwCaseAndTrailingSlash) {
  EXPECT_EQ(Key("https://www.RadioOkapi.net/2024/04/13/A/?b=1"),
            "net,radiookapi)/2024/04/13/a?b=1");
  EXPECT_EQ(Key("http://radiookapi.net/2024/04/13/a?b=1"), "net,radiookapi)/2024/04/13/a?b=1");
  EXPECT_EQ(Key("http://example.org"), "org,example)/");
  EXPECT_EQ(Key("http://user:pass@example.org/#top"), "org,example)/");
}

TEST(Surt, SortsTheQuery) {
  EXPECT_EQ(Key("http://example.org/?b&a=2&a=1&a"), "org,example)/?a&a=1&a=2&b");
  EXPECT_EQ(Key("http://example.org/?&&b&a"), "org,example)/?&&a&b");
}

TEST(Surt, KeepsSubdomainsNeighbours) {
  EXPECT_EQ(SurtHostPrefix("radiookapi.net"), "net,radiookapi");
  EXPECT_EQ(SurtHostPrefix("www2.radiookapi.net"), "net,radiookapi");
  EXPECT_EQ(SurtHostPrefix("fr.radiookapi.net."), "net,radiookapi,fr");
  EXPECT_EQ(SurtHostPrefix("wwwx.example"), "example,wwwx");
  EXPECT_EQ(SurtHostPrefix("[2001:db8::1]"), "2001:db8::1");
}

TEST(Surt, UnescapesWhateverTheDepthInOnePass) {
  std::string nested = "http://example.org/%";
  for (int i = 0; i < 20'000; ++i) {
    nested += "25";
  }
  EXPECT_EQ(Key(nested), "org,example)/%25");
}

TEST(Surt, KeyOfAnotherSchemeIsTheUriItself) {
  EXPECT_EQ(SurtKeyOfUri("urn:pageinfo:https://example.org/"), "urn:pageinfo:https://example.org/");
  EXPECT_EQ(SurtKeyOfUri("https://example.org/"), "org,example)/");
}

}  // namespace
}  // namespace kiosque
