#include "parser/body_decide.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/scored_page.h"

namespace kiosque {
namespace {

using testing::Scored;

const std::vector<bool> kAll = {true, true, true};

TEST(BodyDecide, SurePageAsksForNearlyOneHalf) {
  const Scored page("<p>one two three<p>four five six<p>seven", {0.97F, 0.98F, 0.4F});
  EXPECT_NEAR(page.Threshold(), 0.45F, 0.01F);
  EXPECT_EQ(page.Keep(), (std::vector<bool>{true, true, false}));
}

TEST(BodyDecide, PageThatIsNowhereSureIsContentWithLess) {
  const Scored page("<p>one two three<p>four five six<p>seven", {0.42F, 0.4F, 0.35F});
  EXPECT_LT(page.Threshold(), 0.35F);
  EXPECT_EQ(page.Keep(), kAll);
}

TEST(BodyDecide, PageWithoutHopeKeepsNothing) {
  const Scored page("<p>one two three<p>four five six<p>seven", {0.04F, 0.2F, 0.1F});
  EXPECT_FLOAT_EQ(page.Threshold(), 0.3F);
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, false, false}));
}

TEST(BodyDecide, ListBetweenKeptTextStandsAsOne) {
  const Scored page("<p>a b c d<ul><li>one<li>two<li>three</ul><p>e f g h",
                    {0.9F, 0.5F, 0.3F, 0.2F, 0.9F});
  EXPECT_EQ(page.Keep(), std::vector<bool>(5, true));
}

TEST(BodyDecide, ListOfLinksThatTheTextAnnouncesIsKept) {
  const std::string list = "<ul><li><a href=/1>one</a><li><a href=/2>two</a></ul><p>e f g h";
  const std::vector<float> scores = {0.9F, 0.15F, 0.1F, 0.9F};
  EXPECT_EQ(Scored("<p>These are the changes:" + list, scores).Keep(), std::vector<bool>(4, true));
  const std::vector<bool> dropped = {true, false, false, true};
  EXPECT_EQ(Scored("<p>These are the changes." + list, scores).Keep(), dropped);
  EXPECT_FALSE(Scored("<p>Related stories of this week:" + list, scores).Keep()[1]);
}

TEST(BodyDecide, MenusAndCaptionsNeverPass) {
  const Scored page("<nav>one two</nav><figure><figcaption>three</figcaption></figure><p>four",
                    {0.9F, 0.9F, 0.9F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, false, true}));
}

TEST(BodyDecide, RelatedBoxAsksForMore) {
  const Scored page(
      "<h1>t</h1><p>a b c d e f g h, i j k l. m<div class=related-posts><p>x y z</div>"
      "<p>n o p q r s t u, v w x y. z",
      {0.1F, 0.9F, 0.7F, 0.9F});
  EXPECT_EQ(page.Keep(), (std::vector<bool>{false, true, false, true}));
}

TEST(BodyDecide, SidebarAsksForMoreUnlessItHoldsTheArticle) {
  constexpr std::string_view kText = "<p>a b c d e f g h, i j k l. m n";
  const std::string text(kText);
  const Scored beside("<h1>t</h1>" + text + text + "<aside class=sidebar>" + text + "</aside>",
                      {0.1F, 0.9F, 0.9F, 0.7F});
  EXPECT_EQ(beside.Keep(), (std::vector<bool>{false, true, true, false}));
  const Scored inside("<h1>t</h1>" + text + "<div class=sidebar-right>" + text + "</div>" +
                          "<div class=sidebar-left>" + text + "</div>",
                      {0.1F, 0.2F, 0.7F, 0.7F});
  EXPECT_EQ(inside.Keep(), (std::vector<bool>{false, false, true, true}));
}

TEST(BodyDecide, LinesOfNamesAndDatesAboveTheTextAreNoParagraphs) {
  constexpr std::string_view kText = "<p>a b c d e f g h, i j k l. m n";
  for (const std::string line :
       {"Par <b>Jeanne Kabeya</b>, le <time>12 avril 2024</time>", "Par Jeanne Kabeya",
        "By Jane Doe, 12 April 2024", "Publié le 12 avril 2024 à 14h30", "12/04/2024 14:30",
        "Kinshasa, 12 avril 2024 (ACP)", "<time>il y a trois heures</time>"}) {
    const Scored page("<h1>t</h1><p>" + line + std::string(kText) + std::string(kText),
                      {0.1F, 0.9F, 0.9F, 0.9F});
    EXPECT_EQ(page.Keep(), (std::vector<bool>{false, false, true, true})) << line;
  }
  // Below the text, as a heading, as a sentence, or in a list they are part of it.
  for (const std::string& html :
       {std::string(kText) + std::string(kText) + "<p>Par Jeanne Kabeya",
        "<h2>Par Jeanne Kabeya</h2>" + std::string(kText) + std::string(kText),
        "<p>Par chance, personne n’est mort." + std::string(kText) + std::string(kText)}) {
    EXPECT_EQ(Scored(html, {0.9F, 0.9F, 0.9F}).Keep(), kAll) << html;
  }
  const Scored calendar("<p>10 de março<p>8 de abril<p>22 de abril<p>6 de maio<p>20 de maio",
                        std::vector<float>(5, 0.9F));
  EXPECT_EQ(calendar.Keep(), std::vector<bool>(5, true));
}

TEST(BodyDecide, HiddenTextGoesUnlessItIsMostOfTheArticle) {
  const Scored some("<p>one two three four<p hidden>five six<p>seven", {0.9F, 0.9F, 0.9F});
  EXPECT_EQ(some.Keep(), (std::vector<bool>{true, false, true}));
  const Scored most("<div hidden><p>one two three four<p>five six</div><p>seven",
                    {0.9F, 0.9F, 0.9F});
  EXPECT_EQ(most.Keep(), kAll);
}

}  // namespace
}  // namespace kiosque
