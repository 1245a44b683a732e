#include "crawler/index_url.h"

#include <string>
#include <string_view>

namespace kiosque {
namespace {

constexpr std::string_view kSince = "modified_after=";

/// What follows `name` (with its '=') in the query, up to the next parameter.
std::string_view Parameter(const Url& url, std::string_view name) {
  const std::string_view query = url.search();
  for (std::size_t at = query.find(name); at != std::string_view::npos;
       at = query.find(name, at + 1)) {
    if (query[at - 1] == '?' || query[at - 1] == '&') {
      const std::string_view value = query.substr(at + name.size());
      return value.substr(0, value.find('&'));
    }
  }
  return {};
}

}  // namespace

bool IsWordPressPosts(const Url& url) {
  std::string_view path = url.path();
  path.remove_suffix(path.ends_with('/') ? 1 : 0);
  if (path.ends_with("/wp/v2/posts")) {
    return true;
  }
  const std::string_view route = Parameter(url, "rest_route=");
  return route == "/wp/v2/posts" || route == "%2Fwp%2Fv2%2Fposts";
}

Url WithChangesSince(const Url& url, UtcTime since) {
  std::string target(url.path_and_query());
  target += url.search().empty() ? '?' : '&';
  target += kSince;
  // A second early: "after" is exclusive, and posts may be saved within the same second.
  target += FormatUtc(std::chrono::floor<std::chrono::seconds>(since) - std::chrono::seconds(1));
  return url.WithPath(target);
}

bool IsFurtherPosts(const Url& url) {
  const std::string_view page = Parameter(url, "page=");
  return IsWordPressPosts(url) && !page.empty() && page != "1";
}

bool AsksForChangesOnly(const Url& url) {
  return !Parameter(url, kSince).empty();
}

}  // namespace kiosque
