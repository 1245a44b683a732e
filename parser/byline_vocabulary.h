// byline_vocabulary.h — the words around names in bylines: what introduces an author, what a role
// is, what no name is.
//
// All arguments are in lower case (ASCII letters at least). Errors: none. Threads: pure functions
// over constant tables.
#ifndef KIOSQUE_PARSER_BYLINE_VOCABULARY_H_
#define KIOSQUE_PARSER_BYLINE_VOCABULARY_H_

#include <cstddef>
#include <span>
#include <string_view>

namespace kiosque {

/// The length of the introduction that `lower` begins with ("by", "propos recueillis par",
/// "text:"); 0 when none.
std::size_t IntroductionLength(std::string_view lower);

/// Whether that introduction can hardly be anything else: "von" and "by" are, "da" and "text" are
/// not.
bool IntroducesClearly(std::string_view lower);

/// A meta element that names the author, and how often it is right.
struct MetaAuthor {
  std::string_view name;
  int weight;
};
std::span<const MetaAuthor> MetaAuthors();

/// Whether the lower-case name of a meta element that MetaAuthors does not know ends like that of
/// an author: "shareaholic:article_author_name".
bool IsMetaAuthor(std::string_view name);

/// Whether `lower` as a whole is a label that names of authors follow ("authors:", "autorin").
bool IsAuthorLabel(std::string_view lower);

/// Whether `lower` credits somebody who did not write: "reviewed by", "edited by", "photo by".
bool NamesReviewer(std::string_view lower);

/// Where the names of `text` end because other matter begins ("published", " • ", " in "); its size
/// when nowhere. `lower` is the same in lower case.
std::size_t NamesEnd(std::string_view text, std::string_view lower);

/// Where the names begin in "Posted on 21 September by Adi Tzlil"; 0 when `lower` is nothing like
/// that.
std::size_t InnerIntroduction(std::string_view lower);

/// The next separator of names at or behind `from`: its place and length; place == size and length
/// 0 when none.
struct NameSeparator {
  std::size_t at = 0;
  std::size_t length = 0;
};
NameSeparator NextSeparator(std::string_view lower, std::size_t from);

/// Whether `lower` as a whole joins two names ("and", ",", "et").
bool IsConnector(std::string_view lower);

/// Whether `lower` is what somebody does ("staff writer", "redakteurin", "trial attorney") …
bool IsRole(std::string_view lower);
/// … a degree that stands behind a name ("md", "ph.d", "dvm") …
bool IsCredential(std::string_view lower);
/// … a label, a button or a notice ("view all posts", "name", "share") …
bool IsLabel(std::string_view lower);
/// … or an editorial office, a company, a team.
bool IsOrganisation(std::string_view lower);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BYLINE_VOCABULARY_H_
