#include "parser/xml_reader.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace kiosque {

namespace {

struct KnownNamespace {
  std::string_view uri;  // lower case, without a final '#' or '/'
  std::string_view prefix;
};

// The RSS family and sitemaps share the empty prefix: no document is both.
constexpr KnownNamespace kKnown[] = {
    {"http://backend.userland.com/rss", ""},
    {"http://backend.userland.com/rss2", ""},
    {"http://backend.userland.com/rss091", ""},
    {"http://backend.userland.com/blogchanneldtd", "blogchannel"},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://my.netscape.com/rdf/simple/0.9", ""},
    {"http://my.netscape.com/publish/formats/rss-0.91.dtd", ""},
    {"http://purl.org/net/rss1.1", ""},
    {"http://purl.org/rss/1.0", ""},
    {"http://example.com/newformat", ""},
    {"http://example.com/necho", "atom"},
    {"http://purl.org/echo", "atom"},
    {"uri/of/echo/namespace", "atom"},
    {"http://purl.org/pie", "atom"},
    {"http://purl.org/atom/ns", "atom"},
    {"http://www.w3.org/2005/atom", "atom"},
    {"http://purl.org/atom-blog/ns", "atom"},
    {"http://purl.org/rss/1.0/modules/content", "content"},
    {"http://purl.org/dc/elements/1.0", "dc"},
    {"http://purl.org/dc/elements/1.1", "dc"},
    {"http://purl.org/dc/terms", "dcterms"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"http://purl.org/syndication/history/1.0", "fh"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://example.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://video.search.yahoo.com/mrss", "media"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
    {"http://web.resource.org/cc", "cc"},
    {"http://creativecommons.org/ns", "cc"},
    {"http://backend.userland.com/creativecommonsrssmodule", "creativecommons"},
    {"http://purl.org/rss/1.0/modules/slash", "slash"},
    {"http://purl.org/rss/1.0/modules/syndication", "sy"},
    {"http://purl.org/syndication/thread/1.0", "thr"},
    {"http://wellformedweb.org/commentapi", "wfw"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://www.w3.org/xml/1998/namespace", "xml"},
    {"http://www.sitemaps.org/schemas/sitemap/0.9", ""},
    {"https://www.sitemaps.org/schemas/sitemap/0.9", ""},
    {"http://www.google.com/schemas/sitemap/0.84", ""},
    {"http://www.google.com/schemas/sitemap-news/0.9", "news"},
    {"http://www.google.com/schemas/sitemap-image/1.1", "image"},
    {"http://www.google.com/schemas/sitemap-video/1.1", "video"},
    {"http://www.google.com/schemas/sitemap-mobile/1.0", "mobile"},
};

/// A namespace that is nobody's we know: its elements keep away from the known ones of the same
/// local name.
constexpr std::string_view kForeign = "?";

std::string_view KnownPrefix(std::string_view uri) {
  std::string lower = AsciiLower(uri);
  while (!lower.empty() && (lower.back() == '/' || lower.back() == '#')) {
    lower.pop_back();
  }
  for (const KnownNamespace& known : kKnown) {
    if (known.uri == lower) {
      return known.prefix;
    }
  }
  return kForeign;
}

}  // namespace

XmlReader::Token XmlReader::Next() {
  supplied_ = false;
  if (pop_) {
    pop_ = false;
    bindings_.resize(stack_[--stack_size_].bindings);
  }
  if (closing_ > 0) {
    --closing_;
    supplied_ = closing_ > 0;  // the last one is the tag that was really there
    return CloseTop();
  }
  while (true) {
    const Token token = scanner_.Next();
    if (token == Token::kStart) {
      if (stack_size_ == kMaxDepth) {
        ++passed_over_;
        continue;
      }
      return StartElement();
    }
    if (token == Token::kEnd) {
      if (passed_over_ > 0) {
        --passed_over_;
        continue;
      }
      if (const Token end = EndElement(); end != Token::kText) {
        return end;
      }
      continue;
    }
    if (token == Token::kDone && stack_size_ > 0) {
      broken_ = true;
      cut_off_ = true;
      supplied_ = true;
      return CloseTop();
    }
    if (token == Token::kText && passed_over_ > 0) {
      continue;
    }
    return token;
  }
}

XmlReader::Token XmlReader::StartElement() {
  broken_ = broken_ || (has_root_ && stack_size_ == 0);
  has_root_ = true;
  stack_.resize(std::max(stack_.size(), stack_size_ + 1));
  Element& element = stack_[stack_size_];
  element.raw_name = scanner_.name();
  element.bindings = bindings_.size();
  element.base.reset();
  element.language.reset();
  if (!scanner_.attributes().empty()) {
    Declare(&element);
  }
  element.name = KnownName(element.raw_name);
  ++stack_size_;
  name_ = element.name;
  return Token::kStart;
}

/// Namespaces, base and language that an element brings.
void XmlReader::Declare(Element* element) {
  for (const XmlAttribute& attribute : scanner_.attributes()) {
    if (attribute.name == "xmlns" || attribute.name.starts_with("xmlns:")) {
      if (bindings_.size() < kMaxBindings) {
        const std::string_view prefix =
            attribute.name.size() > 6 ? attribute.name.substr(6) : std::string_view();
        bindings_.push_back({std::string(prefix), KnownPrefix(attribute.value)});
      }
    } else if (attribute.name == "xml:lang") {
      element->language = attribute.value;
    } else if (attribute.name == "xml:base") {
      // REQUIRES the element not to be on the stack yet: base() is the parent's.
      const std::optional<Url>& outer = base();
      const Result<Url> resolved =
          outer ? outer->Resolve(attribute.value) : Url::Parse(attribute.value);
      if (resolved) {
        element->base = *resolved;
      }
    }
  }
}

std::string XmlReader::KnownName(std::string_view raw) const {
  const std::size_t colon = raw.find(':');
  const std::string_view prefix =
      colon == std::string_view::npos ? std::string_view() : raw.substr(0, colon);
  const std::string_view local = colon == std::string_view::npos ? raw : raw.substr(colon + 1);
  const auto binding =
      std::find_if(bindings_.rbegin(), bindings_.rend(),
                   [prefix](const Binding& candidate) { return candidate.prefix == prefix; });
  std::string_view known = binding == bindings_.rend() ? prefix : binding->known;
  if (known == kForeign && prefix.empty()) {
    known = "";  // a default namespace with a typing error still is the document's own vocabulary
  }
  std::string name;
  name.reserve(known.size() + local.size() + 1);
  if (!known.empty()) {
    name += known;
    name += ':';
  }
  name += local;
  return name;
}

/// kText: an end tag without a start, dropped.
XmlReader::Token XmlReader::EndElement() {
  std::size_t level = 0;
  while (level < stack_size_ && stack_[stack_size_ - 1 - level].raw_name != scanner_.name()) {
    ++level;
  }
  if (level == stack_size_) {
    broken_ = true;
    return Token::kText;
  }
  if (level > 0) {
    broken_ = true;
    supplied_ = true;
    closing_ = level;
  }
  return CloseTop();
}

XmlReader::Token XmlReader::CloseTop() {
  name_ = stack_[stack_size_ - 1].name;
  pop_ = true;
  return Token::kEnd;
}

const std::string* XmlReader::Attribute(std::string_view name) const {
  for (const XmlAttribute& attribute : scanner_.attributes()) {
    if (attribute.name == name) {
      return &attribute.value;
    }
  }
  return nullptr;
}

std::string_view XmlReader::Open(std::size_t level) const {
  return level < stack_size_ ? std::string_view(stack_[stack_size_ - 1 - level].name)
                             : std::string_view();
}

const std::optional<Url>& XmlReader::base() const {
  for (std::size_t level = stack_size_; level > 0; --level) {
    if (stack_[level - 1].base) {
      return stack_[level - 1].base;
    }
  }
  return document_base_;
}

bool XmlReader::has_language() const {
  const auto begin = stack_.begin();
  return std::any_of(begin, begin + static_cast<std::ptrdiff_t>(stack_size_),
                     [](const Element& element) { return element.language.has_value(); });
}

const std::string& XmlReader::language() const {
  static const std::string kNone;
  for (std::size_t level = stack_size_; level > 0; --level) {
    if (stack_[level - 1].language) {
      return *stack_[level - 1].language;
    }
  }
  return kNone;
}

}  // namespace kiosque
