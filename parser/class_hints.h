// class_hints.h — what the names that designers give to elements say about them.
//
// One pass over a class, id or similar attribute value finds every known word in it
// ("post-byline__author" -> author). The words are those of several languages and of the common
// publishing systems; none belongs to one site.
//
// Errors: none. Time: linear in the value, at most kMaxHintBytes of it. Threads: pure function.
#ifndef KIOSQUE_PARSER_CLASS_HINTS_H_
#define KIOSQUE_PARSER_CLASS_HINTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kiosque {

inline constexpr std::size_t kMaxHintBytes = 512;

enum ClassHint : std::uint16_t {
  kHintAuthor = 1U << 0,
  kHintDate = 1U << 1,
  kHintModified = 1U << 2,
  kHintBio = 1U << 3,
  kHintComments = 1U << 4,
  kHintRelated = 1U << 5,
  kHintFooter = 1U << 6,
  kHintNav = 1U << 7,
  kHintTitle = 1U << 8,
  kHintPost = 1U << 9,      ///< "post-", "entry-", "article-": a part of an article
  kHintTrail = 1U << 10,    ///< breadcrumbs
  kHintSection = 1U << 11,  ///< a label of the section
};

/// The ClassHints of `value`, case-insensitive.
std::uint16_t ClassHints(std::string_view value);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CLASS_HINTS_H_
