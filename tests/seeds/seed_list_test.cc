#include "seeds/seed_list.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "seeds/quantity.h"
#include "seeds/suggestion.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;

class SeedListTest : public ::testing::Test {
 protected:
  SeedListTest()
      : dir_(std::filesystem::temp_directory_path() /
             ("kiosque-seeds-" +
              std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    std::filesystem::create_directories(dir_);
  }
  ~SeedListTest() override { std::filesystem::remove_all(dir_); }

  std::string Write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = dir_ / name;
    std::ofstream(path) << text;
    return path.string();
  }
  std::string ErrorOf(const SeedSources& sources) {
    const Result<SeedList> list = SeedList::Load(sources);
    return list ? "no error" : list.error().message;
  }

  std::filesystem::path dir_;
};

const ShownSetting& Shown(const SeedList& list, const std::string& table, const std::string& key) {
  for (const ShownSetting& shown : list.shown) {
    if (shown.table == table && shown.key == key) {
      return shown;
    }
  }
  throw std::logic_error("not shown: " + table + "." + key);
}

TEST_F(SeedListTest, InheritsFromCrawlerAndTellsWhereEachValueCameFrom) {
  SeedSources sources;
  sources.arguments = {Write("s.toml",
                             "[crawler]\ncontact = \"a@b.example\"\ndelay = \"2s\"\nlang = \"fr\"\n"
                             "[[site]]\nurl = \"https://www.a.example/x/\"\nlang = \"ln\"\n")};
  sources.flags = {{"timeout", "5s"}};
  const Result<SeedList> list = SeedList::Load(sources);
  ASSERT_TRUE(list) << list.error().message;
  const Site& site = list->sites.at(0);
  EXPECT_EQ(site.id, "a.example");
  EXPECT_EQ(site.hosts, std::vector<std::string>{"a.example"});
  EXPECT_EQ(site.delay, 2s);
  EXPECT_EQ(site.lang, "ln");
  EXPECT_EQ(site.timeout, 5s);
  EXPECT_EQ(site.per_host, 1u);
  EXPECT_EQ(site.max_page, 16u << 20);
  const std::string file = sources.arguments.front();
  EXPECT_EQ(Shown(*list, "a.example", "delay").from.Text(), "[crawler] " + file + ":3");
  EXPECT_EQ(Shown(*list, "a.example", "lang").from.Text(), "[[site]] " + file + ":7");
  EXPECT_EQ(Shown(*list, "a.example", "timeout").from.Text(), "command line");
  EXPECT_EQ(Shown(*list, "a.example", "per_host").from.Text(), "default");
  EXPECT_EQ(Shown(*list, "crawler", "contact").value, "a@b.example");
}

TEST_F(SeedListTest, FlagsOverrideEnvironmentOverridesFiles) {
  SeedSources sources;
  sources.arguments = {Write("s.toml",
                             "[crawler]\ncontact = \"file@b.example\"\nproxy = \"p\"\n"
                             "[[site]]\nurl = \"https://a.example/\"\n")};
  sources.environment = {{"contact", "env@b.example"}, {"proxy", "e"}};
  sources.flags = {{"contact", "flag@b.example"}};
  const Result<SeedList> list = SeedList::Load(sources);
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->run.contact, "flag@b.example");
  EXPECT_EQ(list->run.proxy, "e");
}

TEST_F(SeedListTest, UrlsOfOneHostAreOneSite) {
  SeedSources sources;
  sources.arguments = {
      Write("s.txt", "https://a.example/\nhttps://www.a.example/sport\nb.example\n"),
      "https://b.example/news"};
  const Result<SeedList> list = SeedList::Load(sources);
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_EQ(list->sites.size(), 2u);
  EXPECT_EQ(list->sites[0].urls.size(), 2u);
  EXPECT_EQ(list->sites[1].urls.at(1).href(), "https://b.example/news");
}

TEST_F(SeedListTest, AliasesAreHostsOfTheSite) {
  SeedSources sources;
  sources.arguments = {Write("s.toml",
                             "[[site]]\nurl = \"https://a.example/\"\n"
                             "aliases = [\"www.old.example\", \"http://older.example/\"]\n")};
  const Result<SeedList> list = SeedList::Load(sources);
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->sites[0].hosts,
            (std::vector<std::string>{"a.example", "old.example", "older.example"}));
}

TEST_F(SeedListTest, RefusesTwoSitesForOneHostAndTwoFilesThatDisagree) {
  SeedSources sources;
  sources.arguments = {
      Write("a.toml",
            "[crawler]\ncontact = \"a@x.example\"\n"
            "[[site]]\nid = \"one\"\nurl = \"https://a.example/\"\n"),
      Write("b.toml", "[[site]]\nid = \"two\"\nurl = \"http://www.a.example/b\"\n")};
  EXPECT_NE(ErrorOf(sources).find("host a.example belongs to site \"one\" and to \"two\""),
            std::string::npos)
      << ErrorOf(sources);
  sources.arguments[1] = Write("c.toml",
                               "[crawler]\ncontact = \"b@x.example\"\n"
                               "[[site]]\nurl = \"https://c.example/\"\n");
  EXPECT_NE(ErrorOf(sources).find("let them agree, or give --contact"), std::string::npos);
  sources.flags = {{"contact", "c@x.example"}};
  EXPECT_EQ(ErrorOf(sources), "no error");
}

TEST_F(SeedListTest, RefusesBadFlagsWithTheFix) {
  SeedSources sources;
  sources.arguments = {"https://a.example/"};
  sources.flags = {{"delay", "fast"}};
  EXPECT_EQ(ErrorOf(sources).substr(0, 42), "--delay = \"fast\" is not understood: write ");
  sources.flags = {{"dealy", "1s"}};
  EXPECT_EQ(ErrorOf(sources), "unknown flag --dealy: did you mean --delay?");
  sources.flags = {{"jobs", "0"}};
  EXPECT_EQ(ErrorOf(sources), "command line: jobs must be at least 1");
  sources.flags = {{"per-host", "0"}};
  EXPECT_EQ(ErrorOf(sources), "command line: per_host must be at least 1");
}

TEST_F(SeedListTest, WantsAContactBeforeAnythingIsFetched) {
  SeedSources sources;
  sources.arguments = {"https://a.example/"};
  const Result<SeedList> list = SeedList::Load(sources);
  ASSERT_TRUE(list);
  const Status contact = list->RequireContact();
  ASSERT_FALSE(contact);
  EXPECT_NE(contact.error().message.find("--contact"), std::string::npos);
}

TEST_F(SeedListTest, RefusesToVisitNothing) {
  SeedSources sources;
  sources.arguments = {Write("s.txt", "# nothing yet\n")};
  EXPECT_EQ(ErrorOf(sources), "no site to visit: name a seed file with a [[site]], or a URL");
}

TEST_F(SeedListTest, EveryShippedSeedFileIsReadable) {
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(KIOSQUE_SOURCE_DIR) / "seeds")) {
    if (entry.path().extension() != ".toml") {
      continue;
    }
    ++files;
    SeedSources sources;
    sources.arguments = {entry.path().string()};
    const Result<SeedList> list = SeedList::Load(sources);
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_FALSE(list->RequireContact()) << "a shipped file must not speak in anybody's name";
  }
  EXPECT_GE(files, 2);
}

TEST(UrlPattern, MatchesAsRobotsTxtDoes) {
  const auto matches = [](const char* pattern, const char* url) {
    return UrlPattern::Parse(pattern)->Matches(*Url::Parse(url));
  };
  EXPECT_TRUE(matches("/blog/", "https://a.example/blog/2024/"));
  EXPECT_FALSE(matches("/blog/", "https://a.example/x/blog/"));
  EXPECT_TRUE(matches("*.pdf$", "https://a.example/x/a.pdf"));
  EXPECT_FALSE(matches("*.pdf$", "https://a.example/x/a.pdf?x"));
  EXPECT_TRUE(matches("/*/embed/$", "https://a.example/embed/embed/"));
  EXPECT_TRUE(matches("*?replytocom=", "https://a.example/a/?replytocom=3"));
  EXPECT_TRUE(matches("http://a.example/*x", "http://a.example/yx"));
  EXPECT_FALSE(matches("http://a.example/", "https://a.example/"));
  EXPECT_TRUE(matches("*$", "https://a.example/anything"));
  EXPECT_FALSE(UrlPattern::Parse("blog/"));
}

TEST(Quantity, ReadsWhatPeopleWrite) {
  EXPECT_EQ(ParseDuration("2"), 2000ms);
  EXPECT_EQ(ParseDuration("1.5h"), 90min);
  EXPECT_EQ(ParseDuration("500ms"), 500ms);
  EXPECT_EQ(ParseDuration("2 min"), 2min);
  for (const char* bad : {"", "s", "-1s", "1x", "1e3s", "nan", "inf", "101y", "1s "}) {
    EXPECT_FALSE(ParseDuration(bad)) << bad;
  }
  EXPECT_EQ(FormatDuration(90min), "90m");
  EXPECT_EQ(FormatDuration(1500ms), "1500ms");
  EXPECT_EQ(FormatDuration(0ms), "0s");
  EXPECT_EQ(ParseSize("16M"), 16u << 20);
  EXPECT_EQ(ParseSize("16MiB"), 16u << 20);
  EXPECT_EQ(ParseSize("1.5K"), 1536u);
  EXPECT_FALSE(ParseSize("16X"));
  EXPECT_FALSE(ParseSize("-1"));
  const UtcTime now = *ParseUtc("2024-04-13T00:00:00Z");
  EXPECT_EQ(ParseSince("2024-04-01", now), ParseUtc("2024-04-01T00:00:00Z"));
  EXPECT_EQ(ParseSince("3d", now), ParseUtc("2024-04-10T00:00:00Z"));
  EXPECT_FALSE(ParseSince("2024", now));
}

TEST(Suggestion, FindsTheNearestWordOrNone) {
  EXPECT_EQ(NearestWord("timout", {"delay", "timeout"}), "timeout");
  EXPECT_EQ(NearestWord("dealy", {"delay", "depth"}), "delay");
  EXPECT_EQ(NearestWord("banana", {"delay", "depth"}), "");
  EXPECT_EQ(NearestWord("", {"delay"}), "");
}

}  // namespace
}  // namespace kiosque
