// robots_rules.h — what one robots.txt allows, parsed once and asked often.
//
//   body --lines--> groups (agents, rules)     Allowed(url, "Kiosque"): groups naming the agent,
//   merged; else
//                   sitemaps                   the "*" groups; the longest matching rule wins,
//                   Allow on a tie
//
// Rules and paths are compared in one normal form (octets, percent-encoding as RFC 9309 §2.2.2
// asks). A match costs time linear in path and pattern, whatever the wildcards. Only the first
// kMaxBytes are read. Fetching, caching and what an absent or failing robots.txt means are
// crawler/robots_cache.h's.
//
// Errors: none; Parse is total, odd lines are skipped and counted.
// Threads: immutable after Parse; may be read from several threads.
// Source: RFC 9309; where it is silent, google/robotstxt (typos, missing colon, index.html, line
// length).
//         Crawl-delay, Request-rate and Visit-time are not in the RFC: own extension, see below.
#ifndef KIOSQUE_PARSER_ROBOTS_RULES_H_
#define KIOSQUE_PARSER_ROBOTS_RULES_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace kiosque {

/// A verdict with its reason.
struct RobotsDecision {
  bool allowed = true;
  /// The line that decided, counted from 1; 0 = no rule matched, so the URL is allowed.
  std::uint32_t line = 0;
  /// That line as written, trimmed; empty when line is 0. Valid while the RobotsRules lives.
  std::string_view text;
  /// Whether a group named the agent (else the "*" groups, if any, were asked).
  bool specific_group = false;
};

/// "Request-rate: 1/10s 0600-0845": at most `requests` in `period`.
struct RobotsRequestRate {
  std::uint32_t requests = 1;
  std::chrono::seconds period{0};
  bool operator==(const RobotsRequestRate&) const = default;
};

/// "Visit-time: 0600-0845": minutes after midnight UTC, [begin, end); begin > end wraps over
/// midnight.
struct RobotsVisitTime {
  std::chrono::minutes begin{0};
  std::chrono::minutes end{0};
  bool operator==(const RobotsVisitTime&) const = default;
};

class RobotsRules {
 public:
  /// RFC 9309 §2.5: a parser reads at least 500 KiB. We read exactly that; an incomplete last line
  /// is dropped.
  static constexpr std::size_t kMaxBytes = std::size_t{500} * 1024;
  /// Longer lines are cut here (google/robotstxt: eight times the longest URL of Internet
  /// Explorer).
  static constexpr std::size_t kMaxLineBytes = std::size_t{2083} * 8 - 1;

  /// No rules: everything is allowed.
  RobotsRules() = default;

  /// Parses a robots.txt as received (any bytes, of any Content-Type).
  static RobotsRules Parse(std::string_view body);

  /// Whether `agent` (a product token: "Kiosque", not the whole User-Agent) may fetch `url`. Which
  /// origin the file came from is the caller's business.
  bool Allowed(const Url& url, std::string_view agent) const { return Decide(url, agent).allowed; }
  /// The same with the line that decided.
  RobotsDecision Decide(const Url& url, std::string_view agent) const;
  /// The same for a path with its query ("/a?b"), as it stands in a request line.
  RobotsDecision DecidePath(std::string_view path_and_query, std::string_view agent) const;

  /// Own extension: the pause that the agent's group asks for; the longest if several do. Groups of
  /// extension lines end at the next User-agent line, unlike those of rules (a Crawl-delay between
  /// two User-agent lines leaves them in one group by RFC 9309 §2.2.4, yet is meant for the first
  /// alone).
  std::optional<std::chrono::milliseconds> CrawlDelay(std::string_view agent) const;
  /// Own extension: the slowest Request-rate of the agent's group.
  std::optional<RobotsRequestRate> RequestRate(std::string_view agent) const;
  /// Own extension: the hours in which the agent's group wants visits; empty = any time.
  std::vector<RobotsVisitTime> VisitTimes(std::string_view agent) const;

  /// Values of the Sitemap lines, in order, as written; to be resolved against the robots.txt's
  /// URL.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

  /// Lines that were understood, and non-empty lines that were not.
  std::size_t known_lines() const { return known_lines_; }
  std::size_t unknown_lines() const { return unknown_lines_; }
  /// Lines read, an unterminated last one included.
  std::size_t lines() const { return lines_; }
  /// Whether the body was longer than kMaxBytes.
  bool truncated() const { return truncated_; }

 private:
  friend class RobotsParser;

  struct Rule {
    std::string pattern;  // normal form, '*' and a final '$' special
    std::string folded;   // reserved characters folded as well; empty = same as pattern
    std::uint32_t line = 0;
    std::uint32_t text_begin = 0;  // into body_
    std::uint32_t text_end = 0;
    bool allow = false;
  };
  struct Group {
    std::vector<std::string> agents;  // lower case; "*" = everybody
    std::vector<Rule> rules;          // most specific first
  };
  struct Extensions {
    std::vector<std::string> agents;
    std::optional<std::chrono::milliseconds> crawl_delay;
    std::optional<RobotsRequestRate> request_rate;
    std::vector<RobotsVisitTime> visit_times;
  };
  static bool Names(const std::vector<std::string>& agents, std::string_view lower_agent);
  static bool Matches(const Rule& rule, std::string_view path, std::string_view folded_path);
  template <typename Visit>
  void VisitExtensions(std::string_view agent, Visit visit) const;

  std::string body_;  // what text_begin and text_end point into
  std::vector<Group> groups_;
  std::vector<Extensions> extensions_;
  std::vector<std::string> sitemaps_;
  std::size_t known_lines_ = 0;
  std::size_t unknown_lines_ = 0;
  std::size_t lines_ = 0;
  bool truncated_ = false;
};

/// Whether `token` is a product token by RFC 9309 §2.2.1: letters, '_' and '-' only, at least one.
bool IsRobotsProductToken(std::string_view token);

/// The path and query of something that should be a URL and may lack scheme, host or path
/// ("example.com/a" is
/// "/a", "a" is "/"), without fragment. For what Url::Parse refuses.
std::string RobotsPathOf(std::string_view url);

/// The normal form of a rule's value or of a path: octets that a URL cannot hold are
/// percent-encoded, encoded unreserved ones decoded, hex digits upper case (RFC 9309 §2.2.2). '*'
/// and '$' stay in `pattern`s; in paths they are encoded, so that only "%2A" and "%24" match them
/// verbatim (§2.2.3).
std::string NormalizeRobotsPattern(std::string_view pattern);
std::string NormalizeRobotsPath(std::string_view path);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_ROBOTS_RULES_H_
