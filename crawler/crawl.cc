#include "crawler/crawl.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cassert>
#include <csignal>
#include <exception>

#include "crawler/alarm.h"
#include "crawler/crawl_loop.h"
#include "crawler/rethrow.h"

namespace kiosque {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kProgressEvery{250};
/// What is in flight when a person stops the crawl may still end well this long.
constexpr milliseconds kGrace{2'000};

std::uint64_t SeedsFingerprint(const std::vector<Site>& sites) {
  std::vector<std::string> hosts;
  hosts.reserve(sites.size());
  for (const Site& site : sites) {
    hosts.push_back(site.hosts.front());
  }
  std::sort(hosts.begin(), hosts.end());
  std::string all;
  for (const std::string& host : hosts) {
    all += host + '\n';
  }
  return Fingerprint(all);
}

/// Behind a proxy or a rerouted connection the real address is not seen.
FrontierOptions FrontierSizes(const RunSettings& run) {
  FrontierOptions options;
  const bool seen = run.connect_to.empty() && run.proxy.empty();
  options.per_address = seen ? run.per_address : 0;
  return options;
}

/// robots.txt is waited for as long as the most patient site allows a page, within the cache's own
/// limit.
RobotsCacheOptions RobotsOptions(const std::vector<Site>& sites) {
  RobotsCacheOptions options;
  milliseconds longest{0};
  for (const Site& site : sites) {
    longest = std::max(longest, site.timeout);
  }
  if (longest.count() > 0) {
    options.timeout = std::min(options.timeout, longest);
  }
  return options;
}

}  // namespace

Crawl::Loop::Loop(boost::asio::io_context& context, CrawlOptions options, CrawlParts parts)
    : context_(context),
      options_(std::move(options)),
      parts_(parts),
      scope_(options_.sites),
      scope_marks_(ScopeMarks(options_.sites)),
      frontier_(
          parts.archive,
          [this](const Url& url) -> std::optional<Placement> {
            const std::optional<std::size_t> site = scope_.SiteOf(url);
            return site ? std::optional(Placement{*site, SiteAt(*site).per_host}) : std::nullopt;
          },
          FrontierSizes(options_.run)),
      politeness_(options_.random_seed),
      traps_(!options_.dry_run),
      tally_(parts.observer, parts.clock.Now()),
      robots_(parts.fetcher, *this, this, parts.clock, RobotsOptions(options_.sites)),
      indexes_(frontier_.rows()),
      claims_(frontier_.rows(), parts.archive),
      texts_(frontier_.rows()),
      done_(context, boost::asio::steady_timer::time_point::max()),
      signals_(context),
      pool_(context, options_.parser_threads),
      commits_(parts.archive, context,
               {[this](std::uint64_t ticket, std::vector<CaptureReceipt> receipts) {
                  OnCommit(ticket, std::move(receipts));
                },
                [this](Error error) { OnStoreFailure(std::move(error)); }},
               options_.writer_thread) {}

void Crawl::Loop::AssertNetworkThread() const {
  assert(network_thread_ == std::this_thread::get_id());
}

Status Crawl::Loop::Open() {
  if (Status opened = frontier_.OpenRun(SeedsFingerprint(options_.sites), parts_.clock.Now(),
                                        parts_.clock.Steady());
      !opened) {
    return opened;
  }
  tally_.stats().resumed = frontier_.resumed();
  for (std::size_t i = 0; i < options_.sites.size(); ++i) {
    const auto row = frontier_.rows().Get(SiteKey(SiteAt(i).id));
    const std::optional<SiteRecord> record = row ? SiteRecord::Decode(*row) : std::nullopt;
    if (record && record->run == frontier_.run_start()) {
      site_pages_[i] = record->pages;
      if (SiteAt(i).limit > 0 && record->pages >= SiteAt(i).limit) {
        frontier_.CloseSite(i);
      }
    }
  }
  if (const auto row = frontier_.rows().Get(TrapKey(SeedsFingerprint(options_.sites)))) {
    traps_.Restore(frontier_.resumed() ? *row : std::string());
  }
  AddSeeds();
  CloseResting();
  return frontier_.rows().error() ? Status(*frontier_.rows().error()) : Ok();
}

void Crawl::Loop::AddSeeds() {
  std::vector<FrontierEntry> entries;
  const auto add = [&](const std::vector<Url>& urls, LinkClass link_class) {
    for (const Url& url : urls) {
      FrontierEntry entry(url);
      entry.link_class = link_class;
      entry.via = "seed";
      entry.found = parts_.clock.Now() + std::chrono::microseconds(entries.size());
      entries.push_back(std::move(entry));
    }
  };
  for (const Site& site : options_.sites) {
    add(site.urls, LinkClass::kSeed);
    add(site.feeds, LinkClass::kFeed);
    add(site.sitemaps, LinkClass::kSitemap);
  }
  AddAll(entries);
}

boost::asio::awaitable<Result<CrawlReport>> Crawl::Loop::Run() {
  network_thread_ = std::this_thread::get_id();
  running_ = true;
  begin_ = parts_.clock.Steady();
  if (Status opened = Open(); !opened) {
    co_return opened.error();
  }
  if (parts_.log != nullptr) {
    parts_.log->info("{} {} sites, {} URLs waiting",
                     frontier_.resumed() ? "continuing" : "crawling", options_.sites.size(),
                     frontier_.counts().queued);
  }
  ListenForSignals();
  Wake();
  boost::system::error_code cancelled;
  auto until_done = boost::asio::redirect_error(boost::asio::use_awaitable, cancelled);
  co_await done_.async_wait(until_done);
  running_ = false;
  signals_.cancel();
  parts_.alarm.Cancel();
  Progress(true);
  CrawlReport report;
  report.stats = tally_.stats();
  report.stopped = stopping_.value_or(StopReason::kFinished);
  report.error = error_;
  co_return report;
}

void Crawl::Loop::ListenForSignals() {
  if (!options_.handle_signals) {
    return;
  }
  signals_.add(SIGINT);
  signals_.add(SIGTERM);
  signals_.async_wait([this](const boost::system::error_code& error, int /*signal*/) {
    if (!error) {
      // A second signal means it: the default action ends the process, and the store takes that
      // too.
      signals_.clear();
      Stop(StopReason::kInterrupted);
    }
  });
}

void Crawl::Loop::Stop(StopReason reason) {
  if (stopping_) {
    return;
  }
  stopping_ = reason;
  if (reason != StopReason::kRunLimit && reason != StopReason::kByteLimit) {
    grace_end_ = parts_.clock.Steady() + kGrace;
  }
  Wake();
}

void Crawl::Loop::Wake() {
  if (!pump_posted_ && running_) {
    pump_posted_ = true;
    boost::asio::post(context_, [this] { Pump(); });
  }
}

void Crawl::Loop::Pump() {
  AssertNetworkThread();
  pump_posted_ = false;
  if (!running_) {
    return;
  }
  if (frontier_.rows().error() && !error_) {
    OnStoreFailure(*frontier_.rows().error());
  }
  CheckLimits();
  if (!stopping_) {
    BeginVisits();
  }
  for (boost::asio::steady_timer* timer : waiting_) {
    timer->cancel();  // each looks again for itself
  }
  if (frontier_.HasChanges() && !error_) {
    Flush();
  }
  EndIfDone();
  Progress(false);
  SetAlarm();
}

std::size_t Crawl::Loop::RoomForVisits() const {
  if (fetching_ >= options_.run.jobs || pool_.full() || commits_.full()) {
    return 0;
  }
  std::uint64_t room = options_.run.jobs - fetching_;
  if (options_.run.run_limit > 0) {
    room = std::min<std::uint64_t>(
        room, options_.run.run_limit - std::min<std::uint64_t>(begun_, options_.run.run_limit));
  }
  return room;
}

void Crawl::Loop::BeginVisits() {
  while (const std::size_t room = RoomForVisits()) {
    std::vector<Lease> leases = frontier_.LeaseDue(parts_.clock.Steady(), room);
    if (leases.empty()) {
      break;
    }
    for (Lease& lease : leases) {
      ++visits_;
      ++fetching_;
      ++begun_;
      boost::asio::co_spawn(context_, DealWith(std::move(lease)), Rethrow);
    }
  }
}

void Crawl::Loop::CheckLimits() {
  const RunSettings& run = options_.run;
  if (run.run_limit > 0 && begun_ >= run.run_limit && visits_ == 0 && !frontier_.Drained()) {
    Stop(StopReason::kRunLimit);
  }
  if (run.max_bytes > 0 && tally_.stats().total.bytes >= run.max_bytes) {
    Stop(StopReason::kByteLimit);
  }
  const SteadyTime now = parts_.clock.Steady();
  if (run.time_limit.count() > 0 && now - begin_ >= run.time_limit) {
    Stop(StopReason::kTimeLimit);
  }
  if (stopping_ && now >= grace_end_ && !cancelled_) {
    cancelled_ = true;
    parts_.fetcher.CancelAll();
  }
}

void Crawl::Loop::EndIfDone() {
  if (visits_ > 0) {
    // A fetcher that does not even answer a cancellation is not waited for: nothing of it is
    // committed.
    const bool graced = stopping_ && grace_end_ != SteadyTime::max();
    const bool abandoned = graced && parts_.clock.Steady() >= grace_end_ + kGrace;
    if (!abandoned) {
      return;
    }
  }
  if (!stopping_ && !run_finished_) {
    if (!frontier_.Drained()) {
      return;
    }
    run_finished_ = true;
    JudgeSilence();
    frontier_.FinishRun();
    KeepTraps(true);
    Flush();
  }
  if (stopping_ && !run_finished_ && !error_) {
    KeepTraps(false);
  }
  if (error_ || commits_.outstanding() == 0) {
    done_.cancel();
  }
}

/// Once, at the end: an endless space is not to begin anew in each part of an interrupted run.
void Crawl::Loop::KeepTraps(bool over) {
  if (traps_kept_) {
    return;
  }
  traps_kept_ = true;
  std::string key = TrapKey(SeedsFingerprint(options_.sites));
  if (!over) {
    frontier_.rows().Put(std::move(key), traps_.Encode());
    Flush();
  } else if (frontier_.rows().Get(key)) {
    frontier_.rows().Delete(std::move(key));
  }
}

/// At the end of a run: which sites brought nothing that always did.
void Crawl::Loop::JudgeSilence() {
  for (const auto& [index, look] : looks_) {
    const Site& site = SiteAt(index);
    const std::string key = SiteNews::Key(site.id);
    const std::optional<std::string> row = frontier_.rows().Get(key);
    SiteNews news = row ? SiteNews::Decode(*row).value_or(SiteNews{}) : SiteNews{};
    if (std::string why = news.Learn(look, parts_.clock.Now()); !why.empty()) {
      tally_.Note(site.urls.front(), site.id, why);
      tally_.stats().silent.emplace(site.id, std::move(why));
    }
    frontier_.rows().Put(key, news.Encode());
  }
}

void Crawl::Loop::SetAlarm() {
  std::optional<SteadyTime> at;
  const auto sooner = [&](SteadyTime time) { at = std::min(at.value_or(time), time); };
  const bool room = !stopping_ && RoomForVisits() > 0;
  if (const auto wake = frontier_.NextWake(); wake && room) {
    sooner(*wake);
  }
  if (options_.run.time_limit.count() > 0 && !stopping_) {
    sooner(begin_ + options_.run.time_limit);
  }
  if (stopping_ && grace_end_ != SteadyTime::max()) {
    sooner(cancelled_ ? grace_end_ + kGrace : grace_end_);
  }
  if (parts_.observer != nullptr) {
    sooner(next_progress_);
  }
  if (!waiting_.empty()) {
    sooner(parts_.clock.Steady() + kProgressEvery);
  }
  if (at) {
    parts_.alarm.Set(*at, [this] { Wake(); });
  } else {
    parts_.alarm.Cancel();
  }
}

void Crawl::Loop::Progress(bool last) {
  const SteadyTime now = parts_.clock.Steady();
  if (!last && (parts_.observer == nullptr || now < next_progress_)) {
    return;
  }
  next_progress_ = now + kProgressEvery;
  CrawlStats& stats = tally_.stats();
  stats.elapsed = std::chrono::duration_cast<milliseconds>(now - begin_);
  stats.queued = frontier_.counts().queued;
  stats.in_flight = fetching_;
  if (last) {
    stats.next_due = frontier_.NextDue();
    frontier_.VisitHosts([&](const HostQueue& host) {
      if (const Result<Url> origin = Url::Parse(host.record.origin)) {
        const auto row = stats.hosts.find(std::string(origin->hostname()));
        if (row != stats.hosts.end()) {
          row->second.queued += host.record.queued + host.record.due;
        }
      }
    });
  }
  if (parts_.observer != nullptr) {
    parts_.observer->OnProgress(stats);
  }
}

void Crawl::Loop::OnCommit(std::uint64_t ticket, std::vector<CaptureReceipt> receipts) {
  AssertNetworkThread();
  frontier_.Acknowledge(ticket);
  assert(!uncommitted_.empty() && uncommitted_.front().first == ticket);
  const std::vector<PendingVisit> visits = std::move(uncommitted_.front().second);
  uncommitted_.pop_front();
  for (std::size_t i = 0; i < visits.size() && i < receipts.size(); ++i) {
    tally_.CountCommitted(visits[i], receipts[i]);
  }
  Wake();
}

void Crawl::Loop::OnStoreFailure(Error error) {
  if (parts_.log != nullptr) {
    parts_.log->error("the store failed: {}", error.message);
  }
  error_ = std::move(error);
  stopping_ = StopReason::kStoreFailed;
  grace_end_ = parts_.clock.Steady();
  Wake();
}

Crawl::Crawl(boost::asio::io_context& context, CrawlOptions options, CrawlParts parts)
    : loop_(std::make_unique<Loop>(context, std::move(options), parts)) {}

Crawl::~Crawl() = default;

boost::asio::awaitable<Result<CrawlReport>> Crawl::Run() {
  return loop_->Run();
}

void Crawl::Stop(StopReason reason) {
  loop_->Stop(reason);
}

bool Crawl::busy() const {
  return loop_->busy();
}

}  // namespace kiosque
