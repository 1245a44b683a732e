// pagination.h — telling "page 2", "Suivant" and "Older posts" from other links, by their
// structure.
//
// A link belongs to pagination when two things agree: its anchor (a small number, a word for next
// or previous, an arrow) and its place (a URL that names a page number, or a container that calls
// itself a pager).
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_PARSER_PAGINATION_H_
#define KIOSQUE_PARSER_PAGINATION_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/url.h"
#include "parser/document.h"

namespace kiosque {

enum class PageStep : std::uint8_t {
  kNone,    ///< not pagination
  kNumber,  ///< a numbered page
  kNext,    ///< one further, which for news is one older
  kPrevious,
};

/// The page number that a URL names: "/page/3/", "?page=3", "?paged=3" …; empty when it names none.
std::optional<unsigned> PageNumberOf(const Url& url);

/// What the link element `id`, with the collapsed text `anchor` and the target `target`, is to the
/// page `page`.
PageStep ClassifyPageLink(const Document& document, NodeId id, std::string_view anchor,
                          const Url& target, const Url& page);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PAGINATION_H_
