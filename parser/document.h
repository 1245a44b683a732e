// document.h — an HTML page as a flat, read-only tree.
//
// Nodes stand in one array in document order (pre-order), so a subtree is a range and every walk is
// a loop:
//
//   index   0     1     2      3     4      5
//   node    html  head  title  "T"   body   "x"          end(head) = 4: one past its last
//   descendant
//
//   for (NodeId id = root + 1; id < doc[root].end; ++id) …          every descendant
//   for (NodeId id = doc.FirstChild(n); id != kNoNode; id = doc.NextSibling(id)) …   children
//
// Parsing is Gumbo's (WHATWG tree construction), done on a skeleton of the page
// (parser/html_skeleton.h, docs/parsing.md). Comments are no nodes; script, style, svg, iframe,
// noembed and noframes are nodes without content. JSON-LD scripts are kept apart. Text and
// attribute values are decoded UTF-8; text runs that only comments part are one node; white space
// between two tags is one space or one newline, except in pre and textarea.
//
// Bounds: any bytes in; time linear in the input; depth is capped at kMaxDepth (deeper elements
// become siblings), node count
//         at kMaxNodes (the rest of the page is dropped and `truncated()` says so).
// Lifetime: all views point into buffers that the Document owns; they stay valid when it is moved.
// Threads: immutable after Parse; may be read from several threads.
// Source: https://html.spec.whatwg.org/#parsing as implemented by Gumbo.
#ifndef KIOSQUE_PARSER_DOCUMENT_H_
#define KIOSQUE_PARSER_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/html_tag.h"

namespace kiosque {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = std::numeric_limits<NodeId>::max();

struct Attribute {
  std::string_view name;  ///< lower case
  std::string_view value;
};

struct Node {
  Tag tag = Tag::kText;          ///< kText for text nodes
  std::uint16_t depth = 0;       ///< 0 = the html element
  std::uint16_t attributes = 0;  ///< how many
  NodeId parent = kNoNode;
  NodeId end = 0;  ///< one past the last descendant
  std::uint32_t first_attribute = 0;
  std::string_view text;  ///< kText: the characters as in the page, white space kept
                          ///< kOther: the tag's name
};

/// How a page reaches the tree builder. kWhole is for tests and for measuring: the same tree,
/// slowly.
enum class ParseRoute : std::uint8_t { kSkeleton, kWhole };

class Document {
 public:
  static constexpr std::size_t kMaxDepth = 512;
  static constexpr std::size_t kMaxNodes = 300'000;

  /// Parses `html`, which must be UTF-8 (parser/charset.h makes it so); invalid bytes become
  /// U+FFFD. Never fails: an empty page has an html, a head and a body element.
  static Document Parse(std::string html, ParseRoute route = ParseRoute::kSkeleton);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  std::size_t size() const { return nodes_.size(); }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  std::span<const Node> nodes() const { return nodes_; }
  NodeId root() const { return 0; }
  NodeId head() const { return head_; }
  NodeId body() const { return body_; }

  NodeId FirstChild(NodeId id) const { return id + 1 < nodes_[id].end ? id + 1 : kNoNode; }
  NodeId NextSibling(NodeId id) const;

  std::span<const Attribute> Attributes(NodeId id) const;
  /// The attribute's value; empty when absent (HasAttribute tells the two apart).
  std::string_view Get(NodeId id, std::string_view name) const;
  bool HasAttribute(NodeId id, std::string_view name) const;

  /// All text below `id`, as it stands in the page.
  std::string Text(NodeId id) const;

  /// Bodies of <script type="application/ld+json">, in order, raw.
  std::span<const std::string_view> json_ld() const { return json_ld_; }

  /// Whether nodes were dropped at kMaxNodes.
  bool truncated() const { return truncated_; }

 private:
  Document();
  friend class DocumentBuilder;
  friend class TreeFlattener;
  struct Buffers;  // owns what the views point into

  std::unique_ptr<Buffers> buffers_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<std::string_view> json_ld_;
  NodeId head_ = kNoNode;
  NodeId body_ = kNoNode;
  bool truncated_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_DOCUMENT_H_
