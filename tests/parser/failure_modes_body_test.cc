// The ways in which article extractors are known to fail, each with a page that shows it: bodies
// (1-18, 25). Titles, names, dates, bytes and images are in failure_modes_page_test.cc (19-24).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/article_text.h"
#include "parser/article_extractor.h"
#include "support/news_page.h"

namespace kiosque {
namespace {

using ::testing::HasSubstr;
using testing::InArticle;
using testing::NewsPage;
using ::testing::Not;
using testing::P;
using testing::Story;
using testing::StoryParagraphs;

Article ExtractBody(const std::string& html) {
  const PageContext context{*Url::Parse("https://courrier.example/2024/03/12/pont"), {}, {}, {}};
  return ExtractArticle(Document::Parse(html), context).article;
}

std::string Body(const std::string& html) {
  return BodyText(ExtractBody(html));
}

std::size_t Count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// The first words of paragraph `index` of the story, which has no markup in them.
std::string Start(std::size_t index) {
  return StoryParagraphs()[index].substr(0, 40);
}

void ExpectWholeStory(const std::string& body, std::size_t first = 0, std::size_t last = 7) {
  for (std::size_t i = first; i < last; ++i) {
    EXPECT_THAT(body, HasSubstr(Start(i)));
  }
}

TEST(FailureModes, M01_LeadInAnotherContainerIsKept) {
  const std::string body = Body(NewsPage("<div class=article-top>" + Story(0, 2) +
                                         "</div><div class=photo><img src=a.jpg></div>" +
                                         "<div class=article-rest>" + Story(2) + "</div>"));
  ExpectWholeStory(body);
}

TEST(FailureModes, M02_LeadInATeaserClassIsKept) {
  const std::string body =
      Body(NewsPage("<article><div class='teaser summary'>" + P(StoryParagraphs()[0]) +
                    "</div><div class=entry-content>" + Story(1) + "</div></article>"));
  ExpectWholeStory(body);
}

TEST(FailureModes, M03_LeadInAHeadingElementIsKept) {
  const std::string body =
      Body(NewsPage(InArticle("<h2>" + StoryParagraphs()[0] + "</h2>" + Story(1))));
  ExpectWholeStory(body);
}

TEST(FailureModes, M04_AllSiblingContainersAreRead) {
  const std::string body = Body(NewsPage(
      "<article><div class=body-block>" + Story(0, 2) + "</div><div class=ad-slot>Publicité</div>" +
      "<div class=body-block>" + Story(2, 5) + "</div><div class=ad-slot>Publicité</div>" +
      "<div class=body-block>" + Story(5) + "</div></article>"));
  ExpectWholeStory(body);
  EXPECT_THAT(body, Not(HasSubstr("Publicité")));
}

TEST(FailureModes, M05_ParagraphThatIsWhollyALinkIsKept) {
  const std::string linked =
      "<p><a href=https://fonds.example/rapport>" + StoryParagraphs()[4] + "</a></p>";
  const std::string body = Body(NewsPage(InArticle(Story(0, 4) + linked + Story(5))));
  ExpectWholeStory(body);
}

TEST(FailureModes, M06_RelatedLinksInsideTheBodyAreLeftOut) {
  const std::string related =
      "<div class=related-posts><h4>Lire aussi</h4><ul><li><a href=/x>Kananga : trois blessés dans "
      "un accident de bus</a>"
      "<li><a href=/y>La saison des pluies s'annonce longue au Kasaï</a></ul></div>";
  const std::string body = Body(NewsPage(InArticle(Story(0, 3) + related + Story(3))));
  ExpectWholeStory(body);
  EXPECT_THAT(body, Not(HasSubstr("trois blessés")));
  EXPECT_THAT(body, Not(HasSubstr("Lire aussi")));
}

TEST(FailureModes, M07_NextArticlesOfAnEndlessPageAreLeftOut) {
  std::string others;
  for (int i = 0; i < 2; ++i) {
    others += "<article class=next-article><h2><a href=/n" + std::to_string(i) +
              ">La route nationale sera coupée dimanche</a></h2><div class=entry-content>" +
              P("La route nationale sera coupée dimanche entre huit heures et midi pour des "
                "travaux d'asphaltage, a annoncé la mairie.") +
              P("Les automobilistes sont invités à passer par le quartier du marché, où des "
                "policiers régleront la circulation.") +
              "</div></article>";
  }
  const std::string body = Body(NewsPage(InArticle(Story()) + others));
  ExpectWholeStory(body);
  EXPECT_THAT(body, Not(HasSubstr("travaux d'asphaltage")));
}

TEST(FailureModes, M08_ReaderCommentsAreKeptApart) {
  const std::string comments =
      "<details class=CommentBox open><summary>3 commentaires</summary><ol class=comment-list>"
      "<li class=comment><b>Papy</b><p>Enfin une bonne nouvelle pour notre province, merci au "
      "gouverneur.</p>"
      "<li class=comment><b>Mado</b><p>Et les autres ponts, on attend encore combien d'années ?</p>"
      "<li class=comment><b>Tshibanda</b><p>Il faut maintenant entretenir cet ouvrage, sinon il "
      "tombera.</p></ol></details>";
  const Article article = ExtractBody(NewsPage(InArticle(Story()) + comments));
  const std::string body = BodyText(article);
  ExpectWholeStory(body);
  EXPECT_THAT(body, Not(HasSubstr("bonne nouvelle pour notre province")));
  EXPECT_THAT(article.comments, ::testing::Contains(HasSubstr("les autres ponts")));
}

TEST(FailureModes, M09_CookieNoticeNeverBeatsAShortArticle) {
  const std::string notice =
      "<div id=cookie-consent class=cookie-banner role=dialog><h2>Nous respectons votre vie "
      "privée</h2>" +
      P("Nous et nos partenaires utilisons des cookies pour stocker des informations sur votre "
        "appareil et y accéder, afin de mesurer "
        "l'audience et de personnaliser les contenus.") +
      P("Vous pouvez accepter ou refuser ces traitements à tout moment en cliquant sur le lien de "
        "notre politique de confidentialité.") +
      "<button>Tout accepter</button><button>Tout refuser</button></div>";
  const std::string body = Body(NewsPage(InArticle(Story(0, 2)) + notice));
  ExpectWholeStory(body, 0, 2);
  EXPECT_THAT(body, Not(HasSubstr("partenaires utilisons")));
}

TEST(FailureModes, M10_InvisibleTextIsLeftOut) {
  const std::string hidden =
      "<p>Le rapport est <a href=/r>public<span class=screen-reader-text> (ouvre un nouvel "
      "onglet)</span></a> depuis lundi, "
      "a précisé le ministère dans un communiqué.</p><div style='display:none'>" +
      P("Ce texte de remplacement ne devrait jamais être lu par personne, il sert aux moteurs de "
        "recherche.") +
      "</div>";
  const std::string body = Body(NewsPage(InArticle(Story(0, 4) + hidden + Story(4))));
  ExpectWholeStory(body);
  EXPECT_THAT(body, HasSubstr("est public depuis lundi"));
  EXPECT_THAT(body, Not(HasSubstr("ouvre un nouvel onglet")));
  EXPECT_THAT(body, Not(HasSubstr("texte de remplacement")));
}

TEST(FailureModes, M11_ArticleThatWaitsForAScriptToShowIsKept) {
  const std::string body =
      Body(NewsPage("<div style='visibility:hidden'>" + InArticle(Story()) + "</div>"));
  ExpectWholeStory(body);
}

TEST(FailureModes, M12_CaptionIsNoParagraphAndGoesWithItsImage) {
  const std::string figure =
      "<figure><img src=/photos/pont.jpg alt=''><figcaption>Le nouveau pont vu de la rive gauche. "
      "Photo : J. Kabeya"
      "</figcaption></figure>";
  const Article article = ExtractBody(NewsPage(InArticle(Story(0, 2) + figure + Story(2))));
  EXPECT_THAT(BodyText(article), Not(HasSubstr("vu de la rive gauche")));
  ASSERT_EQ(article.captions.size(), 1U);
  EXPECT_EQ(article.captions[0].url, "https://courrier.example/photos/pont.jpg");
  EXPECT_THAT(article.captions[0].text, HasSubstr("vu de la rive gauche"));
}

TEST(FailureModes, M13_ListItemsAreKeptHoweverTheyAreWrapped) {
  const std::string list =
      "<p>Trois ouvrages seront réparés d'ici la fin de l'année prochaine :</p>"
      "<ul><li><span>le pont de la Lulua, sur la route de l'aéroport ;</span></li><li><p>le bac de "
      "Luebo, hors service depuis juin ;</p></li>"
      "<li>la passerelle du marché central.</li></ul>";
  const Article article = ExtractBody(NewsPage(InArticle(Story(0, 3) + list + Story(3))));
  const std::string body = BodyText(article);
  EXPECT_THAT(body, HasSubstr("le pont de la Lulua"));
  EXPECT_THAT(body, HasSubstr("le bac de Luebo"));
  EXPECT_THAT(body, HasSubstr("la passerelle du marché"));
  EXPECT_EQ(std::count_if(article.blocks.begin(), article.blocks.end(),
                          [](const Block& block) { return block.kind == BlockKind::kListItem; }),
            3);
}

TEST(FailureModes, M14_DataTableIsKeptAsRows) {
  const std::string table =
      "<p>Le détail des coûts, selon le fonds routier national "
      ":</p><table><tr><th>Ouvrage<th>Coût<th>Durée</tr>"
      "<tr><td><a href=/lubi>Pont de la Lubi</a><td>4 millions<td>11 semaines</tr>"
      "<tr><td><a href=/lulua>Pont de la Lulua</a><td>2 millions<td>8 semaines</tr></table>";
  const Article article = ExtractBody(NewsPage(InArticle(Story(0, 5) + table + Story(5))));
  const auto found =
      std::find_if(article.blocks.begin(), article.blocks.end(),
                   [](const Block& block) { return block.kind == BlockKind::kTable; });
  ASSERT_NE(found, article.blocks.end());
  EXPECT_EQ(found->text,
            "Ouvrage\tCoût\tDurée\nPont de la Lubi\t4 millions\t11 semaines\nPont de la Lulua\t2 "
            "millions\t8 semaines");
  EXPECT_EQ(found->links.size(), 2U);
}

TEST(FailureModes, M15_SubheadingsAreKeptShortOnesToo) {
  const Article article =
      ExtractBody(NewsPage(InArticle(Story(0, 2) + "<h2>Chantier</h2>" + Story(2, 4) +
                                     "<h3>Qui paiera les travaux ?</h3>" + Story(4))));
  std::vector<std::string> headings;
  for (const Block& block : article.blocks) {
    if (block.kind == BlockKind::kHeading) {
      headings.push_back(block.text);
    }
  }
  EXPECT_THAT(headings, ::testing::ElementsAre("Chantier", "Qui paiera les travaux ?"));
}

TEST(FailureModes, M16_WordsAreNeitherGluedNorSplit) {
  const std::string body = Body(NewsPage(
      InArticle("<p><span class=dropcap>L</span>e pont qui relie les deux rives a été "
                "<b>rouvert</b>\n<i>mardi</i> par le gouverneur, "
                "en présence de <a href=/h>plusieurs</a> centaines d'habitants venus des "
                "villages.<br><br>Les camions passent déjà, "
                "et le marché a repris dès le lendemain matin, selon les commerçants.</p>" +
                Story(1))));
  EXPECT_THAT(body, HasSubstr("Le pont qui relie les deux rives a été rouvert mardi par"));
  EXPECT_THAT(body, HasSubstr("villages.\n\nLes camions"));
}

TEST(FailureModes, M17_TextIsGivenOnce) {
  const std::string body = Body(NewsPage(
      "<article><main><article><div>" + StoryParagraphs()[0] + "<br>" + StoryParagraphs()[1] +
      "<br><br>" + StoryParagraphs()[2] + "</div>" + Story(3) + "</article></main></article>"));
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(Count(body, Start(i)), 1U) << i;
  }
}

TEST(FailureModes, M18_InlineElementsNeverBreakParagraphs) {
  const std::string body =
      Body(NewsPage(InArticle("<div>Le chantier a duré <em>onze semaines</em> et <nobr>140 "
                              "mètres</nobr> de tablier ont été posés, "
                              "<strong>sans un accident</strong>, a dit l'ingénieur.</div>" +
                              Story())));
  EXPECT_THAT(
      body,
      HasSubstr(
          "duré onze semaines et 140 mètres de tablier ont été posés, sans un accident, a dit"));
}

// Beside 20: names and dates belong to the metadata alone.
TEST(FailureModes, BylineAboveThePlainestArticleIsNoParagraph) {
  for (const std::string byline :
       {"<p class=byline>Par <span class=author>Jeanne Kabeya</span>, le "
        "<time datetime=2024-04-12>12 avril 2024</time></p>",
        "<p>Par Jeanne Kabeya, le 12 avril 2024</p>", "<p>Publié le 12 avril 2024 à 14h30</p>"}) {
    const std::string body = Body(
        "<html lang=fr><title>Le pont rouvert</title><body><main><article><h1>Le pont "
        "rouvert</h1>" +
        byline + Story(0, 3) + "</article></main>");
    ExpectWholeStory(body, 0, 3);
    EXPECT_THAT(body, Not(HasSubstr("avril 2024")));
  }
}

TEST(FailureModes, M25_SectionPageIsNoArticle) {
  std::string teasers;
  for (int i = 0; i < 24; ++i) {
    const std::string n = std::to_string(i);
    teasers += "<div class='card teaser'><h3><a href=/2024/03/" + n + "/titre-" + n +
               ">Titre numéro " + n +
               " : ce que disent les habitants</a></h3><p class=excerpt>Un court résumé de "
               "l'article numéro " +
               n + ", en quelques mots seulement…</p><span class=date>12 mars</span></div>";
  }
  std::string html = NewsPage("<div class=archive-list>" + teasers + "</div>");
  const std::string type = "content=article>";
  html.replace(html.find(type), type.size(), "content=website>");
  const PageContext context{
      *Url::Parse("https://courrier.example/rubrique/politique/"), {}, {}, {}};
  const Article article = ExtractArticle(Document::Parse(html), context).article;
  EXPECT_NE(article.kind, PageKind::kArticle);
}

}  // namespace
}  // namespace kiosque
