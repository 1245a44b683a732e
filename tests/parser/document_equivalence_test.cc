// The skeleton's Document is the whole page's Document, for the real pages of the test data: every
// tenth, and all of them when KIOSQUE_ALL_PAGES is set.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/unicode.h"
#include "parser/charset.h"
#include "parser/document.h"
#include "support/page_corpus.h"

namespace kiosque {
namespace {

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\n\f\r") == std::string_view::npos;
}

/// Gumbo writes U+FFFD for control characters, which the skeleton never shows it.
std::string WithoutControls(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\f') || c == 0x7F) {
      clean += "\uFFFD";
    } else if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      clean += "\uFFFD";
      ++i;
    } else {
      clean += text[i];
    }
  }
  return clean;
}

/// A node without its attributes, in one line.
std::string NodeLine(const Document& document, NodeId id) {
  const Node& node = document[id];
  std::string line = std::to_string(node.depth) + ' ';
  if (node.tag == Tag::kText) {
    line += CollapseSpace(WithoutControls(node.text));
  } else {
    line += node.tag == Tag::kOther ? node.text : TagName(node.tag);
  }
  return line;
}

/// All nodes but blank texts. Where comments and ignored tags stood among white space, Gumbo makes
/// more of them.
std::vector<NodeId> Nodes(const Document& document) {
  std::vector<NodeId> ids;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag != Tag::kText || !IsBlank(WithoutControls(document[id].text))) {
      ids.push_back(id);
    }
  }
  return ids;
}

std::string AttributeLine(const Document& document, NodeId id) {
  std::string line;
  for (const Attribute& attribute : document.Attributes(id)) {
    line += std::string(attribute.name) + "=\"" + std::string(attribute.value) + "\" ";
  }
  return line;
}

/// Whether `name` is made of names that the tag has: after a repeated attribute Gumbo glues the
/// repeated name to the next one.
bool IsGlued(std::string_view name, std::span<const Attribute> attributes) {
  while (!name.empty()) {
    std::size_t longest = 0;
    for (const Attribute& attribute : attributes) {
      longest =
          name.starts_with(attribute.name) ? std::max(longest, attribute.name.size()) : longest;
    }
    if (longest == 0) {
      return false;
    }
    name.remove_prefix(longest);
  }
  return true;
}

bool AttributesAgree(std::span<const Attribute> skeleton, std::span<const Attribute> whole) {
  bool equal = skeleton.size() == whole.size();
  bool glued = false;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool known = std::any_of(skeleton.begin(), skeleton.end(), [&](const Attribute& own) {
      return WithoutControls(own.name) == whole[i].name;
    });
    glued |= !known && IsGlued(whole[i].name, skeleton);
    equal = equal && WithoutControls(skeleton[i].name) == whole[i].name &&
            WithoutControls(skeleton[i].value) == WithoutControls(whole[i].value);
  }
  return equal || glued;
}

/// What differs between two documents; empty when nothing does. SVG's attributes are not compared:
/// Gumbo spells them in SVG's way.
std::string Difference(const Document& skeleton, const Document& whole) {
  const std::vector<NodeId> ours = Nodes(skeleton);
  const std::vector<NodeId> theirs = Nodes(whole);
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
    const std::string a = NodeLine(skeleton, ours[i]);
    const std::string b = NodeLine(whole, theirs[i]);
    if (a != b) {
      return "node " + std::to_string(ours[i]) + "\nskeleton: " + a + "\nwhole:    " + b;
    }
    if (skeleton[ours[i]].tag != Tag::k_svg &&
        !AttributesAgree(skeleton.Attributes(ours[i]), whole.Attributes(theirs[i]))) {
      return "node " + a + "\nskeleton: " + AttributeLine(skeleton, ours[i]) +
             "\nwhole:    " + AttributeLine(whole, theirs[i]);
    }
  }
  if (ours.size() != theirs.size()) {
    return std::to_string(ours.size()) + " nodes, whole: " + std::to_string(theirs.size());
  }
  for (std::size_t i = 0; i < std::max(skeleton.json_ld().size(), whole.json_ld().size()); ++i) {
    if (i >= skeleton.json_ld().size() || i >= whole.json_ld().size() ||
        WithoutControls(skeleton.json_ld()[i]) != whole.json_ld()[i]) {
      return "JSON-LD " + std::to_string(i);
    }
  }
  return {};
}

TEST(DocumentEquivalence, SkeletonsOfRealPagesGiveTheSameTree) {
  KIOSQUE_NEED_TEST_DATA();
  const std::size_t step = std::getenv("KIOSQUE_ALL_PAGES") != nullptr ? 1 : 10;
  std::size_t pages = 0;
  for (const testing::CorpusPage& page : testing::LoadPageCorpus(step)) {
    const std::string html = DecodeHtml(page.bytes, "").text;
    EXPECT_EQ(Difference(Document::Parse(html), Document::Parse(html, ParseRoute::kWhole)), "")
        << page.name;
    ++pages;
  }
  EXPECT_GT(pages, 0u);
}

}  // namespace
}  // namespace kiosque
