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
  std::string source;
  NodeId node = kNoNode;
  std::vector<BylineCandidate> candidates;  ///< all that were weighed, for --explain
};

Byline ChooseByline(const Document& document, const PageContext& context,
                    const PageReading& reading, std::string_view site_name, NodeId heading);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BYLINE_H_
