#include "crawler/tdm_rules.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

bool Reserves(const char* json, const char* path) {
  return TdmRules::Parse(json).Reserves(*Url::Parse(std::string("https://a.example") + path));
}

TEST(TdmRules, TheFirstLocationThatMatchesDecides) {
  const char* const json =
      R"([{"location":"/libre/*","tdm-reservation":0},{"location":"*.html$","tdm-reservation":1,"tdm-policy":"https://a.example/p"},
          {"location":"/premium","tdm-reservation":1}])";
  EXPECT_FALSE(Reserves(json, "/libre/a.html"));
  EXPECT_TRUE(Reserves(json, "/a.html"));
  EXPECT_FALSE(Reserves(json, "/a.html?x"));
  EXPECT_TRUE(Reserves(json, "/premium/x"));
  EXPECT_FALSE(Reserves(json, "/autre"));
}

TEST(TdmRules, WhatIsNoSuchFileSaysNothing) {
  for (const char* json : {"", "<html>", "{}", "[]", "[1,2]", "[{\"tdm-reservation\":1}]",
                           "[{\"location\":\"/\"}]", "[["}) {
    EXPECT_FALSE(Reserves(json, "/a")) << json;
  }
}

TEST(TdmRules, ManyStarsDoNotTakeForEver) {
  std::string pattern;
  for (int i = 0; i < 1000; ++i) {
    pattern += "*a";
  }
  const std::string json = "[{\"location\":\"" + pattern + "b$\",\"tdm-reservation\":1}]";
  EXPECT_FALSE(Reserves(json.c_str(), ("/" + std::string(20'000, 'a')).c_str()));
}

}  // namespace
}  // namespace kiosque
