#include "crawler/clean_url.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/canonical.h"

namespace kiosque {
namespace {

/// Longer queries are left as they are: looking at each parameter reads all of them.
constexpr std::size_t kMostBytes = 2000;

/// `query`, which has a parameter at `begin`, without it.
std::string Without(std::string_view query, std::size_t begin, std::size_t end) {
  std::string rest(query.substr(0, begin));
  if (end < query.size()) {
    rest += query.substr(end + 1);
  } else if (!rest.empty()) {
    rest.pop_back();  // the '&' before it
  }
  return rest;
}

Url WithQuery(const Url& url, std::string_view query) {
  std::string target(url.path());
  if (!query.empty()) {
    target.append("?").append(query);
  }
  return url.WithPath(target);
}

}  // namespace

Url CleanUrl(const Url& url) {
  const std::string_view search = url.search();
  if (search.size() < 2 || search.size() > kMostBytes) {
    return url.WithoutFragment();
  }
  const Url canonical = CanonicalUrl(url);
  if (canonical.search().size() >= search.size()) {
    return url.WithoutFragment();  // nothing was left out
  }
  std::string query(search.substr(1));
  for (std::size_t begin = 0; begin < query.size();) {
    const std::size_t end = std::min(query.find('&', begin), query.size());
    std::string rest = Without(query, begin, end);
    if (CanonicalUrl(WithQuery(url, rest)) == canonical) {
      query = std::move(rest);
    } else {
      begin = end + 1;
    }
  }
  return WithQuery(url, query);
}

}  // namespace kiosque
