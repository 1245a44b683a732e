#include "crawler/robots_cache.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <list>
#include <unordered_map>
#include <utility>

#include "crawler/robots_copy.h"

namespace kiosque {

namespace asio = boost::asio;

class RobotsCache::State {
 public:
  State(Fetcher& fetcher, RobotsTraffic& traffic, RobotsRows* rows, const Clock& clock,
        RobotsCacheOptions options)
      : options_(std::move(options)),
        fetcher_(fetcher),
        traffic_(traffic),
        rows_(rows),
        clock_(clock) {}

  asio::awaitable<RobotsAnswer> Check(Url url, TlsPolicy tls);
  const RobotsRules* Rules(const Url& url) const;
  const RobotsCacheOptions& options() const { return options_; }

 private:
  struct Entry {
    explicit Entry(std::string o) : origin(std::move(o)) {}
    std::string origin;
    RobotsCopy copy;
    // Set while one Check fetches. Others wait on it: it never expires, and is cancelled when the
    // fetch is over.
    std::unique_ptr<asio::steady_timer> fetching;
    bool stopped = false;     // the last fetch was cancelled
    std::size_t waiting = 0;  // an entry somebody waits for is not evicted
  };

  Entry& Lookup(const std::string& origin);
  void Evict();
  asio::awaitable<bool> Refresh(Entry& entry, const Url& url, TlsPolicy tls);
  bool Conclude(Entry& entry, FetchResult result, bool own_url);

  const RobotsCacheOptions options_;
  Fetcher& fetcher_;
  RobotsTraffic& traffic_;
  RobotsRows* const rows_;
  const Clock& clock_;
  std::list<Entry> entries_;  // last asked first
  std::unordered_map<std::string_view, std::list<Entry>::iterator>
      by_origin_;  // keys view into entries_
};

RobotsCache::State::Entry& RobotsCache::State::Lookup(const std::string& origin) {
  if (const auto found = by_origin_.find(origin); found != by_origin_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return entries_.front();
  }
  entries_.emplace_front(origin);
  Entry& entry = entries_.front();
  by_origin_.emplace(entry.origin, entries_.begin());
  if (rows_ != nullptr) {
    if (const auto row = rows_->Load(origin)) {
      if (auto copy = RobotsCopy::FromRow(*row)) {
        entry.copy = std::move(*copy);
      }
    }
  }
  Evict();
  return entry;
}

void RobotsCache::State::Evict() {
  auto oldest = entries_.end();
  while (entries_.size() > options_.max_origins && oldest != entries_.begin()) {
    --oldest;
    if (oldest != entries_.begin() && !oldest->fetching && oldest->waiting == 0) {
      by_origin_.erase(oldest->origin);
      oldest = entries_.erase(oldest);
    }
  }
}

asio::awaitable<RobotsAnswer> RobotsCache::State::Check(Url url, TlsPolicy tls) {
  const std::string origin = url.origin();
  Entry& entry = Lookup(origin);
  bool stopped = false;
  if (entry.fetching) {
    ++entry.waiting;
    co_await entry.fetching->async_wait(asio::as_tuple(asio::use_awaitable));
    --entry.waiting;
    stopped = entry.stopped;
  } else if (!entry.copy.Fresh(clock_.Now())) {
    const auto executor = co_await asio::this_coro::executor;
    entry.fetching =
        std::make_unique<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
    // What the waiters get when this coroutine is cancelled and the await throws.
    entry.stopped = true;
    try {
      entry.stopped = !co_await Refresh(entry, url, tls);
    } catch (...) {
      entry.fetching.reset();
      throw;
    }
    entry.fetching.reset();
    stopped = entry.stopped;
  }
  if (stopped) {
    co_return RobotsAnswer(RobotsVerdict::kCancelled);
  }
  co_return entry.copy.Decide(url, options_.agent, clock_.Now());
}

/// RFC 9309 §2.3.1.2: redirects are followed, also to other hosts; but not to any port of them,
/// which would make a port scanner of whoever asks.
asio::awaitable<bool> RobotsCache::State::Refresh(Entry& entry, const Url& url, TlsPolicy tls) {
  Url target = url.WithPath("/robots.txt").WithoutCredentials();
  for (int hop = 0;; ++hop) {
    const bool may = co_await traffic_.BeforeRequest(target);
    if (!may) {
      co_return false;
    }
    FetchRequest request(target);
    request.accept = "text/plain,*/*;q=0.5";
    request.max_body_bytes = RobotsRules::kMaxBytes;
    request.want_prefix = true;
    request.timeout = options_.timeout;
    request.tls = tls;
    if (hop == 0 && entry.copy.kind() == RobotsCopy::Kind::kRules) {
      request.etag = entry.copy.etag();
      request.last_modified = entry.copy.last_modified();
    }
    FetchResult result = co_await fetcher_.Fetch(std::move(request));
    if (result.outcome != FetchOutcome::kRedirect || hop == kMaxRedirects ||
        (result.location->has_explicit_port() && result.location->port() != url.port())) {
      co_return Conclude(entry, std::move(result), hop == 0);
    }
    target = result.location->WithoutCredentials();
    traffic_.OnFetched(std::move(result));
  }
}

// Learns from the last response and hands it on; false when the crawl stopped.
bool RobotsCache::State::Conclude(Entry& entry, FetchResult result, bool own_url) {
  const bool learnt =
      entry.copy.Learn(result, clock_.Now(), std::min(options_.lifetime, std::chrono::hours{24}));
  if (learnt && !own_url) {
    entry.copy.DropValidators();
  }
  if (learnt && rows_ != nullptr) {
    const bool new_rules = result.status / 100 == 2 && (result.outcome == FetchOutcome::kOk ||
                                                        result.outcome == FetchOutcome::kTooLarge);
    if (new_rules) {
      rows_->Save(entry.origin, entry.copy.ToRow(result.body.view()));
    } else if (entry.copy.kind() != RobotsCopy::Kind::kRules) {
      rows_->Save(entry.origin, entry.copy.ToRow(""));
    } else if (const auto before = rows_->Load(entry.origin)) {
      // A row of rules without their body would read as "everything allowed": no row is better.
      rows_->Save(entry.origin, entry.copy.ToRow(RobotsCopy::BodyOfRow(*before)));
    }
  }
  traffic_.OnFetched(std::move(result));
  return learnt;
}

const RobotsRules* RobotsCache::State::Rules(const Url& url) const {
  const auto found = by_origin_.find(url.origin());
  if (found == by_origin_.end() || found->second->copy.kind() != RobotsCopy::Kind::kRules) {
    return nullptr;
  }
  return &found->second->copy.rules();
}

RobotsCache::RobotsCache(Fetcher& fetcher, RobotsTraffic& traffic, RobotsRows* rows,
                         const Clock& clock, RobotsCacheOptions options)
    : state_(std::make_unique<State>(fetcher, traffic, rows, clock, std::move(options))) {}

RobotsCache::~RobotsCache() = default;

asio::awaitable<RobotsAnswer> RobotsCache::Check(Url url, std::optional<TlsPolicy> tls) {
  return state_->Check(std::move(url), tls.value_or(state_->options().tls));
}

const RobotsRules* RobotsCache::Rules(const Url& url) const {
  return state_->Rules(url);
}

}  // namespace kiosque
