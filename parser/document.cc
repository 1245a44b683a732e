#include "parser/document.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace kiosque {

namespace {

constexpr std::size_t kChunkBytes = 16 * 1024;

std::array<Tag, GUMBO_TAG_LAST + 1> MakeTagMap() {
  std::array<Tag, GUMBO_TAG_LAST + 1> map{};
  for (std::size_t i = 0; i <= GUMBO_TAG_LAST; ++i) {
    map[i] = i < GUMBO_TAG_UNKNOWN ? TagFromName(gumbo_normalized_tagname(static_cast<GumboTag>(i)))
                                   : Tag::kOther;
  }
  return map;
}

Tag TagOf(const GumboElement& element) {
  static const std::array<Tag, GUMBO_TAG_LAST + 1> kMap = MakeTagMap();
  return kMap[element.tag];
}

bool IsElement(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool ContainsNoCase(std::string_view text, std::string_view lower) {
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                     [](char a, char b) { return Lower(a) == b; }) != text.end();
}

}  // namespace

struct Document::Buffers {
  std::vector<std::unique_ptr<char[]>> chunks;
  char* free = nullptr;
  std::size_t left = 0;

  /// A copy of `text` that lives as long as the Document.
  std::string_view Keep(std::string_view text) {
    if (text.size() > left) {
      const std::size_t bytes = std::max(kChunkBytes, text.size());
      chunks.push_back(std::make_unique<char[]>(bytes));
      free = chunks.back().get();
      left = bytes;
    }
    std::memcpy(free, text.data(), text.size());
    const std::string_view kept(free, text.size());
    free += text.size();
    left -= text.size();
    return kept;
  }
};

/// Turns Gumbo's tree into the node array: one loop over an explicit stack.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(Document& document) : document_(document) {}

  void Build(const GumboNode& root) {
    Open(root, kNoNode);
    while (!stack_.empty()) {
      Level& level = stack_.back();
      const GumboVector& children = level.element->children;
      if (level.next == children.length || document_.nodes_.size() >= Document::kMaxNodes) {
        document_.truncated_ |= level.next != children.length;
        Close();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[level.next++]);
      if (IsElement(*child)) {
        Open(*child, level.id);
      } else if (child->type != GUMBO_NODE_COMMENT) {
        AddText(child->v.text.text, level.id);
      }
    }
  }

 private:
  struct Level {
    const GumboElement* element;
    NodeId id;          // whose children the element's children become
    unsigned next = 0;  // child to visit
    bool owns;          // false: too deep, `id` is an ancestor's
  };

  void Open(const GumboNode& gumbo, NodeId parent) {
    const GumboElement& element = gumbo.v.element;
    const auto id = static_cast<NodeId>(document_.nodes_.size());
    Node node;
    node.tag = TagOf(element);
    node.parent = parent;
    node.depth = Depth(parent);
    if (node.tag == Tag::kOther) {
      node.text = Name(element);
    }
    AddAttributes(element, node);
    document_.nodes_.push_back(node);
    NoteLandmark(node, id);
    if (node.tag == Tag::k_script) {
      AddScript(element, node);
    }
    if (node.tag == Tag::k_script || node.tag == Tag::k_style || node.tag == Tag::k_svg) {
      document_.nodes_[id].end = id + 1;
      return;
    }
    if (node.depth >= Document::kMaxDepth) {
      document_.nodes_[id].end = id + 1;
      stack_.push_back(Level{&element, parent, 0, false});
    } else {
      stack_.push_back(Level{&element, id, 0, true});
    }
  }

  void Close() {
    if (stack_.back().owns) {
      document_.nodes_[stack_.back().id].end = static_cast<NodeId>(document_.nodes_.size());
    }
    stack_.pop_back();
  }

  void AddText(std::string_view text, NodeId parent) {
    Node node;
    node.tag = Tag::kText;
    node.parent = parent;
    node.depth = Depth(parent);
    node.end = static_cast<NodeId>(document_.nodes_.size() + 1);
    node.text = document_.buffers_->Keep(text);
    document_.nodes_.push_back(node);
  }

  void AddAttributes(const GumboElement& element, Node& node) {
    constexpr std::size_t kMaxAttributes = std::numeric_limits<std::uint16_t>::max();
    node.first_attribute = static_cast<std::uint32_t>(document_.attributes_.size());
    const std::size_t count = std::min<std::size_t>(element.attributes.length, kMaxAttributes);
    node.attributes = static_cast<std::uint16_t>(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      document_.attributes_.push_back(Attribute{document_.buffers_->Keep(attribute->name),
                                                document_.buffers_->Keep(attribute->value)});
    }
  }

  void AddScript(const GumboElement& element, const Node& node) {
    const auto begin = document_.attributes_.begin() + node.first_attribute;
    const auto end = begin + node.attributes;
    const auto type = std::find_if(begin, end, [](const Attribute& a) { return a.name == "type"; });
    if (type == end || !ContainsNoCase(type->value, "ld+json")) {
      return;
    }
    for (unsigned i = 0; i < element.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
      if (!IsElement(*child)) {
        document_.json_ld_.push_back(document_.buffers_->Keep(child->v.text.text));
      }
    }
  }

  void NoteLandmark(const Node& node, NodeId id) {
    if (node.tag == Tag::k_head && document_.head_ == kNoNode) {
      document_.head_ = id;
    } else if ((node.tag == Tag::k_body || node.tag == Tag::k_frameset) &&
               document_.body_ == kNoNode && node.depth == 1) {
      document_.body_ = id;
    }
  }

  std::string_view Name(const GumboElement& element) {
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    std::string name(piece.data != nullptr ? piece.data : "", piece.length);
    std::transform(name.begin(), name.end(), name.begin(), Lower);
    return document_.buffers_->Keep(name);
  }

  std::uint16_t Depth(NodeId parent) const {
    return parent == kNoNode ? std::uint16_t{0}
                             : static_cast<std::uint16_t>(document_.nodes_[parent].depth + 1);
  }

  Document& document_;
  std::vector<Level> stack_;
};

Document::Document() : buffers_(std::make_unique<Buffers>()) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Document Document::Parse(std::string html) {
  Document document;
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  DocumentBuilder(document).Build(*output->root);
  gumbo_destroy_output(&options, output);
  document.head_ = document.head_ == kNoNode ? document.root() : document.head_;
  document.body_ = document.body_ == kNoNode ? document.root() : document.body_;
  return document;
}

NodeId Document::NextSibling(NodeId id) const {
  const Node& node = nodes_[id];
  return node.parent != kNoNode && node.end < nodes_[node.parent].end ? node.end : kNoNode;
}

std::span<const Attribute> Document::Attributes(NodeId id) const {
  const Node& node = nodes_[id];
  return std::span(attributes_).subspan(node.first_attribute, node.attributes);
}

std::string_view Document::Get(NodeId id, std::string_view name) const {
  for (const Attribute& attribute : Attributes(id)) {
    if (attribute.name == name) {
      return attribute.value;
    }
  }
  return {};
}

bool Document::HasAttribute(NodeId id, std::string_view name) const {
  const std::span<const Attribute> attributes = Attributes(id);
  return std::any_of(attributes.begin(), attributes.end(),
                     [name](const Attribute& attribute) { return attribute.name == name; });
}

std::string Document::Text(NodeId id) const {
  std::string text;
  for (NodeId node = id; node < nodes_[id].end; ++node) {
    if (nodes_[node].tag == Tag::kText) {
      text.append(nodes_[node].text);
    }
  }
  return text;
}

}  // namespace kiosque
