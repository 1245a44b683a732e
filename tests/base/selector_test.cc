// base/selector.h: the subset is read whole, and everything else is refused with its place.
#include "base/selector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Selector, ReadsTagsClassesIdsAttributesAndDescendants) {
  const Selector selector =
      Selector::Parse(" ARTICLE#main.Story.long  div[data-Role='the text'][hidden] *").value();
  ASSERT_EQ(selector.compounds.size(), 3u);
  EXPECT_EQ(selector.compounds[0].tag, "article");
  EXPECT_EQ(selector.compounds[0].id, "main");
  EXPECT_THAT(selector.compounds[0].classes, ElementsAre("Story", "long"));
  EXPECT_THAT(selector.compounds[1].attributes, ElementsAre(AttributeTest{"data-role", "the text"},
                                                            AttributeTest{"hidden", std::nullopt}));
  EXPECT_EQ(selector.compounds[2], CompoundSelector{});
}

TEST(Selector, RefusesWhatItDoesNotKnowWithItsPlace) {
  for (const std::string_view wrong : {"", "  ", "a > b", "a, b", ".", "#", "p:first-child", "[",
                                       "[a", "[a=", "[a='x]", "a.b!", "a..b"}) {
    EXPECT_FALSE(Selector::Parse(wrong)) << wrong;
  }
  EXPECT_THAT(Selector::Parse("div > p").error().message, HasSubstr("at character 5"));
  EXPECT_THAT(Selector::Parse("[a").error().message, HasSubstr("\"]\" is missing"));
}

}  // namespace
}  // namespace kiosque
