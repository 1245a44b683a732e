#include "parser/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace kiosque {
namespace {

using namespace std::string_literals;

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

TEST(Document, FollowsTheTokenizerWhereItDecidesWhatIsMarkup) {
  EXPECT_EQ(ShapeOf("<p title='a>b' alt=\"<i>\">x</p>"), "html(head body(p(\"x\")))");
  EXPECT_EQ(ShapeOf("<title>a<b>c</b></title><p>d"),
            "html(head(title(\"a<b>c</b>\")) body(p(\"d\")))");
  EXPECT_EQ(ShapeOf("<textarea>\n<p>&lt;</textarea>x"),
            "html(head body(textarea(\"<p><\") \"x\"))");
  EXPECT_EQ(ShapeOf("<xmp><b>&lt;</xmp>x"), "html(head body(xmp(\"<b>&lt;\") \"x\"))");
  EXPECT_EQ(ShapeOf("<p>a<plaintext>b</plaintext><p>&amp;"),
            "html(head body(p(\"a\") plaintext(\"b</plaintext><p>&amp;\")))");
  EXPECT_EQ(ShapeOf("<style>a</b></styles></style>x"), "html(head(style) body(\"x\"))");
  EXPECT_EQ(ShapeOf("<p>a <3 b< c</p>"), "html(head body(p(\"a <3 b< c\")))");
  EXPECT_EQ(ShapeOf("a</>b</ c>d<?e>f<!g>h<![CDATA[i]]>j"), "html(head body(\"abdfhj\"))");
}

TEST(Document, EndsScriptsWhereBrowsersDo) {
  EXPECT_EQ(ShapeOf("<p><script>'<!--';</script>x"), "html(head body(p(script \"x\")))");
  EXPECT_EQ(ShapeOf("<p><script><!-- <script> </script> --></script>x"),
            "html(head body(p(script \"x\")))");
  EXPECT_EQ(ShapeOf("<p><script><!-- <script> </script> </script>x"),
            "html(head body(p(script \"x\")))");
  EXPECT_EQ(ShapeOf("<p><script><!--><script></script>x"), "html(head body(p(script \"x\")))");
  EXPECT_EQ(ShapeOf("<p><script></scripty></script x='>'>y"), "html(head body(p(script \"y\")))");
}

TEST(Document, EndsCommentsWhereBrowsersDo) {
  EXPECT_EQ(ShapeOf("<p>a<!-->b<!--->c<!-- -->d<!-- --!>e<!-- -- > --->f<!-- <!-- -->g"),
            "html(head body(p(\"abcdefg\")))");
  EXPECT_EQ(ShapeOf("<p>a<!-- <p>b"), "html(head body(p(\"a\")))");
}

TEST(Document, LeavesSvgWhereMarkupBreaksOut) {
  EXPECT_EQ(ShapeOf("<p>a<svg><path d='>'/><style>b>c</style></svg>d"),
            "html(head body(p(\"a\" svg \"d\")))");
  EXPECT_EQ(ShapeOf("<svg><path><p>a"), "html(head body(svg p(\"a\")))");
  EXPECT_EQ(ShapeOf("<svg><foreignObject><p>a</p></foreignObject></svg>b"),
            "html(head body(svg \"b\"))");
  EXPECT_EQ(ShapeOf("<div><svg><g></div>a"), "html(head body(div(svg) \"a\"))");
  EXPECT_EQ(ShapeOf("<svg/>a<svg><![CDATA[</svg>]]></svg>b"),
            "html(head body(svg \"a\" svg \"b\"))");
}

TEST(Document, MovesMisnestedMarkupAsTheStandardSays) {
  EXPECT_EQ(ShapeOf("<b>1<p>2</b>3</p>"), "html(head body(b(\"1\") p(b(\"2\") \"3\")))");
  EXPECT_EQ(ShapeOf("<table>a<tr><td>b</table>"),
            "html(head body(\"a\" table(tbody(tr(td(\"b\"))))))");
  EXPECT_EQ(ShapeOf("<p><i class=a>x<p>y"), "html(head body(p(i(\"x\")) p(i(\"y\"))))");
  const Document document = Document::Parse("<p><i class=a>x<p>y");
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag == Tag::k_i) {
      EXPECT_EQ(document.Get(id, "class"), "a");
    }
  }
}

TEST(Document, MergesTheAttributesOfRepeatedHtmlAndBodyTags) {
  const Document document = Document::Parse(
      "<p>x<html lang=fr><body class=a id=b><body class=c dir=ltr><html lang=en data-x=1>");
  EXPECT_EQ(document.Get(document.root(), "lang"), "fr");
  EXPECT_EQ(document.Get(document.root(), "data-x"), "1");
  EXPECT_EQ(document.Get(document.body(), "class"), "a");
  EXPECT_EQ(document.Get(document.body(), "id"), "b");
  EXPECT_EQ(document.Get(document.body(), "dir"), "ltr");
}

TEST(Document, KeepsTheFirstOfRepeatedAttributes) {
  const Document document = Document::Parse("<p id=a class=x id=b title=t>y");
  const NodeId p = FindTag(document, Tag::k_p);
  EXPECT_EQ(document.Attributes(p).size(), 3u);
  EXPECT_EQ(document.Get(p, "id"), "a");
  EXPECT_EQ(document.Get(p, "title"), "t");
}

TEST(Document, KeepsWhiteSpaceOnlyWhereItShows) {
  EXPECT_EQ(ShapeOf("<p>a <b>b</b>   <i>c</i>\n\n  <u>d</u></p>"),
            "html(head body(p(\"a \" b(\"b\") \" \" i(\"c\") \"\n\" u(\"d\"))))");
  EXPECT_EQ(ShapeOf("<pre>\n<b>a</b>\n\n  <i>b</i></pre>"),
            "html(head body(pre(b(\"a\") \"\n\n  \" i(\"b\"))))");
}

TEST(Document, NormalisesNewlinesNulsAndInvalidBytes) {
  const Document document = Document::Parse("<p title='a\r\nb'>c\rd\r\ne\0f\xFF</p>"s);
  EXPECT_EQ(document.Text(document.root()), "c\nd\ne\uFFFDf\uFFFD");
  EXPECT_EQ(document.Get(FindTag(document, Tag::k_p), "title"), "a\nb");
}

TEST(Document, DropsATagThatThePageEndsIn) {
  EXPECT_EQ(ShapeOf("<p>a</p><p title='b"), "html(head body(p(\"a\")))");
  EXPECT_EQ(ShapeOf("<p>a</p><p"), "html(head body(p(\"a\")))");
  EXPECT_EQ(ShapeOf("<p>a<"), "html(head body(p(\"a<\")))");
}

TEST(Document, TellsManyRunsOfTextApart) {
  // Past the basic plane and its gaps of surrogates and noncharacters.
  std::string html;
  constexpr int kRuns = 140'000;
  for (int i = 0; i < kRuns; ++i) {
    html += std::to_string(i) + "<br>";
  }
  const Document document = Document::Parse(html);
  int run = 0;
  for (const Node& node : document.nodes()) {
    if (node.tag == Tag::kText) {
      ASSERT_EQ(node.text, std::to_string(run));
      ++run;
    }
  }
  EXPECT_EQ(run, kRuns);
}

TEST(Document, TamesHostilePages) {
  constexpr std::size_t kBytes = 500'000;
  for (const char* piece : {"<div>",
                            "<b>",
                            "<a><p></a>",
                            "<b><i></b></i>",
                            "<table>",
                            "<table><td>",
                            "x<table>",
                            "<svg>",
                            "<math>",
                            "<select><option>",
                            "<object><b>",
                            "<isindex>",
                            "<body class=x>",
                            "<ul><li>",
                            "<form>",
                            "<!--",
                            "<script>",
                            "&",
                            "<",
                            "</p>",
                            "<ruby><rt>",
                            "<template>",
                            "<b><i><u><s><em><p></b></i></u></s></em>"}) {
    std::string html;
    while (html.size() < kBytes) {
      html += piece;
    }
    const Document document = Document::Parse(html);
    EXPECT_LE(document.size(), Document::kMaxNodes) << piece;
    for (const Node& node : document.nodes()) {
      ASSERT_LE(node.depth, Document::kMaxDepth) << piece;
    }
  }
}

TEST(Document, TamesFormattingThatIsReopenedForever) {
  std::string html = "<div>";
  for (int i = 0; i < 400; ++i) {
    html += "<b a=" + std::to_string(i) + ">";
  }
  html += "</div>";
  for (int i = 0; i < 50'000; ++i) {
    html += "<p>x</p>";
  }
  const Document document = Document::Parse(html);
  EXPECT_LT(document.size(), 200'000u);
  EXPECT_FALSE(document.truncated());
}

TEST(Document, KeepsALimitedNumberOfAttributes) {
  std::string html = "<p";
  for (int i = 0; i < 20'000; ++i) {
    html += " a" + std::to_string(i) + "=x";
  }
  const Document document = Document::Parse(html + ">y</p>");
  EXPECT_EQ(document.Get(FindTag(document, Tag::k_p), "a0"), "x");
  EXPECT_EQ(document.Text(document.root()), "y");
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
