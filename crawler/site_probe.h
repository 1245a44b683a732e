// site_probe.h — looks at one site before its first crawl: what it runs on, which lists it has.
//
//   home page ─▶ language, charset, system, advertised feeds        robots.txt ─▶ sitemaps
//   lists of the system (parser/cms.h), cheapest complete first, until one works
//
// robots.txt is asked for once and obeyed, its Crawl-delay and the site's delay are kept between
// requests; at most kMaxTries lists are asked for. Nothing is archived.
//
// Errors: what the web did is in the result. Threads: blocks the caller.
#ifndef KIOSQUE_CRAWLER_SITE_PROBE_H_
#define KIOSQUE_CRAWLER_SITE_PROBE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "crawler/options.h"
#include "parser/cms.h"

namespace spdlog {
class logger;
}

namespace kiosque {

struct SiteProbe {
  static constexpr std::size_t kMaxTries = 4;

  explicit SiteProbe(Url u) : home(std::move(u)) {}

  Url home;                   ///< after redirects
  std::string problem;        ///< why nothing could be learnt; empty = all went well
  bool repaired_tls = false;  ///< its certificate chain lacks an issuer
  std::string title;
  std::string language;   ///< as declared, else as detected; primary tag
  std::string time_zone;  ///< by the country of its name; empty = unsure
  std::string charset;
  CmsVerdict cms;
  std::vector<Url> feeds;
  std::vector<Url> sitemaps;
  std::optional<Url> index;  ///< the complete list that works
  std::size_t index_rows =
      0;  ///< articles it names: in all where it says so, else on its first page
};

/// `options.sites` has one site: the one to look at.
Result<SiteProbe> ProbeSite(CrawlOptions options, spdlog::logger* log);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_SITE_PROBE_H_
