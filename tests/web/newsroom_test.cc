#include "web/newsroom.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "web/newsroom_articles.h"

namespace kiosque {
namespace {

std::string Article(const NewsroomPage& page) {
  const std::size_t begin = page.body.find("<article>");
  return page.body.substr(begin, page.body.find("</article>") - begin);
}

TEST(Newsroom, NamesEveryStoryInTheSitemapAndOnlyThose) {
  Newsroom newsroom;
  const std::string sitemap = newsroom.Get("/sitemap.xml").body;
  int stories = 0;
  for (const NewsroomArticle& article : NewsroomArticles()) {
    const bool published = article.first_edition == 1;
    EXPECT_EQ(sitemap.find(article.path) != std::string::npos, published) << article.path;
    EXPECT_EQ(newsroom.Get(article.path).status, published ? 200 : 404);
    stories += published ? 1 : 0;
  }
  EXPECT_GE(stories, 11);
}

TEST(Newsroom, ChangesItsAdvertisementsButNotItsStoriesFromVisitToVisit) {
  Newsroom newsroom;
  const std::string_view path = NewsroomArticles()[2].path;
  const NewsroomPage first = newsroom.Get(path);
  const NewsroomPage second = newsroom.Get(path);
  EXPECT_NE(first.body, second.body);
  EXPECT_EQ(Article(first), Article(second));
  EXPECT_EQ(first.etag, second.etag);
}

TEST(Newsroom, SecondEditionCorrectsOneAddsOneAndDropsOne) {
  Newsroom newsroom;
  int corrected = 0;
  int added = 0;
  int dropped = 0;
  for (const NewsroomArticle& article : NewsroomArticles()) {
    newsroom.SetEdition(1);
    const NewsroomPage before = newsroom.Get(article.path);
    newsroom.SetEdition(2);
    const NewsroomPage after = newsroom.Get(article.path);
    added += before.status == 404 && after.status == 200 ? 1 : 0;
    dropped += before.status == 200 && after.status == 404 ? 1 : 0;
    if (before.status == 200 && after.status == 200) {
      corrected += Article(before) != Article(after) ? 1 : 0;
      EXPECT_EQ(before.etag == after.etag,
                Article(before) == Article(after) || before.etag.empty());
    }
  }
  EXPECT_EQ(corrected, 1);
  EXPECT_EQ(added, 1);
  EXPECT_EQ(dropped, 1);
}

TEST(Newsroom, HidesOlderStoriesInTheArchivesAndForbidsItsDrafts) {
  Newsroom newsroom;
  const std::string front = newsroom.Get("/").body;
  const std::string march = newsroom.Get("/archives/2024/03/").body;
  const std::string_view oldest = NewsroomArticles().back().path;
  EXPECT_EQ(front.find(oldest), std::string::npos);
  EXPECT_NE(march.find(oldest), std::string::npos);
  EXPECT_NE(front.find(Newsroom::kDraftPath), std::string::npos);
  EXPECT_NE(newsroom.Get("/robots.txt").body.find("Disallow: /brouillons/"), std::string::npos);
}

TEST(Newsroom, ServesOneStoryInLatin1) {
  Newsroom newsroom;
  int latin1 = 0;
  for (const NewsroomArticle& article : NewsroomArticles()) {
    const NewsroomPage page = newsroom.Get(article.path);
    if (page.content_type == "text/html; charset=ISO-8859-1") {
      ++latin1;
      EXPECT_NE(page.body.find("biblioth\xE8que"), std::string::npos);
      EXPECT_EQ(page.body.find("\xC3\xA8"), std::string::npos);
    }
  }
  EXPECT_EQ(latin1, 1);
}

}  // namespace
}  // namespace kiosque
