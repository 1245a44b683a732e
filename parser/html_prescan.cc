#include "parser/html_prescan.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ascii.h"
#include "parser/html_entities.h"
#include "parser/svg_tags.h"

namespace kiosque {

namespace {

enum CharClass : std::uint8_t { kSpaceChar = 1, kNameEnd = 2, kAttributeNameEnd = 4, kUpper = 8 };

constexpr std::array<std::uint8_t, 256> MakeClasses() {
  std::array<std::uint8_t, 256> classes{};
  for (const unsigned char c : {'\t', '\n', '\f', '\r', ' '}) {
    classes[c] = kSpaceChar | kNameEnd | kAttributeNameEnd;
  }
  for (const unsigned char c : {'/', '>'}) {
    classes[c] = kNameEnd | kAttributeNameEnd;
  }
  classes['='] = kAttributeNameEnd;
  for (unsigned c = 'A'; c <= 'Z'; ++c) {
    classes[c] = kUpper;
  }
  return classes;
}

constexpr std::array<std::uint8_t, 256> kClasses = MakeClasses();

bool Is(char c, CharClass which) {
  return (kClasses[static_cast<unsigned char>(c)] & which) != 0;
}

class Scanner {
 public:
  Scanner(std::string& html, TextArena& arena, HtmlScan& scan)
      : begin_(html.data()), end_(html.data() + html.size()), arena_(arena), scan_(scan) {}

  void Run() {
    char* run = begin_;  // where the text before `at` begins
    char* at = begin_;
    while (scan_.tokens.size() < kMaxTokens) {
      char* const open = Find('<', at);
      if (open == end_ || end_ - open < 2) {
        AddText(run, end_);
        return;
      }
      const char next = open[1];
      if (IsAsciiLetter(next)) {
        AddText(run, open);
        at = run = StartTag(open);
      } else if (next == '/' && open + 2 < end_) {
        AddText(run, open);
        at = run = IsAsciiLetter(open[2]) ? EndTag(open) : SkipPast('>', open + 2);
      } else if (next == '!' || next == '?') {
        AddText(run, open);
        at = run = Declaration(open);
      } else {
        at = open + 1;
      }
    }
    scan_.truncated = run != end_;
  }

 private:
  char* Find(char c, char* from) const {
    auto* found =
        from < end_ ? std::memchr(from, c, static_cast<std::size_t>(end_ - from)) : nullptr;
    return found == nullptr ? end_ : static_cast<char*>(found);
  }

  char* SkipPast(char c, char* from) const {
    char* const found = Find(c, from);
    return found == end_ ? end_ : found + 1;
  }

  char* SkipPast(std::string_view what, char* from) const {
    const std::string_view rest(from, static_cast<std::size_t>(end_ - from));
    const std::size_t found = rest.find(what);
    return found == std::string_view::npos ? end_ : from + found + what.size();
  }

  std::uint32_t Offset(const char* at) const { return static_cast<std::uint32_t>(at - begin_); }

  HtmlToken& Add(HtmlToken::Kind kind, const char* from, const char* to) {
    HtmlToken& token = scan_.tokens.emplace_back();
    token.kind = kind;
    token.begin = Offset(from);
    token.length = static_cast<std::uint32_t>(to - from);
    return token;
  }

  void AddText(char* from, char* to, bool raw = false) {
    if (drop_newline_) {
      drop_newline_ = false;
      from += from < to && *from == '\n' ? 1 : 0;
    }
    if (from >= to) {
      return;
    }
    const char* at = from;
    while (at < to && Is(*at, kSpaceChar)) {
      ++at;
    }
    Add(at == to ? HtmlToken::Kind::kSpace : HtmlToken::Kind::kText, from, to).raw = raw;
  }

  /// Puts the name at `at` into lower case; returns its end.
  char* Name(char* at, CharClass stop) {
    for (; at < end_ && !Is(*at, stop); ++at) {
      if (Is(*at, kUpper)) {
        *at = static_cast<char>(*at | 0x20);
      }
    }
    return at;
  }

  char* StartTag(char* open) {
    char* const name = open + 1;
    char* const name_end = Name(name, kNameEnd);
    const Tag tag = TagOf(name, name_end);
    const std::size_t first = scan_.attributes.size();
    char* at = Attributes(name_end, true);
    if (at == nullptr) {  // the page ends inside the tag: there is no tag (eof-in-tag)
      scan_.attributes.resize(first);
      return end_;
    }
    HtmlToken& token = Add(HtmlToken::Kind::kStartTag, name, name_end);
    token.tag = tag;
    token.self_closing = self_closing_;
    token.first_attribute = static_cast<std::uint32_t>(first);
    token.attributes = static_cast<std::uint16_t>(scan_.attributes.size() - first);
    drop_newline_ = tag == Tag::k_pre || tag == Tag::k_listing || tag == Tag::k_textarea;
    return Content(tag, token, at);
  }

  /// What follows a start tag when it is not ordinary markup. `token` is the start tag.
  char* Content(Tag tag, const HtmlToken& token, char* at) {
    switch (tag) {
      case Tag::k_script:
        return Script(token, at);
      case Tag::k_style:
      case Tag::k_iframe:
      case Tag::k_noembed:
      case Tag::k_noframes:
        return RawEnd(TagName(tag), at);
      case Tag::k_title:
      case Tag::k_textarea: {
        char* const text_end = RawEnd(TagName(tag), at);
        AddText(at, text_end);
        return text_end;
      }
      case Tag::k_xmp: {
        char* const text_end = RawEnd(TagName(tag), at);
        AddText(at, text_end, true);
        return text_end;
      }
      case Tag::k_plaintext:
        AddText(at, end_, true);
        return end_;
      case Tag::k_svg:
        return token.self_closing ? at : Svg(at);
      default:
        return at;
    }
  }

  static Tag TagOf(const char* name, const char* name_end) {
    const std::string_view view(name, static_cast<std::size_t>(name_end - name));
    const Tag tag = TagFromName(view);
    return tag == Tag::kOther && view == "image" ? Tag::k_img : tag;  // HTML §13.2.6.4.7, "image"
  }

  char* EndTag(char* open) {
    char* const name = open + 2;
    char* const name_end = Name(name, kNameEnd);
    char* const at =
        name_end < end_ && *name_end == '>' ? name_end + 1 : Attributes(name_end, false);
    if (at == nullptr) {
      return end_;
    }
    HtmlToken& token = Add(HtmlToken::Kind::kEndTag, name, name_end);
    token.tag = TagFromName({name, static_cast<std::size_t>(name_end - name)});
    drop_newline_ = false;
    return at;
  }

  /// "<!…" and "<?…".
  char* Declaration(char* open) {
    const std::string_view rest(open, static_cast<std::size_t>(end_ - open));
    if (rest.starts_with("<!--")) {
      return CommentEnd(open + 4);
    }
    char* const after = SkipPast('>', open + 2);
    if (rest.size() >= 9 && EqualsNoCase(rest.substr(2, 7), "doctype")) {
      Add(HtmlToken::Kind::kDoctype, open, after);
    }
    return after;
  }

  char* CommentEnd(char* at) const {
    if (at < end_ && *at == '>') {
      return at + 1;
    }
    if (end_ - at >= 2 && at[0] == '-' && at[1] == '>') {
      return at + 2;
    }
    while (true) {
      at = SkipPast("--", at);
      if (at == end_) {
        return end_;
      }
      if (*at == '>') {
        return at + 1;
      }
      if (*at == '!' && at + 1 < end_ && at[1] == '>') {
        return at + 2;
      }
      --at;  // "--->": the second dash may begin the next pair
    }
  }

  /// The "</name" that ends raw text, or the end of the page.
  char* RawEnd(std::string_view name, char* at) const {
    while (true) {
      at = Find('<', at);
      if (at == end_ || IsEndTagAt(at, name)) {
        return at;
      }
      ++at;
    }
  }

  bool IsTagAt(const char* open, std::size_t prefix, std::string_view name) const {
    const auto left = static_cast<std::size_t>(end_ - open);
    return left > prefix + name.size() && EqualsNoCase({open + prefix, name.size()}, name) &&
           Is(open[prefix + name.size()], kNameEnd);
  }

  bool IsEndTagAt(const char* open, std::string_view name) const {
    return end_ - open > 1 && open[1] == '/' && IsTagAt(open, 2, name);
  }

  /// Passes over a script (HTML §13.2.5.15 to .31): inside "<!--" a "<script" hides the next
  /// "</script".
  char* Script(const HtmlToken& token, char* at) {
    const bool json = IsJsonLd(token);
    const char* const body = at;
    bool escaped = false;
    bool doubly = false;
    while (true) {
      char* const open = Find('<', at);
      if (escaped) {
        const char* const close = FindCommentClose(at, open);
        if (close != nullptr) {
          escaped = doubly = false;
        }
      }
      if (open == end_) {
        at = end_;
        break;
      }
      if (IsEndTagAt(open, "script")) {
        if (!doubly) {
          at = open;
          break;
        }
        doubly = false;
      } else if (escaped && IsTagAt(open, 1, "script")) {
        doubly = true;
      } else if (!escaped && end_ - open >= 4 && std::memcmp(open, "<!--", 4) == 0) {
        escaped = true;
        at = open + 2;  // "<!-->" closes at once
        continue;
      }
      at = open + 1;
    }
    if (json) {
      scan_.json_ld.emplace_back(body, static_cast<std::size_t>(at - body));
    }
    return at;
  }

  static const char* FindCommentClose(const char* from, const char* to) {
    const std::string_view text(from, static_cast<std::size_t>(to - from));
    const std::size_t found = text.find("-->");
    return found == std::string_view::npos ? nullptr : from + found;
  }

  bool IsJsonLd(const HtmlToken& token) const {
    const auto begin = scan_.attributes.begin() + token.first_attribute;
    return std::any_of(begin, begin + token.attributes, [](const Attribute& attribute) {
      return attribute.name == "type" && NamesJsonLd(attribute.value);
    });
  }

  /// Passes over SVG content, up to and with its end tag, or up to the tag that breaks out of it.
  char* Svg(char* at) {
    std::size_t nested = 1;
    std::size_t html = 0;  // open foreignObject, desc and title elements: HTML goes in there
    std::size_t anchors = 0;
    while (true) {
      char* const open = Find('<', at);
      if (end_ - open < 2) {
        return EndSvg(end_);
      }
      const bool closing = open[1] == '/';
      char* const name = open + (closing ? 2 : 1);
      if (name >= end_ || !IsAsciiLetter(*name)) {
        at = SvgDeclaration(open);
        continue;
      }
      char* const name_end = Name(name, kNameEnd);
      const std::string_view view(name, static_cast<std::size_t>(name_end - name));
      const Tag tag = TagFromName(view);
      if (html == 0 && (closing ? ClosesAroundSvg(tag) || (tag == Tag::k_a && anchors == 0)
                                : BreaksOutOfSvg(tag))) {
        return EndSvg(open);
      }
      at = Attributes(name_end, false);
      if (at == nullptr) {
        return EndSvg(end_);
      }
      if (tag == Tag::k_svg) {
        nested += closing ? 0 : (self_closing_ ? 0 : 1);
        if (closing && --nested == 0) {
          return EndSvg(at);
        }
      } else if (view == "foreignobject" || view == "desc" || tag == Tag::k_title) {
        html += closing || self_closing_ ? 0 : 1;
        html -= closing && html > 0 ? 1 : 0;
      } else if (tag == Tag::k_a) {
        anchors += closing || self_closing_ ? 0 : 1;
        anchors -= closing && anchors > 0 ? 1 : 0;
      }
    }
  }

  char* EndSvg(char* at) {
    Add(HtmlToken::Kind::kEndTag, at, at).tag = Tag::k_svg;
    return at;
  }

  char* SvgDeclaration(char* open) const {
    const std::string_view rest(open, static_cast<std::size_t>(end_ - open));
    if (rest.starts_with("<!--")) {
      return CommentEnd(open + 4);
    }
    if (rest.starts_with("<![CDATA[")) {
      return SkipPast("]]>", open + 9);
    }
    return rest[1] == '!' || rest[1] == '?' || rest[1] == '/' ? SkipPast('>', open + 2) : open + 1;
  }

  /// Reads attributes from `at` to past the '>'; null when the page ends before. Sets
  /// self_closing_.
  char* Attributes(char* at, bool keep) {
    self_closing_ = false;
    seen_ = 0;
    const std::size_t first = scan_.attributes.size();
    while (true) {
      bool slash = false;
      for (; at < end_ && (Is(*at, kSpaceChar) || *at == '/'); ++at) {
        slash = *at == '/';
      }
      if (at >= end_) {
        return nullptr;
      }
      if (*at == '>') {
        self_closing_ = slash;
        return at + 1;
      }
      char* const name = at;
      at = Name(at + 1, kAttributeNameEnd);
      if (Is(*name, kUpper)) {
        *name = static_cast<char>(*name | 0x20);
      }
      const std::string_view name_view(name, static_cast<std::size_t>(at - name));
      std::string_view value;
      at = Value(at, &value);
      if (at == nullptr) {
        return nullptr;
      }
      if (keep) {
        Keep(first, name_view, value);
      }
    }
  }

  /// Reads "= value" if there is one.
  char* Value(char* at, std::string_view* value) const {
    while (at < end_ && Is(*at, kSpaceChar)) {
      ++at;
    }
    if (at >= end_) {
      return nullptr;
    }
    if (*at != '=') {
      return at;
    }
    ++at;
    while (at < end_ && Is(*at, kSpaceChar)) {
      ++at;
    }
    if (at >= end_) {
      return nullptr;
    }
    char* const begin = at;
    if (*at == '"' || *at == '\'') {
      char* const close = Find(*at, at + 1);
      if (close == end_) {
        return nullptr;
      }
      *value = {begin + 1, static_cast<std::size_t>(close - begin - 1)};
      return close + 1;
    }
    while (at < end_ && !Is(*at, kSpaceChar) && *at != '>') {
      ++at;
    }
    *value = {begin, static_cast<std::size_t>(at - begin)};
    return at < end_ ? at : nullptr;
  }

  /// Adds an attribute to the tag whose first is at `first`; of two with one name the first counts.
  void Keep(std::size_t first, std::string_view name, std::string_view value) {
    if (scan_.attributes.size() - first >= kMaxTagAttributes) {
      return;
    }
    const unsigned bucket =
        (static_cast<unsigned char>(name.front()) + static_cast<unsigned char>(name.back()) * 7u +
         static_cast<unsigned>(name.size()) * 31u) %
        64u;
    const std::uint64_t bit = std::uint64_t{1} << bucket;
    if ((seen_ & bit) != 0) {
      const auto begin = scan_.attributes.begin() + static_cast<std::ptrdiff_t>(first);
      if (std::any_of(begin, scan_.attributes.end(),
                      [name](const Attribute& attribute) { return attribute.name == name; })) {
        return;
      }
    }
    seen_ |= bit;
    scan_.attributes.push_back(
        {name, DecodeReferences(value, ReferenceContext::kAttribute, arena_)});
  }

  char* const begin_;
  char* const end_;
  TextArena& arena_;
  HtmlScan& scan_;
  std::uint64_t seen_ = 0;  // hashes of the names in the tag at hand
  bool self_closing_ = false;
  bool drop_newline_ = false;  // the next text follows <pre>, <listing> or <textarea>
};

}  // namespace

void HtmlScan::Clear() {
  constexpr std::size_t kKeptTokens = 100'000;
  if (tokens.capacity() > kKeptTokens) {  // a page out of the ordinary
    tokens = {};
    attributes = {};
  }
  tokens.clear();
  attributes.clear();
  json_ld.clear();
  truncated = false;
}

bool NamesJsonLd(std::string_view type) {
  constexpr std::string_view kType = "ld+json";
  for (std::size_t at = 0; at + kType.size() <= type.size(); ++at) {
    if (EqualsNoCase(type.substr(at, kType.size()), kType)) {
      return true;
    }
  }
  return false;
}

void PrescanHtml(std::string& html, TextArena& arena, HtmlScan& scan) {
  Scanner(html, arena, scan).Run();
}

}  // namespace kiosque
