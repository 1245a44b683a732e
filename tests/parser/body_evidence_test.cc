#include "parser/body_evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "parser/body_words.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(JsonStrings, ReadsEscapesAndSurrogatePairs) {
  EXPECT_THAT(JsonStrings(R"({"articleBody" : "A\u00e9\n\"B\" \ud83d\ude00"})", "articleBody", 4),
              ElementsAre("A\xC3\xA9 \"B\" \xF0\x9F\x98\x80"));
}

TEST(JsonStrings, ReadsBrokenJsonAsFarAsItGoes) {
  EXPECT_THAT(JsonStrings("{,, /* x */ \"headline\": \"One\", \"headline\": \"cut", "headline", 4),
              ElementsAre("One", "cut"));
  EXPECT_THAT(JsonStrings(R"({"headline": ["no"], "headlines": "no"})", "headline", 4), IsEmpty());
  EXPECT_THAT(JsonStrings("\"headline\":\"a\\", "headline", 4), ElementsAre(::testing::_));
  EXPECT_THAT(JsonStrings("\"headline\":\"\\u12", "headline", 4), ElementsAre("\xEF\xBF\xBD"));
}

TEST(JsonStrings, StopsAtTheLimit) {
  EXPECT_THAT(JsonStrings(R"("a":"1","a":"2","a":"3")", "a", 2), ElementsAre("1", "2"));
}

TEST(ShingleSet, TellsWhatShareOfATextItHolds) {
  ShingleSet set;
  set.Add(HashWords("le pont de la Lubi a été rouvert mardi"));
  set.Seal();
  EXPECT_FLOAT_EQ(set.Covers(HashWords("Le pont de la Lubi")), 1);
  EXPECT_FLOAT_EQ(set.Covers(HashWords("rouvert")), 1);
  EXPECT_FLOAT_EQ(set.Covers(HashWords("Lubi pont le mardi")), 0);
  EXPECT_FLOAT_EQ(set.Covers({}), 0);
}

TEST(GatherBodyEvidence, ReadsTitlesDescriptionsAndArticleBody) {
  const BodyEvidence evidence = GatherBodyEvidence(Document::Parse(
      "<head><title>A b</title><meta property=og:title content='C d'><meta name=description "
      "content='E f g'>"
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"<p>one "
      "two</p>three\"}</script>"));
  EXPECT_THAT(evidence.titles, ElementsAre(HashWords("a b"), HashWords("c d")));
  EXPECT_THAT(evidence.descriptions, ElementsAre(HashWords("e f g")));
  EXPECT_FLOAT_EQ(evidence.article_body.Covers(HashWords("one two three")), 1);
  EXPECT_EQ(evidence.article_body_words, 3U);
  EXPECT_TRUE(evidence.says_article);
}

}  // namespace
}  // namespace kiosque
