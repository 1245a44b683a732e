#include "cli/page_context.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>
#include <utility>

namespace kiosque {
namespace {

/// The site whose host `url` has; the first one of `list` when there is none.
const Site& SiteOf(const SeedList& list, const Url& url) {
  const std::string host = SiteHost(url.hostname());
  for (const Site& site : list.sites) {
    if (std::find(site.hosts.begin(), site.hosts.end(), host) != site.hosts.end()) {
      return site;
    }
  }
  return list.sites.front();
}

}  // namespace

void PageSites::AddTo(CLI::App& app, const std::vector<std::string_view>& keys) {
  app.add_option("--seeds", files_, "seed file whose rules hold for the pages of its sites")
      ->type_name("SEEDFILE")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  flags_.AddTo(app, keys);
}

Status PageSites::Read(UtcTime now) {
  std::vector<std::string> arguments{std::string(kUnknownUrl)};
  arguments.insert(arguments.end(), files_.begin(), files_.end());
  Result<SeedList> list = flags_.Load(std::move(arguments));
  if (!list) {
    return list.error();
  }
  list_ = *std::move(list);
  now_ = now;
  return Ok();
}

PageContext PageSites::ContextOf(Url url, UtcTime fetched) const {
  const Site& site = SiteOf(list_, url);
  PageContext context{std::move(url), fetched, site.lang, site.timezone};
  context.not_after = now_;
  context.rules = site.rules.empty() ? nullptr : &site.rules;
  return context;
}

CLI::Option* AddJobsOption(CLI::App& app, unsigned& jobs) {
  return app.add_option("-j,--jobs", jobs, "threads; default: one a processor")
      ->type_name("N")
      ->check(CLI::Range(1u, 1024u));
}

unsigned ThreadsFor(unsigned jobs) {
  return jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace kiosque
