#include "crawler/harvest.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "crawler/url_shape.h"

namespace kiosque {
namespace {

/// Whether an anchor reads like the title of an article rather than the name of a section.
bool IsHeadline(std::string_view anchor) {
  constexpr std::size_t kWords = 4;
  constexpr std::size_t kBytes = 20;
  return anchor.size() >= kBytes &&
         static_cast<std::size_t>(std::count(anchor.begin(), anchor.end(), ' ')) + 1 >= kWords;
}

/// Dates more than a day ahead are mistakes.
std::optional<UtcTime> NotAhead(std::optional<UtcTime> date, UtcTime now) {
  return date && *date <= now + std::chrono::hours(24) ? date : std::nullopt;
}

class Harvester {
 public:
  Harvester(const FrontierEntry& from, UtcTime now) : from_(from), now_(now) {
    // A million links of one page are told by the page's own address, once.
    via_ = from.url.href();
  }

  FrontierEntry& Add(const Url& url, LinkClass link_class, unsigned hops) {
    FrontierEntry entry(url.WithoutFragment());
    entry.link_class = link_class;
    entry.depth = static_cast<std::uint16_t>(std::min<unsigned>(from_.depth + hops, 0xFFFF));
    entry.published = DateInPath(entry.url);
    entry.found = now_;
    entry.via = via_;
    now_ += std::chrono::microseconds(1);  // keeps the order of the page
    return entries.emplace_back(std::move(entry));
  }

  std::vector<FrontierEntry> entries;

 private:
  const FrontierEntry& from_;
  UtcTime now_;
  std::string via_;
};

void AddLink(const PageLink& link, bool list, Harvester& harvest) {
  if (list && link.place == LinkPlace::kPagination) {
    harvest.Add(link.url, LinkClass::kHub, 0);
    return;
  }
  FrontierEntry& entry = harvest.Add(link.url, LinkClass::kOther, 1);
  const bool shape = LooksLikeArticle(entry.url);
  const bool headline = list && IsHeadline(link.anchor) && !LooksLikeList(entry.url);
  const bool listed = list && link.in_heading;
  entry.evidence = static_cast<std::uint8_t>((shape ? kArticleShape : 0) |
                                             (headline ? kHeadline : 0) | (listed ? kListed : 0));
  if (shape || headline) {
    entry.link_class = LinkClass::kArticle;
  }
}

}  // namespace

std::vector<FrontierEntry> HarvestPage(const FrontierEntry& from, const PageLinks& links,
                                       PageKind kind, UtcTime now) {
  Harvester harvest(from, now);
  if (links.nofollow) {
    return {};
  }
  harvest.entries.reserve(links.links.size() + links.feeds.size());
  const bool list = kind == PageKind::kHub || from.link_class == LinkClass::kSeed;
  if (list) {
    for (const Url& feed : links.feeds) {
      if (!LooksLikeCommentFeed(feed)) {
        harvest.Add(feed, LinkClass::kFeed, 0);
      }
    }
    // On a list "next" is its next page; on an article it is another article, which is a link like
    // others.
    for (const auto& neighbour : {links.next, links.prev}) {
      if (neighbour) {
        harvest.Add(*neighbour, LinkClass::kHub, 0);
      }
    }
  }
  if (links.refresh) {
    harvest.Add(*links.refresh, from.link_class, 0).evidence = from.evidence;
  }
  for (const PageLink& link : links.links) {
    AddLink(link, list, harvest);
  }
  return std::move(harvest.entries);
}

std::vector<FrontierEntry> HarvestFeed(const FrontierEntry& from, const Feed& feed, UtcTime now) {
  Harvester harvest(from, now);
  harvest.entries.reserve(feed.entries.size() + 1);
  for (const FeedEntry& item : feed.entries) {
    if (!item.url) {
      continue;
    }
    FrontierEntry& entry = harvest.Add(*item.url, LinkClass::kArticle, 1);
    entry.evidence =
        static_cast<std::uint8_t>(kInFeed | (LooksLikeArticle(entry.url) ? kArticleShape : 0));
    entry.published = NotAhead(item.Date(), now);
  }
  if (feed.next && !feed.entries.empty()) {
    harvest.Add(*feed.next, LinkClass::kFeed, 0);
  }
  return std::move(harvest.entries);
}

std::vector<FrontierEntry> HarvestPosts(const FrontierEntry& from, const WpPosts& posts,
                                        UtcTime now) {
  Harvester harvest(from, now);
  harvest.entries.reserve(posts.posts.size());
  for (const WpPost& post : posts.posts) {
    FrontierEntry& entry = harvest.Add(post.link, LinkClass::kArticle, 0);
    entry.depth = 1;
    entry.evidence =
        static_cast<std::uint8_t>(kInFeed | (LooksLikeArticle(entry.url) ? kArticleShape : 0));
    entry.published = NotAhead(post.published, now);
    entry.modified = NotAhead(post.modified, now);
  }
  return std::move(harvest.entries);
}

std::vector<FrontierEntry> HarvestSitemap(const FrontierEntry& from, const Sitemap& sitemap,
                                          UtcTime now) {
  Harvester harvest(from, now);
  harvest.entries.reserve(sitemap.entries.size() + sitemap.sitemaps.size());
  const bool sections = LooksLikeSectionSitemap(from.url);
  for (const SubSitemap& sub : sitemap.sitemaps) {
    harvest.Add(sub.loc, LinkClass::kSitemap, 1).modified = NotAhead(sub.lastmod, now);
  }
  for (const SitemapEntry& row : sitemap.entries) {
    FrontierEntry& entry = harvest.Add(row.loc, LinkClass::kArticle, 0);
    entry.depth = 1;  // however deep the index nests, a row is one hop from the site
    const bool shape = LooksLikeArticle(entry.url);
    entry.evidence =
        static_cast<std::uint8_t>((sections ? 0 : kInSitemap) | (shape ? kArticleShape : 0));
    if (sections || LooksLikeList(entry.url)) {
      entry.link_class = LinkClass::kOther;
    }
    const std::optional<UtcTime> date = row.publication_date ? row.publication_date : row.lastmod;
    entry.published = NotAhead(date, now);
    entry.modified = NotAhead(row.lastmod, now);
  }
  return std::move(harvest.entries);
}

std::size_t ArticlesOf(const std::vector<FrontierEntry>& links) {
  return static_cast<std::size_t>(std::count_if(
      links.begin(), links.end(),
      [](const FrontierEntry& link) { return link.link_class == LinkClass::kArticle; }));
}

}  // namespace kiosque
