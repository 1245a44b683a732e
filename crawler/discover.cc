// Lists that nobody links: which to guess, how to read on, when to stop.
#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "crawler/alarm.h"
#include "crawler/crawl_loop.h"
#include "crawler/harvest.h"
#include "crawler/index_rows.h"
#include "crawler/index_url.h"

namespace kiosque {
namespace {

std::size_t RowsOf(const Sitemap& sitemap) {
  return sitemap.entries.size() + sitemap.sitemaps.size();
}

/// How many articles (of an index of sitemaps: sitemaps) a response listed; empty when it was no
/// list at all.
std::optional<std::size_t> RowsOf(const FrontierEntry& entry, const ParsedResponse& parsed,
                                  std::size_t news) {
  if (parsed.posts) {
    return parsed.posts->rows;
  }
  if (parsed.feed) {
    return parsed.feed->entries.size();
  }
  if (parsed.sitemap) {
    return parsed.earlier.rows + RowsOf(*parsed.sitemap);
  }
  const bool hub = parsed.page && entry.link_class == LinkClass::kHub;
  return hub ? std::optional(news) : std::nullopt;
}

IndexKind KindOf(const ParsedResponse& parsed) {
  return parsed.posts     ? IndexKind::kWordPressPosts
         : parsed.feed    ? IndexKind::kFeed
         : parsed.sitemap ? IndexKind::kSitemap
                          : IndexKind::kHub;
}

}  // namespace

/// Learns from a response where else the site lists its articles. False when the URL was a guess
/// that turned out to be no list.
bool Crawl::Loop::Discover(Lease& lease, const ParsedResponse& parsed, std::size_t news) {
  const FrontierEntry& entry = lease.entry;
  if (options_.guess_lists && parsed.page && parsed.page->cms && entry.url.path() == "/" &&
      entry.url.search().empty()) {
    const Site& site = SiteAt(lease.site);
    const RobotsRules* rules = robots_.Rules(entry.url);
    const bool has_sitemaps =
        !site.sitemaps.empty() || (rules != nullptr && !rules->sitemaps().empty());
    const bool has_feeds = !site.feeds.empty() || !parsed.page->links.feeds.empty();
    AddAll(indexes_.OnFrontPage(site.id, *parsed.page->cms, entry, has_sitemaps, has_feeds,
                                parsed.result.started));
  }
  const std::optional<std::size_t> rows = RowsOf(entry, parsed, news);
  if (rows && entry.link_class <= LinkClass::kHub) {
    ReadOn(lease, parsed, *rows, news);
  }
  if (!entry.via.starts_with(kGuess)) {
    return true;
  }
  TryNextIndex(lease, rows);
  return rows.value_or(0) > 0 || entry.visited != UtcTime{};
}

/// All parts of a long list but the last, which is left in `parsed`. What a part names is written
/// before the next is read, so that memory holds one. After a crash or an interruption in between
/// the list is read again: to make a URL known twice changes nothing.
boost::asio::awaitable<void> Crawl::Loop::ReadParts(const Lease& lease, ParsedResponse& parsed) {
  const bool followed = (TermsOf(parsed.result, nullptr, 0) & kNoFollow) == 0;
  while (!error_ && !HurriesToEnd()) {
    if (followed) {
      const std::vector<FrontierEntry> links =
          HarvestSitemap(lease.entry, *parsed.sitemap, parsed.result.started);
      parsed.earlier.articles += ArticlesOf(links);
      parsed.earlier.news += AddAll(links, &parsed.earlier.named);
      KeepIndexRows(parsed, scope_, frontier_.rows());
    }
    parsed.earlier.rows += RowsOf(*parsed.sitemap);
    parsed.sitemap->entries.clear();
    parsed.sitemap->sitemaps.clear();
    co_await UntilWritten();
    parsed.sitemap = co_await pool_.ReadOn(*parsed.parts, parsed.result.body.view());
    if (parsed.parts->ended()) {
      co_return;
    }
  }
}

/// Until most of the rows that changed are in the store.
boost::asio::awaitable<void> Crawl::Loop::UntilWritten() {
  constexpr std::size_t kRowsLeft = 1'000;
  Wake();  // has them written; whatever is durable wakes the loop again
  // What is still waiting when the crawl has ended would keep the loop from running out of work.
  while (frontier_.rows().rows() > kRowsLeft && !error_ && !HurriesToEnd()) {
    boost::asio::steady_timer timer(context_, boost::asio::steady_timer::time_point::max());
    waiting_.insert(&timer);
    boost::system::error_code cancelled;
    auto until_woken = boost::asio::redirect_error(boost::asio::use_awaitable, cancelled);
    co_await timer.async_wait(until_woken);
    waiting_.erase(&timer);
  }
}

/// The next page of a list that does not name it itself.
void Crawl::Loop::ReadOn(Lease& lease, const ParsedResponse& parsed, std::size_t rows,
                         std::size_t news) {
  FrontierEntry& entry = lease.entry;
  const bool guessed = entry.via.starts_with(kGuess);
  const bool whole = parsed.posts && !AsksForChangesOnly(parsed.result.url);
  if (parsed.posts && !IsFurtherPosts(entry.url)) {
    for (const WpPost& post : parsed.posts->posts) {
      // Its own clock, so that ours may be wrong.
      entry.modified = std::max(entry.modified, post.modified);
    }
    if (const auto total = WpTotal(parsed.result.response_head, "X-WP-Total"); total && whole) {
      indexes_.SetNamed(SiteAt(lease.site).id, *total);
    }
  }
  // Posts are read to the end once; after that, and other lists always, as far as they bring news.
  if ((!guessed && !parsed.posts) || (news == 0 && !whole)) {
    return;
  }
  const std::optional<SiteIndexRecord> record = indexes_.Record(SiteAt(lease.site).id);
  const CmsIndex index(entry.url, KindOf(parsed), true);
  const Cms cms = record ? record->cms : Cms::kUnknown;
  if (const auto next = NextIndexPage(cms, index, parsed.result.url, rows)) {
    FrontierEntry page(*next);
    page.link_class = entry.link_class;
    page.depth = entry.depth;
    page.found = parsed.result.started;
    page.via = guessed ? entry.via : entry.url.href();
    AddAll({page});
  }
}

void Crawl::Loop::TryNextIndex(const Lease& lease, std::optional<std::size_t> rows) {
  AddAll(indexes_.OnAnswer(SiteAt(lease.site).id, lease.entry, rows, parts_.clock.Now()));
}

}  // namespace kiosque
