#include "crawler/archive_page.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <deque>
#include <exception>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "base/sanitize.h"
#include "crawler/capture_record.h"
#include "crawler/challenge.h"
#include "crawler/fetch_verdict.h"
#include "crawler/live_fetcher.h"
#include "crawler/page_kind.h"
#include "crawler/response_parser.h"
#include "crawler/response_terms.h"
#include "crawler/rethrow.h"
#include "crawler/robots_cache.h"
#include "crawler/scope.h"
#include "crawler/tdm_rules.h"
#include "crawler/tls_policy.h"
#include "parser/requisites.h"

namespace kiosque {
namespace {

/// One page, hop by hop; keeps the site's delay between its own requests to one origin.
class PageVisit final : private RobotsTraffic {
 public:
  PageVisit(boost::asio::io_context& context, Fetcher& fetcher, const Clock& clock,
            const CrawlOptions& options, const Url& url, RobotsRows* rows)
      : fetcher_(fetcher),
        clock_(clock),
        options_(options),
        scope_(options.sites),
        site_(options.sites[scope_.SiteOf(url).value_or(0)]),
        robots_(fetcher, *this, rows, clock, RobotsCacheOptions{}),
        timer_(context) {}

  boost::asio::awaitable<void> Run(Url start) {
    Url url = std::move(start);
    std::string via = "command line";
    for (int hop = 0; hop <= kMaxHops; ++hop) {
      if (!options_.ignore_robots && !co_await Allowed(url)) {
        co_return;
      }
      co_await LearnTdm(url);
      FetchResult result = co_await FetchOne(url, site_.delay);
      (void)TakeForChallenge(result);
      page.outcome = result.outcome;
      page.detail = result.detail;
      const bool moved = result.outcome == FetchOutcome::kRedirect;
      const std::optional<Url> next = result.location;
      Keep(std::move(result), std::move(via));
      if (!moved || !next) {
        co_return;
      }
      via = url.href();
      url = next->WithoutFragment();
    }
    page.outcome = FetchOutcome::kBadRedirect;
    page.detail = "more than " + std::to_string(kMaxHops) + " redirects";
  }

  // What the page shows; REQUIRES: Run is done. A style sheet shows things of its own.
  boost::asio::awaitable<void> RunRequisites() {
    std::deque<Requisite> queue = FirstRequisites();
    std::set<std::string> seen;
    std::uint64_t bytes = 0;
    for (std::size_t asked = 0; !queue.empty(); queue.pop_front()) {
      const Requisite next = std::move(queue.front());
      if (!seen.insert(next.url.href()).second) {
        continue;
      }
      if (asked >= kMaxPageRequisites || bytes >= kMaxRequisiteBytes) {
        ++page.requisites.left_out;
        continue;
      }
      if (!options_.ignore_robots) {
        const RobotsAnswer answer = co_await Ask(next.url);
        if (answer.verdict != RobotsVerdict::kAllowed) {
          ++(answer.verdict == RobotsVerdict::kDenied ? page.requisites.denied
                                                      : page.requisites.failed);
          continue;
        }
      }
      ++asked;
      FetchResult result = co_await FetchOne(next.url, std::min(site_.delay, kRequisiteDelay));
      bytes += result.wire_bytes;
      if (result.outcome == FetchOutcome::kCancelled) {
        page.outcome = FetchOutcome::kCancelled;
        co_return;
      }
      KeepRequisite(std::move(result), next, queue);
    }
  }

  ArchivedPage page;
  CommitGroup group;
  const Archive* known = nullptr;  ///< knows terms of sites; null = they are not asked for

 private:
  // A browser asks for the parts of a page all at once; this is still a tenth of that.
  static constexpr std::chrono::milliseconds kRequisiteDelay{200};
  static constexpr int kMaxSteps = 5;  // of style sheets in style sheets, and of redirects

  struct Requisite {
    Url url;
    Url via;
    int step = 0;
  };

  boost::asio::awaitable<FetchResult> FetchOne(Url url, std::chrono::milliseconds delay) {
    co_await KeepDistance(url, delay);
    FetchRequest request(url);
    request.timeout = site_.timeout;
    request.max_body_bytes = static_cast<std::size_t>(site_.max_page);
    request.tls = TlsPolicyOf(site_);
    FetchResult result = co_await fetcher_.Fetch(std::move(request));
    last_[url.origin()] = clock_.Steady();
    co_return result;
  }

  std::deque<Requisite> FirstRequisites() const {
    std::deque<Requisite> queue;
    if (!page.charset || group.captures.empty()) {
      return queue;  // no HTML page
    }
    const CaptureRecord& last = group.captures.back();
    const DecodedText html = DecodeHtml(last.body.view(), page.charset->encoding);
    for (Url& url : PageRequisites(html.text, last.capture.url)) {
      queue.push_back({std::move(url), last.capture.url, 0});
    }
    return queue;
  }

  void KeepRequisite(FetchResult result, const Requisite& asked, std::deque<Requisite>& queue) {
    const bool whole = result.outcome == FetchOutcome::kOk && result.status < 400;
    const bool moved = result.outcome == FetchOutcome::kRedirect && result.location;
    page.requisites.fetched += whole || moved ? 1 : 0;
    page.requisites.failed += whole || moved ? 0 : 1;
    if (moved && asked.step < kMaxSteps) {
      queue.push_back({result.location->WithoutFragment(), asked.url, asked.step + 1});
    }
    if (whole && result.media_type == "text/css" && asked.step < kMaxSteps) {
      for (Url& url : StyleRequisites(result.body.view(), result.url)) {
        queue.push_back({std::move(url), asked.url, asked.step + 1});
      }
    }
    group.captures.push_back(
        MakeCaptureRecord(std::move(result), asked.via.href(), options_.ignore_robots));
  }

  /// What the site reserves: as the archive knows it, else asked for once.
  boost::asio::awaitable<void> LearnTdm(Url url) {
    const std::string origin = url.origin();
    if (known == nullptr || !site_.tdmrep || tdm_.contains(origin)) {
      co_return;
    }
    TdmRules& rules = tdm_[origin];
    const Result<std::optional<std::string>> row = known->StateRow(TdmRowKey(origin));
    if (row && *row) {
      rules = TdmRules::Parse(**row);
      co_return;
    }
    const Url file = url.WithPath(kTdmPath).WithoutCredentials();
    const RobotsAnswer answer = co_await Ask(file);
    if (answer.verdict != RobotsVerdict::kAllowed) {
      co_return;
    }
    const FetchResult result = co_await FetchOne(file, site_.delay);
    if (result.outcome == FetchOutcome::kOk) {
      std::string json(result.status == 200 ? result.body.view().substr(0, TdmRules::kMaxBytes)
                                            : "");
      rules = TdmRules::Parse(json);
      group.state.push_back({TdmRowKey(origin), std::move(json)});
    }
  }

  /// What robots.txt says of `url`; the delay it asks for is kept from now on.
  boost::asio::awaitable<RobotsAnswer> Ask(Url url) {
    RobotsAnswer answer = co_await robots_.Check(url, TlsPolicyOf(site_));
    crawl_delays_[url.origin()] =
        std::min(answer.crawl_delay.value_or(std::chrono::milliseconds(0)), site_.max_delay);
    co_return answer;
  }

  boost::asio::awaitable<bool> Allowed(Url url) {
    const RobotsAnswer answer = co_await Ask(url);
    if (answer.verdict == RobotsVerdict::kAllowed) {
      co_return true;
    }
    const bool denied = answer.verdict == RobotsVerdict::kDenied;
    page.outcome = denied ? FetchOutcome::kRobotsDenied : FetchOutcome::kRobotsUnreachable;
    page.detail =
        denied ? "robots.txt line " + std::to_string(answer.line) + ": " + SanitizeLine(answer.rule)
               : answer.reason;
    co_return false;
  }

  boost::asio::awaitable<void> KeepDistance(Url url, std::chrono::milliseconds delay) {
    const auto last = last_.find(url.origin());
    if (last == last_.end()) {
      co_return;
    }
    timer_.expires_at(last->second + std::max(delay, crawl_delays_[last->first]));
    boost::system::error_code cancelled;
    auto waited = boost::asio::redirect_error(boost::asio::use_awaitable, cancelled);
    co_await timer_.async_wait(waited);
  }

  void Keep(FetchResult result, std::string via) {
    std::optional<Article> story;
    std::string charset;
    UsageTerms terms = TermsOfResponse(result, nullptr);
    if (result.outcome == FetchOutcome::kOk && result.status >= 200 && result.status < 300) {
      SiteHints hints{site_.lang, site_.timezone, &site_.rules, {}};
      FrontierEntry entry(result.url);
      entry.evidence = kInFeed;  // a person who archives one page has announced it
      ParsedResponse parsed = ParseResponse(std::move(result), LinkClass::kOther, hints);
      if (parsed.page) {
        charset = parsed.page->charset.encoding;
        terms = TermsOfResponse(parsed.result, &parsed.page->links);
        page.charset = std::move(parsed.page->charset);
        page.article = std::move(parsed.page->article);
        page.article->kind = DecideKind(entry, *page.article, parsed.page->declared_list);
        if (IsStory(page.article->kind)) {
          story = page.article;
        }
      }
      result = std::move(parsed.result);
    }
    const auto rules = tdm_.find(result.url.origin());
    if (rules != tdm_.end() && rules->second.Reserves(result.url)) {
      terms = static_cast<UsageTerms>(terms | kTdmReserved);
    }
    if (known != nullptr && IsForbiddenToKeep(site_.noarchive, result, terms)) {
      page.withheld = true;
      DropBody(result);
      story.reset();
    }
    CaptureRecord record =
        MakeCaptureRecord(std::move(result), std::move(via), options_.ignore_robots);
    record.capture.terms = terms;
    record.capture.charset = std::move(charset);
    record.article = std::move(story);
    record.extractor = record.article ? kExtractorVersion : 0;
    group.captures.push_back(std::move(record));
  }

  boost::asio::awaitable<bool> BeforeRequest(const Url& url) override {
    co_await KeepDistance(url, site_.delay);
    co_return true;
  }
  void OnFetched(FetchResult result) override { last_[result.url.origin()] = clock_.Steady(); }

  Fetcher& fetcher_;
  const Clock& clock_;
  const CrawlOptions& options_;
  const Scope scope_;
  const Site& site_;
  RobotsCache robots_;
  boost::asio::steady_timer timer_;
  std::map<std::string, SteadyTime> last_;                         // by origin, as the next
  std::map<std::string, std::chrono::milliseconds> crawl_delays_;  // of robots.txt files
  std::map<std::string, TdmRules> tdm_;                            // by origin
};

CommitGroup CopyOf(const CommitGroup& group) {
  CommitGroup copy;
  for (const CaptureRecord& record : group.captures) {
    copy.captures.push_back({.capture = record.capture,
                             .body = record.body.Clone(),
                             .coded_body = record.coded_body,
                             .article = record.article,
                             .extractor = record.extractor});
  }
  return copy;
}

Result<VisitedPage> RunVisit(const Url& url, const CrawlOptions& options, spdlog::logger* log,
                             const ArchivePageOptions& how, const Archive* known) {
  const SystemClock clock;
  boost::asio::io_context context(1);
  Result<std::unique_ptr<CurlFetcher>> fetcher =
      MakeLiveFetcher(context.get_executor(), clock, options);
  if (!fetcher) {
    return fetcher.error();
  }
  PageVisit visit(context, **fetcher, clock, options, url, how.robots);
  visit.known = known;
  boost::asio::co_spawn(context, visit.Run(url.WithoutFragment()), Rethrow);
  context.run();
  if (log != nullptr) {
    log->debug("{}: {}", SanitizeLine(url.href()), FetchOutcomeName(visit.page.outcome));
  }
  for (const CaptureRecord& record : visit.group.captures) {
    Capture& capture = visit.page.captures.emplace_back(record.capture);
    if (!record.body.empty()) {
      capture.payload = record.body.digest();
      capture.payload_bytes = record.body.size();
    }
  }
  if (how.requisites && visit.page.outcome == FetchOutcome::kOk) {
    context.restart();
    boost::asio::co_spawn(context, visit.RunRequisites(), Rethrow);
    context.run();
  }
  return VisitedPage{std::move(visit.page), std::move(visit.group)};
}

}  // namespace

Result<VisitedPage> VisitPage(const Url& url, const CrawlOptions& options, spdlog::logger* log,
                              const ArchivePageOptions& how) {
  return RunVisit(url, options, log, how, nullptr);
}

Result<ArchivedPage> ArchivePage(const Url& url, const CrawlOptions& options, Archive& archive,
                                 spdlog::logger* log, const ArchivePageOptions& how) {
  Result<VisitedPage> visited = RunVisit(url, options, log, how, &archive);
  if (!visited) {
    return visited.error();
  }
  ArchivedPage page = std::move(visited->page);
  if (visited->group.captures.empty()) {
    return page;
  }
  if (how.copy != nullptr) {
    if (auto copied = how.copy->Commit(CopyOf(visited->group)); !copied) {
      return copied.error();
    }
  }
  Result<std::vector<CaptureReceipt>> receipts = archive.Commit(std::move(visited->group));
  if (!receipts) {
    return receipts.error();
  }
  page.receipts.assign(receipts->begin(), receipts->begin() + std::ssize(page.captures));
  return page;
}

}  // namespace kiosque
