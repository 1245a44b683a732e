#include "parser/json_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

// The member `key` of the first top-level object.
std::string Get(std::string_view json, std::string_view key) {
  const JsonTree tree = JsonTree::Parse(json);
  const JsonId first = tree.FirstChild(0);
  return first == kNoJson ? std::string("nothing") : std::string(tree.Text(first, key));
}

TEST(JsonReader, Rfc8259_ReadsEveryKindOfValue) {
  const JsonTree tree = JsonTree::Parse(
      R"({"s":"a\u00e9\ud83d\ude00\n","n":-1.5e3,"b":true,"z":null,"a":[1,[2,{}]]})");
  const JsonId object = tree.FirstChild(0);
  EXPECT_EQ(tree.Text(object, "s"), "aé😀\n");
  EXPECT_EQ(tree.Text(object, "n"), "-1.5e3");
  EXPECT_EQ(tree.Text(object, "b"), "true");
  EXPECT_EQ(tree.Text(object, "z"), "null");
  const JsonId array = tree.Member(object, "a");
  EXPECT_EQ(tree[array].kind, JsonValue::Kind::kArray);
  EXPECT_EQ(tree.NextSibling(tree.FirstChild(array)), array + 2);
  EXPECT_EQ(tree[0].end, tree.values().size());
}

TEST(JsonReader, ReadsWhatTemplatesBreak) {
  EXPECT_EQ(Get("<!-- {\"a\": \"b\",} -->", "a"), "b");
  EXPECT_EQ(Get("//<![CDATA[\n{\"a\": \"b\"}\n//]]>", "a"), "b");
  EXPECT_EQ(Get("<![CDATA[{\"a\": \"b\"}]]>", "a"), "b");
  EXPECT_EQ(Get("{/* note */\"x\": 1, // another\n\"a\": \"b\",}", "a"), "b");
  EXPECT_EQ(Get("{\"a\": \"line\nbreak\tand tab\"}", "a"), "line\nbreak\tand tab");
  EXPECT_EQ(Get("{\"a\": \"he said \"no\", and left\", \"b\": 1}", "a"),
            "he said \"no\", and left");
  EXPECT_EQ(Get("{\"x\": \"y\"\n \"a\": \"b\"}", "a"), "b");
  EXPECT_EQ(Get("{&quot;a&quot;: &quot;b&quot;}", "a"), "b");
  EXPECT_EQ(Get("{'a': 'it\\'s'}", "a"), "it's");
  EXPECT_EQ(Get("{a: \"b\"}", "a"), "b");
  EXPECT_EQ(Get("{\"x\": \"C:\\path\", \"a\": \"b\\", "a"), "b");
  EXPECT_EQ(Get("{\"x\": {\"y\": [1, 2}, \"a\": \"b\"}", "a"), "b");
  EXPECT_EQ(Get("{\"x\": \"http://a/b\", \"a\": \"https:\\/\\/c\"}", "a"), "https://c");
}

TEST(JsonReader, ReadsSeveralValuesOneAfterAnother) {
  const JsonTree tree = JsonTree::Parse("{\"a\":1}{\"a\":2},\n[{\"a\":3}];");
  std::vector<std::string> kinds;
  for (JsonId id = tree.FirstChild(0); id != kNoJson; id = tree.NextSibling(id)) {
    kinds.emplace_back(tree.Text(id, "a"));
  }
  EXPECT_THAT(kinds, ::testing::ElementsAre("1", "2", ""));
}

TEST(JsonReader, AnyBytesAndAnyDepthAreReadInBounds) {
  std::string deep(300'000, '[');
  EXPECT_LE(JsonTree::Parse(deep).values().size(), JsonTree::kMaxDepth + 1);
  std::string many;
  for (int i = 0; i < 300'000; ++i) {
    many += "1,";
  }
  EXPECT_LE(JsonTree::Parse(many).values().size(), JsonTree::kMaxValues);
  for (const std::string_view piece :
       {"\"", "{\"a\":", "\\u12", "}", "\" ", "/*", "<!--", "'", "{", ",]"}) {
    std::string repeated;
    while (repeated.size() < 200'000) {
      repeated += piece;
    }
    const JsonTree tree = JsonTree::Parse(repeated);
    for (const JsonValue& value : tree.values()) {
      EXPECT_LE(value.end, tree.values().size());
    }
  }
}

}  // namespace
}  // namespace kiosque
