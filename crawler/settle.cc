// What a visit means for frontier and archive: one transaction each.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "base/sanitize.h"
#include "crawler/alarm.h"
#include "crawler/capture_record.h"
#include "crawler/crawl_loop.h"
#include "crawler/dead_page.h"
#include "crawler/harvest.h"
#include "crawler/index_rows.h"
#include "crawler/index_url.h"
#include "crawler/page_kind.h"
#include "crawler/response_terms.h"
#include "crawler/validator_trust.h"

namespace kiosque {
namespace {

constexpr std::chrono::days kTrapRest{7};
/// A list that was only guessed and is not there.
constexpr std::chrono::days kGuessRest{30};

bool IsPermanent(std::uint16_t status) {
  return status == 301 || status == 308;
}

void Set(FrontierEntry& entry, EvidenceBit bit, bool on) {
  entry.evidence = static_cast<std::uint8_t>(on ? entry.evidence | bit : entry.evidence & ~bit);
}

/// What the visit says of the site's indexes, which had told of a change or had not.
void JudgeIndex(const FrontierEntry& before, VisitEnd end, HostRecord& host) {
  constexpr std::uint32_t kHidden = 8;  // an edit that no index told of weighs more
  if (!before.modified || before.visited == UtcTime{}) {
    return;
  }
  if (before.told) {
    ++(end == VisitEnd::kChanged ? host.index_right : host.index_wrong);
  } else if (end == VisitEnd::kChanged && (before.evidence & kWasArticle) != 0) {
    host.index_wrong += kHidden;
  }
}

std::vector<FrontierEntry> LinksOf(const FrontierEntry& from, const ParsedResponse& parsed,
                                   std::optional<PageKind> kind) {
  const UtcTime now = parsed.result.started;
  if (parsed.page) {
    return HarvestPage(from, parsed.page->links, *kind, now);
  }
  if (parsed.feed) {
    return HarvestFeed(from, *parsed.feed, now);
  }
  if (parsed.posts) {
    return HarvestPosts(from, *parsed.posts, now);
  }
  return parsed.sitemap ? HarvestSitemap(from, *parsed.sitemap, now) : std::vector<FrontierEntry>();
}

void Remember(const FetchResult& result, FrontierEntry& entry) {
  entry.audit = false;
  entry.told = false;
  entry.failures = 0;
  entry.hops = 0;
  entry.visited = result.started;
  if (result.outcome == FetchOutcome::kOk) {
    entry.etag = result.etag;
    entry.last_modified = result.last_modified;
  }
}

}  // namespace

void Crawl::Loop::Refuse(const Lease& lease, SkipReason reason) {
  const Site& site = SiteAt(lease.site);
  tally_.CountSkip(lease.entry.url, site.id, reason, lease.entry.via);
  if (lease.entry.via.starts_with(kGuess) && reason == SkipReason::kRobots) {
    TryNextIndex(lease, std::nullopt);
  }
  if (reason == SkipReason::kTrap) {
    // A dull corner of a site, or a trap: looked at again, a few pages at a time.
    frontier_.Finish(lease, parts_.clock.Now() + kTrapRest);
    return;
  }
  Lease refused = lease;
  Conclude(std::move(refused), VisitEnd::kRefused);
}

/// The visit is over: when is the next?
void Crawl::Loop::Conclude(Lease lease, VisitEnd end) {
  const bool missed = end == VisitEnd::kGone || end == VisitEnd::kFailed;
  if (lease.entry.via.starts_with(kGuess) && missed) {
    TryNextIndex(lease, std::nullopt);
    if (lease.entry.visited == UtcTime{}) {
      frontier_.Finish(lease, parts_.clock.Now() + kGuessRest);
      return;
    }
  }
  if (IsFurtherPosts(lease.entry.url) && !missed) {
    frontier_.Finish(lease, std::nullopt);  // good for this reading only
    return;
  }
  const HostRecord* const host = frontier_.Record(lease.entry.url);
  const VisitTime time{parts_.clock.Now(), frontier_.next_run()};
  const std::optional<UtcTime> due = RevisitPolicy::Next(SiteAt(lease.site), lease.entry, end, time,
                                                         host == nullptr || host->BelievesIndex());
  frontier_.Finish(lease, due);
}

/// A 304: as it was, unless it is of the sample that is not taken on trust.
void Crawl::Loop::SettleNotModified(Lease lease, const FetchResult& result) {
  if (!lease.entry.audit && IsAudited(lease.entry, frontier_.run_start(), options_.random_seed)) {
    --begun_;
    lease.entry.audit = true;
    frontier_.Retry(lease);
    return;
  }
  if (HostRecord* const host = frontier_.Record(lease.entry.url)) {
    JudgeIndex(lease.entry, VisitEnd::kSame, *host);
  }
  NoteLook(lease, 0, 0, false);
  Remember(result, lease.entry);
  CountSitePage(lease.site);
  Conclude(std::move(lease), VisitEnd::kSame);
}

void Crawl::Loop::SettleUnread(Lease lease, FetchResult result, FetchVerdict verdict) {
  const std::string via = lease.entry.via;
  const std::size_t site_index = lease.site;
  switch (verdict) {
    case FetchVerdict::kNotModified:
      SettleNotModified(std::move(lease), result);
      break;
    case FetchVerdict::kFollow:
      --begun_;  // the page is where the redirect leads
      Follow(std::move(lease), result);
      break;
    case FetchVerdict::kRetry:
      --begun_;
      ++lease.entry.failures;
      frontier_.Retry(lease);
      break;
    default:
      if (result.status >= 400) {
        ReportToTraps(lease.entry, false, 0);
      }
      lease.entry.failures = static_cast<std::uint8_t>(std::min(lease.entry.failures + 1, 255));
      Conclude(std::move(lease),
               verdict == FetchVerdict::kGone ? VisitEnd::kGone : VisitEnd::kFailed);
      break;
  }
  CaptureRecord record = MakeCaptureRecord(std::move(result), via, options_.ignore_robots);
  PendingVisit visit = Pending(record.capture, site_index);
  Submit(std::move(record), std::move(visit));
}

void Crawl::Loop::Follow(Lease lease, const FetchResult& result) {
  const Site& site = SiteAt(lease.site);
  const Url target = result.location->WithoutFragment();
  FrontierEntry next = lease.entry;
  next.url = target;
  next.hops = static_cast<std::uint8_t>(lease.entry.hops + 1);
  next.via = lease.entry.url.href();
  next.etag.clear();
  next.last_modified.clear();
  next.failures = 0;
  next.payload = 0;
  const bool loop = target == lease.entry.url;
  const SkipReason reason = scope_.Judge(next);
  const bool elsewhere = !scope_.SiteOf(target).has_value();
  if (lease.entry.url.is_https() && !target.is_https() && !elsewhere) {
    tally_.Note(lease.entry.url, site.id, "redirects from https to http, which was followed");
  }
  if (!loop && !elsewhere && IdentityOf(target) == IdentityOf(lease.entry.url)) {
    if (lease.entry.link_class >= LinkClass::kArticle) {
      NoteAlias(target, lease.entry.url);
    }
    lease.entry = std::move(next);
    frontier_.Move(std::move(lease), target);
    return;
  }
  if (elsewhere && lease.entry.link_class == LinkClass::kSeed) {
    tally_.Note(lease.entry.url, site.id,
                "redirects to " + SanitizeLine(target.host()) +
                    ", which is another site: add it to aliases to follow");
  }
  VisitEnd end = IsPermanent(result.status) ? VisitEnd::kMoved : VisitEnd::kSame;
  if (loop) {
    ++lease.entry.failures;
    end = VisitEnd::kFailed;
  }
  const std::string from = lease.entry.url.href();
  traps_.Follow(lease.entry.url, target);
  if (end == VisitEnd::kMoved && !elsewhere && lease.entry.link_class >= LinkClass::kArticle) {
    NoteAlias(target, lease.entry.url);
    Set(lease.entry, kIsAlias, true);
  }
  Conclude(std::move(lease), end);
  if (reason != SkipReason::kNone || elsewhere) {
    tally_.CountSkip(target, site.id, elsewhere ? SkipReason::kOtherSite : reason, from);
  } else if (!loop) {
    std::vector<FrontierEntry> targets;
    targets.push_back(std::move(next));
    AddAll(targets);
  }
}

/// The body is the one that was read before, or shows the same article for sure.
void Crawl::Loop::SettleAgain(Lease lease, ParsedResponse same) {
  FetchResult result = std::move(same.result);
  const std::size_t site_index = lease.site;
  const std::string via = lease.entry.via;
  const UsageTerms terms = TermsOf(result, nullptr, lease.entry.terms);
  const bool forbidden = IsForbiddenToKeep(SiteAt(lease.site).noarchive, result, terms);
  const bool story = !forbidden && (lease.entry.evidence & kWasArticle) != 0;
  if (forbidden) {  // since the last time
    tally_.CountSkip(lease.entry.url, SiteAt(lease.site).id, SkipReason::kNoArchive, via);
    DropBody(result);
    lease.entry.payload = 0;
  }
  ReportToTraps(lease.entry, story, 0);
  if (HostRecord* const host = frontier_.Record(lease.entry.url)) {
    JudgeIndex(lease.entry, VisitEnd::kSame, *host);
  }
  NoteLook(lease, 0, 0, false);
  Remember(result, lease.entry);
  CountSitePage(site_index);
  Conclude(std::move(lease), VisitEnd::kSame);
  CaptureRecord record = MakeCaptureRecord(std::move(result), via, options_.ignore_robots);
  record.capture.terms = terms;
  if (same.standing && story) {
    record.extractor = same.standing->extractor;
    record.article = std::move(same.standing->article);
  }
  PendingVisit visit = Pending(record.capture, site_index);
  visit.kind = story ? std::optional(PageKind::kArticle) : std::nullopt;
  visit.story = story;
  Submit(std::move(record), std::move(visit));
}

/// What a whole response brought, set against what was known; remembered in lease.entry.
VisitEnd Crawl::Loop::Weigh(Lease& lease, const ParsedResponse& parsed, bool story, bool news,
                            UsageTerms terms) {
  const FrontierEntry before = lease.entry;
  const bool first = before.visited == UtcTime{} || (story && (before.evidence & kWasArticle) == 0);
  const VisitEnd end = first                            ? VisitEnd::kNew
                       : (story ? parsed.edited : news) ? VisitEnd::kChanged
                                                        : VisitEnd::kSame;
  HostRecord* const host = frontier_.Record(lease.entry.url);
  if (host != nullptr) {
    JudgeIndex(before, end, *host);
    if (before.audit && end == VisitEnd::kChanged) {
      host->validators_lied = parts_.clock.Now();
      tally_.Note(lease.entry.url, SiteAt(lease.site).id,
                  "answers 304 to pages that have changed: asked without validators from now on");
    }
  }
  Remember(parsed.result, lease.entry);
  // Of an article, the body that its version was read from: noise leaves that as it is.
  if (!story || end != VisitEnd::kSame) {
    const bool forbidden = IsForbiddenToKeep(SiteAt(lease.site).noarchive, parsed.result, terms);
    lease.entry.payload = forbidden ? 0 : PayloadMark(parsed.result.body.digest());
    lease.entry.scope = scope_marks_[lease.site];
    lease.entry.terms = terms;
  }
  if (story && parsed.page->article.published && !lease.entry.published) {
    lease.entry.published = parsed.page->article.published->utc;
  }
  return end;
}

void Crawl::Loop::SettleParsed(Lease lease, ParsedResponse parsed) {
  std::optional<PageKind> kind;
  if (parsed.page) {
    const bool dead = !DeadPageKind(parsed.page->article).empty();
    kind = dead ? PageKind::kOther
                : DecideKind(lease.entry, parsed.page->article, parsed.page->declared_list);
  }
  std::vector<FrontierEntry> links = LinksOf(lease.entry, parsed, kind);
  const UsageTerms terms = TermsOf(parsed.result, parsed.page ? &parsed.page->links : nullptr, 0);
  if ((terms & kNoFollow) != 0) {
    links.clear();
  }
  const bool forbidden = IsForbiddenToKeep(SiteAt(lease.site).noarchive, parsed.result, terms);
  if (forbidden) {
    tally_.CountSkip(lease.entry.url, SiteAt(lease.site).id, SkipReason::kNoArchive,
                     lease.entry.via);
  }
  const std::size_t news = parsed.earlier.news + AddAll(links, &parsed.earlier.named);
  KeepIndexRows(parsed, scope_, frontier_.rows());
  const bool rests = !Discover(lease, parsed, news);
  NoteLook(lease, parsed.earlier.articles + ArticlesOf(links), news,
           kind == PageKind::kHub || parsed.feed || parsed.sitemap || parsed.posts);
  const bool story = !forbidden && kind && IsStory(*kind);
  bool repeated = false;
  if (story && SettleElsewhere(lease, parsed, terms, repeated)) {
    return;
  }
  ReportToTraps(lease.entry, story && !repeated, news, parsed.earlier.named);
  const VisitEnd end = Weigh(lease, parsed, story, news > 0, terms);
  Set(lease.entry, kWasArticle, story);
  Set(lease.entry, kWasHub, kind == PageKind::kHub);
  const std::string via = lease.entry.via;
  const std::size_t site_index = lease.site;
  if (rests) {
    lease.entry.payload = 0;  // to be weighed anew when it is asked again
    frontier_.Finish(lease, parsed.result.started + kGuessRest);
  } else {
    Conclude(std::move(lease), end);
  }
  CountSitePage(site_index);
  if (forbidden) {
    DropBody(parsed.result);
  }
  CaptureRecord record = MakeCaptureRecord(std::move(parsed.result), via, options_.ignore_robots);
  record.capture.terms = terms;
  PendingVisit visit = Pending(record.capture, site_index);
  visit.kind = kind;
  if (parsed.page) {
    record.capture.charset = std::move(parsed.page->charset.encoding);
    visit.capture.charset = record.capture.charset;
    visit.title = parsed.page->article.title;
  }
  if (story) {
    visit.story = true;
    parsed.page->article.kind = *kind;
    templates_.Learn(record.capture.url.hostname(), parsed.page->article);
    record.article = std::move(parsed.page->article);
    record.extractor = kExtractorVersion;
  }
  Submit(std::move(record), std::move(visit));
}

/// Adds what is in scope; how many of them are articles not known before, or told to have changed.
/// `named` takes in the first new ones.
std::size_t Crawl::Loop::AddAll(const std::vector<FrontierEntry>& entries,
                                std::vector<Url>* named) {
  // A sitemap may name more than one commit should hold; Add is idempotent, so the rest may come
  // later.
  constexpr std::size_t kRowsPerGroup = 20'000;
  std::size_t news = 0;
  for (const FrontierEntry& entry : entries) {
    const std::optional<std::size_t> site = scope_.SiteOf(entry.url);
    const SkipReason reason = site ? scope_.Judge(entry) : SkipReason::kOtherSite;
    if (reason != SkipReason::kNone) {
      tally_.CountSkip(entry.url, site ? SiteAt(*site).id : "", reason, entry.via);
      continue;
    }
    const Frontier::Added added = frontier_.Add(entry);
    if (added == Frontier::Added::kNew) {
      tally_.CountFound(entry.url, SiteAt(*site).id);
    }
    const bool told = added == Frontier::Added::kNew || added == Frontier::Added::kTold;
    const bool counts = told && entry.link_class == LinkClass::kArticle && traps_.Allows(entry);
    news += counts ? 1 : 0;
    if (counts && added == Frontier::Added::kNew && named != nullptr &&
        named->size() < ListPromises::kPerList) {
      named->push_back(entry.url);
    }
    if (frontier_.rows().staged() >= kRowsPerGroup) {
      Flush();
    }
  }
  return news;
}

void Crawl::Loop::NoteLook(const Lease& lease, std::size_t listed, std::size_t news, bool read) {
  SiteLook& look = looks_[lease.site];
  const bool list = RevisitPolicy::IsList(lease.entry) || read;
  look.asked += list ? 1 : 0;
  look.read += read ? 1 : 0;
  look.listed += read ? listed : 0;
  look.news += news;
}

void Crawl::Loop::CountSitePage(std::size_t index) {
  const Site& site = SiteAt(index);
  if (site.limit == 0) {
    return;
  }
  const std::uint32_t pages = ++site_pages_[index];
  frontier_.rows().Put(SiteKey(site.id), SiteRecord{frontier_.run_start(), pages}.Encode());
  if (pages >= site.limit) {
    frontier_.CloseSite(index);
    tally_.Note(site.urls.front(), site.id, "limit of " + std::to_string(site.limit) + " pages");
  }
}

PendingVisit Crawl::Loop::Pending(const Capture& capture, std::size_t site) const {
  PendingVisit visit{Capture{capture.url}, SiteAt(site).id, std::nullopt, {}, false};
  Capture& told = visit.capture;
  told.time = capture.time;
  told.outcome = capture.outcome;
  told.status = capture.status;
  told.duration = capture.duration;
  told.media_type = capture.media_type;
  told.truncated = capture.truncated;
  told.robots_ignored = capture.robots_ignored;
  told.via = capture.via;
  return visit;
}

void Crawl::Loop::Submit(CaptureRecord record, PendingVisit visit) {
  CommitGroup group;
  group.captures.push_back(std::move(record));
  const std::uint64_t ticket = frontier_.TakeChanges(group.state);
  std::vector<PendingVisit> visits;
  visits.push_back(std::move(visit));
  uncommitted_.emplace_back(ticket, std::move(visits));
  commits_.Submit(std::move(group), ticket);
}

/// State rows that no capture carries.
void Crawl::Loop::Flush() {
  CommitGroup group;
  const std::uint64_t ticket = frontier_.TakeChanges(group.state);
  uncommitted_.emplace_back(ticket, std::vector<PendingVisit>());
  commits_.Submit(std::move(group), ticket);
}

}  // namespace kiosque
