// harvest.h — which URLs a response leads to, in which class, with what evidence.
//
//   page     links: further pages of a list cost no depth, all others one; feeds that it advertises
//   feed     entries, announced as articles, with their dates; the next page of the feed
//   sitemap  rows, announced; further sitemaps
//   posts    rows of WordPress's list, announced, with their dates of publication and change
//
// Nothing is judged here: Scope decides what belongs to the crawl.
//
// Threads: pure functions. Source: own rules; pagination as Heritrix's "speculative hops" cost
// nothing.
#ifndef KIOSQUE_CRAWLER_HARVEST_H_
#define KIOSQUE_CRAWLER_HARVEST_H_

#include <cstddef>
#include <vector>

#include "base/article.h"
#include "base/clock.h"
#include "crawler/frontier_entry.h"
#include "parser/feed.h"
#include "parser/links.h"
#include "parser/sitemap.h"
#include "parser/wp_rest.h"

namespace kiosque {

std::vector<FrontierEntry> HarvestPage(const FrontierEntry& from, const PageLinks& links,
                                       PageKind kind, UtcTime now);
std::vector<FrontierEntry> HarvestFeed(const FrontierEntry& from, const Feed& feed, UtcTime now);
std::vector<FrontierEntry> HarvestSitemap(const FrontierEntry& from, const Sitemap& sitemap,
                                          UtcTime now);
std::vector<FrontierEntry> HarvestPosts(const FrontierEntry& from, const WpPosts& posts,
                                        UtcTime now);

/// How many of `links` are taken for articles.
std::size_t ArticlesOf(const std::vector<FrontierEntry>& links);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_HARVEST_H_
