// url_pattern.h — the patterns of `include` and `exclude`.
//
// The language of robots.txt, which whoever runs a crawler reads anyway: the pattern is compared
// with the path and query from their beginning, '*' stands for any run of characters, and a final
// '$' for the end. A pattern that begins with http:// or https:// is compared with the whole URL
// instead.
//
//   /blog/          /blog/2024/04/13/a/  yes      /apropos  no
//   /*.pdf$         /docs/a.pdf          yes      /a.pdf?x  no
//   *?replytocom=   /a/?replytocom=3     yes
//
// Errors: Parse names what is wrong. Time: linear in the URL times the number of '*'. Threads:
// immutable value. Source: RFC 9309 §2.2.2 and §2.2.3 (matching), without its percent-encoding
// rules: both sides are canonical.
#ifndef KIOSQUE_SEEDS_URL_PATTERN_H_
#define KIOSQUE_SEEDS_URL_PATTERN_H_

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/url.h"

namespace kiosque {

class UrlPattern {
 public:
  /// Begins with '/', '*', "http://" or "https://"; else Errc::kInvalidArgument.
  static Result<UrlPattern> Parse(std::string_view text);

  bool Matches(const Url& url) const;
  const std::string& text() const { return text_; }

 private:
  explicit UrlPattern(std::string_view text) : text_(text) {}
  std::string text_;
};

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_URL_PATTERN_H_
