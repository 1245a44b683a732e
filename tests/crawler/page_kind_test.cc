#include "crawler/page_kind.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace kiosque {
namespace {

// What becomes of a page that reads like `kind`, with `evidence` for being an article.
PageKind DecidedKind(std::string_view path, unsigned evidence, PageKind kind,
                     std::uint32_t words = 700, bool declared = false) {
  FrontierEntry entry(*Url::Parse("https://www.example.cd" + std::string(path)));
  entry.evidence = static_cast<std::uint8_t>(evidence);
  Article article;
  article.kind = kind;
  article.title = "Sport";
  article.words = words;
  return DecideKind(entry, article, declared);
}

TEST(DecideKind, SectionInASitemapIsAListHoweverWordy) {
  EXPECT_EQ(DecidedKind("/sport/", kInSitemap, PageKind::kHub), PageKind::kHub);
  EXPECT_EQ(DecidedKind("/fr/grands-lacs", kInSitemap, PageKind::kHub), PageKind::kHub);
  EXPECT_EQ(DecidedKind("/?p=959", kInSitemap, PageKind::kHub), PageKind::kArticle);
}

TEST(DecideKind, TemplateThatCallsItselfAListIsBelievedBeforeHeadings) {
  const auto decide = [](unsigned evidence) {
    return DecidedKind("/grands-lacs-en-crise", evidence, PageKind::kHub, 700, true);
  };
  EXPECT_EQ(decide(kInSitemap | kListed | kHeadline | kWasArticle), PageKind::kHub);
  EXPECT_EQ(decide(kInFeed), PageKind::kArticle);
}

TEST(DecideKind, AnnouncedArticleThatReadsLikeAListIsKept) {
  constexpr std::string_view kStory = "/sport/le-pont-de-la-lubi-rouvert";
  EXPECT_EQ(DecidedKind(kStory, kInSitemap | kArticleShape, PageKind::kHub), PageKind::kArticle);
  EXPECT_EQ(DecidedKind("/pont", kHeadline, PageKind::kHub), PageKind::kArticle);
  EXPECT_EQ(DecidedKind("/pont", kListed, PageKind::kHub), PageKind::kArticle);
  EXPECT_EQ(DecidedKind("/pont", kInFeed, PageKind::kHub), PageKind::kArticle);
}

TEST(DecideKind, FrontPageIsAListWhateverItReadsLike) {
  EXPECT_EQ(DecidedKind("/", kHeadline, PageKind::kArticle), PageKind::kHub);
}

TEST(DecideKind, PoorPageThatASitemapNamesIsKept) {
  EXPECT_EQ(DecidedKind("/pont", kInSitemap, PageKind::kOther, 5), PageKind::kArticle);
  EXPECT_EQ(DecidedKind("/pont", 0, PageKind::kOther, 5), PageKind::kOther);
}

}  // namespace
}  // namespace kiosque
