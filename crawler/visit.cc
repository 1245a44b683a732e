// One URL: may it be fetched, what did the server say, who reads it.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "base/sanitize.h"
#include "crawler/alarm.h"
#include "crawler/capture_record.h"
#include "crawler/crawl_loop.h"
#include "crawler/index_url.h"
#include "crawler/tls_policy.h"
#include "crawler/validator_trust.h"

namespace kiosque {
namespace {

/// A slot on another origin is waited for this long at most: two robots.txt that redirect to each
/// other's origin would otherwise wait for ever.
constexpr std::chrono::seconds kLongestSlotWait{30};

/// Feeds and sitemaps hold many articles: the protocol allows sitemaps of 50 MB.
constexpr std::size_t kMaxListBytes = std::size_t{64} << 20;

}  // namespace

boost::asio::awaitable<void> Crawl::Loop::DealWith(Lease lease) {
  const Url url = lease.entry.url;
  co_await Visit(std::move(lease));
  --visits_;
  AskSample(url);  // it was one, perhaps, and told nothing
  Wake();
}

boost::asio::awaitable<void> Crawl::Loop::Visit(Lease lease) {
  if (!InHours(lease.entry.url)) {
    Undo(lease);
    co_return;
  }
  if (const SkipReason reason = Admit(lease); reason != SkipReason::kNone) {
    --fetching_;
    --begun_;
    Refuse(lease, reason);
    co_return;
  }
  if (IsKnownAlias(lease)) {
    --fetching_;
    --begun_;
    lease.entry.evidence |= kIsAlias;
    Conclude(std::move(lease), VisitEnd::kMoved);
    co_return;
  }
  if (!options_.ignore_robots && !co_await AskRobots(lease)) {
    co_return;
  }
  FetchRequest request = RequestFor(lease);
  FetchResult result = co_await parts_.fetcher.Fetch(std::move(request));
  NoteChallenge(result);
  const FetchVerdict verdict = JudgeFetch(result, lease.entry);
  if (verdict == FetchVerdict::kUndone || error_) {
    Undo(lease);
    co_return;
  }
  AfterFetch(lease, result);
  if (IsTdmFile(lease.entry)) {
    SettleTdmFile(std::move(lease), std::move(result));
    co_return;
  }
  if (verdict != FetchVerdict::kParse) {
    SettleUnread(std::move(lease), std::move(result), verdict);
    co_return;
  }
  const Site& site = SiteAt(lease.site);
  SiteHints hints{site.lang, site.timezone, &site.rules, templates_.Known(result.url.hostname())};
  const bool was_article = (lease.entry.evidence & kWasArticle) != 0;
  const bool anew = ReadUnderOtherRules(lease) || IsWordPressPosts(lease.entry.url);
  const std::uint64_t known = anew ? 0 : lease.entry.payload;
  ParsedResponse parsed =
      co_await pool_.Parse(std::move(result), lease.entry.link_class, std::move(hints),
                           was_article ? &parts_.archive : nullptr, known);
  if (parsed.parts) {
    co_await ReadParts(lease, parsed);
  }
  if (error_) {
    co_return;
  }
  if (parsed.parts && !parsed.parts->ended()) {
    --begun_;
    frontier_.Return(lease);
    co_return;
  }
  if (parsed.again) {
    SettleAgain(std::move(lease), std::move(parsed));
  } else {
    SettleParsed(std::move(lease), std::move(parsed));
  }
}

/// As if the lease had never been given.
void Crawl::Loop::Undo(const Lease& lease) {
  --fetching_;
  --begun_;
  frontier_.Return(lease);
}

/// The seed file may have changed since the URL was queued, and traps show themselves late.
SkipReason Crawl::Loop::Admit(const Lease& lease) {
  if (const SkipReason reason = scope_.Judge(lease.entry); reason != SkipReason::kNone) {
    return reason;
  }
  if (!traps_.Allows(lease.entry)) {
    return SkipReason::kTrap;
  }
  const bool list = lease.entry.link_class <= LinkClass::kHub;
  return options_.dry_run && !list ? SkipReason::kDryRun : SkipReason::kNone;
}

boost::asio::awaitable<bool> Crawl::Loop::AskRobots(const Lease& lease) {
  const Url url = lease.entry.url;
  const std::string origin = url.origin();
  const auto lent = lent_.insert(origin);
  const RobotsAnswer answer = co_await robots_.Check(url, TlsPolicyOf(SiteAt(lease.site)));
  lent_.erase(lent);
  NoteSitemaps(url);
  switch (answer.verdict) {
    case RobotsVerdict::kAllowed:
      crawl_delays_[origin] = answer.crawl_delay;
      KeepCrawlDelay(lease, answer.crawl_delay);
      if (!InHours(url)) {
        Undo(lease);
        co_return false;
      }
      if (frontier_.EarliestOf(url) > parts_.clock.Steady()) {
        Undo(lease);  // robots.txt was this turn's request
        co_return false;
      }
      co_return true;
    case RobotsVerdict::kDenied:
      --fetching_;
      --begun_;
      Refuse(lease, SkipReason::kRobots);
      co_return false;
    case RobotsVerdict::kUnreachable:
      if (FallBackToHttp(lease)) {
        co_return false;
      }
      // Its URLs stay queued: robots.txt will be asked again in the next run.
      tally_.CountSkip(url, SiteAt(lease.site).id, SkipReason::kRobotsUnreachable, lease.entry.via);
      CloseHost(url, answer.reason);
      Undo(lease);
      co_return false;
    case RobotsVerdict::kCancelled:
      Undo(lease);
      co_return false;
  }
  co_return false;
}

/// The pause after robots.txt itself was made before anybody knew what it asks for. One that is
/// longer than the site's max_delay is not sat out: the page comes in a later run.
void Crawl::Loop::KeepCrawlDelay(const Lease& lease,
                                 std::optional<std::chrono::milliseconds> delay) {
  const Url& url = lease.entry.url;
  const auto asked = robots_asked_.extract(url.origin());
  if (asked.empty() || !delay) {
    return;
  }
  frontier_.Defer(url, asked.mapped() + std::min(*delay, Politeness::kLongestWait));
  const std::chrono::milliseconds most = SiteAt(lease.site).max_delay;
  if (*delay > most) {
    CloseHost(url, Politeness::DescribeLongDelay(*delay, most));
  }
}

/// Once an origin and process: sitemaps that robots.txt names.
void Crawl::Loop::NoteSitemaps(const Url& url) {
  const RobotsRules* rules = robots_.Rules(url);
  if (!sitemaps_noted_.insert(url.origin()).second) {
    return;
  }
  AddTdmFile(url);
  if (rules == nullptr) {
    return;
  }
  const Url robots = url.WithPath("/robots.txt");
  std::vector<FrontierEntry> entries;
  for (const std::string& sitemap : rules->sitemaps()) {
    if (const Result<Url> location = robots.Resolve(sitemap)) {
      FrontierEntry entry(location->WithoutFragment());
      entry.link_class = LinkClass::kSitemap;
      entry.via = robots.href();
      entry.found = parts_.clock.Now();
      entries.push_back(std::move(entry));
    }
  }
  AddAll(entries);
}

/// A list whose links were sifted by rules that the seed file no longer has must be had whole.
bool Crawl::Loop::ReadUnderOtherRules(const Lease& lease) const {
  return RevisitPolicy::IsList(lease.entry) && lease.entry.scope != scope_marks_[lease.site];
}

FetchRequest Crawl::Loop::RequestFor(const Lease& lease) {
  const Site& site = SiteAt(lease.site);
  const FrontierEntry& entry = lease.entry;
  // A list that can be asked for what changed is: its own time of change says since when.
  const bool changes = entry.modified && IsWordPressPosts(entry.url) && !IsFurtherPosts(entry.url);
  FetchRequest request(changes ? WithChangesSince(entry.url, *entry.modified) : entry.url);
  const HostRecord* const host = frontier_.Record(entry.url);
  if (!entry.audit && !changes && !ReadUnderOtherRules(lease) &&
      (host == nullptr || BelievesValidators(*host, parts_.clock.Now()))) {
    request.etag = entry.etag;
    request.last_modified = entry.last_modified;
  }
  request.timeout = site.timeout;
  request.tls = TlsPolicyOf(site);
  const bool list = entry.link_class == LinkClass::kFeed || entry.link_class == LinkClass::kSitemap;
  request.max_body_bytes = list ? std::max<std::size_t>(kMaxListBytes, site.max_page)
                                : static_cast<std::size_t>(site.max_page);
  if (IsTdmFile(entry)) {
    request.max_body_bytes = TdmRules::kMaxBytes;
  }
  return request;
}

void Crawl::Loop::AfterFetch(const Lease& lease, const FetchResult& result) {
  const Site& site = SiteAt(lease.site);
  const Url& url = lease.entry.url;
  const auto crawl_delay = crawl_delays_.find(url.origin());
  Pause pause = politeness_.After(
      result, site, crawl_delay == crawl_delays_.end() ? std::nullopt : crawl_delay->second);
  if (!pause.give_up && ProbeFailed(result)) {
    pause.give_up = true;
    pause.reason = "still down";
  }
  NoteExchange(result, false, pause.give_up);
  if (pause.give_up) {
    CloseHost(url, pause.reason);
  }
  --fetching_;
  frontier_.Release(lease, parts_.clock.Steady() + pause.delay);
  tally_.CountRequest(result, site.id, IsTdmFile(lease.entry));
  if (parts_.log != nullptr && parts_.log->should_log(spdlog::level::debug)) {
    parts_.log->debug("{} {} {}", FetchOutcomeName(result.outcome), result.status,
                      SanitizeLine(url.href()));
  }
  Wake();
}

boost::asio::awaitable<bool> Crawl::Loop::BeforeRequest(const Url& url) {
  const SteadyTime latest = parts_.clock.Steady() + kLongestSlotWait;
  while (!stopping_) {
    const SteadyTime now = parts_.clock.Steady();
    // A visit lends its slot; the pause after the request before (a redirect of robots.txt) is
    // kept all the same.
    const bool lent = lent_.contains(url.origin());
    if (lent ? frontier_.EarliestOf(url) <= now : !frontier_.Acquire(url, now)) {
      co_return true;
    }
    if (now >= latest && !lent) {
      frontier_.AcquireAnyway(url);
      co_return true;
    }
    boost::asio::steady_timer timer(context_, boost::asio::steady_timer::time_point::max());
    waiting_.insert(&timer);
    SetAlarm();
    boost::system::error_code cancelled;
    auto until_woken = boost::asio::redirect_error(boost::asio::use_awaitable, cancelled);
    co_await timer.async_wait(until_woken);
    waiting_.erase(&timer);
  }
  co_return false;
}

void Crawl::Loop::OnFetched(FetchResult result) {
  const Url url = result.url;
  const Site& site = SiteAt(SiteIndexOf(url));
  const Pause pause = politeness_.After(result, site, std::nullopt);
  const SteadyTime next = parts_.clock.Steady() + pause.delay;
  robots_asked_[url.origin()] = parts_.clock.Steady();
  NoteExchange(result, true, false);
  if (lent_.contains(url.origin())) {
    frontier_.Defer(url, next);
  } else {
    frontier_.ReleaseOrigin(url, next);
  }
  tally_.CountRequest(result, site.id, true);
  NoteRefusal(result);
  if (error_ || result.outcome == FetchOutcome::kCancelled) {
    return;
  }
  CaptureRecord record = MakeCaptureRecord(std::move(result), "robots", false);
  PendingVisit visit = Pending(record.capture, SiteIndexOf(url));
  Submit(std::move(record), std::move(visit));
  Wake();
}

std::optional<std::string> Crawl::Loop::Load(std::string_view origin) {
  return frontier_.rows().Get(RobotsKey(origin));
}

void Crawl::Loop::Save(std::string_view origin, std::string row) {
  frontier_.rows().Put(RobotsKey(origin), std::move(row));
}

}  // namespace kiosque
