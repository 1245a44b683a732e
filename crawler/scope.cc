#include "crawler/scope.h"

#include <algorithm>

#include "crawler/url_shape.h"

namespace kiosque {
namespace {

/// Sitemap indexes may nest once by the protocol; some nest more, and loops nest for ever.
constexpr std::uint16_t kMaxSitemapDepth = 4;

bool MatchesAny(const std::vector<UrlPattern>& patterns, const Url& url) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const UrlPattern& pattern) { return pattern.Matches(url); });
}

std::string RulesOf(const Site& site) {
  std::string rules = std::to_string(site.depth);
  for (const auto* patterns : {&site.include, &site.exclude}) {
    rules += '\n';
    for (const UrlPattern& pattern : *patterns) {
      rules.append(pattern.text()).append("\n");
    }
  }
  for (const std::string& host : site.hosts) {
    rules.append(host).append("\n");
  }
  return rules;
}

}  // namespace

std::vector<std::uint64_t> ScopeMarks(const std::vector<Site>& sites) {
  std::vector<std::uint64_t> marks;
  marks.reserve(sites.size());
  for (const Site& site : sites) {
    marks.push_back(Fingerprint(RulesOf(site)));
  }
  return marks;
}

Scope::Scope(const std::vector<Site>& sites) : sites_(sites) {
  for (std::size_t i = 0; i < sites.size(); ++i) {
    for (const std::string& host : sites[i].hosts) {
      by_host_.emplace(host, i);
    }
    for (const auto* urls : {&sites[i].urls, &sites[i].feeds, &sites[i].sitemaps}) {
      for (const Url& url : *urls) {
        if (url.has_explicit_port()) {
          ports_.emplace(i, url.port());
        }
      }
    }
  }
}

std::optional<std::size_t> Scope::SiteOf(const Url& url) const {
  const auto found = by_host_.find(SiteHost(url.hostname()));
  if (found == by_host_.end()) {
    return std::nullopt;
  }
  const bool usual = !url.has_explicit_port() || ports_.contains({found->second, url.port()});
  return usual ? std::optional(found->second) : std::nullopt;
}

SkipReason Scope::Judge(const FrontierEntry& entry) const {
  const std::optional<std::size_t> index = SiteOf(entry.url);
  if (!index) {
    return SkipReason::kOtherSite;
  }
  const Site& site = sites_[*index];
  const bool list = entry.link_class <= LinkClass::kHub;
  if (entry.link_class == LinkClass::kSeed) {
    return SkipReason::kNone;  // a person asked for it
  }
  if (HasMediaSuffix(entry.url)) {
    return SkipReason::kNotAPage;
  }
  if (LooksLikeTrap(entry.url)) {
    return SkipReason::kTrap;
  }
  if (MatchesAny(site.exclude, entry.url)) {
    return SkipReason::kExcluded;
  }
  if (!list && !site.include.empty() && !MatchesAny(site.include, entry.url)) {
    return SkipReason::kNotIncluded;
  }
  const std::uint32_t depth =
      entry.link_class == LinkClass::kSitemap ? kMaxSitemapDepth : site.depth;
  if (entry.depth > depth) {
    return SkipReason::kTooDeep;
  }
  if (!list && site.since && entry.published && *entry.published < *site.since) {
    return SkipReason::kTooOld;
  }
  return SkipReason::kNone;
}

}  // namespace kiosque
