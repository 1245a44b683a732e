#include <gtest/gtest.h>

#include <string>

#include "parser/page.h"

namespace kiosque {
namespace {

PageKind KindOf(const std::string& html, std::string_view url) {
  const PageContext context{*Url::Parse(url), {}, {}, {}};
  return ParsePage(html, "utf-8", context).article.kind;
}

std::string Listing(int stories) {
  std::string html = "<html><head><title>Archives</title></head><body><main><h1>Archives</h1><ul>";
  for (int i = 0; i < stories; ++i) {
    html += "<li><h2><a href='/2024/04/" + std::to_string(i + 10) +
            "/histoire/'>Une histoire de la ville, partie " + std::to_string(i) +
            "</a></h2><p>Les habitants du quartier racontent ce qu'ils ont vu ce jour-là, entre le "
            "pont et le marché, avant le retour du calme dans la soirée.</p></li>";
  }
  return html + "</ul></main></body></html>";
}

std::string StoryPage(const std::string& head) {
  std::string html = "<html><head><title>Le pont</title>" + head +
                     "</head><body><article><h1>Le pont de la Lubi rouvert</h1>";
  for (int i = 0; i < 6; ++i) {
    html +=
        "<p>Le pont qui relie les deux rives de la rivière a rouvert mardi matin, après onze "
        "mois de travaux menés par une entreprise de la province, selon le maire.</p>";
  }
  return html + "</article></body></html>";
}

TEST(PageKind, ListingUnderAnArchivePathIsAHubHoweverWordy) {
  EXPECT_EQ(KindOf(Listing(7), "https://www.example.cd/archives/2024/04/"), PageKind::kHub);
}

TEST(PageKind, ListingUnderAnyPathIsAHubHoweverFewItsStories) {
  for (const int stories : {3, 4, 7}) {
    EXPECT_EQ(KindOf(Listing(stories), "https://www.example.cd/politique"), PageKind::kHub)
        << stories;
  }
  EXPECT_EQ(KindOf(Listing(5), "https://www.example.cd/2024/04/12/la-une"), PageKind::kHub);
}

TEST(PageKind, LastPageOfAListIsAHubWithOneRow) {
  EXPECT_EQ(KindOf(Listing(1), "https://www.example.cd/tag/congo/page/12/"), PageKind::kHub);
  EXPECT_EQ(KindOf(StoryPage(""), "https://www.example.cd/tag/congo/page/12/"), PageKind::kArticle);
}

TEST(PageKind, TemplateThatCallsItselfAListIsBelieved) {
  for (const std::string_view classes :
       {"archive tag tag-congo paged", "com_content view-category", "pas_surlignable page_rubrique",
        "path-taxonomy has-sidebar"}) {
    std::string html = Listing(1);
    html.replace(html.find("<body>"), 6, "<body class='" + std::string(classes) + "'>");
    EXPECT_EQ(KindOf(html, "https://www.example.cd/x"), PageKind::kHub) << classes;
  }
  std::string story = StoryPage("");
  story.replace(story.find("<body>"), 6, "<body class='archive single single-post'>");
  story.insert(story.find("</article>") + 10, "<h3><a href='/autre'>Une autre histoire</a></h3>");
  EXPECT_EQ(KindOf(story, "https://www.example.cd/x"), PageKind::kArticle);
}

TEST(PageKind, StoryAboveTeasersStaysAnArticle) {
  std::string story = StoryPage("");
  const std::string listing = Listing(4);
  const std::size_t list = listing.find("<ul>");
  story.insert(story.find("</article>") + 10,
               listing.substr(list, listing.find("</ul>") + 5 - list));
  EXPECT_EQ(KindOf(story, "https://www.example.cd/pont"), PageKind::kArticle);
}

TEST(PageKind, ReviewWhoseHeadingsLeadToOtherSitesStaysAnArticle) {
  std::string html = Listing(5);
  for (std::size_t at = 0; (at = html.find("href='/", at)) != std::string::npos; ++at) {
    html.replace(at, 7, "href='https://shop.example/");
  }
  EXPECT_EQ(KindOf(html, "https://www.example.cd/les-meilleurs"), PageKind::kArticle);
}

TEST(PageKind, StoryUnderAnArchivePathStaysAnArticle) {
  EXPECT_EQ(KindOf(StoryPage(""), "https://www.example.cd/archives/1234"), PageKind::kArticle);
}

TEST(PageKind, DeclaredArticleIsBelievedOverItsPath) {
  EXPECT_EQ(KindOf(StoryPage("<meta property='og:type' content='article'>"),
                   "https://www.example.cd/category/pont"),
            PageKind::kArticle);
}

TEST(PageKind, EmptyPageIsNothingInParticular) {
  EXPECT_EQ(KindOf("<html><body><p>Bonjour</p></body></html>", "https://www.example.cd/a"),
            PageKind::kOther);
}

}  // namespace
}  // namespace kiosque
