#include "crawler/robots_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kiosque {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;

// A failing robots.txt is asked again after 5, 10, 20 … minutes, at most 6 hours, or as Retry-After
// says.
constexpr minutes kFirstRetry{5};
constexpr hours kLongestRetry{6};
constexpr hours kLongestRetryAfter{24};
constexpr hours kTooManyRequestsLifetime{1};

UtcTime FromCount(std::int64_t count) {
  return UtcTime{microseconds{count}};
}

// One header line of a row; false when there is none.
bool TakeWholeLine(std::string_view& rest, std::string_view& line) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) {
    return false;
  }
  line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return true;
}

template <typename Number>
bool TakeNumber(std::string_view& line, Number& number) {
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc()) {
    return false;
  }
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (line.starts_with(' ')) {
    line.remove_prefix(1);
  }
  return true;
}

std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

bool RobotsCopy::Fresh(UtcTime now) const {
  if (now < learnt_) {  // the clock was set back: ages mean nothing
    return false;
  }
  return failing_since_ ? now < retry_at_ : kind_ != Kind::kNone && now < expires_;
}

RobotsAnswer RobotsCopy::Decide(const Url& url, std::string_view agent, UtcTime now) const {
  RobotsAnswer answer(RobotsVerdict::kAllowed);
  answer.reason = reason_;
  if (kind_ == Kind::kRules) {
    answer.crawl_delay = rules_.CrawlDelay(agent);
  }
  if (url.path() == "/robots.txt") {  // RFC 9309 §2.2.2: implicitly allowed
    return answer;
  }
  if (failing_since_) {
    const auto failing = now - *failing_since_;
    const bool trust_again = kind_ != Kind::kNone ? failing >= RobotsCache::kDistrustAfter
                                                  : failing >= RobotsCache::kGiveUpAfter;
    if (!trust_again) {
      answer.verdict = RobotsVerdict::kUnreachable;
      answer.retry_at = retry_at_;
      return answer;
    }
    answer.reason = kind_ == Kind::kNone ? "robots.txt: unreachable for 30 days, all allowed"
                                         : "robots.txt: unreachable, last copy trusted";
  }
  if (kind_ == Kind::kRules) {
    const RobotsDecision decision = rules_.Decide(url, agent);
    answer.line = decision.line;
    answer.rule = decision.text;
    answer.verdict = decision.allowed ? RobotsVerdict::kAllowed : RobotsVerdict::kDenied;
  }
  return answer;
}

bool RobotsCopy::Learn(const FetchResult& result, UtcTime now, hours lifetime) {
  learnt_ = now;
  switch (result.outcome) {
    case FetchOutcome::kCancelled:
      return false;
    case FetchOutcome::kNotModified:
      reason_ = "robots.txt: 304, unchanged";
      Renew(now, lifetime);
      return true;
    case FetchOutcome::kRedirect:
    case FetchOutcome::kBadRedirect:
      // RFC 9309 §2.3.1.2: too many redirects may be taken as unavailable; one that leads nowhere
      // is no better.
      kind_ = Kind::kUnavailable;
      reason_ = result.outcome == FetchOutcome::kRedirect
                    ? "robots.txt: too many redirects, all allowed"
                    : "robots.txt: redirect to nowhere, all allowed";
      Renew(now, lifetime);
      return true;
    case FetchOutcome::kOk:
    case FetchOutcome::kTooLarge:
      break;
    default:
      Fail(result, now);
      return true;
  }
  if (result.status >= 500 || result.status < 200) {
    Fail(result, now);
    return true;
  }
  if (result.status < 300) {
    kind_ = Kind::kRules;
    rules_ = RobotsRules::Parse(result.body.view());
    etag_ = OneLine(result.etag);
    last_modified_ = OneLine(result.last_modified);
    reason_ = fmt::format("robots.txt: {}", result.status);
  } else {
    kind_ = Kind::kUnavailable;
    reason_ = fmt::format("robots.txt: {}, all allowed", result.status);
  }
  Renew(now, result.status == 429 ? kTooManyRequestsLifetime : lifetime);
  return true;
}

void RobotsCopy::Renew(UtcTime now, hours lifetime) {
  if (kind_ != Kind::kRules) {
    rules_ = RobotsRules();
    DropValidators();
  }
  expires_ = now + lifetime;
  failing_since_.reset();
  failures_ = 0;
}

void RobotsCopy::Fail(const FetchResult& result, UtcTime now) {
  if (!failing_since_ || *failing_since_ > now) {
    failing_since_ = now;
  }
  const auto doublings = std::min<std::uint32_t>(failures_, 10);
  ++failures_;
  microseconds pause = std::min<microseconds>(kFirstRetry * (1u << doublings), kLongestRetry);
  if (result.retry_after) {
    pause = std::max<microseconds>(pause,
                                   std::min<microseconds>(*result.retry_after, kLongestRetryAfter));
  }
  retry_at_ = now + pause;
  reason_ = result.outcome == FetchOutcome::kOk || result.outcome == FetchOutcome::kTooLarge
                ? fmt::format("robots.txt: {}, all disallowed", result.status)
                : OneLine(fmt::format("robots.txt: {}, all disallowed ({})",
                                      FetchOutcomeName(result.outcome), result.detail));
}

void RobotsCopy::DropValidators() {
  etag_.clear();
  last_modified_.clear();
}

std::string RobotsCopy::ToRow(std::string_view body) const {
  const auto count = [](UtcTime time) { return time.time_since_epoch().count(); };
  std::string row =
      fmt::format("1 {} {} {} {} {} {}\n{}\n{}\n{}\n", static_cast<int>(kind_), count(learnt_),
                  count(expires_), failing_since_ ? count(*failing_since_) : 0, count(retry_at_),
                  failures_, etag_, last_modified_, reason_);
  if (kind_ == Kind::kRules) {
    row.append(body.substr(0, RobotsRules::kMaxBytes));
  }
  return row;
}

std::optional<RobotsCopy> RobotsCopy::FromRow(std::string_view row) {
  std::string_view head;
  std::string_view etag;
  std::string_view last_modified;
  std::string_view reason;
  if (!TakeWholeLine(row, head) || !TakeWholeLine(row, etag) ||
      !TakeWholeLine(row, last_modified) || !TakeWholeLine(row, reason)) {
    return std::nullopt;
  }
  int format = 0;
  int kind = 0;
  std::int64_t learnt = 0;
  std::int64_t expires = 0;
  std::int64_t failing = 0;
  std::int64_t retry = 0;
  RobotsCopy copy;
  if (!TakeNumber(head, format) || format != 1 || !TakeNumber(head, kind) || kind < 0 || kind > 2 ||
      !TakeNumber(head, learnt) || !TakeNumber(head, expires) || !TakeNumber(head, failing) ||
      !TakeNumber(head, retry) || !TakeNumber(head, copy.failures_)) {
    return std::nullopt;
  }
  copy.kind_ = static_cast<Kind>(kind);
  copy.learnt_ = FromCount(learnt);
  copy.expires_ = FromCount(expires);
  copy.retry_at_ = FromCount(retry);
  if (failing != 0) {
    copy.failing_since_ = FromCount(failing);
  }
  copy.etag_ = etag;
  copy.last_modified_ = last_modified;
  copy.reason_ = reason;
  if (copy.kind_ == Kind::kRules) {
    copy.rules_ = RobotsRules::Parse(row);
  }
  return copy;
}

std::string_view RobotsCopy::BodyOfRow(std::string_view row) {
  std::string_view line;
  for (int i = 0; i < 4; ++i) {
    if (!TakeWholeLine(row, line)) {
      return {};
    }
  }
  return row;
}

}  // namespace kiosque
