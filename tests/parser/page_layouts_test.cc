// The ways in which old and new systems lay out a story, each with a page of it: whatever holds the
// paragraphs, all of them are read, in their order, and nothing else.
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
using testing::Story;
using testing::StoryParagraphs;

std::string BodyOf(const std::string& html) {
  const PageContext context{*Url::Parse("https://courrier.example/2024/03/12/pont"), {}, {}, {}};
  return BodyText(ExtractArticle(Document::Parse(html), context).article);
}

// All seven paragraphs, each once and in order.
void ExpectStory(const std::string& body) {
  std::size_t at = 0;
  for (const std::string& paragraph : StoryParagraphs()) {
    const std::string start = paragraph.substr(0, 40);
    const std::size_t found = body.find(start, at);
    ASSERT_NE(found, std::string::npos) << start << "\nin\n" << body;
    EXPECT_EQ(body.find(start, found + 1), std::string::npos) << start;
    at = found;
  }
  EXPECT_THAT(body, Not(HasSubstr("Tous droits")));
  EXPECT_THAT(body, Not(HasSubstr("Léopards")));
}

// Each paragraph between `open` and `close`.
std::string Wrapped(const std::string& open, const std::string& close) {
  std::string html;
  for (const std::string& paragraph : StoryParagraphs()) {
    html += open + paragraph + close;
  }
  return html;
}

TEST(PageLayout, ParagraphsPartedByTwoLineBreaks) {
  ExpectStory(BodyOf(NewsPage("<font size=2 face=Arial>" + Wrapped("", "<br><br>\n") + "</font>")));
}

TEST(PageLayout, ParagraphsInPlainDivs) {
  ExpectStory(BodyOf(NewsPage("<div><div>" + Wrapped("<div>", "</div>") + "</div></div>")));
}

TEST(PageLayout, SectionForEachParagraph) {
  ExpectStory(BodyOf(NewsPage("<article>" +
                              Wrapped("<section class=block><div><p>", "</p></div></section>") +
                              "</article>")));
}

TEST(PageLayout, TableWithAColumnForTheStory) {
  const std::string body = BodyOf(
      "<html lang=fr><head><title>Le pont de la Lubi rouvert</title></head><body><table width=780>"
      "<tr><td colspan=3><a href=/>Accueil</a> | <a href=/sport>Sport</a></td></tr><tr>"
      "<td width=120><a href=/politique>Politique</a><br><a href=/economie>Économie</a><br>"
      "<a href=/societe>Société</a></td><td width=500><font size=4><b>Le pont de la Lubi "
      "rouvert</b></font><br><br>" +
      Wrapped("", "<br><br>") +
      "</td><td width=160><a href=/a1>Football : les Léopards joueront à Lubumbashi</a><br><br>"
      "<a href=/a2>Mine : un nouvel accord signé avec les creuseurs</a></td></tr>"
      "<tr><td colspan=3>© 2004 Le Courrier du Kasaï. Tous droits réservés.</td></tr></table>");
  ExpectStory(body);
  EXPECT_THAT(body, Not(HasSubstr("Économie")));
}

TEST(PageLayout, ArticlesOfOthersInsideTheArticle) {
  const std::string body = BodyOf(
      NewsPage("<article class=post>" + Story(0, 4) +
               "<aside class=related><article class=card><a href=/a3><h4>Kananga : la rentrée "
               "scolaire reportée</h4></a></article><article class=card><a href=/a4><h4>Mbuji-Mayi "
               ": le marché central rouvre</h4></a></article></aside>" +
               Story(4) + "</article>"));
  ExpectStory(body);
  EXPECT_THAT(body, Not(HasSubstr("marché central")));
}

TEST(PageLayout, NextStoriesOfAnEndlessPageInArticlesOfTheSameMarkup) {
  const std::string next =
      "La rentrée scolaire a été reportée d'une semaine à Kananga, a annoncé lundi le ministre. "
      "Les écoles attendent encore leurs bancs, et les parents disent leur lassitude. ";
  const std::string body = BodyOf(
      "<html lang=fr><head><title>Le pont de la Lubi rouvert</title></head><body><div id=stream>"
      "<article class=story><h1>Le pont de la Lubi rouvert</h1><div class=text>" +
      Story() +
      "</div></article><article class=story><h1>La rentrée reportée à Kananga</h1><div "
      "class=text><p>" +
      next + next + "<p>" + next + "</div></article></div></body></html>");
  ExpectStory(body);
  EXPECT_THAT(body, Not(HasSubstr("rentrée scolaire")));
}

TEST(PageLayout, PromptsBetweenTheParagraphsAreLeftOut) {
  const std::string body = BodyOf(NewsPage(InArticle(
      Story(0, 2) +
      "<p><strong>Lire aussi : <a href=/a3>Kananga : la rentrée scolaire "
      "reportée</a></strong></p>" +
      Story(2, 4) +
      "<div class=whatsapp-banner><a href=https://whatsapp.com/channel/x>Rejoignez notre chaîne "
      "WhatsApp</a></div>" +
      Story(4) +
      "<p><a href=https://t.me/x>Suivez-nous sur Telegram pour ne rien manquer</a></p>"
      "<div class=newsletter><p>Recevez notre newsletter chaque matin</p><form><input "
      "name=email><button>Je m'inscris</button></form></div>"
      "<div class=tags><a href=/t/lubi>Lubi</a> <a href=/t/routes>Routes</a></div>")));
  ExpectStory(body);
  for (const char* prompt : {"Lire aussi", "WhatsApp", "Telegram", "newsletter", "Routes"}) {
    EXPECT_THAT(body, Not(HasSubstr(prompt)));
  }
}

TEST(PageLayout, StoryFromRightToLeft) {
  const std::vector<std::string> paragraphs = {
      "أعيد فتح الجسر الذي يربط ضفتي النهر صباح الثلاثاء بعد إغلاقه منذ فيضانات يناير، بحضور مئات "
      "السكان الذين جاؤوا من القرى المجاورة.",
      "وقال المهندس المسؤول عن المشروع إن الجسر يستطيع الآن تحمل شاحنات تزن أربعين طنا، مقابل خمسة "
      "عشر طنا في السابق، وإن الأشغال دامت أحد عشر أسبوعا.",
      "وتطالب جمعيات محلية بأن تتولى فرقة دائمة صيانة الجسر، مذكرة بأن الجسر القديم لم يخضع لأي "
      "فحص "
      "منذ تسع سنوات، وأن السكان دفعوا الثمن."};
  std::string html =
      "<html lang=ar dir=rtl><head><meta charset=utf-8><title>إعادة فتح الجسر</title></head><body>"
      "<nav><a href=/>الرئيسية</a> <a href=/s>رياضة</a></nav><main><h1>إعادة فتح الجسر</h1>"
      "<article>";
  for (const std::string& paragraph : paragraphs) {
    html += "<p>" + paragraph + "</p>";
  }
  const std::string body = BodyOf(
      html + "<p><a href=/x>اقرأ أيضا: أسعار الوقود ترتفع</a></p></article></main></body></html>");
  for (const std::string& paragraph : paragraphs) {
    EXPECT_THAT(body, HasSubstr(paragraph));
  }
  EXPECT_THAT(body, Not(HasSubstr("الرئيسية")));
  EXPECT_THAT(body, Not(HasSubstr("اقرأ أيضا")));
}

}  // namespace
}  // namespace kiosque
