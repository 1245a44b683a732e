// selector.h — the part of CSS selectors that a person needs to point at a place in a page.
//
//   compound   = [tag | "*"] *( ".class" / "#id" / "[name]" / "[name=value]" / "[name='value']" )
//   selector   = compound *( " " compound )                    a space: anywhere below
//
// "article .content", "div#text", "[itemprop=articleBody]", "time[datetime]". Tags and attribute
// names are compared without case, classes, ids and values with it (HTML §4.16).
//
// Errors: kInvalidArgument, one sentence that names the place and what may stand there.
// Threads: plain values. Source: Selectors Level 4 §3, the subset above.
#ifndef KIOSQUE_BASE_SELECTOR_H_
#define KIOSQUE_BASE_SELECTOR_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace kiosque {

struct AttributeTest {
  std::string name;                  ///< lower case
  std::optional<std::string> value;  ///< empty = any
  bool operator==(const AttributeTest&) const = default;
};

/// What one element must be.
struct CompoundSelector {
  std::string tag;  ///< lower case; empty = any
  std::string id;   ///< empty = any
  std::vector<std::string> classes;
  std::vector<AttributeTest> attributes;
  bool operator==(const CompoundSelector&) const = default;
};

struct Selector {
  std::vector<CompoundSelector> compounds;  ///< the outermost first; never empty

  static Result<Selector> Parse(std::string_view text);
  bool operator==(const Selector&) const = default;
};

/// What a seed file says of the pages of a site; empty lists leave it to the extractor.
struct SiteRules {
  std::vector<Selector> body;    ///< the article is what stands in these
  std::vector<Selector> title;   ///< the first that matches has the title
  std::vector<Selector> date;    ///< the first that matches has the date of publication
  std::vector<Selector> remove;  ///< nothing in these is part of the article

  bool empty() const { return body.empty() && title.empty() && date.empty() && remove.empty(); }
};

}  // namespace kiosque

#endif  // KIOSQUE_BASE_SELECTOR_H_
