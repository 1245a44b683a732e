// fake_fetcher.h — the web in memory: pages, latencies and failures by script, on a FakeClock.
//
//   FakeFetcher web(clock);
//   web.Serve("https://a.example/", FakeResponse().Html("<p>…</p>").Latency(200ms));
//   web.ServeOnce("https://a.example/x", FakeResponse().Fails(FetchOutcome::kTimeout));   // then
//   as served … io.poll(); clock.Advance(*web.NextDue() - clock.Steady()); web.CompleteDue();
//   io.poll(); …
//
// A response without latency completes by itself (through the executor); one with latency completes
// when the clock has reached its time and CompleteDue is called. URLs that nobody serves are 404. A
// request whose validator matches the response's ETag or Last-Modified gets a 304.
//
// Threads: not thread-safe.
#ifndef KIOSQUE_TESTS_SUPPORT_FAKE_FETCHER_H_
#define KIOSQUE_TESTS_SUPPORT_FAKE_FETCHER_H_

#include <algorithm>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/fetcher.h"
#include "crawler/response_head.h"
#include "support/fake_clock.h"

namespace kiosque::testing {

/// One scripted response. The setters return *this, to be chained.
class FakeResponse {
 public:
  FakeResponse& Code(int status) {
    status_ = status;
    return *this;
  }
  FakeResponse& Header(std::string name, std::string value) {
    headers_.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  FakeResponse& Text(std::string body, std::string content_type = "text/plain; charset=utf-8") {
    body_ = std::move(body);
    return Header("Content-Type", std::move(content_type));
  }
  FakeResponse& Html(std::string body) { return Text(std::move(body), "text/html; charset=utf-8"); }
  FakeResponse& RedirectTo(std::string location, int status = 301) {
    return Code(status).Header("Location", std::move(location));
  }
  FakeResponse& Fails(FetchOutcome outcome) {
    failure_ = outcome;
    return *this;
  }
  FakeResponse& Latency(std::chrono::milliseconds latency) {
    latency_ = latency;
    return *this;
  }
  FakeResponse& Ip(std::string ip) {
    ip_ = std::move(ip);
    return *this;
  }

  std::chrono::milliseconds latency() const { return latency_; }
  FetchResult Answer(const FetchRequest& request, UtcTime now) const;

 private:
  std::string HeadFor(int status) const {
    std::string head = "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n";
    for (const auto& [name, value] : headers_) {
      head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
  }

  int status_ = 200;
  std::vector<std::pair<std::string, std::string>> headers_;
  std::string body_;
  std::optional<FetchOutcome> failure_;
  std::chrono::milliseconds latency_{0};
  std::string ip_ = "192.0.2.1";
};

inline FetchResult FakeResponse::Answer(const FetchRequest& request, UtcTime now) const {
  FetchResult result(request.url);
  result.request_head = "GET " + std::string(request.url.path_and_query()) +
                        " HTTP/1.1\r\nHost: " + std::string(request.url.host()) + "\r\n\r\n";
  if (failure_) {
    result.outcome = *failure_;
    result.detail = "scripted failure";
    return result;
  }
  result.response_head = HeadFor(status_);
  const bool conditional = !request.etag.empty() || !request.last_modified.empty();
  const bool matches = (!request.etag.empty() && request.etag == result.Field("ETag")) ||
                       (request.etag.empty() && !request.last_modified.empty() &&
                        request.last_modified == result.Field("Last-Modified"));
  if (status_ == 200 && matches) {
    result.response_head = HeadFor(304);
  }
  InterpretHead(result, conditional, now);
  result.ip = ip_;
  result.protocol = "http/1.1";
  result.wire_bytes = result.response_head.size();
  if (result.status != 304) {
    result.truncated = body_.size() > request.max_body_bytes;
    result.body = Body(body_.substr(0, request.max_body_bytes));
    result.wire_bytes += result.body.size();
    if (result.truncated) {
      result.outcome = FetchOutcome::kTooLarge;
    }
  }
  return result;
}

class FakeFetcher final : public Fetcher {
 public:
  /// One request as it was asked.
  struct Asked {
    Url url;
    SteadyTime at;
    std::string etag;
    std::string last_modified;
  };

  explicit FakeFetcher(const FakeClock& clock) : clock_(clock) {}

  /// Answers `url` with `response` from now on. REQUIRES: `url` is a valid URL.
  void Serve(std::string_view url, FakeResponse response) {
    site_.insert_or_assign(Key(url), std::move(response));
  }
  /// Answers the next request for `url` with `response`; several queue up.
  void ServeOnce(std::string_view url, FakeResponse response) {
    once_[Key(url)].push_back(std::move(response));
  }
  /// Answers every URL that is not served.
  void ServeRest(FakeResponse response) { rest_ = std::move(response); }

  boost::asio::awaitable<FetchResult> Fetch(FetchRequest request) override {
    using Token = boost::asio::use_awaitable_t<>;
    return boost::asio::async_initiate<const Token, void(FetchResult)>(
        Start(*this), boost::asio::use_awaitable, std::move(request));
  }
  void CancelAll() override {
    auto pending = std::exchange(pending_, {});
    for (auto& [due, one] : pending) {
      FetchResult result(one.request.url);
      result.detail = "cancelled";
      Complete(std::move(one.handler), std::move(result));
    }
  }

  /// Everything asked so far, in order.
  const std::vector<Asked>& log() const { return log_; }
  /// How often `url` was asked.
  std::size_t Count(std::string_view url) const {
    std::size_t count = 0;
    for (const Asked& asked : log_) {
      count += asked.url.href() == url ? 1 : 0;
    }
    return count;
  }
  std::size_t in_flight() const { return pending_.size(); }
  std::size_t most_in_flight() const { return most_in_flight_; }
  /// When the next response with latency is due; empty when none is under way.
  std::optional<SteadyTime> NextDue() const {
    return pending_.empty() ? std::nullopt : std::optional(pending_.begin()->first);
  }
  /// Completes what is due by now; how many.
  std::size_t CompleteDue() {
    std::size_t completed = 0;
    while (!pending_.empty() && pending_.begin()->first <= clock_.Steady()) {
      auto one = pending_.extract(pending_.begin());
      FetchResult result = one.mapped().response.Answer(one.mapped().request, clock_.Now());
      result.started = one.mapped().started;
      result.duration = one.mapped().response.latency();
      Complete(std::move(one.mapped().handler), std::move(result));
      ++completed;
    }
    return completed;
  }

 private:
  // The handler with the executor it had before its type was erased.
  struct Handler {
    boost::asio::any_completion_handler<void(FetchResult)> call;
    boost::asio::any_io_executor executor;
  };
  struct Pending {
    FetchRequest request;
    FakeResponse response;
    UtcTime started;
    Handler handler;
  };
  // A named type: capturing lambdas inside co_await are miscompiled by GCC 12.
  class Start {
   public:
    explicit Start(FakeFetcher& fetcher) : fetcher_(&fetcher) {}
    template <typename H>
    void operator()(H&& handler, FetchRequest request) const {
      boost::asio::any_io_executor executor = boost::asio::get_associated_executor(handler);
      fetcher_->Begin(Handler{std::forward<H>(handler), std::move(executor)}, std::move(request));
    }

   private:
    FakeFetcher* fetcher_;
  };

  static std::string Key(std::string_view url) { return Url::Parse(url).value().href(); }

  FakeResponse Take(const Url& url) {
    if (const auto queued = once_.find(url.href());
        queued != once_.end() && !queued->second.empty()) {
      FakeResponse response = std::move(queued->second.front());
      queued->second.pop_front();
      return response;
    }
    const auto served = site_.find(url.href());
    return served == site_.end() ? rest_ : served->second;
  }

  void Begin(Handler handler, FetchRequest request) {
    log_.push_back(Asked{request.url, clock_.Steady(), request.etag, request.last_modified});
    FakeResponse response = Take(request.url);
    if (response.latency() <= std::chrono::milliseconds{0}) {
      FetchResult result = response.Answer(request, clock_.Now());
      result.started = clock_.Now();
      Complete(std::move(handler), std::move(result));
      return;
    }
    const SteadyTime due = clock_.Steady() + response.latency();
    pending_.emplace(
        due, Pending{std::move(request), std::move(response), clock_.Now(), std::move(handler)});
    most_in_flight_ = std::max(most_in_flight_, pending_.size());
  }

  static void Complete(Handler handler, FetchResult result) {
    boost::asio::post(handler.executor,
                      [h = std::move(handler.call), r = std::move(result)]() mutable {
                        std::move(h)(std::move(r));
                      });
  }

  const FakeClock& clock_;
  std::unordered_map<std::string, FakeResponse> site_;
  std::unordered_map<std::string, std::deque<FakeResponse>> once_;
  FakeResponse rest_ = FakeResponse().Code(404);
  std::multimap<SteadyTime, Pending> pending_;
  std::vector<Asked> log_;
  std::size_t most_in_flight_ = 0;
};

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_FAKE_FETCHER_H_
