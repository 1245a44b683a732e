// links.h — where a page leads.
//
// Errors: none; unusable addresses are left out. At most kMaxLinks a page, in document order, each
// URL once (the first with an anchor text wins). Threads: pure functions.
#ifndef KIOSQUE_PARSER_LINKS_H_
#define KIOSQUE_PARSER_LINKS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/url.h"
#include "parser/document.h"

namespace kiosque {

inline constexpr std::size_t kMaxLinks = 20'000;

/// Where on the page a link stands, and so what it is worth.
enum class LinkPlace : std::uint8_t {
  kBody,        ///< inside the article's text
  kAround,      ///< menus, related boxes, hub listings
  kPagination,  ///< rel=next/prev, numbered pages
  kHead,        ///< link elements: canonical, amphtml, alternate …
};

struct PageLink {
  Url url;             ///< resolved against base href, fragment dropped
  std::string anchor;  ///< text, spaces collapsed
  std::string rel;     ///< lower case, as written
  LinkPlace place = LinkPlace::kAround;
  bool nofollow = false;
};

/// What a page says of its neighbours and of how it may be used.
struct PageLinks {
  Url base;                     ///< what references were resolved against
  std::vector<PageLink> links;  ///< a and area elements
  std::vector<Url> feeds;       ///< rel=alternate of RSS, Atom, JSON Feed
  std::optional<Url> canonical;
  std::optional<Url> amp;
  std::optional<Url> next;
  std::optional<Url> prev;
  std::optional<Url> refresh;  ///< meta refresh target
  bool noindex = false;        ///< meta robots; X-Robots-Tag is the caller's to add
  bool nofollow = false;
  bool noarchive = false;
  bool noai = false;
};

/// Reads the links of `document`, which was fetched from `url`. Links inside the nodes of
/// `body_nodes` (sorted; from parser/article_extractor.h) are kBody.
PageLinks ExtractLinks(const Document& document, const Url& url,
                       const std::vector<NodeId>& body_nodes);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_LINKS_H_
