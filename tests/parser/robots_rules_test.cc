#include "parser/robots_rules.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "support/test_data.h"

namespace kiosque {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

bool Allows(std::string_view robots, std::string_view path, std::string_view agent = "newsbot") {
  return RobotsRules::Parse(robots).DecidePath(path, agent).allowed;
}

// --- RFC 9309
// --------------------------------------------------------------------------------------------

TEST(RobotsRules, NormalFormsAreFixedPoints) {
  for (const std::string_view path :
       {"/a%41", "/%a%41", "/%%34%31", "/%a%4141", "/%2f%25%41", "/%zz%41", "/%4"}) {
    const std::string normal = NormalizeRobotsPath(path);
    EXPECT_EQ(NormalizeRobotsPath(normal), normal) << path;
  }
}

TEST(RobotsRules, EmptyFileAllowsEverything) {
  EXPECT_TRUE(Allows("", "/"));
  EXPECT_TRUE(RobotsRules().DecidePath("/", "newsbot").allowed);
}

// RFC 9309 §2.2.1: "If there is more than one group matching the user-agent, the matching groups'
// rules MUST be combined into one group".
TEST(RobotsRules, Rfc9309_MergesGroupsOfTheSameAgent) {
  const char* robots =
      "User-agent: newsbot\nDisallow: /a\n\nUser-agent: other\nDisallow: /b\n\nUser-agent: "
      "NewsBot\nDisallow: /c\n";
  EXPECT_FALSE(Allows(robots, "/a"));
  EXPECT_TRUE(Allows(robots, "/b"));
  EXPECT_FALSE(Allows(robots, "/c"));
}

// RFC 9309 §2.2.1: the "*" groups hold only for agents that no group names.
TEST(RobotsRules, Rfc9309_StarGroupIsNotMergedIntoANamedOne) {
  const char* robots = "User-agent: *\nDisallow: /\n\nUser-agent: newsbot\nDisallow: /a\n";
  EXPECT_TRUE(Allows(robots, "/b"));
  EXPECT_FALSE(Allows(robots, "/b", "elsebot"));
}

TEST(RobotsRules, Rfc9309_NamedGroupWithoutRulesAllowsEverything) {
  EXPECT_TRUE(Allows("User-agent: *\nDisallow: /\n\nUser-agent: newsbot\nDisallow:\n", "/b"));
}

// RFC 9309 §2.2.4: other records "MUST NOT interfere" with grouping.
TEST(RobotsRules, Rfc9309_OtherRecordsDoNotCloseAGroup) {
  EXPECT_FALSE(Allows(
      "User-agent: newsbot\nCrawl-delay: 3\nSitemap: x\nUser-agent: b\nDisallow: /a\n", "/a"));
}

// RFC 9309 §2.2.2: "the most octets"; §5.2's example; Allow on a tie.
TEST(RobotsRules, Rfc9309_LongestMatchWinsAndAllowWinsATie) {
  const char* robots =
      "User-Agent: foobot\nAllow: /example/page/\nDisallow: "
      "/example/page/disallowed.gif\nDisallow: /tie\nAllow: /tie\n";
  EXPECT_TRUE(Allows(robots, "/example/page/x", "foobot"));
  EXPECT_FALSE(Allows(robots, "/example/page/disallowed.gif", "foobot"));
  EXPECT_TRUE(Allows(robots, "/tie", "foobot"));
}

// RFC 9309 §2.2.2: "The /robots.txt URI is implicitly allowed."
TEST(RobotsRules, Rfc9309_RobotsTxtItselfIsAllowed) {
  EXPECT_TRUE(Allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
  EXPECT_FALSE(Allows("User-agent: *\nDisallow: /\n", "/robots.txt/x"));
}

// RFC 9309 §2.2.2, the table of encodings.
TEST(RobotsRules, Rfc9309_ComparesPercentEncodedFormsAsEqual) {
  const std::string head = "User-agent: *\nDisallow: ";
  EXPECT_FALSE(Allows(head + "/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"));
  EXPECT_FALSE(Allows(head + "/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar"));
  EXPECT_FALSE(Allows(head + "/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84"));
  EXPECT_FALSE(Allows(head + "/foo/bar/%e3%83%84", "/foo/bar/\xE3\x83\x84"));
  EXPECT_FALSE(Allows(head + "/foo/bar/%62%61%7A", "/foo/bar/baz"));
  EXPECT_FALSE(Allows(head + "/foo/bar/baz", "/foo/bar/%62%61%7A"));
  EXPECT_TRUE(Allows(head + "/a/b", "/a%2Fb")) << "an encoded slash is no path separator";
  EXPECT_TRUE(Allows(head + "/a?x=1&y=2", "/a?x=1%26y=2")) << "nor an encoded & one of a query";
  EXPECT_FALSE(Allows(head + "/*%2Fx", "/?u=a%2Fx")) << "the unfolded form still counts";
}

// RFC 9309 §2.2.3: '*', '$', and their encoded forms verbatim.
TEST(RobotsRules, Rfc9309_SpecialCharacters) {
  const std::string head = "User-agent: *\nDisallow: ";
  EXPECT_FALSE(Allows(head + "/this/path/exactly$", "/this/path/exactly"));
  EXPECT_TRUE(Allows(head + "/this/path/exactly$", "/this/path/exactly/"));
  EXPECT_FALSE(Allows(head + "/this/*/exactly", "/this/path/exactly/and/more"));
  EXPECT_FALSE(Allows(head + "/path/file-with-a-%2A.html", "/path/file-with-a-*.html"));
  EXPECT_TRUE(Allows(head + "/path/file-with-a-%2A.html", "/path/file-with-a-x.html"));
  EXPECT_FALSE(Allows(head + "/path/foo-%24", "/path/foo-$"));
  EXPECT_FALSE(Allows(head + "/a*b$", "/axbxb"));
  EXPECT_TRUE(Allows(head + "/ab*ba$", "/aba")) << "pieces do not overlap";
  EXPECT_FALSE(Allows(head + "/a*$", "/abc"));
}

TEST(RobotsRules, Rfc9309_LineEndsAreCrLfOrBoth) {
  for (const char* eol : {"\n", "\r", "\r\n", "\n\r", "\r\r\n"}) {
    const std::string end = eol;
    EXPECT_FALSE(Allows("User-agent: newsbot" + end + "Disallow: /a" + end, "/a"));
  }
}

TEST(RobotsRules, ReadsFilesThatBeginWithAByteOrderMark) {
  EXPECT_FALSE(Allows("\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "/a"));
}

// RFC 9309 §2.5: at least 500 KiB are read.
TEST(RobotsRules, Rfc9309_ReadsFiveHundredKibibytesAndNoHalfRule) {
  const std::string tail = "Disallow: /late\n";
  const std::string head = "User-agent: *\n#";
  std::string robots =
      head + std::string(RobotsRules::kMaxBytes - head.size() - tail.size() - 1, 'x') + "\n" + tail;
  ASSERT_EQ(robots.size(), RobotsRules::kMaxBytes);
  EXPECT_FALSE(Allows(robots, "/late"));
  robots.insert(head.size(), 4, 'x');
  const RobotsRules rules = RobotsRules::Parse(robots);
  EXPECT_TRUE(rules.truncated());
  EXPECT_TRUE(rules.DecidePath("/late", "newsbot").allowed);
}

// --- What decided
// ------------------------------------------------------------------------------------------

TEST(RobotsRules, NamesTheLineThatDecided) {
  const RobotsRules rules = RobotsRules::Parse(
      "# hello\r\nUser-agent: *\r\n\r\n  Disallow: /private   # keep out\r\nAllow: "
      "/private/ok\r\n");
  const RobotsDecision denied = rules.DecidePath("/private/x", "Kiosque");
  EXPECT_FALSE(denied.allowed);
  EXPECT_EQ(denied.line, 4u);
  EXPECT_EQ(denied.text, "Disallow: /private");
  EXPECT_FALSE(denied.specific_group);
  EXPECT_EQ(rules.DecidePath("/private/ok", "Kiosque").line, 5u);
  EXPECT_EQ(rules.DecidePath("/", "Kiosque").line, 0u);
}

TEST(RobotsRules, TextSurvivesAMove) {
  RobotsRules rules = RobotsRules::Parse("User-agent: a\nDisallow: /");
  const RobotsRules moved = std::move(rules);
  EXPECT_EQ(moved.DecidePath("/x", "a").text, "Disallow: /");
  EXPECT_TRUE(moved.DecidePath("/x", "a").specific_group);
}

TEST(RobotsRules, DecidesUrlsByPathAndQuery) {
  const RobotsRules rules = RobotsRules::Parse("User-agent: *\nDisallow: /a?b=\n");
  EXPECT_FALSE(rules.Allowed(Url::Parse("https://example.com/a?b=1#c").value(), "newsbot"));
  EXPECT_TRUE(rules.Allowed(Url::Parse("https://example.com/a#?b=").value(), "newsbot"));
}

// --- Own policy
// --------------------------------------------------------------------------------------------

TEST(RobotsRules, OwnPolicy_CrawlDelayIsOfTheGroupThatNamesTheAgent) {
  const RobotsRules rules = RobotsRules::Parse(
      "User-agent: *\nCrawl-delay: 10\nDisallow: /x\n\nUser-agent: slow\nCrawl-delay: "
      "2.5\nUser-agent: quick\nCrawl-delay: 1\n"
      "User-agent: free\nDisallow:\n");
  EXPECT_EQ(rules.CrawlDelay("else"), milliseconds(10'000));
  EXPECT_EQ(rules.CrawlDelay("Slow"), milliseconds(2'500));
  EXPECT_EQ(rules.CrawlDelay("quick"), milliseconds(1'000));
  EXPECT_EQ(rules.CrawlDelay("free"), std::nullopt);
}

TEST(RobotsRules, OwnPolicy_UnusableCrawlDelaysAreNone) {
  for (const char* value : {"", "soon", "-1", "inf", "nan", "1e999", "10 s"}) {
    EXPECT_EQ(
        RobotsRules::Parse(std::string("User-agent: *\nCrawl-delay: ") + value).CrawlDelay("a"),
        std::nullopt)
        << value;
  }
  EXPECT_EQ(RobotsRules::Parse("User-agent: *\nCrawl-delay: 99999999").CrawlDelay("a"),
            milliseconds(86'400'000));
}

TEST(RobotsRules, OwnPolicy_ReadsRequestRateAndVisitTime) {
  const RobotsRules rules = RobotsRules::Parse(
      "User-agent: *\nRequest-rate: 1/10s 1800-1900\nRequest-rate: 30/1m\nVisit-time: "
      "0600-0845\nVisit-time: 22:00 - 02:00\n"
      "Visit-time: late\nRequest-rate: 0/5\n");
  EXPECT_EQ(rules.RequestRate("a"), (RobotsRequestRate{30, seconds(60)}))
      << "the last of a group counts";
  EXPECT_EQ(rules.VisitTimes("a"), (std::vector<RobotsVisitTime>{{minutes(360), minutes(525)},
                                                                 {minutes(1320), minutes(120)}}));
}

TEST(RobotsRules, OwnPolicy_TrailingDollarOfADisallowAlsoStandsForItself) {
  EXPECT_FALSE(Allows("User-agent: *\nDisallow: /abc$\n", "/abc$"));
  EXPECT_TRUE(Allows("User-agent: *\nDisallow: /\nAllow: /abc$\n", "/abc"));
  EXPECT_FALSE(Allows("User-agent: *\nDisallow: /\nAllow: /abc$\n", "/abc$"));
}

TEST(RobotsRules, CollectsSitemapsWhereverTheyStand) {
  EXPECT_EQ(
      RobotsRules::Parse(
          "sitemap: /a.xml\nUser-agent: b\nDisallow: /\nSITEMAP :https://c/d.xml # x\nSitemap:\n")
          .sitemaps(),
      (std::vector<std::string>{"/a.xml", "https://c/d.xml"}));
}

// --- Hostile files
// -----------------------------------------------------------------------------------------

TEST(RobotsRules, WildcardsCostLinearTime) {
  std::string pattern = "/";
  for (int i = 0; i < 4'000; ++i) {
    pattern += "*a";
  }
  const std::string path = "/" + std::string(60'000, 'a') + "c";
  const std::string robots =
      "User-agent: *\nDisallow: " + pattern + "b\nDisallow: " + pattern + "c$\n";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(Allows(robots, path));
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(1));
}

TEST(RobotsRules, TakesAnyBytes) {
  std::string bytes;
  std::uint32_t state = 1;
  for (int i = 0; i < 100'000; ++i) {
    state = state * 1664525u + 1013904223u;
    bytes += static_cast<char>(state >> 24);
  }
  RobotsRules::Parse(bytes).DecidePath(bytes, bytes);
  const std::string_view with_nul("User-agent: *\nDisallow: /a\0b\nDisallow: /c\n", 41);
  EXPECT_FALSE(Allows(with_nul, "/c"));
  EXPECT_FALSE(Allows(with_nul, "/a"));
}

// --- The shared cases
// --------------------------------------------------------------------------------------

std::string PathOf(const std::string& url) {
  const auto parsed = Url::Parse(url);
  return parsed ? std::string(parsed->path_and_query()) : RobotsPathOf(url);
}

// docs/conformance.md has the figures and argues each deviation.
TEST(RobotsConformance, Match) {
  KIOSQUE_NEED_TEST_DATA();
  std::map<std::string, int> rows;
  std::map<std::string, int> wrong;
  for (const std::string& line :
       kiosque::testing::TestDataLines("conformance/robots_match.jsonl")) {
    const Json row = Json::parse(line);
    const std::string profile =
        row["disputed"].get<bool>() ? "disputed" : row["profile"].get<std::string>();
    const bool allowed = RobotsRules::Parse(row["robots"].get<std::string>())
                             .DecidePath(PathOf(row["url"]), row["agent"].get<std::string>())
                             .allowed;
    ++rows[profile];
    if (allowed != row["allow"].get<bool>()) {
      ++wrong[profile];
      if (profile != "disputed") {
        std::cout << "  differs: " << profile << " " << row["id"] << " " << row["agent"] << " "
                  << row["url"] << "\n";
      }
    }
  }
  for (const auto& [profile, count] : rows) {
    std::cout << "  " << profile << ": " << count - wrong[profile] << " of " << count << "\n";
  }
  ASSERT_GT(rows["rfc9309"], 0);
  EXPECT_EQ(wrong["rfc9309"], 0);
  EXPECT_EQ(wrong["google"], 0);
  // Two lenient rows contradict the other profiles: a robot's name with a space in it, which
  // google/robotstxt cuts at the space, and an unknown record (Noindex) that ends a group, against
  // RFC 9309 §2.2.4.
  EXPECT_LE(wrong["lenient"], 2);
}

TEST(RobotsConformance, Delay) {
  KIOSQUE_NEED_TEST_DATA();
  for (const std::string& line :
       kiosque::testing::TestDataLines("conformance/robots_delay.jsonl")) {
    const Json row = Json::parse(line);
    if (row["test"] == "test_separates_agents") {
      continue;  // says that "User-agent: one / Crawl-delay: 1" has no delay: the test it is taken
                 // from asserts no delay at all
    }
    const auto delay = RobotsRules::Parse(row["robots"].get<std::string>())
                           .CrawlDelay(row["agent"].get<std::string>());
    EXPECT_EQ(delay.has_value(), !row["value"].is_null()) << row["id"];
    if (delay && !row["value"].is_null()) {
      EXPECT_DOUBLE_EQ(static_cast<double>(delay->count()) / 1000, row["value"].get<double>())
          << row["id"];
    }
  }
}

/// JSON's lone surrogates U+DC80…U+DCFF (Python's surrogateescape) as the bytes that they stand
/// for; `json` is the raw line, since JSON parsers refuse them.
std::string UnescapeSurrogates(const std::string& json) {
  std::string out;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json.compare(i, 4, "\\udc") == 0) {
      out += static_cast<char>(std::stoi(json.substr(i + 4, 2), nullptr, 16));
      i += 5;
    } else if (json.compare(i, 2, "\\u") == 0) {
      out += static_cast<char>(std::stoi(json.substr(i + 2, 4), nullptr, 16));
      i += 5;
    } else if (json.compare(i, 2, "\\n") == 0) {
      out += '\n';
      ++i;
    } else {
      out += json[i];
    }
  }
  return out;
}

void ExpectCounts(const RobotsRules& rules, const Json& out, const std::string& id) {
  if (out.contains("valid")) {
    EXPECT_EQ(rules.known_lines(), out["valid"].get<std::size_t>()) << id;
  }
  if (out.contains("unknown")) {
    EXPECT_EQ(rules.unknown_lines(), out["unknown"].get<std::size_t>()) << id;
  }
  if (out.contains("last_line")) {
    EXPECT_EQ(rules.lines(), out["last_line"].get<std::size_t>()) << id;
  }
}

TEST(RobotsConformance, Misc) {
  KIOSQUE_NEED_TEST_DATA();
  for (const std::string& line : kiosque::testing::TestDataLines("conformance/robots_misc.jsonl")) {
    if (const std::size_t in = line.find("\"in\": \"");
        line.find("surrogateescape") != std::string::npos) {
      const std::size_t end = line.find("\", \"out\": ");
      const Json out = Json::parse(line.substr(end + 10, line.size() - end - 11));
      ExpectCounts(RobotsRules::Parse(UnescapeSurrogates(line.substr(in + 7, end - in - 7))), out,
                   line);
      continue;
    }
    const Json row = Json::parse(line);
    const std::string kind = row["kind"];
    const std::string in = row["in"];
    if (kind == "path_of_url") {
      EXPECT_EQ(RobotsPathOf(in), row["out"]) << row["id"];
    } else if (kind == "escape_pattern") {
      EXPECT_EQ(NormalizeRobotsPattern(in), row["out"]) << row["id"];
    } else if (kind == "valid_product_token") {
      EXPECT_EQ(IsRobotsProductToken(in), row["out"].get<bool>()) << row["id"];
    } else if (kind == "sitemaps") {
      EXPECT_EQ(RobotsRules::Parse(in).sitemaps(), row["out"].get<std::vector<std::string>>())
          << row["id"];
    } else {
      ASSERT_EQ(kind, "directives_and_lines") << row["id"];
      ExpectCounts(RobotsRules::Parse(in), row["out"], row["id"]);
    }
  }
}

}  // namespace
}  // namespace kiosque
