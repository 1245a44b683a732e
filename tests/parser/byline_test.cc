#include "parser/byline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "parser/article_extractor.h"
#include "parser/person_name.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> People(std::string html,
                                std::string_view url = "https://www.lejournal.example/a") {
  const PageContext context{*Url::Parse(url), {}, {}, {}};
  const Document document = Document::Parse(std::move(html));
  Article article;
  ExtractMetadata(document, context, &article);
  return article.byline;
}

TEST(PersonName, TakesNamesOutOfAPrintedByline) {
  EXPECT_THAT(NamesInByline("Par Jean Dupont et Marie N'Sele"),
              ElementsAre("Jean Dupont", "Marie N'Sele"));
  EXPECT_THAT(NamesInByline("Von Jelko Djuren und Jutta Klaukien | 12.05.2024"),
              ElementsAre("Jelko Djuren", "Jutta Klaukien"));
  EXPECT_THAT(NamesInByline("Posted on September 21, 2020 by Adi Tzlil"), ElementsAre("Adi Tzlil"));
  EXPECT_THAT(NamesInByline("Jillian Kubala, MS, RD"), ElementsAre("Jillian Kubala, MS, RD"));
  EXPECT_THAT(NamesInByline("By Kyle Wiggers, Senior Reporter"), ElementsAre("Kyle Wiggers"));
  EXPECT_THAT(NamesInByline("Loïc Le Clerc"), ElementsAre("Loïc Le Clerc"));
  EXPECT_THAT(NamesInByline("Share"), IsEmpty());
  EXPECT_THAT(NamesInByline("https://www.facebook.com/lemonde"), IsEmpty());
  EXPECT_THAT(NamesInByline(""), IsEmpty());
}

TEST(PersonName, KnowsTheNewsAgencies) {
  EXPECT_EQ(AgencyOf("Agence France-Presse"), "AFP");
  EXPECT_EQ(AgencyOf("reuters"), "Reuters");
  EXPECT_EQ(AgencyOf("Jean Dupont"), "");
}

TEST(PersonName, LabelsAndCompaniesLookLessLikeNames) {
  EXPECT_GT(NameLikeness("Ruth Ilunga"), NameLikeness("Ruth"));
  EXPECT_GT(NameLikeness("Ruth"), NameLikeness("ruth-ilunga"));
  EXPECT_LT(NameLikeness("Web Commerce GmbH"), 0);
  EXPECT_LT(NameLikeness("View all posts"), 0);
  EXPECT_LT(NameLikeness(""), 0);
}

// Failure mode 20.
TEST(Byline, FailureMode20_AllAuthorsAndNoPublisherAndNoDate) {
  EXPECT_THAT(People(R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"T",
      "author":[{"@type":"Person","name":"Ada Obi"},{"@type":"Person","name":"Ben Mwale"}],
      "publisher":{"@type":"Organization","name":"Le Journal"}}</script><h1>T</h1>)"),
              ElementsAre("Ada Obi", "Ben Mwale"));
  EXPECT_THAT(
      People(
          R"(<meta name="author" content="Le Journal"><meta property="og:site_name" content="Le Journal">
      <main><h1>Titre de la page</h1><p class="byline">Par <a rel="author" href="/auteur/1">Ada Obi</a></p></main>)"),
      ElementsAre("Ada Obi"));
  EXPECT_THAT(
      People(R"(<main><h1>Titre</h1><div class="author">By Ada Obi 22 Dec 2016</div></main>)"),
      ElementsAre("Ada Obi"));
}

TEST(Byline, WritersSideBySideAreOneByline) {
  EXPECT_THAT(
      People(
          R"(<main><h1>Titre</h1><div><span class="author">Ada Obi</span><span class="author">Ben Mwale</span></div></main>)"),
      ElementsAre("Ada Obi", "Ben Mwale"));
}

TEST(Byline, RolesPapersAndReviewersAreLeftOut) {
  EXPECT_THAT(
      People(
          R"(<main><h1>Titre</h1><div class="byline"><span>Ada Obi</span><span>Senior Autos Reporter</span></div></main>)"),
      ElementsAre("Ada Obi"));
  EXPECT_THAT(People(R"(<main><h1>Titre</h1><div class="byline"><a href="/author/a">Ada Obi</a>
      <span>Reviewed by</span> <a href="/author/b">Ben Mwale</a></div></main>)"),
              ElementsAre("Ada Obi"));
}

TEST(Byline, IsReadWhereNoClassTellsIt) {
  EXPECT_THAT(People("<main><h1>Titre</h1><p>Par Ada Obi</p><p>Texte.</p></main>"),
              ElementsAre("Ada Obi"));
  EXPECT_THAT(People("<main><h1>Titre</h1><p>04.02.2022 | Uta Helkenberg</p></main>"),
              ElementsAre("Uta Helkenberg"));
}

TEST(Byline, CommentersAreNotAuthors) {
  EXPECT_THAT(
      People(
          R"(<h1>Titre</h1><p>x</p><div id="comments"><div class="comment-author">Ben Mwale</div></div>)"),
      IsEmpty());
}

Article ReadByline(std::string html) {
  const PageContext context{*Url::Parse("https://www.lejournal.example/a"), {}, {}, {}};
  const Document document = Document::Parse(std::move(html));
  return ExtractArticle(document, context).article;
}

TEST(Byline, KeepsAgenciesApartFromPeople) {
  const Article article = ReadByline(
      R"(<main><h1>Le titre de la page</h1><p class="byline">Par Ada Obi, avec AFP</p></main>)");
  EXPECT_THAT(article.byline, ElementsAre("Ada Obi"));
  EXPECT_EQ(article.agency, "AFP");
  EXPECT_EQ(article.credit, "Ada Obi; AFP");
  const Article bare = ReadByline(
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"T",
      "author":{"@type":"Organization","name":"Agence Congolaise de Presse"}}</script><h1>T</h1>)");
  EXPECT_THAT(bare.byline, IsEmpty());
  EXPECT_EQ(bare.agency, "ACP");
}

TEST(Byline, PrefersAPersonToThePaperItself) {
  EXPECT_THAT(People(R"(<meta name="author" content="lejournal.example"><main><h1>Titre</h1>
      <p class="byline">Ada Obi</p></main>)"),
              ElementsAre("Ada Obi"));
}

TEST(Byline, ReadsNamesBehindALabelOfTheirOwnAndSignatures) {
  const std::string far(3000, 'x');
  std::string text = "<main><h1>Titre de la page</h1>";
  for (int i = 0; i < 90; ++i) {
    text += "<p>" + far.substr(0, 30) + "</p>";
  }
  EXPECT_THAT(People(text + "<div><h3>Author</h3><p>Ada Obi</p></div></main>"),
              ElementsAre("Ada Obi"));
  EXPECT_THAT(People(text + R"(<p style="text-align: right"><b>Ada Obi/Ben Mwale</b></p></main>)"),
              ElementsAre("Ada Obi", "Ben Mwale"));
  EXPECT_THAT(People(text + "<p>Ada Obi</p></main>"), IsEmpty());
}

}  // namespace
}  // namespace kiosque
