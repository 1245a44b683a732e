// links.h — where a page leads.
//
// References resolve against the first base element, as browsers do it, unless that base lies
// outside the page's own registrable domain: such a base would move every relative link of the site
// elsewhere, and is ignored. Contents of template elements are no links.
//
// Errors: none; unusable addresses are left out. At most kMaxLinks a page, in document order, each
// URL once (the first with an anchor text wins). Threads: pure functions.
#ifndef KIOSQUE_PARSER_LINKS_H_
#define KIOSQUE_PARSER_LINKS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "parser/document.h"

namespace kiosque {

inline constexpr std::size_t kMaxLinks = 20'000;
inline constexpr std::size_t kMaxAnchor = 512;

/// Where on the page a link stands, and so what it is worth.
enum class LinkPlace : std::uint8_t {
  kBody,        ///< inside the article's text
  kAround,      ///< menus, related boxes, hub listings
  kPagination,  ///< rel=next/prev, numbered pages, "Suivant", "Older posts"
  kHead,        ///< link elements: next, prev, alternate languages
};

struct PageLink {
  Url url;                  ///< resolved against base href, fragment dropped
  std::string anchor = {};  ///< text, spaces collapsed; else aria-label, title or an image's alt;
                            ///< at most kMaxAnchor bytes
  std::string rel = {};     ///< lower case, as written
  LinkPlace place = LinkPlace::kAround;
  bool in_heading = false;  ///< stands in a heading (h1-h6) or holds one, outside of menus and
                            ///< footers: a headline, on a list
  bool nofollow = false;    ///< every link to this URL says so
};

/// What a page says of its neighbours and of how it may be used.
struct PageLinks {
  Url base;                          ///< what references were resolved against
  std::vector<PageLink> links = {};  ///< a and area elements, and kHead
  std::vector<Url> feeds = {};       ///< rel=alternate of RSS, Atom, JSON Feed
  std::optional<Url> canonical = {};
  std::optional<Url> amp = {};
  std::optional<Url> next = {};
  std::optional<Url> prev = {};
  std::optional<Url> refresh = {};  ///< meta refresh target
  bool noindex = false;             ///< meta robots; X-Robots-Tag is the caller's to add
  bool nofollow = false;
  bool noarchive = false;
  bool noai = false;
  bool tdm_reserved = false;  ///< meta tdm-reservation = 1 (TDMRep)
};

/// Reads the links of `document`, which was fetched from `url`. Links inside the nodes of
/// `body_nodes` (sorted; from parser/article_extractor.h) are kBody. `encoding` is the page's, a
/// name of the Encoding Standard: queries go out in it.
PageLinks ExtractLinks(const Document& document, const Url& url,
                       const std::vector<NodeId>& body_nodes, std::string_view encoding = "UTF-8");

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_LINKS_H_
