#include "seeds/url_pattern.h"

#include <cstddef>

namespace kiosque {
namespace {

/// Greedy wildcard match with one backtrack point: O(text x stars) and no recursion.
bool WildcardMatch(std::string_view pattern, std::string_view text) {
  bool anchored = false;
  if (pattern.ends_with('$')) {
    anchored = true;
    pattern.remove_suffix(1);
  }
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (true) {
    if (p == pattern.size() && (!anchored || t == text.size())) {
      return true;
    }
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && t < text.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos && star_text < text.size()) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
}

}  // namespace

Result<UrlPattern> UrlPattern::Parse(std::string_view text) {
  if (text.starts_with('/') || text.starts_with('*') || text.starts_with("http://") ||
      text.starts_with("https://")) {
    return UrlPattern(text);
  }
  return Fail(Errc::kInvalidArgument,
              "a pattern begins with '/' (path and query), '*', http:// or https://");
}

bool UrlPattern::Matches(const Url& url) const {
  return WildcardMatch(
      text_, text_.starts_with("http") ? std::string_view(url.href()) : url.path_and_query());
}

}  // namespace kiosque
