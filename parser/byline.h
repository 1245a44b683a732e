// byline.h — who wrote an article: people in the page's order, the news agency apart.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_PARSER_BYLINE_H_
#define KIOSQUE_PARSER_BYLINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "parser/metadata.h"

namespace kiosque {

struct BylineCandidate {
  std::vector<std::string> names;
  int weight = 0;
  std::string source;  ///< "json-ld", "meta", "microdata", "rel", "class", "text"
  NodeId node = kNoNode;
};

struct Byline {
  std::vector<std::string> people;
  std::string agency;
  std::string credit;  ///< both as the page names them
  std::string source;
  int score = 0;                            ///< the winner's weight and what its rivals add
  std::vector<BylineCandidate> candidates;  ///< all that were weighed, for --explain
};

/// `language`: of the text; some introductions are words of another kind elsewhere. `heading`: the
/// title's node, kNoNode when none.
Byline ChooseByline(const Document& document, const PageContext& context,
                    const PageReading& reading, std::string_view site_name,
                    std::string_view language, NodeId heading);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BYLINE_H_
