// parser/site_rules.h: what a seed file points at is taken, and a rule that matches nothing does no
// harm.
#include "parser/site_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/article_text.h"
#include "parser/page.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kPage =
    R"(<!doctype html><html lang=fr><head><title>Radio X</title></head>
<body><h1>Le marché de la semaine</h1><div class="teaser"><p>Le conseil municipal a voté hier soir le
budget de la ville, qui prévoit la construction de deux écoles et d'un centre de santé.</p></div>
<div class="story wide"><h2 id=head>Le pont est ouvert</h2><span class=when>Publié le 13 avril 2024</span>
<p>Le pont relie les deux rives depuis mardi, selon les autorités de la ville, qui ont inauguré
l'ouvrage en présence de la population.</p>
<p class="ad">Abonnez-vous à notre chaîne pour ne rien manquer de l'actualité de la ville et de la
province, chaque jour et gratuitement.</p>
<p>Les travaux avaient duré trois ans et coûté plus de deux millions de dollars, payés par la
province et par plusieurs bailleurs de fonds.</p></div></body></html>)";

std::vector<Selector> Selectors(std::string_view text) {
  return {Selector::Parse(text).value()};
}

Article ReadWithRules(const SiteRules* rules) {
  PageContext context{Url::Parse("https://radio.example/a").value(), {}, {}, {}};
  context.rules = rules;
  return ParsePage(kPage, "utf-8", context).article;
}

TEST(SiteRules, FindElementsByEveryPartOfASelector) {
  const Document document = Document::Parse(std::string(kPage));
  const auto count = [&](std::string_view selector) {
    return Matches(document, Selector::Parse(selector).value()).size();
  };
  EXPECT_EQ(count("p"), 4u);
  EXPECT_EQ(count(".story p"), 3u);
  EXPECT_EQ(count("body div.wide.story p.ad"), 1u);
  EXPECT_EQ(count("#head"), 1u);
  EXPECT_EQ(count("html[lang=fr] [class]"), 4u);
  EXPECT_EQ(count(".stor p"), 0u);
  EXPECT_EQ(count("p .story"), 0u);
}

TEST(SiteRules, TakeBodyTitleAndDateFromWhereTheyPoint) {
  const SiteRules rules{Selectors("div.story"), Selectors("#head"), Selectors(".when"),
                        Selectors(".ad")};
  const Article article = ReadWithRules(&rules);
  const std::string text = BodyText(article);
  EXPECT_THAT(text, HasSubstr("relie les deux rives"));
  EXPECT_THAT(text, HasSubstr("avaient duré trois ans"));
  EXPECT_THAT(text, Not(HasSubstr("Abonnez-vous")));
  EXPECT_THAT(text, Not(HasSubstr("conseil municipal")));
  EXPECT_EQ(article.title, "Le pont est ouvert");
  ASSERT_TRUE(article.published);
  EXPECT_EQ(article.published->Iso(), "2024-04-13");
  EXPECT_EQ(article.EvidenceOf("title")->source, "rule");
  EXPECT_EQ(article.EvidenceOf("published")->confidence, 100);
}

TEST(SiteRules, ThatMatchNothingLeaveThePageToTheExtractor) {
  const SiteRules rules{Selectors(".gone"), Selectors(".gone"), Selectors(".gone"),
                        Selectors(".gone")};
  EXPECT_EQ(ReadWithRules(&rules), ReadWithRules(nullptr));
}

TEST(SiteRules, SayHowOftenTheyMatch) {
  const Document document = Document::Parse(std::string(kPage));
  const SiteRules rules{Selectors("div.story"), {}, Selectors(".gone"), Selectors("p")};
  EXPECT_THAT(ExplainRules(document, rules),
              ElementsAre("select_body[0]: 1 element", "select_date[0]: 0 elements",
                          "remove[0]: 4 elements"));
}

}  // namespace
}  // namespace kiosque
