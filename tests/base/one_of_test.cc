#include "base/one_of.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kiosque {
namespace {

constexpr std::string_view kDays[] = {"lundi", "mardi"};

TEST(OneOfTest, ComparesWholeWords) {
  EXPECT_TRUE(IsOneOf("mardi", kDays));
  EXPECT_FALSE(IsOneOf("mar", kDays));
  EXPECT_FALSE(IsOneOf("", kDays));
}

TEST(OneOfTest, TakesContainersAndListsAlike) {
  EXPECT_TRUE(IsOneOf("a", std::vector<std::string>{"b", "a"}));
  EXPECT_TRUE(IsOneOf("a", {"b", "a"}));
  EXPECT_FALSE(IsOneOf("c", {"b", "a"}));
}

}  // namespace
}  // namespace kiosque
