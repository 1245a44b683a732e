#include "parser/html_skeleton.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/unicode.h"
#include "parser/html_tag_sets.h"
#include "parser/open_elements.h"

namespace kiosque {

namespace {

constexpr std::size_t kStrictDepth = 48;
constexpr std::uint64_t kWorkBudget = 200'000'000;
constexpr std::size_t kPendingBudget = 300;
constexpr std::size_t kMaxDoctype = 512;
constexpr std::size_t kMaxSkeletonName = 64;
constexpr std::size_t kMaxMergedTags = 32;

// Placeholders run through the code points from U+00A0, past what Gumbo replaces: surrogates and
// noncharacters.
constexpr std::uint32_t kFirstPlaceholder = 0xA0;
constexpr std::uint32_t kPlanePayload = 0xFFFE;
constexpr std::uint32_t kBmpRuns = 0x10000 - kFirstPlaceholder - 0x800 - 0x20 - 2;
constexpr std::uint32_t kMaxRuns = kBmpRuns + 16 * kPlanePayload;

std::uint32_t PlaceholderCodePoint(std::uint32_t run) {
  if (run >= kBmpRuns) {
    const std::uint32_t beyond = run - kBmpRuns;
    return 0x10000 + beyond / kPlanePayload * 0x10000 + beyond % kPlanePayload;
  }
  std::uint32_t c = run + kFirstPlaceholder;
  c += c >= 0xD800 ? 0x800 : 0;
  c += c >= 0xFDD0 ? 0x20 : 0;
  return c;
}

std::uint32_t RunOfCodePoint(std::uint32_t c) {
  if (c >= 0x10000) {
    return kBmpRuns + (c - 0x10000) / 0x10000 * kPlanePayload + (c & 0xFFFF);
  }
  c -= c >= 0xFDF0 ? 0x20 : 0;
  c -= c >= 0xE000 ? 0x800 : 0;
  return c - kFirstPlaceholder;
}

std::uint32_t HashOf(std::string_view text) {
  std::uint32_t hash = 2166136261u;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  }
  return hash;
}

class SkeletonWriter {
 public:
  SkeletonWriter(const HtmlScan& scan, std::string_view html, HtmlSkeleton& skeleton, bool strict)
      : scan_(scan),
        html_(html),
        skeleton_(skeleton),
        open_(strict ? kStrictDepth : Document::kMaxDepth) {
    skeleton_.Clear();
    skeleton_.strict = strict;
  }

  /// False when the page turns out hostile; never in strict mode.
  bool Write() {
    for (std::uint32_t i = 0; i < scan_.tokens.size(); ++i) {
      const HtmlToken& token = scan_.tokens[i];
      switch (token.kind) {
        case HtmlToken::Kind::kText:
          Text(token, i);
          break;
        case HtmlToken::Kind::kSpace:
          Space(token);
          break;
        case HtmlToken::Kind::kStartTag:
          StartTag(token, i);
          break;
        case HtmlToken::Kind::kEndTag:
          EndTag(token);
          break;
        case HtmlToken::Kind::kDoctype:
          skeleton_.html += token.length <= kMaxDoctype ? Range(token) : "<!DOCTYPE html>";
          break;
      }
      if (!skeleton_.strict && (open_.work() > kWorkBudget || open_.pending() > kPendingBudget)) {
        return false;
      }
    }
    return true;
  }

 private:
  std::string_view Range(const HtmlToken& token) const {
    return html_.substr(token.begin, token.length);
  }

  /// Formatting elements that strict mode takes for spans.
  Tag Written(Tag tag) const {
    return skeleton_.strict && kFormattingTags[tag] ? Tag::k_span : tag;
  }

  void Text(const HtmlToken& token, std::uint32_t index) {
    if (skeleton_.runs.size() >= kMaxRuns) {
      return;
    }
    if (!in_body_ && !in_text_element_) {
      // Leading white space may belong into the head; the text itself begins the body.
      const char first = html_[token.begin];
      if (first == ' ' || (first >= '\t' && first <= '\r')) {
        skeleton_.html += ' ';
        skeleton_.trimmed_run = static_cast<std::uint32_t>(skeleton_.runs.size());
      }
      in_body_ = true;
    }
    open_.Reopen();
    const auto run = static_cast<std::uint32_t>(skeleton_.runs.size());
    skeleton_.runs.push_back(index);
    AppendUtf8(PlaceholderCodePoint(run), &skeleton_.html);
  }

  void Space(const HtmlToken& token) {
    const std::string_view space = Range(token);
    if (preformatted_ > 0) {
      skeleton_.html += space;
    } else {
      skeleton_.html += space.find('\n') == std::string_view::npos ? ' ' : '\n';
    }
    open_.Reopen();
  }

  void StartTag(const HtmlToken& token, std::uint32_t index) {
    in_body_ |= !kHeadTags[token.tag];
    in_text_element_ = kTextTags[token.tag];
    preformatted_ += IsPreformatted(token.tag) ? 1 : 0;
    const Tag tag = Written(token.tag);
    const std::uint32_t identity = IdentityOf(token, tag);
    const bool nests = open_.Start(tag, identity);
    skeleton_.tags.push_back({static_cast<std::uint32_t>(skeleton_.html.size()), index});
    skeleton_.html += '<';
    AppendName(tag, token);
    AppendAttributes(token, tag, identity, index);
    if (token.self_closing && (tag == Tag::kOther || tag == Tag::k_svg || tag == Tag::k_math)) {
      skeleton_.html += '/';
    }
    skeleton_.html += '>';
    if (!nests) {
      skeleton_.html += "</";
      AppendName(tag, token);
      skeleton_.html += '>';
    }
  }

  void EndTag(const HtmlToken& token) {
    in_text_element_ = false;
    preformatted_ -= IsPreformatted(token.tag) && preformatted_ > 0 ? 1 : 0;
    const Tag tag = Written(token.tag);
    if (!kTextTags[tag] && !open_.End(tag)) {
      return;
    }
    skeleton_.html += "</";
    AppendName(tag, token);
    skeleton_.html += '>';
  }

  static bool IsPreformatted(Tag tag) {
    return tag == Tag::k_pre || tag == Tag::k_listing || tag == Tag::k_textarea;
  }

  void AppendName(Tag tag, const HtmlToken& token) {
    if (tag != Tag::kOther) {
      skeleton_.html += TagName(tag);
      return;
    }
    const std::string_view name = Range(token).substr(0, kMaxSkeletonName);
    skeleton_.html += name;
    // Gumbo still makes ten nodes of an isindex; to the standard it is an element like any other.
    skeleton_.html += name == "isindex" ? "-" : "";
  }

  std::uint32_t IdentityOf(const HtmlToken& token, Tag tag) const {
    std::uint32_t identity = 0;
    // Of two open anchors the first is closed by the second, so they need not be told apart.
    if (kFormattingTags[tag] && tag != Tag::k_a) {
      for (std::size_t i = 0; i < token.attributes; ++i) {
        const Attribute& attribute = scan_.attributes[token.first_attribute + i];
        identity += HashOf(attribute.name) * 31 + HashOf(attribute.value) + 1;
      }
    }
    return identity;
  }

  void AppendAttributes(const HtmlToken& token, Tag tag, std::uint32_t identity,
                        std::uint32_t index) {
    if (identity != 0) {
      skeleton_.html += " x";
      AppendNumber(identity, 36);
    } else if (tag == Tag::k_html || tag == Tag::k_body) {
      if (token.attributes > 0 && merged_tags_ < kMaxMergedTags) {
        ++merged_tags_;
        skeleton_.html += " r";
        AppendNumber(index, 10);
      }
    } else if (tag == Tag::k_input && IsHidden(token)) {
      skeleton_.html += " type=hidden";
    }
  }

  bool IsHidden(const HtmlToken& token) const {
    for (std::size_t i = 0; i < token.attributes; ++i) {
      const Attribute& attribute = scan_.attributes[token.first_attribute + i];
      if (attribute.name == "type") {
        return attribute.value.size() == 6 &&
               std::equal(attribute.value.begin(), attribute.value.end(), "hidden",
                          [](char a, char b) { return (a | 0x20) == b; });
      }
    }
    return false;
  }

  void AppendNumber(std::uint32_t number, int base) {
    std::array<char, 12> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    skeleton_.html.append(digits.data(), end);
  }

  const HtmlScan& scan_;
  std::string_view html_;
  HtmlSkeleton& skeleton_;
  OpenElements open_;
  std::size_t preformatted_ = 0;
  std::size_t merged_tags_ = 0;   // html and body start tags with attributes
  bool in_body_ = false;          // something came that cannot stand in the head
  bool in_text_element_ = false;  // the last tag was a title's, a textarea's …
};

}  // namespace

void HtmlSkeleton::Clear() {
  html.clear();
  tags.clear();
  runs.clear();
  trimmed_run = kNoRun;
  strict = false;
}

void BuildSkeleton(const HtmlScan& scan, std::string_view html, HtmlSkeleton& skeleton,
                   SkeletonMode mode) {
  if (mode == SkeletonMode::kStrict || !SkeletonWriter(scan, html, skeleton, false).Write()) {
    SkeletonWriter(scan, html, skeleton, true).Write();
  }
}

std::size_t ReadPlaceholder(std::string_view text, std::size_t* at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return *at + i < text.size() ? static_cast<unsigned char>(text[*at + i]) : 0;
  };
  const std::uint32_t first = byte(0);
  std::uint32_t c = 0;
  if (first < 0xE0) {
    c = ((first & 0x1F) << 6) | (byte(1) & 0x3F);
    *at += 2;
  } else if (first < 0xF0) {
    c = ((first & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F);
    *at += 3;
  } else {
    c = ((first & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) |
        (byte(3) & 0x3F);
    *at += 4;
  }
  return RunOfCodePoint(c);
}

std::size_t ReadTokenAttribute(std::string_view name) {
  std::size_t number = 0;
  std::from_chars(name.data() + 1, name.data() + name.size(), number);
  return number;
}

}  // namespace kiosque
