#include "parser/document_builder.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/charset.h"
#include "parser/document_buffers.h"
#include "parser/html_entities.h"
#include "parser/html_prescan.h"
#include "parser/html_skeleton.h"
#include "parser/html_tag_sets.h"
#include "parser/parse_arena.h"

namespace kiosque {

namespace {

constexpr std::size_t kMaxPageBytes = std::size_t{1} << 31;  // offsets have 32 bits

/// Everything a parse needs and nobody keeps; one a thread.
struct Scratch {
  HtmlScan scan;
  HtmlSkeleton skeleton;
  ParseArena arena;
  std::size_t arena_limit = 0;
  std::jmp_buf out_of_memory;
};

Scratch& ThreadScratch() {
  thread_local Scratch scratch;
  return scratch;
}

void* AllocateForGumbo(void* userdata, std::size_t size) {
  auto* scratch = static_cast<Scratch*>(userdata);
  if (scratch->arena.size() > scratch->arena_limit) {
    // Gumbo cannot be told to stop. Only its own C frames lie between here and setjmp.
    std::longjmp(scratch->out_of_memory, 1);
  }
  return scratch->arena.Allocate(size);
}

void DeallocateForGumbo(void* userdata, void* piece) {
  static_cast<Scratch*>(userdata)->arena.Deallocate(piece);
}

/// The tree of `html`, in the scratch's arena; null when it would take more than the arena's limit.
const GumboOutput* ParseWithGumbo(Scratch& scratch, std::string_view html) {
  constexpr std::size_t kBaseBytes = std::size_t{64} << 20;
  constexpr std::size_t kBytesPerByte = 200;
  scratch.arena.Reset();
  scratch.arena_limit = kBaseBytes + kBytesPerByte * html.size();
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = AllocateForGumbo;
  options.deallocator = DeallocateForGumbo;
  options.userdata = &scratch;
  options.max_errors = 0;
  if (setjmp(scratch.out_of_memory) != 0) {
    return nullptr;
  }
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

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

/// Elements whose content is no part of a Document.
constexpr TagSet kOpaqueTags = {Tag::k_script, Tag::k_style,   Tag::k_svg,
                                Tag::k_iframe, Tag::k_noembed, Tag::k_noframes};

/// HTML §13.2.3.5: CRLF and CR are LF. NUL, which Gumbo would end strings at, is U+FFFD, and so is
/// ill-formed UTF-8.
void NormalizePage(std::string& html) {
  if (html.size() > kMaxPageBytes) {
    html.resize(kMaxPageBytes);
  }
  if (html.find('\0') != std::string::npos || !IsValidUtf8(html)) {
    html = ToValidUtf8(html);
  }
  std::size_t from = html.find('\r');
  if (from == std::string::npos) {
    return;
  }
  std::size_t to = from;
  while (from < html.size()) {
    if (html[from] == '\r') {
      from += from + 1 < html.size() && html[from + 1] == '\n' ? 1 : 0;
      html[to++] = '\n';
      ++from;
    }
    const std::size_t next = std::min(html.find('\r', from), html.size());
    std::memmove(html.data() + to, html.data() + from, next - from);
    to += next - from;
    from = next;
  }
  html.resize(to);
}

}  // namespace

/// Lays Gumbo's tree flat: one loop over an explicit stack. `scan` and `skeleton` are null on the
/// route kWhole.
class TreeFlattener {
 public:
  TreeFlattener(Document& document, const HtmlScan* scan, const HtmlSkeleton* skeleton)
      : document_(document), scan_(scan), skeleton_(skeleton) {}

  void Run(const GumboNode& root) {
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
    Node& node = document_.nodes_.emplace_back();
    node.parent = parent;
    node.depth = Depth(parent);
    node.end = id + 1;
    if (skeleton_ != nullptr) {
      ReadToken(element, node);
    } else {
      ReadElement(element, node);
    }
    NoteLandmark(node, id);
    if (kOpaqueTags[node.tag]) {
      if (skeleton_ == nullptr && node.tag == Tag::k_script) {
        AddScript(element, node);
      }
      return;
    }
    const bool owns = node.depth < Document::kMaxDepth;
    stack_.push_back(Level{&element, owns ? id : parent, 0, owns});
  }

  void Close() {
    if (stack_.back().owns) {
      document_.nodes_[stack_.back().id].end = static_cast<NodeId>(document_.nodes_.size());
    }
    stack_.pop_back();
  }

  // --- the skeleton's route: tags and attributes are the prescan's

  void ReadToken(const GumboElement& element, Node& node) {
    node.tag = TagOf(element);
    const HtmlToken* token = TokenOf(element);
    if (token != nullptr) {
      node.tag = token->tag;
      node.first_attribute = token->first_attribute;
      node.attributes = token->attributes;
      if (node.tag == Tag::kOther) {
        node.text = Page().substr(token->begin, token->length);
      }
    }
    if (element.attributes.length > 0 && (node.tag == Tag::k_html || node.tag == Tag::k_body)) {
      MergeAttributes(element, node);
    }
  }

  /// The start tag that made an element; null for those that the tree builder supplied.
  const HtmlToken* TokenOf(const GumboElement& element) {
    if (element.original_tag.length == 0) {
      return nullptr;
    }
    const auto offset =
        static_cast<std::uint32_t>(element.original_tag.data - skeleton_->html.data());
    const std::vector<SkeletonTag>& tags = skeleton_->tags;
    // Nearly always the tag after the last one; else it was moved or copied.
    if (next_tag_ >= tags.size() || tags[next_tag_].offset != offset) {
      const auto at = std::lower_bound(
          tags.begin(), tags.end(), offset,
          [](const SkeletonTag& tag, std::uint32_t wanted) { return tag.offset < wanted; });
      if (at == tags.end() || at->offset != offset) {
        return nullptr;
      }
      next_tag_ = static_cast<std::size_t>(at - tags.begin());
    }
    return &scan_->tokens[tags[next_tag_++].token];
  }

  /// html and body have the attributes of every such tag, the first of a name counting (HTML
  /// §13.2.6.4.7).
  void MergeAttributes(const GumboElement& element, Node& node) {
    if (element.attributes.length == 1 && node.attributes > 0) {
      return;  // its own tag's alone
    }
    const auto first = document_.attributes_.size();
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* name = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      const HtmlToken& token = scan_->tokens[ReadTokenAttribute(name->name)];
      for (std::size_t j = 0; j < token.attributes; ++j) {
        const Attribute attribute = document_.attributes_[token.first_attribute + j];
        const auto begin = document_.attributes_.begin() + static_cast<std::ptrdiff_t>(first);
        const bool known =
            std::any_of(begin, document_.attributes_.end(),
                        [&](const Attribute& other) { return other.name == attribute.name; });
        if (!known && document_.attributes_.size() - first < kMaxTagAttributes) {
          document_.attributes_.push_back(attribute);
        }
      }
    }
    node.first_attribute = static_cast<std::uint32_t>(first);
    node.attributes = static_cast<std::uint16_t>(document_.attributes_.size() - first);
  }

  std::string_view RunText(std::size_t run) {
    const HtmlToken& token = scan_->tokens[skeleton_->runs[run]];
    std::string_view text = Page().substr(token.begin, token.length);
    if (run == skeleton_->trimmed_run) {
      text.remove_prefix(text.find_first_not_of(" \t\n\f\r"));
    }
    return token.raw ? text
                     : DecodeReferences(text, ReferenceContext::kText, document_.buffers_->arena);
  }

  /// Placeholders become their runs again.
  std::string_view Restore(std::string_view text) {
    if (static_cast<unsigned char>(text.front()) >= 0x80) {
      std::size_t at = 0;
      const std::size_t run = ReadPlaceholder(text, &at);
      if (at == text.size()) {
        return RunText(run);
      }
    } else if (text.size() == 1) {
      return text.front() == '\n' ? "\n" : text.front() == ' ' ? " " : Keep(text);
    }
    joined_.clear();
    for (std::size_t at = 0; at < text.size();) {
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        joined_ += text[at++];
      } else {
        joined_ += RunText(ReadPlaceholder(text, &at));
      }
    }
    return Keep(joined_);
  }

  // --- the whole page's route: everything is Gumbo's

  void ReadElement(const GumboElement& element, Node& node) {
    node.tag = TagOf(element);
    if (node.tag == Tag::kOther) {
      node.text = Name(element);
    }
    const std::size_t count = std::min<std::size_t>(element.attributes.length, kMaxTagAttributes);
    node.first_attribute = static_cast<std::uint32_t>(document_.attributes_.size());
    node.attributes = static_cast<std::uint16_t>(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      document_.attributes_.push_back(Attribute{Keep(attribute->name), Keep(attribute->value)});
    }
  }

  std::string_view Name(const GumboElement& element) {
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    std::string name(piece.data != nullptr ? piece.data : "", piece.length);
    std::transform(name.begin(), name.end(), name.begin(), AsciiLowerChar);
    return Keep(name);
  }

  void AddScript(const GumboElement& element, const Node& node) {
    const auto begin = document_.attributes_.begin() + node.first_attribute;
    const auto type = std::find_if(begin, begin + node.attributes,
                                   [](const Attribute& a) { return a.name == "type"; });
    if (type == begin + node.attributes || !NamesJsonLd(type->value)) {
      return;
    }
    std::string_view body;
    for (unsigned i = 0; i < element.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
      body = IsElement(*child) ? body : Keep(child->v.text.text);
    }
    document_.json_ld_.push_back(body);
  }

  // --- both

  void AddText(std::string_view text, NodeId parent) {
    if (text.empty()) {
      return;
    }
    const std::string_view restored = skeleton_ != nullptr ? Restore(text) : Keep(text);
    const auto id = static_cast<NodeId>(document_.nodes_.size());
    Node& last = document_.nodes_.back();
    // Long texts are not joined: on a hostile page that would be done again and again.
    constexpr std::size_t kMaxJoined = 1024;
    if (last.tag == Tag::kText && last.parent == parent &&
        (skeleton_ == nullptr || last.text.size() < kMaxJoined)) {
      joined_.assign(last.text);
      joined_ += restored;
      last.text = Keep(joined_);
      return;
    }
    Node& node = document_.nodes_.emplace_back();
    node.tag = Tag::kText;
    node.parent = parent;
    node.depth = Depth(parent);
    node.end = id + 1;
    node.text = restored;
  }

  void NoteLandmark(const Node& node, NodeId id) {
    if (node.depth != 1) {
      return;
    }
    if (node.tag == Tag::k_head && document_.head_ == kNoNode) {
      document_.head_ = id;
    } else if ((node.tag == Tag::k_body || node.tag == Tag::k_frameset) &&
               document_.body_ == kNoNode) {
      document_.body_ = id;
    }
  }

  std::uint16_t Depth(NodeId parent) const {
    return parent == kNoNode ? std::uint16_t{0}
                             : static_cast<std::uint16_t>(document_.nodes_[parent].depth + 1);
  }

  std::string_view Page() const { return document_.buffers_->html; }
  std::string_view Keep(std::string_view text) { return document_.buffers_->arena.Keep(text); }

  Document& document_;
  const HtmlScan* scan_;
  const HtmlSkeleton* skeleton_;
  std::vector<Level> stack_;
  std::string joined_;
  std::size_t next_tag_ = 0;
};

void DocumentBuilder::Build(std::string html, ParseRoute route) {
  Document::Buffers& buffers = *document_.buffers_;
  buffers.html = std::move(html);
  NormalizePage(buffers.html);
  if (route == ParseRoute::kSkeleton) {
    BuildFromSkeleton();
  } else if (const GumboOutput* output = ParseWithGumbo(ThreadScratch(), buffers.html)) {
    TreeFlattener(document_, nullptr, nullptr).Run(*output->root);
  }
  if (document_.nodes_.empty()) {  // not even a strict skeleton fitted
    document_.truncated_ = true;
    document_.nodes_.push_back(Node{.tag = Tag::k_html, .end = 1, .text = {}});
  }
  document_.head_ = document_.head_ == kNoNode ? document_.root() : document_.head_;
  document_.body_ = document_.body_ == kNoNode ? document_.root() : document_.body_;
}

void DocumentBuilder::BuildFromSkeleton() {
  Document::Buffers& buffers = *document_.buffers_;
  Scratch& scratch = ThreadScratch();
  HtmlScan& scan = scratch.scan;
  scan.Clear();
  PrescanHtml(buffers.html, buffers.arena, scan);
  document_.attributes_.assign(scan.attributes.begin(), scan.attributes.end());
  document_.json_ld_.assign(scan.json_ld.begin(), scan.json_ld.end());
  document_.truncated_ = scan.truncated;
  BuildSkeleton(scan, buffers.html, scratch.skeleton, SkeletonMode::kAsNeeded);
  const GumboOutput* output = ParseWithGumbo(scratch, scratch.skeleton.html);
  if (output == nullptr) {
    BuildSkeleton(scan, buffers.html, scratch.skeleton, SkeletonMode::kStrict);
    output = ParseWithGumbo(scratch, scratch.skeleton.html);
  }
  if (output != nullptr) {
    document_.nodes_.reserve(scan.tokens.size());
    TreeFlattener(document_, &scan, &scratch.skeleton).Run(*output->root);
  }
}

}  // namespace kiosque
