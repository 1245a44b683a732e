#include "parser/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Article Read(std::string html, std::string_view url = "https://www.example.cd/a/b") {
  PageContext context{*Url::Parse(url), {}, {}, {}};
  const Document document = Document::Parse(std::move(html));
  Article article;
  ExtractMetadata(document, context, &article);
  return article;
}

std::string Published(std::string html, std::string_view url = "https://www.example.cd/a/b") {
  const Article article = Read(std::move(html), url);
  return article.published ? article.published->Iso() : "none";
}

TEST(Metadata, ReadsAnArticleDescribedInAJsonLdGraph) {
  const Article article =
      Read(R"(<html lang="fr"><head><title>Kinshasa sous les eaux - Le Journal</title>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
 {"@type":"WebSite","name":"Le Journal"},
 {"@type":"Person","@id":"#p1","name":"Ruth Ilunga"},
 {"@type":["NewsArticle"],"headline":"Kinshasa sous les eaux","datePublished":"2024-04-13T08:30:00+01:00",
  "dateModified":"2024-04-14T09:00:00+01:00","author":[{"@id":"#p1"},{"@type":"Person","name":"Jean Mbuyi"}],
  "articleSection":"Société","keywords":["pluies","Kinshasa"],"isAccessibleForFree":"False",},
]}</script></head><body><h1>Kinshasa sous les eaux</h1></body></html>)");
  EXPECT_EQ(article.title, "Kinshasa sous les eaux");
  EXPECT_THAT(article.byline, ElementsAre("Ruth Ilunga", "Jean Mbuyi"));
  EXPECT_EQ(article.published->Iso(), "2024-04-13T08:30:00+01:00");
  EXPECT_EQ(article.published->source, "json-ld");
  EXPECT_EQ(article.modified->Iso(), "2024-04-14T09:00:00+01:00");
  EXPECT_EQ(article.site_name, "Le Journal");
  EXPECT_EQ(article.section, "Société");
  EXPECT_THAT(article.tags, ElementsAre("pluies", "Kinshasa"));
  EXPECT_TRUE(article.paywalled);
}

// Failure mode 21.
TEST(Metadata, ModifiedAndExpiryAreNeverThePublication) {
  EXPECT_EQ(Published(R"(<meta property="article:modified_time" content="2024-05-01T10:00:00Z">
      <meta name="expires" content="2030-01-01"><meta property="article:published_time" content="2024-04-13T10:00:00Z">)"),
            "2024-04-13T10:00:00Z");
  EXPECT_EQ(Published("<p>x</p>", "https://example.com/2023/12/slug"), "none");
  EXPECT_EQ(Published("<p>x</p>", "https://example.com/2023/12/05/slug"), "2023-12-05");
}

TEST(Metadata, AnEmptyPageSaysNothing) {
  const Article article = Read("");
  EXPECT_EQ(article.title, "");
  EXPECT_THAT(article.byline, IsEmpty());
  EXPECT_FALSE(article.published);
  EXPECT_EQ(article.language, "");
  EXPECT_EQ(article.kind, PageKind::kOther);
}

}  // namespace
}  // namespace kiosque
