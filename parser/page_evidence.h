// page_evidence.h — one walk over a page that notes everything metadata may be read from.
//
// Notes, not judgements: meta elements, link elements, elements with itemprop/property, headings,
// <time>, elements whose class says author or date, and for every node in which kind of region it
// stands (flags are inherited from the parents). What the stages of parser/metadata.h then choose
// from costs no second walk.
//
// Bounds: linear in the document; each list is capped. Errors: none.
// Lifetime: views point into the Document. Threads: immutable after Gather.
#ifndef KIOSQUE_PARSER_PAGE_EVIDENCE_H_
#define KIOSQUE_PARSER_PAGE_EVIDENCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document.h"

namespace kiosque {

/// Where a node stands; several may hold.
enum RegionFlag : std::uint16_t {
  kInHead = 1U << 0,
  kInNav = 1U << 1,
  kInFooter = 1U << 2,
  kInAside = 1U << 3,
  kInRelated = 1U << 4,  ///< teasers, "read more", widgets, by class
  kInComments = 1U << 5,
  kInHidden = 1U << 6,
  kInArticle = 1U << 7,
  kInMain = 1U << 8,
  kInLink = 1U << 9,
  kInAuthor = 1U << 10,    ///< class, rel or itemprop says author
  kInDate = 1U << 11,      ///< class or itemprop says date
  kInModified = 1U << 12,  ///< … of a change
  kInHeading = 1U << 13,
  kInBio = 1U << 14,  ///< a box about the author
  kInList = 1U << 15,
};

/// Regions whose dates and names are those of other pages, or of nobody.
inline constexpr std::uint16_t kAround =
    kInNav | kInFooter | kInAside | kInRelated | kInComments | kInHidden;

struct MetaTag {
  std::string name;  ///< name, property, itemprop or http-equiv, lower case
  std::string_view content;
  NodeId node = kNoNode;
};

/// An element that is a region around the article by itself.
struct OwnRegion {
  NodeId node = kNoNode;
  std::uint16_t flags = 0;  ///< of kAround
};

struct PageEvidence {
  std::vector<std::uint16_t> flags;  ///< RegionFlags of every node
  std::vector<OwnRegion> regions;    ///< in document order
  std::vector<MetaTag> metas;        ///< in document order
  std::vector<NodeId> links;         ///< link elements
  std::vector<NodeId> properties;    ///< elements with itemprop or property, meta elements included
  std::vector<NodeId> scopes;        ///< elements with itemscope or typeof
  std::vector<NodeId> headings;      ///< h1 … h3
  std::vector<NodeId> times;         ///< time elements, and elements with a datetime-like attribute
  std::vector<NodeId> authors;       ///< outermost elements that say author (class, id, rel, href)
  std::vector<NodeId> dates;         ///< innermost-looking elements that say date
  std::vector<NodeId> texts;         ///< short text nodes with a digit, where visible dates are
  std::vector<NodeId> rels;          ///< links whose rel says licence, tag or category
  std::vector<NodeId> trails;        ///< breadcrumbs, by class
  std::vector<NodeId> sections;      ///< small elements that name the section, by class
  std::vector<NodeId> bylines;       ///< short text nodes that begin with "By", "Von", "Par" …
  NodeId title = kNoNode;            ///< the first title element

  static PageEvidence Gather(const Document& document);

  /// The flags as the title at `heading` sees them: what the title itself stands in cannot be
  /// around the article, whatever its class says ("category-kommentar" on a post). The same as
  /// `flags` for kNoNode and for titles outside such regions.
  std::vector<std::uint16_t> RegionsFrom(const Document& document, NodeId heading) const;

  /// The first meta of that lower-case name with a content; empty when there is none.
  std::string_view Meta(std::string_view name) const;
};

/// Whether the link `id` leads to the page of a writer: rel=author, or an address like "/author/…".
bool IsAuthorLink(const Document& document, NodeId id);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PAGE_EVIDENCE_H_
