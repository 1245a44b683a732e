#include "cli/page_context.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/clock.h"

namespace kiosque {

const Site& SiteOf(const SeedList& list, const Url& url) {
  const std::string host = SiteHost(url.hostname());
  for (const Site& site : list.sites) {
    if (std::find(site.hosts.begin(), site.hosts.end(), host) != site.hosts.end()) {
      return site;
    }
  }
  return list.sites.front();
}

PageContext ContextOf(const SeedList& list, Url url, UtcTime fetched) {
  const Site& site = SiteOf(list, url);
  PageContext context{std::move(url), fetched, site.lang, site.timezone};
  context.not_after = SystemClock().Now();
  context.rules = site.rules.empty() ? nullptr : &site.rules;
  return context;
}

}  // namespace kiosque
