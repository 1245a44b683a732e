#include "parser/page_title.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

Article ReadTitle(std::string html, std::string_view url = "https://www.actualite.example/a") {
  const PageContext context{*Url::Parse(url), {}, {}, {}};
  const Document document = Document::Parse(std::move(html));
  Article article;
  ExtractMetadata(document, context, &article);
  return article;
}

// Failure mode 19.
TEST(PageTitle, FailureMode19_CutsTheSiteAndNotTheSentence) {
  EXPECT_EQ(CutSiteName("Kinshasa: les eaux montent | Le Monde", {"Le Monde"}),
            "Kinshasa: les eaux montent");
  EXPECT_EQ(CutSiteName("Kinshasa: les eaux montent – actualite.example", {"actualite"}),
            "Kinshasa: les eaux montent");
  EXPECT_EQ(CutSiteName("Le Monde : Kinshasa sous les eaux", {"Le Monde"}),
            "Kinshasa sous les eaux");
  EXPECT_EQ(CutSiteName("Kinshasa: les eaux montent", {"Le Monde"}), "Kinshasa: les eaux montent");
  EXPECT_EQ(CutSiteName("What now - a guide for beginners", {"Le Monde"}),
            "What now - a guide for beginners");
  EXPECT_EQ(
      ReadTitle(
          R"(<title>Kinshasa: les eaux montent – Actualite</title><script type="application/ld+json">
      {"@type":"WebSite","name":"Actualite"}</script><h1>Kinshasa: les eaux montent</h1>)")
          .title,
      "Kinshasa: les eaux montent");
  EXPECT_EQ(
      ReadTitle(
          R"(<script type="application/ld+json">{"@type":"NewsArticle","name":"Actualite","headline":"Actualite"}</script>
      <title>Les eaux montent à Kinshasa - Actualite</title>)")
          .title,
      "Les eaux montent à Kinshasa");
}

TEST(PageTitle, TheHeadingIsWhatReadersSee) {
  EXPECT_EQ(
      ReadTitle(
          R"(<meta property="og:title" content="You won't believe these five floods in Kinshasa">
      <h1>Five floods in Kinshasa this year</h1>)")
          .title,
      "Five floods in Kinshasa this year");
}

TEST(PageTitle, ALogoAndARubricAreNoTitle) {
  EXPECT_EQ(
      ReadTitle(
          R"(<title>Les eaux montent à Kinshasa</title><h1><a href="/">Actualite</a></h1><h2>Les eaux montent à Kinshasa</h2>)")
          .title,
      "Les eaux montent à Kinshasa");
  EXPECT_EQ(
      ReadTitle(
          R"(<meta property="og:title" content="Les eaux montent à Kinshasa"><title>Les eaux montent à Kinshasa</title><h1>Société</h1>)")
          .title,
      "Les eaux montent à Kinshasa");
}

TEST(PageTitle, AKickerOfItsOwnElementIsSetOff) {
  EXPECT_EQ(
      ReadTitle(
          R"(<meta property="og:title" content="Ahrtal-Flut: Zwei Rücktritte und viele Fragen">
      <h1><span>Ahrtal-Flut</span> <span>Zwei Rücktritte und viele Fragen</span></h1>)")
          .title,
      "Ahrtal-Flut: Zwei Rücktritte und viele Fragen");
}

TEST(PageTitle, ReadingAidsAndContinuationsAreNoTitles) {
  EXPECT_EQ(
      ReadTitle("<h1><ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>どもへの体罰を禁止する法律</h1>")
          .title,
      "子どもへの体罰を禁止する法律");
  EXPECT_EQ(ReadTitle("<title>Green hydrogen pipeline flagged</title><h1>Green hydrogen pipeline "
                      "flagged</h1><h1>… environmental groups concerned</h1>")
                .title,
            "Green hydrogen pipeline flagged");
}

TEST(PageTitle, LeavesASublineInAnElementOfItsOwnToTheHeading) {
  EXPECT_EQ(
      ReadTitle("<meta property=og:title content='Le maire ouvre le pont de la ville'><h1>"
                "<span>Le maire ouvre le pont de la ville</span><span>Après trois ans de travaux, "
                "les deux rives sont enfin reliées par un ouvrage moderne</span></h1>")
          .title,
      "Le maire ouvre le pont de la ville");
}

}  // namespace
}  // namespace kiosque
