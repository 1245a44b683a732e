#include "cli/debug_discovery.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "cli/json_row.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

TEST(DebugRobots, NamesTheLine) {
  const ordered_json answer = DebugRobots(
      {{"robots", "User-agent: *\nDisallow: /x"}, {"agent", "a"}, {"url", "http://h/x/y"}});
  EXPECT_EQ(answer["allow"], false);
  EXPECT_EQ(answer["line"], 2);
  EXPECT_EQ(answer["text"], "Disallow: /x");
  EXPECT_EQ(DebugRobots({{"robots", ""}, {"url", "no url"}})["allow"], true);
}

TEST(DebugRobots, AnswersDelaysInSeconds) {
  EXPECT_EQ(
      DebugRobotsDelay({{"robots", "User-agent: *\nCrawl-delay: 2.5"}, {"agent", "a"}})["value"],
      2.5);
  EXPECT_TRUE(DebugRobotsDelay(json::object())["value"].is_null());
}

TEST(DebugSitemap, AnswersPagesOfSitemapsAndFeeds) {
  // "<urlset><url><loc>/a</loc></url></urlset>" and "<rss><item><link>/b</link></item></rss>"
  EXPECT_EQ(DebugSitemap({{"url", "http://h/s.xml"},
                          {"body_b64",
                           "PHVybHNldD48dXJsPjxsb2M+L2E8L2xvYz48L3VybD48L3VybHNldD4="}})["pages"],
            json::array({"http://h/a"}));
  EXPECT_EQ(
      DebugSitemap({{"url", "http://h/f"},
                    {"body_b64", "PHJzcz48aXRlbT48bGluaz4vYjwvbGluaz48L2l0ZW0+PC9yc3M+"}})["pages"],
      json::array({"http://h/b"}));
  EXPECT_EQ(DebugSitemap(json::object())["pages"], json::array());
}

/// feedparser's own tests, by its names. docs/conformance.md lists what is left out and why; the
/// figure may only rise.
TEST(DebugFeedConformance, AnswersAsFeedparserDoes) {
  KIOSQUE_NEED_TEST_DATA();
  std::map<std::string, std::pair<int, int>> groups;
  int passed = 0;
  int rows = 0;
  for (const std::string& line : kiosque::testing::TestDataLines("conformance/feeds.jsonl")) {
    const auto row = ParseJsonRow(line);
    ASSERT_TRUE(row);
    const ordered_json answer = DebugFeed(*row);
    const bool same = json::parse(DumpJsonRow(answer))["expect"] == (*row)["expect"];
    auto& [group_passed, group_rows] = groups[(*row)["group"].get<std::string>()];
    group_passed += same ? 1 : 0;
    ++group_rows;
    passed += same ? 1 : 0;
    ++rows;
  }
  for (const auto& [group, counts] : groups) {
    std::cout << "  " << group << ": " << counts.first << " of " << counts.second << "\n";
  }
  std::cout << "  feeds: " << passed << " of " << rows << "\n";
  ASSERT_GT(rows, 0);
  EXPECT_GE(passed * 1000, rows * 920);
}

}  // namespace
}  // namespace kiosque
