// page_title.h — the title of an article, without the site's name around it.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_PARSER_PAGE_TITLE_H_
#define KIOSQUE_PARSER_PAGE_TITLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "parser/metadata.h"

namespace kiosque {

struct TitleCandidate {
  std::string text;
  int weight = 0;
  std::string source;     ///< "h1", "og", "json-ld", "title" …
  NodeId node = kNoNode;  ///< of a heading
};

struct PageTitle {
  std::string text;
  std::string source;
  int score = 0;             ///< the winner's, agreement counted
  NodeId heading = kNoNode;  ///< the heading that says the same; kNoNode when none does
  NodeId place = kNoNode;    ///< `heading`, else a lesser heading with the title's words
  std::string site_name;
  std::vector<TitleCandidate> candidates;  ///< all that were weighed, for --explain
};

PageTitle ChooseTitle(const Document& document, const PageContext& context,
                      const PageReading& reading);

/// `title` without a part that is the site's name ("… | Le Monde", "Actualite.cd: …"). `known` are
/// names of the site (og:site_name, the publisher, the host's own label).
std::string CutSiteName(std::string_view title, const std::vector<std::string>& known);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PAGE_TITLE_H_
