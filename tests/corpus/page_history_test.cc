// What happened to a story, as events; and the events as lines, JSON and RSS.
#include "corpus/page_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "corpus/change_feed.h"
#include "corpus/diff_render.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;
using ::testing::ElementsAre;
using testing::Group;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeRecord;
using testing::MakeStory;
using testing::MakeUrl;

constexpr const char* kPage = "https://www.example.org/politique/pont";
constexpr const char* kBefore =
    "Le pont de Kinsuka a été rouvert samedi. Les travaux ont coûté 42 millions.";
constexpr const char* kAfter =
    "Le pont de Kinsuka a été rouvert samedi. Les travaux ont coûté 24 millions.";

CaptureRecord Answer(std::int64_t seconds, std::uint16_t status, std::string location = "") {
  CaptureRecord record = MakeRecord(kPage, seconds, "");
  record.capture.status = status;
  if (!location.empty()) {
    record.capture.outcome = FetchOutcome::kRedirect;
    record.capture.response_head = "HTTP/1.1 301 Moved\r\nLocation: " + location + "\r\n\r\n";
  }
  return record;
}

class PageHistoryTest : public ::testing::Test {
 protected:
  PageHistoryTest()
      : archive_(Archive::Open(folder_.path() / "store", OpenMode::kCreate).value()) {}

  template <typename... Records>
  void Commit(Records... records) {
    ASSERT_TRUE(archive_->Commit(Group(std::move(records)...)));
  }
  std::vector<std::string> Classes(const ChangeQuery& query = {}) {
    std::vector<std::string> classes;
    events_ = FindChanges(*archive_, query).value();
    for (const ChangeEvent& event : events_) {
      classes.emplace_back(ChangeClassName(event.summary.change));
    }
    return classes;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
  std::vector<ChangeEvent> events_;
};

TEST_F(PageHistoryTest, TellsOfEditsDeletionAndReturnNewestFirst) {
  Commit(MakeStory(kPage, 0, kBefore), MakeStory(kPage, 60, kAfter), Answer(120, 404),
         Answer(180, 410), MakeStory(kPage, 240, kAfter));
  EXPECT_THAT(Classes(), ElementsAre("undeleted", "deleted", "substance"));
  EXPECT_EQ(events_[2].from, 1u);
  EXPECT_EQ(events_[2].version, 2u);
  EXPECT_THAT(events_[2].summary.numbers, ElementsAre("42 → 24"));
  EXPECT_EQ(events_[1].status, 404);
}

TEST_F(PageHistoryTest, TakesARedirectToTheFrontPageForADeletionAndAnyOtherForAMove) {
  Commit(MakeStory(kPage, 0, kBefore), Answer(60, 301, "https://www.example.org/"));
  EXPECT_THAT(Classes(), ElementsAre("deleted"));
  Commit(MakeStory(kPage, 120, kBefore), Answer(180, 301, "/economie/pont"),
         Answer(240, 301, "/economie/pont"), Answer(300, 301, "http://example.org/politique/pont"));
  EXPECT_THAT(Classes(), ElementsAre("moved", "undeleted", "deleted"));
  EXPECT_EQ(events_[0].moved_to, MakeUrl("https://www.example.org/economie/pont"));
}

TEST_F(PageHistoryTest, NeedsTwoPagesWithoutAnArticleToCallItDeleted) {
  Commit(MakeStory(kPage, 0, kBefore), MakeRecord(kPage, 60, "<p>Page introuvable</p>"));
  EXPECT_THAT(Classes(), IsEmpty());
  Commit(MakeRecord(kPage, 120, "<p>Page introuvable.</p>"));
  EXPECT_THAT(Classes(), ElementsAre("deleted"));
}

TEST_F(PageHistoryTest, DoesNotTakeAServerErrorOrATimeoutForADeletion) {
  CaptureRecord timeout = MakeRecord(kPage, 60, "");
  timeout.capture.outcome = FetchOutcome::kTimeout;
  timeout.capture.status = 0;
  Commit(MakeStory(kPage, 0, kBefore), std::move(timeout), Answer(120, 503), Answer(180, 503),
         MakeStory(kPage, 240, kBefore));
  EXPECT_THAT(Classes(), IsEmpty());
}

TEST_F(PageHistoryTest, LeavesOutWhatIsBelowTheClassBeforeTheTimeOrOfOtherHosts) {
  Commit(MakeStory(kPage, 0, kBefore), MakeStory(kPage, 60, kAfter),
         MakeStory("https://autre.example/a", 0, "Un mot ici, et puis la suite du texte."),
         MakeStory("https://autre.example/a", 90, "Un mot ailleurs, et puis la suite du texte."));
  EXPECT_THAT(Classes(), ElementsAre("wording", "substance"));
  ChangeQuery query;
  query.least = ChangeClass::kHeadline;
  EXPECT_THAT(Classes(query), ElementsAre("substance"));
  query.since = At(61);
  EXPECT_THAT(Classes(query), IsEmpty());
  ChangeQuery other;
  other.sites = {"example,autre"};
  EXPECT_THAT(Classes(other), ElementsAre("wording"));
}

TEST_F(PageHistoryTest, IsReadByPeopleProgramsAndFeedReaders) {
  Commit(MakeStory(kPage, 0, kBefore), MakeStory(kPage, 60, kAfter));
  Classes();
  EXPECT_THAT(ChangeLine(events_[0]),
              HasSubstr("substance  https://www.example.org/politique/pont"));
  const auto json = nlohmann::json::parse(ChangeJson(events_[0]));
  EXPECT_EQ(json["class"], "substance");
  EXPECT_EQ(json["numbers"][0], "42 → 24");
  EXPECT_EQ(json["id"], ChangeId(events_[0]));
  const std::string rss =
      ChangeRss(events_, At(100), [](const ChangeEvent&) { return "<p>a &amp; b</p>"; });
  EXPECT_THAT(rss, HasSubstr("<title>[substance] Un titre</title>"));
  EXPECT_THAT(rss, HasSubstr("<pubDate>Sat, 13 Apr 2024 12:01:00 GMT</pubDate>"));
  EXPECT_THAT(rss, HasSubstr("&lt;p&gt;a &amp;amp; b&lt;/p&gt;"));
}

// --- what a diff looks like ---

struct Pair {
  Version from{.number = 1};
  Version to{.number = 2};
};

Pair Versions() {
  Pair pair;
  pair.from.first_seen = At(0);
  pair.to.first_seen = At(60);
  pair.from.article = testing::MakeArticle("Un pont", kBefore);
  pair.to.article = testing::MakeArticle("Un pont rouvert", kAfter);
  pair.to.article.blocks.push_back(pair.to.article.blocks[0]);
  pair.to.article.blocks.back().text = "Une <fête> a suivi l'ouverture du pont.";
  return pair;
}

std::string Rendered(DiffFormat format, bool colour = false) {
  const Pair pair = Versions();
  const Url url = MakeUrl(kPage);
  const ArticleDiff diff = DiffArticles(pair.from.article, pair.to.article);
  const ChangeSummary summary = ClassifyChange(diff, "fr");
  return RenderDiff(VersionDiff{url, pair.from, pair.to, diff, summary}, format, colour);
}

TEST(DiffRender, MarksWordsInsideParagraphs) {
  const std::string text = Rendered(DiffFormat::kTerminal);
  EXPECT_THAT(text, HasSubstr("title: Un pont {+rouvert+}"));
  EXPECT_THAT(text, HasSubstr("ont coûté [-42-] {+24+} millions."));
  EXPECT_THAT(text, HasSubstr("+ Une <fête> a suivi"));
  EXPECT_THAT(Rendered(DiffFormat::kTerminal, true), HasSubstr("\x1b[31;9m42\x1b[0m"));
}

TEST(DiffRender, GivesAPatchThatCounts) {
  const std::string text = Rendered(DiffFormat::kUnified);
  EXPECT_THAT(text, HasSubstr("@@ -1,2 +1,3 @@\n-Un pont\n"));
  EXPECT_THAT(text, HasSubstr("\n+Une <fête> a suivi l'ouverture du pont.\n"));
}

TEST(DiffRender, EscapesHtmlAndJson) {
  EXPECT_THAT(Rendered(DiffFormat::kHtml),
              HasSubstr("<ins>Une &lt;fête&gt; a suivi l'ouverture du pont.</ins>"));
  const auto json = nlohmann::json::parse(Rendered(DiffFormat::kJson));
  EXPECT_EQ(json["class"], "substance");
  EXPECT_EQ(json["blocks"][0]["kind"], "changed");
  EXPECT_EQ(json["blocks"][1]["to"], "Une <fête> a suivi l'ouverture du pont.");
}

}  // namespace
}  // namespace kiosque
