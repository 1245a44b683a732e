#include "parser/body_trim.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/scored_page.h"

namespace kiosque {
namespace {

using testing::Scored;

constexpr char kText[] =
    "<p>Le pont, fermé depuis janvier, a été rouvert mardi matin par le maire de la ville.";

constexpr char kMore[] =
    "<p>Les habitants attendaient ce jour depuis neuf longs mois, et beaucoup sont venus à pied.";
constexpr char kLast[] = "<p>Une école voisine reprend ses cours lundi, a promis la commune.";

std::string WithDescription(const std::string& body) {
  return "<meta name=description content='Les habitants attendaient ce jour depuis neuf longs "
         "mois'><body><h1>Le pont est ouvert</h1>" +
         body;
}

// A hundred words and more in one paragraph.
std::string Long() {
  std::string text;
  for (int i = 0; i < 12; ++i) {
    text += "Le pont, fermé depuis janvier, a été rouvert mardi matin. ";
  }
  return "<p>" + text;
}

constexpr char kTitled[] = "<title>Le pont de la Lubi est ouvert</title><body>";
constexpr char kTitle[] = "<h1>Le pont de la Lubi est ouvert</h1>";

TEST(BodyTrim, ArticlesBelowTheOneOfTheTitleAreOthers) {
  const Scored page(kTitled + ("<article>" + std::string(kTitle)) + Long() + "</article><article>" +
                        "<h2>Une école promet des cours</h2>" + kLast + "</article>",
                    {0.05F, 0.95F, 0.6F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, true, false, false}));
}

TEST(BodyTrim, ArticleWithAnH1OfItsOwnIsAnotherWhereverTheTitleStands) {
  const Scored page(kTitled + ("<main>" + std::string(kTitle)) + Long() + "</main><div><article>" +
                        "<h1>Une école promet des cours</h1>" + kLast + "</article></div>",
                    {0.05F, 0.95F, 0.6F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, true, false, false}));
}

TEST(BodyTrim, CardsOfOtherArticlesDoNotTakeTheTextAboveThemAlong) {
  const Scored page(kTitled + ("<article><header>" + std::string(kTitle)) + Long() + "</header>" +
                        "<div>" + kMore + "<article><h1>Une école promet des cours</h1></article>" +
                        "</div></article>",
                    {0.05F, 0.95F, 0.95F, 0.6F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, true, true, false}));
}

TEST(BodyTrim, ArticlesInsideTheOneOfTheTitleAreItsParts) {
  const Scored page(kTitled + ("<article>" + std::string(kTitle)) + Long() + "<article>" +
                        "<h1>Une école promet des cours</h1>" + kLast + "</article></article>",
                    {0.05F, 0.95F, 0.6F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, true, true, true}));
}

TEST(BodyTrim, ArticlesBelowATitleWithoutTextAreItsPosts) {
  const Scored page(kTitled + ("<article>" + std::string(kTitle)) + "</article><article>" + Long() +
                        "</article><article>" + kLast + "</article>",
                    {0.05F, 0.95F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, true, true}));
}

TEST(BodyTrim, LineThatAnArrowLeadsAwayIsATeaserButAQuoteIsNot) {
  const std::string text = kText;
  const Scored page(text + "<p>>> <a href=/x>Le maire promet un autre pont</a>" + kMore +
                        "<p>«<a href=/x>Le maire promet un autre pont</a>»" + kLast,
                    {0.95F, 0.8F, 0.95F, 0.8F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, false, true, true, true}));
}

TEST(BodyTrim, ShortLinkThatIsRepeatedIsAButton) {
  const std::string button = "<p><a href=/x>Voir le prix</a>";
  const std::string text = kText;
  const Scored often(text + button + kMore + button + kLast + button + button,
                     {0.95F, 0.8F, 0.95F, 0.8F, 0.95F, 0.8F, 0.8F});
  EXPECT_EQ(often.Keep(), (std::vector<bool>{true, false, true, false, true, false, false}));
  const Scored once(text + button + kMore, {0.95F, 0.8F, 0.95F});
  EXPECT_EQ(once.Keep(), (std::vector<bool>{true, true, true}));
}

TEST(BodyTrim, LeadThatIsThePagesDescriptionIsKeptAboveTheText) {
  const Scored page(
      WithDescription(
          "<h2>Les habitants attendaient ce jour depuis neuf longs mois</h2><p>Partager" +
          std::string(kText)),
      {0.05F, 0.2F, 0.01F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, true, false, true}));
}

TEST(BodyTrim, DescriptionThatTheTextBeginsWithIsNotRepeatedAboveIt) {
  const Scored page(
      WithDescription("<div>Les habitants attendaient ce jour depuis neuf longs mois</div>"
                      "<p>Les habitants attendaient ce jour depuis neuf longs mois, dit-on. Il "
                      "est venu, mardi, avec le maire et beaucoup de monde."),
      {0.05F, 0.3F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, false, true}));
}

TEST(BodyTrim, LineInCapitalsThatIsOneLinkIsATeaser) {
  const std::string text = kText;
  const Scored page(text + "<p><a href=/x>LE MAIRE PROMET UN AUTRE PONT</a>" + kMore +
                        "<p><a href=/x>Le maire promet un autre pont</a>" + kLast,
                    {0.95F, 0.8F, 0.95F, 0.8F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, false, true, true, true}));
}

TEST(BodyTrim, PointerToAnotherArticleGoesButASentenceThatBeginsLikeOneStays) {
  const std::string text = kText;
  const Scored page(text + "<p>Lire aussi : <a href=/x>Un autre pont est promis aux habitants</a>" +
                        kMore + "<p>À voir <a href=/x>le pont</a>, les habitants sont fiers." +
                        kLast,
                    {0.95F, 0.8F, 0.95F, 0.8F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, false, true, true, true}));
}

TEST(BodyTrim, PointerThatIsNearlyAllLinkGoesEvenIfItEndsLikeASentence) {
  const std::string text = kText;
  const Scored page(text +
                        "<p>Lire aussi : <a href=/x>Qui paiera le deuxième pont que le maire a "
                        "promis aux habitants ?</a>" +
                        kMore,
                    {0.95F, 0.8F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, false, true}));
}

TEST(BodyTrim, LabelOfAnAdvertisementGoesWhateverItsScore) {
  const std::string text = kText;
  const Scored page(text + "<p>Publicité" + kMore + "<p>La suite après la publicité" + kLast,
                    {0.95F, 0.9F, 0.95F, 0.9F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, false, true, false, true}));
}

TEST(BodyTrim, HeadingsAndItemsAboutAdvertisingAreText) {
  const std::string text = kText;
  const Scored page("<div>" + text + "<h2>Publicité</h2>" + kMore + "<ul><li>Publicité<li>Presse" +
                        "</ul>" + kLast + "</div>",
                    {0.95F, 0.9F, 0.95F, 0.9F, 0.9F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, true, true, true, true, true}));
}

TEST(BodyTrim, NoticeThatStandsThreeTimesGoesAndAPullQuoteStandsOnce) {
  const std::string notice =
      "<p>Vos réglages empêchent de charger et de montrer ici tous les contenus de sites "
      "extérieurs comme les cartes.";
  const std::string quote =
      "<p>Nous avons attendu ce jour pendant neuf longs mois et nous sommes tous très heureux "
      "aujourd'hui.";
  const Scored page(kText + notice + quote + notice + quote + notice,
                    {0.95F, 0.9F, 0.9F, 0.9F, 0.9F, 0.9F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, false, true, false, false, false}));
}

TEST(BodyTrim, RefrainOfASongStays) {
  const std::string refrain = "<p>Sous le pont de la Lubi coule notre vie.";
  const Scored page(kText + refrain + kMore + refrain + refrain, {0.95F, 0.9F, 0.95F, 0.9F, 0.9F});
  EXPECT_TRUE(page.Keep()[1] && page.Keep()[3] && page.Keep()[4]);
}

TEST(BodyTrim, CreditOfAPhotoIsNoParagraph) {
  const Scored page(std::string(kText) +
                        "<p>Crédits photos : Jeanne Kabeya<p>Photo de famille, "
                        "le cliché montre le maire et ses enfants.",
                    {0.95F, 0.8F, 0.8F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, false, true}));
}

TEST(BodyTrim, LineThatAnnouncesWhatWasDroppedGoesWithIt) {
  const std::string text = kText;
  const Scored page(text + "<p>Le maire a dit :" + kMore +
                        "<p>Mehr Themen:<div><a href=/x>Un autre pont</a></div>",
                    {0.95F, 0.8F, 0.95F, 0.8F, 0.1F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, true, true, false, false}));
}

TEST(BodyTrim, HeadingAndInvitationBelowTheLastParagraphGo) {
  const std::string text = kText;
  const Scored page("<h2>Un jour de fête</h2>" + text +
                        "<h2>Les plus lus</h2><p>Abonnez-vous à notre lettre du matin.",
                    {0.9F, 0.95F, 0.7F, 0.8F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, true, false, false}));
}

TEST(BodyTrim, LastParagraphThatLinksToANewsletterGoesButOneThatSpeaksOfItStays) {
  const std::string text = kText;
  const Scored link(text + "<p>Chaque lundi, notre <a href=/x>newsletter</a> raconte la ville.",
                    {0.95F, 0.8F});
  EXPECT_EQ(link.Keep(), (std::vector<bool>{true, false}));
  const Scored plain(text + "<p>Le maire a promis une newsletter à tous les habitants.",
                     {0.95F, 0.8F});
  EXPECT_EQ(plain.Keep(), (std::vector<bool>{true, true}));
}

}  // namespace
}  // namespace kiosque
