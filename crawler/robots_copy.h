// robots_copy.h — what is known of one origin's robots.txt, and what follows from it.
//
// The pure half of RobotsCache: how each kind of answer changes the copy, and what the copy says at
// a given time. It survives the process as a row, one header line and the body:
//
//   "1 KIND EXPIRES FAILING_SINCE RETRY_AT FAILURES\n" ETAG "\n" LAST_MODIFIED "\n" REASON "\n"
//   BODY
//
// Times: wall clock, microseconds since 1970 in rows; 0 = not failing. Errors: a row that cannot be
// read is no row. Threads: not thread-safe. Source: RFC 9309 §2.3.1, §2.4.
#ifndef KIOSQUE_CRAWLER_ROBOTS_COPY_H_
#define KIOSQUE_CRAWLER_ROBOTS_COPY_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "crawler/fetcher.h"
#include "crawler/robots_cache.h"
#include "parser/robots_rules.h"

namespace kiosque {

class RobotsCopy {
 public:
  enum class Kind : std::uint8_t { kNone, kRules, kUnavailable };

  /// Whether what is known may be used at `now` without asking the server.
  bool Fresh(UtcTime now) const;
  /// What it says of `url` at `now`.
  RobotsAnswer Decide(const Url& url, std::string_view agent, UtcTime now) const;
  /// Takes the last response of a robots.txt request (after redirects; kRedirect means too many of
  /// them). False when it was kCancelled and nothing is learnt.
  bool Learn(const FetchResult& result, UtcTime now, std::chrono::hours lifetime);

  const RobotsRules& rules() const { return rules_; }
  Kind kind() const { return kind_; }
  /// Validators for a conditional request; empty when there is nothing to renew.
  const std::string& etag() const { return etag_; }
  const std::string& last_modified() const { return last_modified_; }
  /// Forgets the validators: they belong to another URL than the origin's own robots.txt.
  void DropValidators();

  /// `body` is that of the rules: the one just fetched, or that of the row before.
  std::string ToRow(std::string_view body) const;
  static std::optional<RobotsCopy> FromRow(std::string_view row);
  /// The body inside a row; a view into it.
  static std::string_view BodyOfRow(std::string_view row);

 private:
  void Renew(UtcTime now, std::chrono::hours lifetime);
  void Fail(const FetchResult& result, UtcTime now);

  Kind kind_ = Kind::kNone;  // of the last answer that was one
  RobotsRules rules_;
  std::string etag_;
  std::string last_modified_;
  std::string reason_;
  UtcTime learnt_{};
  UtcTime expires_{};
  std::optional<UtcTime> failing_since_;
  UtcTime retry_at_{};
  std::uint32_t failures_ = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_ROBOTS_COPY_H_
