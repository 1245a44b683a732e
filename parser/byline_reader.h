// byline_reader.h — the names that an element, a link or a value holds, on a page of a known site.
//
// An element's text is cut where mark-up begins or ends: the first piece and what connectors
// ("and", a comma) or the same mark-up tie to it are the byline; further pieces are the role, the
// place, the paper.
//
// Errors: none. Bounds: kMaxBylineBytes of an element are read. Threads: immutable after
// construction.
#ifndef KIOSQUE_PARSER_BYLINE_READER_H_
#define KIOSQUE_PARSER_BYLINE_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "parser/document.h"

namespace kiosque {

/// One run of text of a byline.
struct BylineSegment {
  std::string text;
  NodeId parent = kNoNode;  ///< the element it stands in
};

class BylineReader {
 public:
  /// Keeps a reference to `document`. `site_names`: og:site_name first, the publisher …
  BylineReader(const Document& document, const Url& url,
               const std::vector<std::string_view>& site_names);

  /// Whether `name` is the site's, the paper's or the host's, in full, glued, or by its initials.
  bool IsSite(std::string_view name) const;
  /// Whether it is exactly the first of the site's names.
  bool IsSiteName(std::string_view name) const;

  /// The names in the value of an attribute or of data.
  std::vector<std::string> Names(std::string_view value) const;
  /// A value that names its author by what he does and nothing else ("Rasender Reporter",
  /// "Community Editor"); empty for anything else, and for "admin".
  std::vector<std::string> NamedByRole(std::string_view value) const;
  /// The texts below `id`, cut wherever an element other than plain emphasis begins or ends.
  std::vector<BylineSegment> Segments(NodeId id) const;
  std::vector<std::string> NamesOfSegments(const std::vector<BylineSegment>& segments) const;
  /// The names of the links to writers' pages below `id`.
  std::vector<std::string> LinkedNames(NodeId id) const;
  /// Whether two elements are marked up alike: tag, depth, class.
  bool SameClass(NodeId a, NodeId b) const;

 private:
  void Know(std::string_view name);

  const Document& document_;
  std::string site_name_;           // squeezed
  std::vector<std::string> sites_;  // squeezed
};

/// Appends the names of `from` that `into` does not have yet, whatever their case.
void MergeNames(std::vector<std::string> from, std::vector<std::string>* into);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BYLINE_READER_H_
