// robots_parser.h — reads the lines of a robots.txt into a RobotsRules. Private to
// parser/robots_*.cc.
//
// Errors: none. Threads: one Run, one thread. Source: RFC 9309 §2.2 (ABNF); google/robotstxt's
// ParsedRobotsKey for the typos.
#ifndef KIOSQUE_PARSER_ROBOTS_PARSER_H_
#define KIOSQUE_PARSER_ROBOTS_PARSER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "parser/robots_rules.h"

namespace kiosque {

/// The folded comparison form of an already normal pattern or path; empty when it is the same.
std::string FoldRobotsReserved(std::string_view normal);

/// RFC 9309 §2.2.2: the longer match (in octets) wins, Allow wins a tie.
inline bool MoreSpecific(std::size_t length, bool allow, std::size_t other_length,
                         bool other_allow) {
  return length != other_length ? length > other_length : allow && !other_allow;
}

class RobotsParser {
 public:
  /// REQUIRES: rules.body_ holds the bytes to read.
  explicit RobotsParser(RobotsRules& rules) : rules_(rules), body_(rules.body_) {}
  void Run();

 private:
  enum class Key {
    kUserAgent,
    kAllow,
    kDisallow,
    kSitemap,
    kCrawlDelay,
    kRequestRate,
    kVisitTime,
    kUnknown
  };
  static Key KeyFor(std::string_view name);
  static bool Split(std::string_view line, Key* key, std::string_view* value);

  void Line(std::size_t begin, std::size_t end);
  void Directive(std::string_view line);
  void UserAgent(std::string_view value);
  void Rule(bool allow, std::string_view value, std::string_view line);
  void AddRule(std::string pattern, bool allow, std::string_view line);
  void Extension(Key key, std::string_view value);
  void Finish();

  RobotsRules& rules_;
  const std::string_view body_;
  bool rules_seen_ = false;  // in the current group: the next User-agent opens another
  bool extensions_seen_ =
      false;  // the same for Crawl-delay and kin, whose groups end at any member
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_ROBOTS_PARSER_H_
