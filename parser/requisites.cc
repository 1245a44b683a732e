#include "parser/requisites.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/ascii.h"
#include "parser/document.h"

namespace kiosque {
namespace {

class Collector {
 public:
  void Add(std::string_view reference, const Url& base) {
    reference = Trim(reference);
    if (reference.empty() || reference.front() == '#' || found_.size() >= kMaxRequisites ||
        StartsWithNoCase(reference, "data:")) {
      return;
    }
    auto url = base.Resolve(reference);
    if (!url) {
      return;
    }
    Url plain = url->WithoutFragment();
    if (seen_.insert(plain.href()).second) {
      found_.push_back(std::move(plain));
    }
  }
  std::vector<Url> Take() { return std::move(found_); }

 private:
  std::vector<Url> found_;
  std::unordered_set<std::string> seen_;
};

// --- CSS ---

// Reads the url() tokens and @import strings of a style sheet in one pass.
class StyleScanner {
 public:
  StyleScanner(std::string_view css, const Url& base, Collector& out)
      : css_(css), base_(base), out_(out) {}

  void Run() {
    while (at_ < css_.size()) {
      const std::string_view rest = css_.substr(at_);
      if (rest.starts_with("/*")) {
        const std::size_t end = css_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? css_.size() : end + 2;
      } else if (rest.front() == '"' || rest.front() == '\'') {
        const std::string text = String();
        if (import_) {
          out_.Add(text, base_);
        }
        import_ = false;
      } else if (StartsWithNoCase(rest, "@import")) {
        at_ += 7;
        import_ = true;
      } else if (StartsWithNoCase(rest, "url(") && !InsideName()) {
        at_ += 4;
        TakeUrl();
        import_ = false;
      } else {
        import_ = import_ && IsAsciiSpace(rest.front());
        ++at_;
      }
    }
  }

 private:
  bool InsideName() const {
    if (at_ == 0) {
      return false;
    }
    const char before = css_[at_ - 1];
    return before == '-' || before == '_' ||
           (AsciiLowerChar(before) >= 'a' && AsciiLowerChar(before) <= 'z');
  }

  void TakeUrl() {
    while (at_ < css_.size() && IsAsciiSpace(css_[at_])) {
      ++at_;
    }
    if (at_ < css_.size() && (css_[at_] == '"' || css_[at_] == '\'')) {
      out_.Add(String(), base_);
      return;
    }
    std::string text;
    while (at_ < css_.size() && css_[at_] != ')') {
      text += Character();
    }
    out_.Add(text, base_);
  }

  // The string that begins here, up to its quote or the end of the line.
  std::string String() {
    const char quote = css_[at_++];
    std::string text;
    while (at_ < css_.size() && css_[at_] != quote && css_[at_] != '\n') {
      text += Character();
    }
    at_ += at_ < css_.size() ? 1 : 0;
    return text;
  }

  // One character, its escape undone. Escapes in addresses are ASCII.
  std::string Character() {
    if (css_[at_] != '\\' || at_ + 1 >= css_.size()) {
      return std::string(1, css_[at_++]);
    }
    ++at_;
    std::uint32_t code = 0;
    std::size_t digits = 0;
    for (; digits < 6 && at_ < css_.size(); ++digits, ++at_) {
      const char c = AsciiLowerChar(css_[at_]);
      if (c >= '0' && c <= '9') {
        code = code * 16 + static_cast<std::uint32_t>(c - '0');
      } else if (c >= 'a' && c <= 'f') {
        code = code * 16 + static_cast<std::uint32_t>(c - 'a') + 10;
      } else {
        break;
      }
    }
    if (digits == 0) {
      const char c = css_[at_++];
      return c == '\n' ? std::string() : std::string(1, c);
    }
    if (at_ < css_.size() && IsAsciiSpace(css_[at_])) {
      ++at_;
    }
    return code < 0x80 ? std::string(1, static_cast<char>(code)) : std::string("\xef\xbf\xbd");
  }

  const std::string_view css_;
  const Url& base_;
  Collector& out_;
  std::size_t at_ = 0;
  bool import_ = false;  // nothing but space since "@import"
};

// --- HTML ---

// "a.jpg 1x, b.jpg 2x": an address ends at white space; a comma that ends one ends its candidate.
void AddSourceSet(std::string_view value, const Url& base, Collector& out) {
  std::size_t at = 0;
  while (at < value.size()) {
    while (at < value.size() && (IsAsciiSpace(value[at]) || value[at] == ',')) {
      ++at;
    }
    const std::size_t begin = at;
    while (at < value.size() && !IsAsciiSpace(value[at])) {
      ++at;
    }
    std::string_view address = value.substr(begin, at - begin);
    const bool ended = address.ends_with(',');
    while (address.ends_with(',')) {
      address.remove_suffix(1);
    }
    out.Add(address, base);
    if (!ended) {
      at = std::min(value.find(',', at), value.size());
    }
  }
}

// Whether a link element's rel asks for something that shows.
bool IsShownRelation(std::string_view rel) {
  constexpr std::string_view kShown[] = {"stylesheet", "icon",     "apple-touch-icon",
                                         "mask-icon",  "preload",  "modulepreload",
                                         "fluid-icon", "image_src"};
  while (!(rel = Trim(rel)).empty()) {
    const std::size_t end = std::min(rel.find_first_of(" \t\n\r\f"), rel.size());
    std::string word(rel.substr(0, end));
    std::transform(word.begin(), word.end(), word.begin(), AsciiLowerChar);
    if (std::find(std::begin(kShown), std::end(kShown), word) != std::end(kShown)) {
      return true;
    }
    rel.remove_prefix(end);
  }
  return false;
}

// The attributes of an element that are addresses of what it shows.
void AddElement(const Document& document, NodeId id, const Url& base, Collector& out) {
  const Tag tag = document[id].tag;
  const auto add = [&](std::string_view name) { out.Add(document.Get(id, name), base); };
  switch (tag) {
    case Tag::k_img:
    case Tag::k_amp_img:
      for (const std::string_view name : {"src", "data-src", "data-original", "data-lazy-src"}) {
        add(name);
      }
      AddSourceSet(document.Get(id, "data-srcset"), base, out);
      AddSourceSet(document.Get(id, "srcset"), base, out);
      break;
    case Tag::k_source:
      // The sources of audio and video are streams, not parts of a page.
      AddSourceSet(document.Get(id, "srcset"), base, out);
      AddSourceSet(document.Get(id, "data-srcset"), base, out);
      break;
    case Tag::k_script:
    case Tag::k_embed:
      add("src");
      break;
    case Tag::k_input:
      if (StartsWithNoCase(document.Get(id, "type"), "image")) {
        add("src");
      }
      break;
    case Tag::k_video:
      add("poster");
      break;
    case Tag::k_object:
      add("data");
      break;
    case Tag::k_link:
      if (IsShownRelation(document.Get(id, "rel"))) {
        add("href");
        AddSourceSet(document.Get(id, "imagesrcset"), base, out);
      }
      break;
    default:
      if (document.HasAttribute(id, "background")) {
        add("background");
      }
  }
}

// The contents of style elements: the tree has none. `html` may be cut anywhere.
void AddStyleElements(std::string_view html, const Url& base, Collector& out) {
  std::size_t at = 0;
  while ((at = html.find('<', at)) != std::string_view::npos) {
    const std::string_view rest = html.substr(at);
    ++at;
    if (rest.starts_with("<!--")) {
      const std::size_t end = html.find("-->", at);
      at = end == std::string_view::npos ? html.size() : end;
    } else if (StartsWithNoCase(rest, "<style") && rest.size() > 6 &&
               (rest[6] == '>' || IsAsciiSpace(rest[6]))) {
      const std::size_t begin = std::min(html.find('>', at), html.size() - 1) + 1;
      std::size_t end = begin;
      do {
        end = std::min(html.find("</", end == begin ? begin : end + 1), html.size());
      } while (end < html.size() && !StartsWithNoCase(html.substr(end), "</style"));
      StyleScanner(html.substr(begin, end - begin), base, out).Run();
      at = end;
    }
  }
}

Url FirstBase(const Document& document, const Url& url) {
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag == Tag::k_base && document.HasAttribute(id, "href")) {
      auto base = url.Resolve(document.Get(id, "href"));
      return base ? std::move(*base) : url;
    }
  }
  return url;
}

}  // namespace

std::vector<Url> PageRequisites(std::string_view html, const Url& url) {
  const Document document = Document::Parse(std::string(html));
  const Url base = FirstBase(document, url);
  Collector out;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag == Tag::kText) {
      continue;
    }
    AddElement(document, id, base, out);
    if (const std::string_view style = document.Get(id, "style"); !style.empty()) {
      StyleScanner(style, base, out).Run();
    }
  }
  AddStyleElements(html, base, out);
  return out.Take();
}

std::vector<Url> StyleRequisites(std::string_view css, const Url& url) {
  Collector out;
  StyleScanner(css, url, out).Run();
  return out.Take();
}

}  // namespace kiosque
