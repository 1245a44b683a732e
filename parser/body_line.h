// body_line.h — one line of article text put together from text nodes, with its links.
//
// White space (no-break spaces too) becomes single spaces, soft hyphens and zero-width spaces go,
// the rest stays as written, in NFC. Link ranges are in bytes of the finished text.
//
// Errors: none. Threads: values.
#ifndef KIOSQUE_PARSER_BODY_LINE_H_
#define KIOSQUE_PARSER_BODY_LINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/url.h"

namespace kiosque {

class LineBuilder {
 public:
  /// Text outside links.
  void Append(std::string_view text);
  /// Text of a link; appending to the same link again in a row makes one range.
  void AppendLink(std::string_view text, const Url& url);
  /// A space, unless the line is empty or ends in one.
  void Space() { space_ = !text_.empty(); }

  bool empty() const { return text_.empty(); }
  /// Hands the line over and begins a new one.
  void Finish(std::string* text, std::vector<InlineLink>* links);

 private:
  void Normalize();

  std::string text_;
  std::vector<InlineLink> links_;
  bool space_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_LINE_H_
