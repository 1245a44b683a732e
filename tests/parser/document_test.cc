#include "parser/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace kiosque {
namespace {

/// "html(head body(p("x")))": the tree in one line.
std::string Shape(const Document& document, NodeId id) {
  const Node& node = document[id];
  if (node.tag == Tag::kText) {
    return "\"" + std::string(node.text) + "\"";
  }
  std::string shape(node.tag == Tag::kOther ? node.text : TagName(node.tag));
  std::string children;
  for (NodeId child = document.FirstChild(id); child != kNoNode;
       child = document.NextSibling(child)) {
    children += (children.empty() ? "" : " ") + Shape(document, child);
  }
  return children.empty() ? shape : shape + "(" + children + ")";
}

std::string ShapeOf(std::string html) {
  const Document document = Document::Parse(std::move(html));
  return Shape(document, document.root());
}

NodeId FindTag(const Document& document, Tag tag) {
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag == tag) {
      return id;
    }
  }
  return kNoNode;
}

TEST(Document, GivesAnEmptyPageItsHtmlHeadAndBody) {
  const Document document = Document::Parse("");
  EXPECT_EQ(Shape(document, document.root()), "html(head body)");
  EXPECT_EQ(document[document.head()].tag, Tag::k_head);
  EXPECT_EQ(document[document.body()].tag, Tag::k_body);
}

TEST(Document, KeepsTextAndElementsInDocumentOrder) {
  EXPECT_EQ(ShapeOf("<title>T</title><p>a <b>b</b> c<p>d"),
            "html(head(title(\"T\")) body(p(\"a \" b(\"b\") \" c\") p(\"d\")))");
}

TEST(Document, DecodesCharacterReferencesInTextAndAttributes) {
  const Document document =
      Document::Parse("<p title='&eacute;t&eacute;&amp;1'>&laquo;&nbsp;&#233;&#x20AC;&raquo;");
  const NodeId p = FindTag(document, Tag::k_p);
  EXPECT_EQ(document.Get(p, "title"), "été&1");
  EXPECT_EQ(document.Text(p), "«\u00a0é€»");
}

TEST(Document, LowersAttributeNamesAndTellsAbsentFromEmpty) {
  const Document document = Document::Parse("<p HIDDEN ID=x>y");
  const NodeId p = FindTag(document, Tag::k_p);
  EXPECT_EQ(document.Get(p, "id"), "x");
  EXPECT_TRUE(document.HasAttribute(p, "hidden"));
  EXPECT_EQ(document.Get(p, "hidden"), "");
  EXPECT_FALSE(document.HasAttribute(p, "class"));
}

TEST(Document, LeavesOutScriptStyleCommentAndSvgBodies) {
  EXPECT_EQ(
      ShapeOf("<script>a<b></script><style>c</style><!-- d --><p>e<svg><title>f</title></svg>"),
      "html(head(script style) body(p(\"e\" svg)))");
}

TEST(Document, KeepsJsonLdApart) {
  const Document document = Document::Parse(
      "<script type='application/ld+json'>{\"a\": 1}</script><script>x</script>"
      "<script type=\"Application/LD+JSON; charset=utf-8\">{}</script>");
  EXPECT_THAT(document.json_ld(), ::testing::ElementsAre("{\"a\": 1}", "{}"));
}

TEST(Document, NamesElementsItHasNoTagFor) {
  EXPECT_EQ(ShapeOf("<X-Card>a</X-Card>"), "html(head body(x-card(\"a\")))");
  EXPECT_EQ(ShapeOf("<amp-img src=a></amp-img>"), "html(head body(amp-img))");
}

TEST(Document, MakesSubtreesRangesAndParentsMatch) {
  const Document document = Document::Parse("<div><p>a<p>b</div><div>c</div>");
  for (NodeId id = 1; id < document.size(); ++id) {
    const Node& node = document[id];
    ASSERT_LT(node.parent, id);
    EXPECT_LE(node.end, document[node.parent].end);
    EXPECT_EQ(node.depth, document[node.parent].depth + 1);
  }
}

TEST(Document, StaysWholeWhenMoved) {
  Document first = Document::Parse("<p id=a>short</p>");
  const Document second = std::move(first);
  EXPECT_EQ(second.Text(second.root()), "short");
  EXPECT_EQ(second.Get(FindTag(second, Tag::k_p), "id"), "a");
}

TEST(HtmlTag, FindsEveryTagByItsName) {
  for (int i = static_cast<int>(Tag::kOther) + 1; i <= static_cast<int>(Tag::k_wbr); ++i) {
    EXPECT_EQ(TagFromName(TagName(static_cast<Tag>(i))), static_cast<Tag>(i));
  }
  EXPECT_EQ(TagFromName("blink"), Tag::kOther);
  EXPECT_EQ(TagFromName(""), Tag::kOther);
}

}  // namespace
}  // namespace kiosque
