// page_date.h — when an article was published and when it was changed.
//
// Candidates come from JSON-LD, microdata, meta elements, the address, <time> elements, elements
// whose class says date, and dates in the text near the title. Each has a weight (how often its
// kind is right) and a role (published, modified, either). Dates after the fetch, before 1990 and
// of other articles are not believed; a date of change is never taken for the publication while
// anything else is known.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_PARSER_PAGE_DATE_H_
#define KIOSQUE_PARSER_PAGE_DATE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "parser/article_extractor.h"
#include "parser/date_text.h"
#include "parser/metadata.h"

namespace kiosque {

struct DateCandidate {
  enum class Role : std::uint8_t { kPublished, kModified, kEither };
  DateText date;
  Role role = Role::kEither;
  int weight = 0;
  std::string source;     ///< "json-ld", "meta", "time", "url", "text" …
  NodeId node = kNoNode;  ///< where it stands, for visible ones
};

struct PageDates {
  std::optional<ArticleDate> published;
  std::optional<ArticleDate> modified;
  int published_score = 0;  ///< the winner's, agreement counted
  int modified_score = 0;
  std::vector<DateCandidate> candidates;  ///< all that were weighed, for --explain
};

/// `language`: of the article, `declared`: the page's own tag; they decides 3/4/2026; `heading`:
/// the title's node, kNoNode when none.
PageDates ChooseDates(const Document& document, const PageContext& context,
                      const PageReading& reading, std::string_view language,
                      std::string_view declared, NodeId heading);

/// The date in an address ("/2024/04/13/", "-20240413-"); whole days only.
std::optional<DateText> DateInUrl(std::string_view path);

/// Whether 3/4/2026 is read month-first on a page of this language, declared tag ("en-GB") and
/// host.
DateOrder OrderFor(std::string_view language, std::string_view declared, std::string_view hostname,
                   std::string_view path);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PAGE_DATE_H_
