#include "parser/printed_byline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "parser/article_extractor.h"
#include "parser/byline_vocabulary.h"
#include "parser/metadata.h"
#include "parser/page_date.h"
#include "parser/person_name.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Article ReadPrinted(std::string html) {
  const PageContext context{*Url::Parse("https://www.lejournal.example/a"), {}, {}, {}};
  const Document document = Document::Parse(std::move(html));
  Article article;
  ExtractMetadata(document, context, &article);
  return article;
}

std::vector<std::string> People(std::string html) {
  return ReadPrinted(std::move(html)).byline;
}

const std::string kHeading = "<main><h1>Le titre de la page</h1>";
const std::string kText = "<p>" + std::string(300, 'x') + "</p>";

TEST(PrintedByline, ALogInIsANameWhereADateFollowsOrItStandsRightBehindTheTitle) {
  EXPECT_THAT(People(kHeading + "<div>by jkabongo on August 3, 2019</div>"),
              ElementsAre("jkabongo"));
  EXPECT_THAT(People(kHeading + "<p>von <a href='/u/7'>Marianne1</a> am 20.09.2020</p>"),
              ElementsAre("Marianne1"));
  EXPECT_THAT(People(kHeading + "<p>by ibby</p>"), ElementsAre("ibby"));
  EXPECT_THAT(People(kHeading + kText + "<p>Von R. R. am 3. Mai 2020</p>"), ElementsAre("R. R"));
  EXPECT_THAT(People(kHeading + "<p>Von wegen schnell und ohne jede Mühe</p>"), IsEmpty());
}

TEST(PrintedByline, ATeamMaySignWhereByStandsApart) {
  EXPECT_THAT(People(kHeading + "<div><div>By</div><div>The Example Team</div><div>|</div></div>"),
              ElementsAre("The Example Team"));
}

TEST(PrintedByline, ALabelNamesTheAuthorFarFromTheTitleAndInATallBox) {
  std::string tall = "<p><b>Autor:</b> <a href='/p/1'>Ada Obi</a><br>Tags: ";
  for (int i = 0; i < 40; ++i) {
    tall += "<a href='/t'>Wort</a>, ";
  }
  std::string many = kHeading;
  for (int i = 0; i < 90; ++i) {
    many += "<p>ein satz ohne namen</p>";
  }
  EXPECT_THAT(People(many + tall + "</p></main>"), ElementsAre("Ada Obi"));
  EXPECT_THAT(People(many + "<ul><li><b>Datum</b> 28.04.2023</li><li><b>Autorin/Autor</b> Ada "
                            "Obi</li></ul></main>"),
              ElementsAre("Ada Obi"));
  EXPECT_THAT(People(many + "<p>Autor: <a href='/r'>Rechtsanwalt</a> Ada Obi</p></main>"),
              ElementsAre("Ada Obi"));
}

TEST(PrintedByline, OneBoldLineBeforeTheTextIsAByline) {
  const std::string bold = "<p><strong>Ada Obi/Ben Mwale</strong></p>";
  EXPECT_THAT(People(kHeading + "<p><em>…accuse chiefs of</em><em> bribes</em></p>" + bold + kText),
              ElementsAre("Ada Obi", "Ben Mwale"));
  // Further below it is a sub-heading; several are speakers.
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += kText;
  }
  EXPECT_THAT(People(kHeading + text + bold), IsEmpty());
  EXPECT_THAT(People(kHeading +
                     "<i>a</i><ul><li>b</li></ul><p class='s'><b>Ada Obi</b></p>"
                     "<p class='s'><b>Ben Mwale</b></p>" +
                     kText),
              IsEmpty());
}

TEST(PrintedByline, ANameBesideAnElementThatSaysAuthorIsOne) {
  EXPECT_THAT(People(kHeading +
                     "<div><p class='headline'>Ada Obi</p><div class='author-text'>"
                     "Licensed grader of coffee</div></div>" +
                     kText),
              ElementsAre("Ada Obi"));
  EXPECT_THAT(People(kHeading +
                     "<div><a class='headline' href='/x'>House Call</a><div "
                     "class='author-text'> </div></div>" +
                     kText),
              IsEmpty());
}

TEST(PrintedByline, AnAgencyAloneBehindTheTitleIsTheCredit) {
  const Article article = ReadPrinted(kHeading + "<p class='credit'>JIJI</p>" + kText);
  EXPECT_THAT(article.byline, IsEmpty());
  EXPECT_EQ(article.agency, "Jiji");
  EXPECT_EQ(article.credit, "JIJI");
}

TEST(PrintedByline, OfManyNamesWithByOnlyTheOneBehindTheTitleCounts) {
  std::string covers;
  for (const char* name : {"Ada Obi", "Ben Mwale", "Chi Eze", "Dan Oyo"}) {
    covers += std::string("<div>by ") + name + "</div>" + kText;
  }
  EXPECT_THAT(People(kHeading + "<p>by Eva Kasa</p>" + kText + kText + kText + kText + kText +
                     kText + kText + kText + kText + kText + kText + kText + covers),
              ElementsAre("Eva Kasa"));
}

TEST(PrintedByline, AReadersPageCloselyBehindTheTitleIsTheAuthorsASignUpIsNot) {
  EXPECT_THAT(People(kHeading + "<p>vor 2 Tagen <a href='/user-uebersicht/?u=7'>MikeNils</a></p>"),
              ElementsAre("MikeNils"));
  EXPECT_THAT(People(kHeading + "<p>Sign up: <a href='/membership/'>Subscribe</a></p>"), IsEmpty());
  EXPECT_THAT(People(kHeading + "<p><a href='/user/login'>Login</a></p>"), IsEmpty());
}

TEST(PrintedByline, ADateInTheNextElementEndsTheName) {
  EXPECT_THAT(People(kHeading + kText + "<p>Von R. R. am <a href='/2020'>3. Mai 2020</a></p>"),
              ElementsAre("R. R"));
  EXPECT_THAT(NamesInByline("Veröffentlicht am"), IsEmpty());
}

TEST(PrintedByline, ALesserHeadingWithTheTitlesWordsTellsWhatIsNear) {
  const std::string head =
      "<meta property='og:title' content='Was wir im Sommer hören'><title>Was wir im Sommer "
      "hören</title>";
  EXPECT_THAT(People(head + "<div><h3>Was wir im Sommer hören</h3><p>von <b>zauberin</b></p>" +
                     kText + "</div>"),
              ElementsAre("zauberin"));
  EXPECT_THAT(People(head + "<p> von <em>Ada Obi</em></p>" + kText), ElementsAre("Ada Obi"));
}

TEST(PrintedByline, SignaturesAreFoundOnPagesWithoutAHeading) {
  EXPECT_THAT(People("<p>" + std::string(300, 'x') +
                     "</p><p align='right'><em><font size=2>Ada Obi</font></em></p>"),
              ElementsAre("Ada Obi"));
}

TEST(Regions, WhatTheTitleStandsInIsNotAroundTheArticle) {
  // A post whose class names its category, with a real thread below it.
  const std::string html =
      "<div id='x'>" + std::string(40, ' ') +
      "<div class='post category-kommentar'><h1>Le titre de la page</h1><div>By <a "
      "href='/author/ada' rel='author'>Ada Obi</a></div>" +
      kText + "<div class='comments'><p>By <a rel='author' href='/author/b'>Ben Mwale</a></p>" +
      kText + "</div></div></div>";
  EXPECT_THAT(People(html), ElementsAre("Ada Obi"));
  const Document document = Document::Parse(html);
  const PageEvidence evidence = PageEvidence::Gather(document);
  NodeId heading = kNoNode;
  NodeId thread = kNoNode;
  for (NodeId id = 0; id < document.size(); ++id) {
    heading = document[id].tag == Tag::k_h1 ? id : heading;
    thread = document.Get(id, "class") == "comments" ? id : thread;
  }
  ASSERT_NE(evidence.flags[heading] & kInComments, 0);
  const auto seen = evidence.RegionsFrom(document, heading);
  EXPECT_EQ(seen[heading] & kInComments, 0);
  EXPECT_NE(seen[thread] & kInComments, 0);
  EXPECT_NE(seen[thread + 1] & kInComments, 0);
  EXPECT_EQ(evidence.RegionsFrom(document, kNoNode), evidence.flags);
}

TEST(Byline, APrintedWriterBeatsAMetaElementAloneButNoStructuredData) {
  const std::string meta = "<meta name='author' content='Josh Katzo'>";
  const std::string printed = "<p class='byline'>By Ada Obi</p>" + kText;
  EXPECT_THAT(People(meta + kHeading + printed), ElementsAre("Ada Obi"));
  EXPECT_THAT(
      People(meta +
             R"(<script type="application/ld+json">{"@type":"NewsArticle","author":"Josh Katzo"}
             </script>)" +
             kHeading + printed),
      ElementsAre("Josh Katzo"));
}

TEST(Byline, ReviewsAndVideosDoNotLendTheirAuthors) {
  EXPECT_THAT(People(R"(<script type="application/ld+json">[{"@type":"Recipe","name":"Gâteau",
      "author":{"@type":"Person","name":"jesusfreak"}},{"@type":"Review","author":"Hasenohr81"},
      {"@type":"Review","author":"Ben Mwale"}]</script><h1>Gâteau</h1>)"),
              ElementsAre("jesusfreak"));
}

TEST(Byline, TakesARoleWhereDataNameNothingElseButNeverAnAdministrator) {
  EXPECT_THAT(People("<meta name='author' content='Community Editor'>" + kHeading),
              ElementsAre("Community Editor"));
  EXPECT_THAT(People("<meta name='author' content='Community Editor'>" + kHeading +
                     "<p class='byline'>Ada Obi</p>"),
              ElementsAre("Ada Obi"));
  EXPECT_THAT(People("<meta name='author' content='Site administrator'>" + kHeading), IsEmpty());
}

TEST(Byline, ReadsMetaElementsByTheEndOfTheirNamesAndCardsByTheirLabels) {
  EXPECT_THAT(People("<meta name='plugin:article_author_name' content='Ada Obi'>" + kHeading),
              ElementsAre("Ada Obi"));
  EXPECT_THAT(People("<meta name='twitter:label1' content='Interview by'><meta "
                     "name='twitter:data1' content='Ada Obi'>" +
                     kHeading),
              ElementsAre("Ada Obi"));
  EXPECT_TRUE(IsMetaAuthor("citation_authors"));
  EXPECT_FALSE(IsMetaAuthor("author"));  // known, with a weight of its own
  EXPECT_FALSE(IsMetaAuthor("author_url"));
  EXPECT_FALSE(IsMetaAuthor("coauthor"));
}

TEST(PersonName, BracketsInsideANameAndShortNamesAreNames) {
  EXPECT_THAT(NamesInByline("By Paramita (Guha) Ghosh"), ElementsAre("Paramita (Guha) Ghosh"));
  EXPECT_THAT(NamesInByline("Ada Obi (Kinshasa)"), ElementsAre("Ada Obi"));
  EXPECT_GT(NameLikeness("Tom"), NameLikeness("JSE"));
}

TEST(PageDate, TheFirstOfSeveralPublicationsWins) {
  const Article article = ReadPrinted(
      kHeading +
      "<div class='date'>30 Sep 2022</div>"
      "<div class='date-note'>This article was originally published on 26 Sep 2019 but has "
      "been regularly updated</div>" +
      kText);
  ASSERT_TRUE(article.published);
  EXPECT_EQ(article.published->Iso(), "2019-09-26");
}

TEST(PageDate, AListOfDatesByTheTitleDoesNotOverruleTheData) {
  const std::string data =
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Le titre de la page",
      "datePublished":"2024-04-22T15:26:46Z"}</script>)";
  EXPECT_EQ(ReadPrinted(data + kHeading + "<p class='date'>12.04.2024</p>").published->Iso(),
            "2024-04-12");
  EXPECT_EQ(
      ReadPrinted(data + kHeading + "<p class='date'>12.04.2024</p><p class='date'>27.03.2024</p>")
          .published->Iso(),
      "2024-04-22T15:26:46Z");
}

}  // namespace
}  // namespace kiosque
