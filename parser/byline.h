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
  int score = 0;  ///< the winner's weight and what its rivals add
  NodeId node = kNoNode;
  std::vector<BylineCandidate> candidates;  ///< all that were weighed, for --explain
};

Byline ChooseByline(const Document& document, const PageContext& context,
                    const PageReading& reading, std::string_view site_name, NodeId heading);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BYLINE_H_
