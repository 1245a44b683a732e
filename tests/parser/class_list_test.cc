#include "parser/class_list.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

TEST(ClassListTest, FindsAWholeTokenBetweenAnyWhiteSpace) {
  EXPECT_TRUE(HasClass("post body", "post"));
  EXPECT_TRUE(HasClass("post\n\tbody", "body"));
  EXPECT_TRUE(HasClass("bodypart body", "body"));
  EXPECT_FALSE(HasClass("post-body", "body"));
  EXPECT_FALSE(HasClass("body-part", "body"));
  EXPECT_FALSE(HasClass("Body", "body"));
  EXPECT_FALSE(HasClass("", "body"));
}

}  // namespace
}  // namespace kiosque
