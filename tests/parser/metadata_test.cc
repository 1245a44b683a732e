#include "parser/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "parser/page_date.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Article ReadMetadata(std::string html, std::string_view url = "https://www.example.cd/a/b") {
  PageContext context{*Url::Parse(url), {}, {}, {}};
  const Document document = Document::Parse(std::move(html));
  Article article;
  ExtractMetadata(document, context, &article);
  return article;
}

std::string Published(std::string html, std::string_view url = "https://www.example.cd/a/b") {
  const Article article = ReadMetadata(std::move(html), url);
  return article.published ? article.published->Iso() : "none";
}

TEST(Metadata, ReadsAnArticleDescribedInAJsonLdGraph) {
  const Article article =
      ReadMetadata(R"(<html lang="fr"><head><title>Kinshasa sous les eaux - Le Journal</title>
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

// Failure mode 21: a year and a month in the address are not completed with today's day.
TEST(PageDate, AddressesTellWholeDaysOnly) {
  EXPECT_FALSE(DateInUrl("/2023/12/slug"));
  EXPECT_FALSE(DateInUrl("/category/2016/"));
  EXPECT_EQ(DateInUrl("/2024/04/13/slug/")->day, std::chrono::year(2024) / 4 / 13);
  EXPECT_EQ(DateInUrl("/news/2016/nov/29/x")->day, std::chrono::year(2016) / 11 / 29);
  EXPECT_EQ(DateInUrl("/n/alert20190402.html")->day, std::chrono::year(2019) / 4 / 2);
  EXPECT_FALSE(DateInUrl("/2023/02/30/x"));
}

TEST(PageDate, DatesAfterTheFetchAreNotBelieved) {
  PageContext context{*Url::Parse("https://a.example/x"),
                      UtcTime(std::chrono::sys_days(std::chrono::year(2024) / 4 / 20)),
                      {},
                      {}};
  const Document document =
      Document::Parse(R"(<meta property="article:published_time" content="2025-04-13T10:00:00Z">
      <h1>T</h1><time datetime="2024-04-13T10:00:00Z"></time>)");
  Article article;
  ExtractMetadata(document, context, &article);
  EXPECT_EQ(article.published->Iso(), "2024-04-13T10:00:00Z");
}

TEST(PageDate, WithoutTheTimeOfTheFetchThePresentBoundsDatesAndNothingCountsFromIt) {
  const std::string html =
      "<meta property='article:published_time' content='2031-01-01'><h1>Le pont rouvert</h1>"
      "<p>Publié le 12 avril 2024</p><p>il y a 3 heures</p>";
  PageContext context{*Url::Parse("https://www.example.cd/a/b"), {}, {}, {}};
  context.not_after = UtcTime(std::chrono::sys_days(std::chrono::January / 15 / 2026));
  const Document document = Document::Parse(html);
  Article article;
  ExtractMetadata(document, context, &article);
  ASSERT_TRUE(article.published);
  EXPECT_EQ(article.published->Iso(), "2024-04-12");
}

TEST(PageDate, RelativeDatesCountFromTheFetch) {
  PageContext context{
      *Url::Parse("https://a.example/x"),
      UtcTime(std::chrono::sys_days(std::chrono::year(2024) / 4 / 20) + std::chrono::hours(12)),
      {},
      "Africa/Kinshasa"};
  const Document document = Document::Parse(
      R"(<html lang="fr"><main><h1>Titre</h1><span class="date">il y a 3 heures</span></main>)");
  Article article;
  ExtractMetadata(document, context, &article);
  ASSERT_TRUE(article.published);
  EXPECT_EQ(article.published->Iso().substr(0, 16), "2024-04-20T10:00");
}

TEST(PageDate, AnInstantIsShownOnTheDayThatTheReaderSees) {
  EXPECT_EQ(
      Published(
          R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-11-09T01:09:55Z"}</script><h1>T</h1>)",
          "https://a.example/2023/11/08/x/")
          .substr(0, 10),
      "2023-11-08");
}

TEST(PageDate, ALabelBesideTheDateTellsItsRole) {
  const Article article = ReadMetadata(
      R"(<html lang="fr"><main><h1>Titre de la page</h1><p><b>Mis à jour :</b> <span>4 mai 2024</span></p>
      <p><b>Publié le</b> <span>3 mai 2024</span></p></main>)");
  ASSERT_TRUE(article.published);
  EXPECT_EQ(article.published->Iso(), "2024-05-03");
  ASSERT_TRUE(article.modified);
  EXPECT_EQ(article.modified->Iso(), "2024-05-04");
}

TEST(PageDate, RelatedStoriesDoNotLendTheirDates) {
  EXPECT_EQ(Published(R"(<main><h1>Titre</h1><span class="date">3 mai 2024</span></main>
      <aside class="related"><span class="date">9 mai 2024</span><span class="date">8 mai 2024</span></aside>)"),
            "2024-05-03");
}

TEST(Metadata, BrokenJsonLdIsReadAsFarAsItMakesSense) {
  EXPECT_EQ(Published("<script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"NewsArticle\", "
                      "/* x */ \"headline\":\"a \"b\" c\", "
                      "\"datePublished\":\"2024-04-13T10:00:00+02:00\",}\n//]]></script>"),
            "2024-04-13T10:00:00+02:00");
}

TEST(Metadata, ReadsMicrodataOfTheArticleAndNotOfCards) {
  const Article article = ReadMetadata(
      R"(<body><article itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Titre de la page</h1>
      <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Ada Obi</span></span>
      <meta itemprop="datePublished" content="2024-04-13T10:00:00Z"></article>
      <article itemscope itemtype="http://schema.org/NewsArticle"><h3 itemprop="headline">Autre</h3>
      <meta itemprop="datePublished" content="2024-04-18T10:00:00Z"></article></body>)");
  EXPECT_EQ(article.published->Iso(), "2024-04-13T10:00:00Z");
  EXPECT_THAT(article.byline, ElementsAre("Ada Obi"));
}

TEST(Metadata, AnEmptyPageSaysNothing) {
  const Article article = ReadMetadata("");
  EXPECT_EQ(article.title, "");
  EXPECT_THAT(article.byline, IsEmpty());
  EXPECT_FALSE(article.published);
  EXPECT_EQ(article.language, "");
  EXPECT_EQ(article.kind, PageKind::kOther);
}

TEST(PageDate, WhatThePagePrintsByItsTitleBeatsLaterData) {
  const std::string_view moved =
      R"(<meta property="article:published_time" content="2024-08-07T12:01:51Z"><main>
      <h1>Ce que j'ai appris de mon échec</h1><span>Dec 30, 2013</span></main>)";
  EXPECT_EQ(Published(std::string(moved)), "2013-12-30");
  EXPECT_EQ(Published(std::string(moved), "https://www.example.cd/2024/08/07/a"),
            "2024-08-07T12:01:51Z");
  // A date that the data agree with stands, whatever else is printed.
  EXPECT_EQ(Published(std::string(moved) + R"(<time datetime="2024-08-07">7 août 2024</time>)"),
            "2024-08-07T12:01:51Z");
}

TEST(PageDate, OfTwoDataTheDayOfTheLastChangeLoses) {
  EXPECT_EQ(
      Published(R"(<meta property="article:published_time" content="2017-04-12T18:33:59+02:00">
      <meta property="article:modified_time" content="2020-02-19T15:24:33+01:00">
      <article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Titre</h1>
      <time itemprop="datePublished" datetime="2020-02-19">mis à jour</time></article>)"),
      "2017-04-12T18:33:59+02:00");
}

TEST(Metadata, SaysWhichEvidenceWonAndHowFarToTrustIt) {
  const Article article = ReadMetadata(
      R"(<html lang="fr"><meta property="article:modified_time" content="2024-04-14T09:00:00Z">
      <h1>Kinshasa sous les eaux</h1>)");
  ASSERT_NE(article.EvidenceOf("title"), nullptr);
  EXPECT_EQ(article.EvidenceOf("title")->source, "h1");
  EXPECT_EQ(article.EvidenceOf("byline"), nullptr);
  // Only a date of change is known: it stands in, with the confidence of such dates.
  EXPECT_EQ(article.EvidenceOf("published")->source, "meta");
  EXPECT_EQ(article.EvidenceOf("published")->confidence, 59);
  EXPECT_GT(article.EvidenceOf("modified")->confidence, 59);
  EXPECT_EQ(article.EvidenceOf("language")->source, "declared");
}

TEST(Metadata, ReadsRdfaOfTheArticleWithItsMetaElementsAndNotOthers) {
  const Article article = ReadMetadata(
      R"(<body vocab="http://schema.org/"><div typeof="schema:NewsArticle"><h1 property="schema:headline">Le pont</h1>
      <meta property="schema:datePublished" content="2024-04-13T08:30:00+01:00">
      <span property="author" typeof="Person"><b property="name">Ruth Ilunga</b></span>
      <span property="articleSection">Société</span><span property="keywords">pont, fleuve</span>
      <link property="image" href="/pont.jpg"><meta property="isAccessibleForFree" content="false">
      <div typeof="Comment"><span property="author">Lecteur</span></div></div></body>)");
  EXPECT_EQ(article.title, "Le pont");
  ASSERT_TRUE(article.published);
  EXPECT_EQ(article.published->Iso(), "2024-04-13T08:30:00+01:00");
  EXPECT_EQ(article.published->source, "microdata");
  EXPECT_THAT(article.byline, ElementsAre("Ruth Ilunga"));
  EXPECT_EQ(article.section, "Société");
  EXPECT_THAT(article.tags, ElementsAre("pont", "fleuve"));
  ASSERT_TRUE(article.lead_image);
  EXPECT_EQ(article.lead_image->href(), "https://www.example.cd/pont.jpg");
  EXPECT_TRUE(article.paywalled);
}

TEST(Metadata, ReadsDublinCore) {
  const Article article = ReadMetadata(
      R"(<meta name="DC.title" content="Le pont est ouvert"><meta name="DC.creator" content="Ruth Ilunga">
      <meta name="DC.date.issued" content="2024-04-13"><meta name="DCTERMS.modified" content="2024-04-14">
      <meta name="DC.language" content="fr"><meta name="DC.subject" content="pont; fleuve">
      <meta name="DC.description" content="Un pont."><meta name="DCTERMS.license" content="CC BY 4.0"><p>x</p>)");
  EXPECT_EQ(article.title, "Le pont est ouvert");
  EXPECT_THAT(article.byline, ElementsAre("Ruth Ilunga"));
  EXPECT_EQ(article.published->Iso(), "2024-04-13");
  EXPECT_EQ(article.modified->Iso(), "2024-04-14");
  EXPECT_EQ(article.declared_language, "fr");
  EXPECT_THAT(article.tags, ElementsAre("pont", "fleuve"));
  EXPECT_EQ(article.description, "Un pont.");
  EXPECT_EQ(article.license, "CC BY 4.0");
}

TEST(Metadata, ReadsParselyAndSailthru) {
  const Article parsely = ReadMetadata(
      R"(<meta name="parsely-title" content="Le pont est ouvert"><meta name="parsely-author" content="Ruth Ilunga">
      <meta name="parsely-pub-date" content="2024-04-13T08:30:00Z"><meta name="parsely-section" content="Société">
      <meta name="parsely-tags" content="pont,fleuve"><meta name="parsely-image-url" content="/p.jpg"><p>x</p>)");
  EXPECT_EQ(parsely.title, "Le pont est ouvert");
  EXPECT_THAT(parsely.byline, ElementsAre("Ruth Ilunga"));
  EXPECT_EQ(parsely.published->Iso().substr(0, 10), "2024-04-13");
  EXPECT_EQ(parsely.section, "Société");
  EXPECT_THAT(parsely.tags, ElementsAre("pont", "fleuve"));
  EXPECT_EQ(parsely.lead_image->href(), "https://www.example.cd/p.jpg");
  const Article sailthru = ReadMetadata(
      R"(<meta name="sailthru.title" content="Le pont est ouvert"><meta name="sailthru.author" content="Ruth Ilunga">
      <meta name="sailthru.date" content="2024-04-13 08:30:00"><meta name="sailthru.tags" content="pont, fleuve">
      <meta name="sailthru.image.full" content="/s.jpg"><meta name="sailthru.description" content="Un pont."><p>x</p>)");
  EXPECT_EQ(sailthru.title, "Le pont est ouvert");
  EXPECT_THAT(sailthru.byline, ElementsAre("Ruth Ilunga"));
  EXPECT_EQ(sailthru.published->Iso().substr(0, 10), "2024-04-13");
  EXPECT_THAT(sailthru.tags, ElementsAre("pont", "fleuve"));
  EXPECT_EQ(sailthru.lead_image->href(), "https://www.example.cd/s.jpg");
  EXPECT_EQ(sailthru.description, "Un pont.");
}

TEST(Metadata, LinksOfThePageTellCanonicalAmpLicenceTagsAndSection) {
  const Article article = ReadMetadata(
      R"(<link rel="canonical" href="/b"><link rel="amphtml" href="/b/amp"><article><h1>Le pont</h1>
      <a rel="category tag" href="/c">Société</a> <a rel="tag" href="/t/1">Pont</a>
      <a rel="tag" href="/t/2">Fleuve</a></article><aside><a rel="tag" href="/t/9">Nuage</a></aside>
      <footer><a rel="license noopener" href="https://creativecommons.org/licenses/by/4.0/">CC</a></footer>)");
  EXPECT_EQ(article.canonical->href(), "https://www.example.cd/b");
  EXPECT_EQ(article.amp->href(), "https://www.example.cd/b/amp");
  EXPECT_EQ(article.license, "https://creativecommons.org/licenses/by/4.0/");
  EXPECT_THAT(article.tags, ElementsAre("Pont", "Fleuve"));
  EXPECT_EQ(article.section, "Société");
}

TEST(Metadata, BreadcrumbsTellTheSectionThatNothingElseNames) {
  const std::string crumbs =
      R"({"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Accueil"},
      {"@type":"ListItem","position":2,"item":{"@id":"/s","name":"Société"}},
      {"@type":"ListItem","position":3,"name":"Le pont est ouvert"}]})";
  const auto section = [&](const std::string& more) {
    return ReadMetadata("<script type='application/ld+json'>[" + crumbs + more +
                        "]</script><h1>Le pont est ouvert</h1>")
        .section;
  };
  EXPECT_EQ(section(""), "Société");
  EXPECT_EQ(section(R"(,{"@type":"NewsArticle","headline":"Le pont est ouvert",
                       "articleSection":"Ville"})"),
            "Ville");
}

TEST(Metadata, APartForSubscribersMakesAPaywall) {
  const auto paywalled = [](const std::string& members) {
    return ReadMetadata(
               R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Le pont")" +
               members + "}</script><h1>Le pont</h1>")
        .paywalled;
  };
  EXPECT_TRUE(paywalled(
      R"(,"hasPart":[{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".p"}])"));
  EXPECT_TRUE(paywalled(R"(,"isAccessibleForFree":false)"));
  EXPECT_FALSE(
      paywalled(R"(,"isAccessibleForFree":true,"hasPart":{"isAccessibleForFree":"False"})"));
  EXPECT_FALSE(paywalled(""));
  EXPECT_TRUE(
      ReadMetadata("<meta property='article:content_tier' content='metered'><h1>Le pont</h1>")
          .paywalled);
}

TEST(PageDate, WhenThePageWasMadeIsNoPublication) {
  EXPECT_EQ(
      Published(R"(<meta name="page-generated-date" content="2024-05-01"><meta name="server-date"
      content="2024-05-02"><meta name="cache-date" content="2024-05-03"><h1>Le pont est ouvert</h1>
      <!-- generated 2024-05-04 10:00:00 --><p>Texte.</p>)"),
      "none");
}

}  // namespace
}  // namespace kiosque
