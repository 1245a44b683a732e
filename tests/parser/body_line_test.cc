#include "parser/body_line.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

const Url kUrl = *Url::Parse("https://example.org/a");

struct Line {
  std::string text;
  std::vector<InlineLink> links;
};

Line Finish(LineBuilder* builder) {
  Line line;
  builder->Finish(&line.text, &line.links);
  return line;
}

TEST(LineBuilder, CollapsesSpacesOfEveryKindAndTrims) {
  LineBuilder builder;
  builder.Append(" \n a\xC2\xA0\xE2\x80\xAF b\t");
  builder.Append(" c ");
  EXPECT_EQ(Finish(&builder).text, "a b c");
}

TEST(LineBuilder, KeepsWordsWholeAcrossPieces) {
  LineBuilder builder;
  builder.Append("demo\xC2\xAD");
  builder.Append("kratie");
  EXPECT_EQ(Finish(&builder).text, "demokratie");
}

TEST(LineBuilder, DropsControlCharacters) {
  LineBuilder builder;
  builder.Append(
      "a\xC2\x80"
      "b\x01"
      "c");
  EXPECT_EQ(Finish(&builder).text, "ab c");
}

TEST(LineBuilder, PlacesLinksOnTheirAnchors) {
  LineBuilder builder;
  builder.Append("Voir ");
  builder.AppendLink(" le ", kUrl);
  builder.AppendLink("texte", kUrl);
  builder.Append(" ici");
  const Line line = Finish(&builder);
  EXPECT_EQ(line.text, "Voir le texte ici");
  ASSERT_EQ(line.links.size(), 1U);
  EXPECT_EQ(line.text.substr(line.links[0].begin, line.links[0].length), "le texte");
}

TEST(LineBuilder, MovesLinksWithTheNormalForm) {
  LineBuilder builder;
  builder.Append("e\xCC\x81t");
  builder.AppendLink("e\xCC\x81", kUrl);
  const Line line = Finish(&builder);
  EXPECT_EQ(line.text, "\xC3\xA9t\xC3\xA9");
  ASSERT_EQ(line.links.size(), 1U);
  EXPECT_EQ(line.text.substr(line.links[0].begin, line.links[0].length), "\xC3\xA9");
}

TEST(LineBuilder, ForgetsLinksWithoutText) {
  LineBuilder builder;
  builder.AppendLink(" \n", kUrl);
  builder.Append("a");
  EXPECT_TRUE(Finish(&builder).links.empty());
}

}  // namespace
}  // namespace kiosque
