#include "parser/html_entities.h"

#include <gtest/gtest.h>

#include <string>

#include "parser/document.h"

namespace kiosque {
namespace {

std::string InText(std::string_view text) {
  TextArena arena;
  return std::string(DecodeReferences(text, ReferenceContext::kText, arena));
}

std::string InAttribute(std::string_view text) {
  TextArena arena;
  return std::string(DecodeReferences(text, ReferenceContext::kAttribute, arena));
}

TEST(HtmlEntities, DecodesNamesAndNumbers) {
  EXPECT_EQ(InText("&lt;&eacute;&CounterClockwiseContourIntegral;&NotEqualTilde;"), "<é∳≂̸");
  EXPECT_EQ(InText("&#65;&#x42;&#X43;&#128;&#x110000;&#0;&#xD800;"), "ABC€\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(InText("&nGt;&nLt;&nGt;&nLt;"), "≫⃒≪⃒≫⃒≪⃒");
}

TEST(HtmlEntities, DecodesOldNamesWithoutSemicolonInText) {
  EXPECT_EQ(InText("&copy 2024 &notit; &notin; &amp&ampx"), "© 2024 ¬it; ∉ &&x");
  EXPECT_EQ(InText("&eacutex &epsilon"), "éx &epsilon");
}

TEST(HtmlEntities, LeavesAddressesAlone) {
  EXPECT_EQ(InAttribute("?a=1&copy=2&amp;b&lt;&reg2&ltx&lt"), "?a=1&copy=2&b<&reg2&ltx<");
}

TEST(HtmlEntities, LeavesWhatIsNoReference) {
  for (const char* text : {"&", "&;", "&#;", "&#x;", "&nosuchname;", "& amp;", "a&b", "&#xg"}) {
    EXPECT_EQ(InText(text), text);
  }
}

TEST(HtmlEntities, TakesOffOneMoreLayerWhereReferencesAreWhole) {
  EXPECT_EQ(DecodeEntities("L&#039;Avenir &amp;amp; &copy 2024 &eacute;"),
            "L'Avenir &amp; &copy 2024 é");
}

TEST(HtmlEntities, AgreesWithTheTreeBuilder) {
  const std::string html =
      "<p title='&amp;&notit;&copy=&#150;&ampx'>&notit;&copy=&#150;&ampx&hellip;&nope;&#x1F600;";
  const Document skeleton = Document::Parse(html);
  const Document whole = Document::Parse(html, ParseRoute::kWhole);
  EXPECT_EQ(skeleton.Text(skeleton.root()), whole.Text(whole.root()));
  EXPECT_EQ(skeleton.Get(3, "title"), whole.Get(3, "title"));
}

}  // namespace
}  // namespace kiosque
