#include "parser/links.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/pagination.h"

namespace kiosque {

namespace {

bool IsSeparator(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ',' || c == ';';
}

/// Calls `visit` with each token of a list separated by white space, commas or semicolons.
template <typename Visit>
void ForEachToken(std::string_view list, Visit visit) {
  std::size_t at = 0;
  while (at < list.size()) {
    while (at < list.size() && IsSeparator(list[at])) {
      ++at;
    }
    const std::size_t begin = at;
    while (at < list.size() && !IsSeparator(list[at])) {
      ++at;
    }
    if (at > begin) {
      visit(list.substr(begin, at - begin));
    }
  }
}

bool HasToken(std::string_view list, std::string_view token) {
  bool found = false;
  ForEachToken(list, [&](std::string_view candidate) { found |= candidate == token; });
  return found;
}

/// `text` cut to kMaxAnchor bytes, between characters.
std::string CutAnchor(std::string text) {
  if (text.size() > kMaxAnchor) {
    std::size_t end = kMaxAnchor;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
      --end;
    }
    text.resize(end);
  }
  return text;
}

/// HTML §4.2.5.3, the address in a "refresh" pragma; empty when it names none.
std::string_view RefreshTarget(std::string_view content) {
  const auto skip = [&content](std::string_view characters) {
    const std::size_t end = content.find_first_not_of(characters);
    content.remove_prefix(end == std::string_view::npos ? content.size() : end);
  };
  skip(" \t\n\f\r");
  skip("0123456789.");
  skip(" \t\n\f\r;,");
  if (content.size() >= 3 && AsciiLower(content.substr(0, 3)) == "url") {
    const std::string_view whole = content;
    content.remove_prefix(3);
    skip(" \t\n\f\r");
    if (content.starts_with('=')) {
      content.remove_prefix(1);
      skip(" \t\n\f\r");
    } else {
      content = whole;
    }
  }
  if (!content.empty() && (content.front() == '"' || content.front() == '\'')) {
    const char quote = content.front();
    content.remove_prefix(1);
    content = content.substr(0, content.find(quote));
  }
  return content;
}

bool IsFeedType(std::string_view type, std::string_view href) {
  const std::string lower = AsciiLower(type.substr(0, type.find(';')));
  return lower == "application/rss+xml" || lower == "application/atom+xml" ||
         lower == "application/rdf+xml" || lower == "application/feed+json" ||
         (lower == "application/json" && href.find("feed") != std::string_view::npos);
}

/// One walk over the document; each kind of element has its method.
class LinkReader {
 public:
  LinkReader(const Document& document, const Url& page, const std::vector<NodeId>& body_nodes,
             std::string_view encoding)
      : document_(document),
        page_(page),
        body_nodes_(body_nodes),
        encoding_(encoding),
        result_{.base = BaseOf(document, page)} {}

  PageLinks Read() {
    NodeId id = 0;
    while (id < document_.size()) {
      const Node& node = document_[id];
      if (node.tag == Tag::k_template) {
        id = node.end;
        continue;
      }
      switch (node.tag) {
        case Tag::k_a:
        case Tag::k_area:
          ReadAnchor(id);
          break;
        case Tag::k_link:
          ReadLink(id);
          break;
        case Tag::k_meta:
          ReadMeta(id);
          break;
        case Tag::k_h1:
        case Tag::k_h2:
        case Tag::k_h3:
        case Tag::k_h4:
        case Tag::k_h5:
        case Tag::k_h6:
          heading_end_ = std::max(heading_end_, node.end);
          break;
        case Tag::k_nav:
        case Tag::k_footer:
          chrome_end_ = std::max(chrome_end_, node.end);
          break;
        default:
          break;
      }
      ++id;
    }
    return std::move(result_);
  }

 private:
  static Url BaseOf(const Document& document, const Url& page) {
    for (NodeId id = 0; id < document.size(); ++id) {
      if (document[id].tag == Tag::k_base && document.HasAttribute(id, "href")) {
        const Result<Url> base = page.Resolve(document.Get(id, "href"));
        const bool own = base && base->RegistrableDomain() == page.RegistrableDomain();
        return own ? *base : page;
      }
    }
    return page;
  }

  std::optional<Url> Resolve(std::string_view href) const {
    const Result<Url> url = result_.base.Resolve(href, encoding_);
    return url ? std::optional(url->WithoutFragment()) : std::nullopt;
  }

  void ReadAnchor(NodeId id) {
    const std::string_view href = document_.Get(id, "href");
    if (href.empty() || href.front() == '#' || result_.links.size() >= kMaxLinks) {
      return;
    }
    std::optional<Url> url = Resolve(href);
    if (!url) {
      return;
    }
    PageLink link{.url = *std::move(url)};
    link.anchor = AnchorOf(id);
    link.rel = AsciiLower(document_.Get(id, "rel"));
    link.nofollow = HasToken(link.rel, "nofollow");
    link.in_heading = id >= chrome_end_ && (id < heading_end_ || HoldsHeading(id));
    link.place = IsInBody(id) ? LinkPlace::kBody : LinkPlace::kAround;
    if (IsFeedType(document_.Get(id, "type"), href)) {
      AddFeed(link.url);
    }
    if (link.place != LinkPlace::kBody) {
      ReadStep(id, &link);
    }
    Add(std::move(link));
  }

  void ReadStep(NodeId id, PageLink* link) {
    PageStep step = PageStep::kNone;
    if (HasToken(link->rel, "next")) {
      step = PageStep::kNext;
    } else if (HasToken(link->rel, "prev") || HasToken(link->rel, "previous")) {
      step = PageStep::kPrevious;
    } else {
      step = ClassifyPageLink(document_, id, link->anchor, link->url, page_);
    }
    if (step == PageStep::kNone) {
      return;
    }
    link->place = LinkPlace::kPagination;
    std::optional<Url>& neighbour = step == PageStep::kNext ? result_.next : result_.prev;
    if (step != PageStep::kNumber && !neighbour) {
      neighbour = link->url;
    }
  }

  void ReadLink(NodeId id) {
    const std::string rel = AsciiLower(document_.Get(id, "rel"));
    const std::string_view href = document_.Get(id, "href");
    if (rel.empty() || href.empty()) {
      return;
    }
    std::optional<Url> url = Resolve(href);
    if (!url) {
      return;
    }
    const bool alternate = HasToken(rel, "alternate");
    if (HasToken(rel, "canonical") && !result_.canonical) {
      result_.canonical = url;
    } else if (HasToken(rel, "amphtml") && !result_.amp) {
      result_.amp = url;
    } else if (HasToken(rel, "next")) {
      result_.next = url;
      AddHead(*url, rel);
    } else if (HasToken(rel, "prev") || HasToken(rel, "previous")) {
      result_.prev = url;
      AddHead(*url, rel);
    } else if (HasToken(rel, "feed") ||
               (alternate && IsFeedType(document_.Get(id, "type"), href))) {
      AddFeed(*url);
    } else if (alternate && document_.HasAttribute(id, "hreflang")) {
      AddHead(*url, rel);
    }
  }

  void ReadMeta(NodeId id) {
    const std::string_view content = document_.Get(id, "content");
    const std::string name = AsciiLower(document_.Get(id, "name"));
    if (name == "robots" || name == "kiosque") {
      ReadRobots(AsciiLower(content));
    } else if (name == "tdm-reservation") {
      result_.tdm_reserved |= content == "1";
    } else if (!result_.refresh && AsciiLower(document_.Get(id, "http-equiv")) == "refresh" &&
               !IsInNoscript(id)) {
      const std::string_view target = RefreshTarget(content);
      std::optional<Url> url = target.empty() ? std::nullopt : Resolve(target);
      if (url && *url != page_.WithoutFragment()) {
        result_.refresh = std::move(url);
      }
    }
  }

  void ReadRobots(std::string_view content) {
    ForEachToken(content, [this](std::string_view token) {
      const bool none = token == "none";
      result_.noindex |= none || token == "noindex";
      result_.nofollow |= none || token == "nofollow";
      result_.noarchive |= token == "noarchive";
      result_.noai |= token == "noai";
    });
  }

  std::string AnchorOf(NodeId id) const {
    std::string raw;
    for (NodeId node = id; node < document_[id].end && raw.size() < 8 * kMaxAnchor; ++node) {
      if (document_[node].tag == Tag::kText) {
        raw.append(document_[node].text.substr(0, 8 * kMaxAnchor));
      }
    }
    std::string text = CollapseSpace(raw);
    for (const std::string_view name : {"aria-label", "title", "alt"}) {
      if (text.empty()) {
        text = CollapseSpace(document_.Get(id, name));
      }
    }
    for (NodeId node = id + 1; text.empty() && node < document_[id].end; ++node) {
      if (document_[node].tag == Tag::k_img) {
        text = CollapseSpace(document_.Get(node, "alt"));
      }
    }
    return CutAnchor(std::move(text));
  }

  bool HoldsHeading(NodeId id) const {
    for (NodeId node = id + 1; node < document_[id].end; ++node) {
      if (document_[node].tag >= Tag::k_h1 && document_[node].tag <= Tag::k_h6) {
        return true;
      }
    }
    return false;
  }

  /// Whether a body node is an ancestor, the link itself, or inside it. Ids only grow during the
  /// walk.
  bool IsInBody(NodeId id) {
    while (next_body_ < body_nodes_.size() && body_nodes_[next_body_] <= id) {
      body_end_ = std::max(body_end_, document_[body_nodes_[next_body_]].end);
      ++next_body_;
    }
    return id < body_end_ ||
           (next_body_ < body_nodes_.size() && body_nodes_[next_body_] < document_[id].end);
  }

  bool IsInNoscript(NodeId id) const {
    for (NodeId node = id; node != kNoNode; node = document_[node].parent) {
      if (document_[node].tag == Tag::k_noscript) {
        return true;
      }
    }
    return false;
  }

  void AddHead(const Url& url, const std::string& rel) {
    PageLink link{.url = url};
    link.rel = rel;
    link.place = LinkPlace::kHead;
    Add(std::move(link));
  }

  void AddFeed(const Url& url) {
    if (std::find(result_.feeds.begin(), result_.feeds.end(), url) == result_.feeds.end()) {
      result_.feeds.push_back(url);
    }
  }

  void Add(PageLink link) {
    const auto [at, fresh] = seen_.try_emplace(link.url.href(), result_.links.size());
    if (fresh) {
      if (result_.links.size() < kMaxLinks) {
        result_.links.push_back(std::move(link));
      }
      return;
    }
    if (at->second >= result_.links.size()) {
      return;
    }
    PageLink& first = result_.links[at->second];
    first.nofollow &= link.nofollow;
    first.in_heading |= link.in_heading;
    if (first.place == LinkPlace::kAround || first.place == LinkPlace::kHead) {
      first.place = link.place == LinkPlace::kHead ? first.place : link.place;
    }
    if (first.anchor.empty()) {
      first.anchor = std::move(link.anchor);
      first.rel = first.rel.empty() ? std::move(link.rel) : std::move(first.rel);
    }
  }

  const Document& document_;
  const Url& page_;
  const std::vector<NodeId>& body_nodes_;
  std::string_view encoding_;
  PageLinks result_;
  std::unordered_map<std::string, std::size_t> seen_;  // href -> index in result_.links
  std::size_t next_body_ = 0;
  NodeId body_end_ = 0;
  NodeId heading_end_ = 0;
  NodeId chrome_end_ = 0;  // of the menu or footer that is open
};

}  // namespace

PageLinks ExtractLinks(const Document& document, const Url& url,
                       const std::vector<NodeId>& body_nodes, std::string_view encoding) {
  return LinkReader(document, url, body_nodes, encoding).Read();
}

}  // namespace kiosque
