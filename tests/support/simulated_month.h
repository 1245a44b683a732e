// simulated_month.h — weeks of crawling in virtual time: the real frontier, politeness and revisit
// policy, a web of numbers.
//
// Sites publish at their own pace and correct some of what they published. Every quarter of an hour
// a run is opened as cron would, on a new Frontier over the rows that the last one left. Each
// request is checked when it is sent, against rules written down here a second time, not against
// the code under test:
//
//   - one at a time per origin and per address, never nearer to the end of the last one than the
//   delay, the Crawl-delay, twice
//     the response time, or what Retry-After asked
//   - an article is asked again when its rung of the ladder says so, not earlier, and no later than
//   the next run can manage
//
// Threads: one.
#ifndef KIOSQUE_TESTS_SUPPORT_SIMULATED_MONTH_H_
#define KIOSQUE_TESTS_SUPPORT_SIMULATED_MONTH_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/fetch_verdict.h"
#include "crawler/frontier.h"
#include "crawler/politeness.h"
#include "crawler/revisit_policy.h"
#include "crawler/scratch_archive.h"
#include "seeds/seed_list.h"
#include "support/fake_clock.h"

namespace kiosque::testing {

struct MonthOptions {
  std::size_t sites = 1000;
  std::size_t old_articles = 150;  ///< a site, published in the two years before
  double new_a_day = 1.7;          ///< a site, on average
  int days = 30;
  std::chrono::minutes run_every{15};
  std::uint64_t seed = 1;
};

struct MonthResult {
  std::uint64_t runs = 0;
  std::uint64_t requests = 0;
  std::uint64_t article_visits = 0;
  std::uint64_t intervals_checked = 0;
  std::uint64_t articles = 0;       ///< published
  std::uint64_t never_visited = 0;  ///< of them, older than 26 hours
  std::uint64_t violations = 0;
  std::vector<std::string> examples;  ///< of violations, the first few
};

class SimulatedMonth {
 public:
  explicit SimulatedMonth(const MonthOptions& options);
  MonthResult Run();

 private:
  using Micros = std::chrono::microseconds;
  struct Article {
    UtcTime published;
    UtcTime edited;  // its one edit; before `published` = none
    UtcTime visited{};
    UtcTime expected{};  // earliest next visit; zero = anything goes
    bool due_every_run = false;
    int quiet = 0;
  };
  struct SimSite {
    std::vector<Article> articles;  // by publication
    std::optional<std::chrono::milliseconds> crawl_delay;
    std::chrono::milliseconds latency{0};
    std::string address;
    // What the site's server sees.
    SteadyTime free_at{};
    bool busy = false;
  };
  struct Flight {
    SteadyTime end;
    Lease lease;
    bool operator>(const Flight& other) const { return end > other.end; }
  };

  void OneRun();
  void Send(Lease lease);
  void Complete(Flight flight);
  void CheckLadder(Article& article, UtcTime run_end);
  void Expect(Article& article, bool first, bool changed);
  void AddNews(std::size_t site, const FrontierEntry& from);
  void Commit();
  void Violation(std::string what);
  FetchResult Answer(const Lease& lease, const SimSite& site);
  Article* ArticleOf(const Lease& lease);

  const MonthOptions options_;
  MonthResult result_;
  FakeClock clock_;
  std::mt19937_64 random_;
  std::vector<Site> seeds_;
  std::vector<SimSite> sites_;
  std::unordered_map<std::string, std::size_t> by_host_;
  std::unordered_map<std::string, int> address_busy_;
  ScratchArchive archive_;
  std::unique_ptr<Frontier> frontier_;
  std::unique_ptr<Politeness> politeness_;
  std::vector<Flight>
      flights_;  // a heap, the first to end in front: a priority_queue could only copy it out
};

inline SimulatedMonth::SimulatedMonth(const MonthOptions& options)
    : options_(options), random_(options.seed) {
  SeedSources sources;
  const UtcTime start = clock_.Now();
  for (std::size_t i = 0; i < options.sites; ++i) {
    sources.arguments.push_back("https://s" + std::to_string(i) + ".example/");
  }
  seeds_ = SeedList::Load(sources).value().sites;
  std::exponential_distribution<double> gap(options.new_a_day / 86'400e6);
  for (std::size_t i = 0; i < options.sites; ++i) {
    SimSite site;
    site.latency = std::chrono::milliseconds(50 + random_() % 900);
    site.address = "192.0.2." + std::to_string(i / 4);  // four outlets share a server
    if (i % 10 == 3) {
      site.crawl_delay = std::chrono::seconds(7);
    }
    const auto add = [&](UtcTime published) {
      Article article{published, published - Micros(1)};
      if (random_() % 5 == 0) {
        article.edited = published + std::chrono::minutes(random_() % 3000);
      }
      site.articles.push_back(article);
    };
    std::vector<UtcTime> old;
    for (std::size_t k = 0; k < options.old_articles; ++k) {
      old.push_back(start - std::chrono::minutes(1 + random_() % (730 * 1440)));
    }
    std::sort(old.begin(), old.end());
    for (const UtcTime time : old) {
      add(time);
    }
    const UtcTime end = start + std::chrono::days(options.days);
    for (UtcTime t = start + Micros(static_cast<std::int64_t>(gap(random_))); t < end;
         t += Micros(static_cast<std::int64_t>(gap(random_)))) {
      add(t);
    }
    result_.articles += site.articles.size();
    by_host_.emplace("s" + std::to_string(i) + ".example", i);
    sites_.push_back(std::move(site));
  }
}

inline void SimulatedMonth::Violation(std::string what) {
  ++result_.violations;
  if (result_.examples.size() < 10) {
    result_.examples.push_back(FormatUtc(clock_.Now()) + " " + std::move(what));
  }
}

inline SimulatedMonth::Article* SimulatedMonth::ArticleOf(const Lease& lease) {
  const std::string_view path = lease.entry.url.path();
  if (path == "/") {
    return nullptr;
  }
  const std::size_t number = std::stoul(std::string(path.substr(path.rfind('-') + 1)));
  return &sites_[lease.site].articles[number];
}

inline MonthResult SimulatedMonth::Run() {
  const UtcTime end = clock_.Now() + std::chrono::days(options_.days);
  while (clock_.Now() < end) {
    const UtcTime next = clock_.Now() + options_.run_every;
    OneRun();
    ++result_.runs;
    if (clock_.Now() < next) {
      clock_.Advance(next - clock_.Now());
    }
  }
  for (const SimSite& site : sites_) {
    for (const Article& article : site.articles) {
      const bool old = article.published < end - std::chrono::hours(26);
      result_.never_visited += old && article.visited == UtcTime{} ? 1 : 0;
    }
  }
  return result_;
}

inline void SimulatedMonth::OneRun() {
  constexpr std::size_t kJobs = 512;
  FrontierOptions sizes;
  sizes.per_address = 1;
  sizes.seen_slots = 1024;
  frontier_ = std::make_unique<Frontier>(
      archive_,
      [this](const Url& url) -> std::optional<Placement> {
        const auto site = by_host_.find(std::string(url.hostname()));
        return site == by_host_.end() ? std::nullopt : std::optional(Placement{site->second, 1});
      },
      sizes);
  politeness_ = std::make_unique<Politeness>(random_());
  if (!frontier_->OpenRun(1, clock_.Now(), clock_.Steady())) {
    Violation("the run could not be opened");
    return;
  }
  if (result_.runs == 0) {
    for (const Site& site : seeds_) {
      FrontierEntry entry(site.urls.front());
      entry.link_class = LinkClass::kSeed;
      entry.found = clock_.Now();
      frontier_->Add(entry);
      // Which machine it is was learnt from robots.txt.
      frontier_->LearnAddress(entry.url, sites_[by_host_.at(site.hosts.front())].address);
    }
  }
  while (true) {
    for (Lease& lease : frontier_->LeaseDue(clock_.Steady(), kJobs - flights_.size())) {
      Send(std::move(lease));
    }
    std::optional<SteadyTime> next = frontier_->NextWake();
    if (!flights_.empty() && (!next || flights_.size() >= kJobs || flights_.front().end < *next)) {
      next = flights_.front().end;
    }
    if (!next) {
      break;
    }
    if (*next > clock_.Steady()) {
      clock_.Advance(std::chrono::ceil<Micros>(*next - clock_.Steady()));
    }
    while (!flights_.empty() && flights_.front().end <= clock_.Steady()) {
      std::ranges::pop_heap(flights_, std::greater<>());
      Flight flight = std::move(flights_.back());
      flights_.pop_back();
      Complete(std::move(flight));
    }
  }
  frontier_->FinishRun();
  Commit();
}

inline void SimulatedMonth::Send(Lease lease) {
  SimSite& site = sites_[lease.site];
  ++result_.requests;
  if (site.busy) {
    Violation("two requests at once to " + lease.entry.url.href());
  }
  if (clock_.Steady() < site.free_at) {
    Violation("too early at " + lease.entry.url.href());
  }
  if (++address_busy_[site.address] > 1) {
    Violation("two requests at once to the server of " + lease.entry.url.href());
  }
  site.busy = true;
  if (Article* const article = ArticleOf(lease)) {
    ++result_.article_visits;
    CheckLadder(*article, clock_.Now());
  }
  const SteadyTime end = clock_.Steady() + site.latency;
  flights_.push_back(Flight{end, std::move(lease)});
  std::ranges::push_heap(flights_, std::greater<>());
}

/// Not before its rung says, and by the run that follows at the latest.
inline void SimulatedMonth::CheckLadder(Article& article, UtcTime now) {
  if (article.expected == UtcTime{}) {
    return;
  }
  ++result_.intervals_checked;
  const UtcTime latest = article.expected + options_.run_every + std::chrono::hours(1);
  if (now < article.expected || (now > latest && !article.due_every_run)) {
    Violation("published " + FormatUtc(article.published) + ", expected " +
              FormatUtc(article.expected));
  }
}

/// The ladder of docs/crawling.md, a second time.
inline void SimulatedMonth::Expect(Article& article, bool first, bool changed) {
  using std::chrono::hours;
  using std::chrono::minutes;
  const UtcTime now = clock_.Now();
  const auto age = now - article.published;
  article.visited = now;
  article.due_every_run = first;
  article.quiet = first || changed ? 0 : article.quiet + 1;
  if (first) {
    article.expected = now;  // once more in the next run
    return;
  }
  Micros rung{0};
  if (age < hours(3)) {
    rung = minutes(15);
  } else if (age < hours(24)) {
    rung = hours(1);
  } else if (age < hours(24 * 7)) {
    rung = hours(3);
  } else if (age < hours(24 * 30)) {
    rung = hours(24 * 3);
  } else if (age < hours(24 * 365)) {
    rung = hours(24 * 30);
  } else {
    article.expected = now + hours(24 * 365 * 100);  // never
    return;
  }
  const int quarters = std::min(4, std::max(0, article.quiet - 1));
  article.expected = now + (changed ? rung / 2 : rung + rung * quarters / 4);
}

inline FetchResult SimulatedMonth::Answer(const Lease& lease, const SimSite& site) {
  FetchResult result(lease.entry.url);
  result.outcome = FetchOutcome::kOk;
  result.status = 200;
  result.duration = site.latency;
  result.ip = site.address;
  if (random_() % 500 == 0) {
    result.status = 503;
    result.retry_after = std::chrono::seconds(120);
  }
  return result;
}

inline void SimulatedMonth::Complete(Flight flight) {
  Lease& lease = flight.lease;
  SimSite& site = sites_[lease.site];
  const FetchResult result = Answer(lease, site);
  site.busy = false;
  --address_busy_[site.address];
  const auto least = std::max({std::chrono::milliseconds(1000), 2 * site.latency,
                               site.crawl_delay.value_or(std::chrono::milliseconds(0)),
                               result.retry_after ? std::chrono::milliseconds(*result.retry_after)
                                                  : std::chrono::milliseconds(0)});
  site.free_at = clock_.Steady() + least;
  const Pause pause = politeness_->After(result, seeds_[lease.site], site.crawl_delay);
  frontier_->LearnAddress(lease.entry.url, result.ip);
  frontier_->Release(lease, clock_.Steady() + pause.delay);
  Article* const article = ArticleOf(lease);
  if (JudgeFetch(result, lease.entry) == FetchVerdict::kRetry) {
    ++lease.entry.failures;
    if (article != nullptr) {
      article->expected = UtcTime{};
    }
    frontier_->Retry(lease);
    return;
  }
  const bool first = lease.entry.visited == UtcTime{};
  VisitEnd end = first ? VisitEnd::kNew : VisitEnd::kSame;
  lease.entry.failures = 0;
  if (article != nullptr) {
    const bool changed =
        !first && article->visited < article->edited && article->edited <= clock_.Now();
    end = changed ? VisitEnd::kChanged : end;
    lease.entry.evidence |= kWasArticle;
    Expect(*article, first, changed);
  } else {
    const std::uint64_t before = frontier_->counts().queued;
    AddNews(lease.site, lease.entry);
    end = !first && frontier_->counts().queued > before ? VisitEnd::kChanged : end;
  }
  lease.entry.visited = clock_.Now();
  const VisitTime time{clock_.Now(), frontier_->next_run()};
  const auto due = RevisitPolicy::Next(seeds_[lease.site], lease.entry, end, time, true);
  frontier_->Finish(lease, due);
  if (frontier_->rows().staged() > 2000) {
    Commit();
  }
}

/// The front page: everything on the first day, later what is new.
inline void SimulatedMonth::AddNews(std::size_t index, const FrontierEntry& from) {
  const std::vector<Article>& articles = sites_[index].articles;
  for (std::size_t i = articles.size(); i-- > 0;) {
    if (articles[i].published > clock_.Now()) {
      continue;
    }
    if (articles[i].published < from.visited) {
      break;
    }
    FrontierEntry entry(*from.url.Resolve("/article-" + std::to_string(i)));
    entry.link_class = LinkClass::kArticle;
    entry.evidence = kInFeed;
    entry.published = articles[i].published;
    entry.found = clock_.Now();
    entry.depth = 1;
    frontier_->Add(entry);
  }
}

inline void SimulatedMonth::Commit() {
  CommitGroup group;
  const std::uint64_t ticket = frontier_->TakeChanges(group.state);
  if (!archive_.Commit(std::move(group))) {
    Violation("a commit failed");
  }
  frontier_->Acknowledge(ticket);
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_SIMULATED_MONTH_H_
