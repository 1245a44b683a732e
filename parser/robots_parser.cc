#include "parser/robots_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/ascii.h"

namespace kiosque {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kRobotsBlanks = " \t\v\f";

/// A non-negative decimal number with nothing behind it.
std::optional<double> NonNegative(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
      value < 0) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::chrono::milliseconds> ParseCrawlDelay(std::string_view value) {
  constexpr double kDay = 24 * 60 * 60;  // more than a day says "never": the caller's cap decides
  const auto seconds = NonNegative(value);
  if (!seconds) {
    return std::nullopt;
  }
  return std::chrono::milliseconds(std::llround(std::min(*seconds, kDay) * 1000));
}

/// "1/10s", "30/1m", "1/5": requests per period in s, m or h. The hours that may follow are left
/// aside: the rate is kept all day.
std::optional<RobotsRequestRate> ParseRequestRate(std::string_view value) {
  value = value.substr(0, value.find_first_of(kRobotsBlanks));
  const std::size_t slash = value.find('/');
  if (slash == std::string_view::npos || slash + 1 == value.size()) {
    return std::nullopt;
  }
  std::string_view period = value.substr(slash + 1);
  double unit = 1;
  switch (AsciiLowerChar(period.back())) {
    case 'h':
      unit = 3600;
      break;
    case 'm':
      unit = 60;
      break;
    case 's':
      break;
    default:
      unit = 0;
  }
  if (unit > 0) {
    period.remove_suffix(1);
  }
  const auto requests = NonNegative(value.substr(0, slash));
  const auto length = NonNegative(period);
  if (!requests || *requests < 1 || *requests > 1e6 || !length || *length > 1e6) {
    return std::nullopt;
  }
  const double seconds = *length * (unit > 0 ? unit : 1);
  return RobotsRequestRate{static_cast<std::uint32_t>(*requests),
                           std::chrono::seconds(std::llround(seconds))};
}

/// "0600" or "06:00" as minutes after midnight; 2400 is midnight.
std::optional<std::chrono::minutes> ParseHour(std::string_view text) {
  std::string digits(text);
  std::erase(digits, ':');
  if (digits.size() != 4 || digits.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  const int hour = (digits[0] - '0') * 10 + digits[1] - '0';
  const int minute = (digits[2] - '0') * 10 + digits[3] - '0';
  if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) {
    return std::nullopt;
  }
  return std::chrono::minutes(hour * 60 + minute);
}

std::optional<RobotsVisitTime> ParseVisitTime(std::string_view value) {
  const std::size_t dash = value.find('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto begin = ParseHour(Trim(value.substr(0, dash), kRobotsBlanks));
  const auto end = ParseHour(Trim(value.substr(dash + 1), kRobotsBlanks));
  if (!begin || !end) {
    return std::nullopt;
  }
  return RobotsVisitTime{*begin, *end};
}

}  // namespace

RobotsRules RobotsRules::Parse(std::string_view body) {
  RobotsRules rules;
  rules.truncated_ = body.size() > kMaxBytes;
  if (rules.truncated_) {
    body = body.substr(0, kMaxBytes);
    // Half a rule may say the opposite of the whole one.
    const std::size_t last_end = body.find_last_of("\r\n");
    body = body.substr(0, last_end == std::string_view::npos ? body.size() : last_end + 1);
  }
  rules.body_ = body;
  RobotsParser(rules).Run();
  return rules;
}

void RobotsParser::Run() {
  // A byte order mark, or as much of one as is left of it (google/robotstxt).
  std::size_t at = 0;
  while (at < kBom.size() && at < body_.size() && body_[at] == kBom[at]) {
    ++at;
  }
  while (at <= body_.size()) {
    const std::size_t end = std::min(body_.find_first_of("\r\n", at), body_.size());
    const bool last = end == body_.size();
    if (last && at == end) {
      break;
    }
    ++rules_.lines_;
    Line(at, end);
    at = end + 1;
    if (!last && body_[end] == '\r' && at < body_.size() && body_[at] == '\n') {
      ++at;
    }
  }
  Finish();
}

/// A NUL ends a directive too: C parsers stop there, and what stands behind it is a line of its own
/// to us.
void RobotsParser::Line(std::size_t begin, std::size_t end) {
  std::string_view line = body_.substr(begin, std::min(end - begin, RobotsRules::kMaxLineBytes));
  while (true) {
    const std::size_t nul = line.find('\0');
    Directive(line.substr(0, nul));
    if (nul == std::string_view::npos) {
      return;
    }
    line.remove_prefix(nul + 1);
  }
}

/// The directive that a field name means. Names match by their beginning, as in google/robotstxt
/// ("Disallowed:", "Sitemaps:"); the misspellings are its list.
RobotsParser::Key RobotsParser::KeyFor(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Key>, 21> kNames{{
      {"user-agent", Key::kUserAgent},    {"useragent", Key::kUserAgent},
      {"user agent", Key::kUserAgent},    {"allow", Key::kAllow},
      {"disallow", Key::kDisallow},       {"dissallow", Key::kDisallow},
      {"dissalow", Key::kDisallow},       {"disalow", Key::kDisallow},
      {"diasllow", Key::kDisallow},       {"disallaw", Key::kDisallow},
      {"sitemap", Key::kSitemap},         {"site-map", Key::kSitemap},
      {"crawl-delay", Key::kCrawlDelay},  {"crawldelay", Key::kCrawlDelay},
      {"crawl delay", Key::kCrawlDelay},  {"request-rate", Key::kRequestRate},
      {"requestrate", Key::kRequestRate}, {"request rate", Key::kRequestRate},
      {"visit-time", Key::kVisitTime},    {"visittime", Key::kVisitTime},
      {"visit time", Key::kVisitTime},
  }};
  for (const auto& [prefix, key] : kNames) {
    if (StartsWithNoCase(name, prefix)) {
      return key;
    }
  }
  return Key::kUnknown;
}

/// "key: value", or, since some forget the colon, "key value" of exactly two words (the key may
/// itself be "user agent").
bool RobotsParser::Split(std::string_view line, Key* key, std::string_view* value) {
  if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    *key = KeyFor(Trim(line.substr(0, colon), kRobotsBlanks));
    *value = Trim(line.substr(colon + 1), kRobotsBlanks);
    return *key != Key::kUnknown;
  }
  const std::size_t space = line.find_last_of(kRobotsBlanks);
  if (space == std::string_view::npos) {
    return false;
  }
  const std::string_view name = Trim(line.substr(0, space), kRobotsBlanks);
  *key = KeyFor(name);
  *value = line.substr(space + 1);
  const std::string lower = AsciiLower(name);
  return *key != Key::kUnknown &&
         (name.find_first_of(kRobotsBlanks) == std::string_view::npos || lower == "user agent" ||
          lower == "crawl delay" || lower == "request rate" || lower == "visit time");
}

void RobotsParser::Directive(std::string_view line) {
  line = Trim(line.substr(0, line.find('#')));
  if (line.empty()) {
    return;
  }
  Key key = Key::kUnknown;
  std::string_view value;
  if (!Split(line, &key, &value)) {
    ++rules_.unknown_lines_;
    return;
  }
  ++rules_.known_lines_;
  switch (key) {
    case Key::kUserAgent:
      UserAgent(value);
      break;
    case Key::kAllow:
    case Key::kDisallow:
      Rule(key == Key::kAllow, value, line);
      break;
    case Key::kSitemap:
      if (!value.empty()) {
        rules_.sitemaps_.emplace_back(value);
      }
      break;
    default:
      Extension(key, value);
  }
}

void RobotsParser::UserAgent(std::string_view value) {
  if (rules_seen_ || rules_.groups_.empty()) {
    rules_.groups_.emplace_back();
    rules_seen_ = false;
  }
  if (extensions_seen_ || rules_.extensions_.empty()) {
    rules_.extensions_.emplace_back();
    extensions_seen_ = false;
  }
  // The first word without its version ("FooBot/2.1 (x)"), and what of it RFC 9309 lets a token
  // hold: a robot called "MJ12bot" is met by the one, "FooBot2" for "FooBot" by the other
  // (google/robotstxt). A '*' followed by more words still is everybody.
  const std::string word = AsciiLower(value.substr(0, value.find_first_of(" \t\v\f/")));
  const std::size_t token = word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_-");
  for (const std::string& name : {word, word.substr(0, token)}) {
    if (!name.empty()) {
      auto& agents = rules_.groups_.back().agents;
      if (agents.empty() || agents.back() != name) {
        agents.push_back(name);
        rules_.extensions_.back().agents.push_back(name);
      }
    }
  }
}

void RobotsParser::Rule(bool allow, std::string_view value, std::string_view line) {
  if (rules_.groups_.empty()) {
    return;  // RFC 9309 §2.2.1: rules belong to a group; before the first User-agent they bind
             // nobody
  }
  rules_seen_ = true;
  extensions_seen_ = true;
  if (value.empty()) {
    return;  // matches nothing
  }
  std::string pattern = NormalizeRobotsPattern(value);
  if (!allow && pattern.ends_with('$')) {
    // Own policy, never admits more: who disallows "/a$" may also mean an address that has the
    // dollar sign.
    AddRule(pattern.substr(0, pattern.size() - 1) + "%24", allow, line);
  }
  if (const std::size_t slash = pattern.rfind('/');
      allow && slash != std::string::npos && pattern.compare(slash, 10, "/index.htm") == 0) {
    AddRule(pattern.substr(0, slash + 1) + '$', allow,
            line);  // google/robotstxt: index.html is its folder
  }
  AddRule(std::move(pattern), allow, line);
}

void RobotsParser::AddRule(std::string pattern, bool allow, std::string_view line) {
  RobotsRules::Rule rule;
  rule.folded = FoldRobotsReserved(pattern);
  rule.pattern = std::move(pattern);
  rule.line = static_cast<std::uint32_t>(rules_.lines_);
  rule.text_begin = static_cast<std::uint32_t>(line.data() - body_.data());
  rule.text_end = static_cast<std::uint32_t>(rule.text_begin + line.size());
  rule.allow = allow;
  rules_.groups_.back().rules.push_back(std::move(rule));
}

void RobotsParser::Extension(Key key, std::string_view value) {
  if (rules_.extensions_.empty()) {
    return;
  }
  extensions_seen_ = true;
  RobotsRules::Extensions& extensions = rules_.extensions_.back();
  if (key == Key::kCrawlDelay) {
    extensions.crawl_delay = std::max(extensions.crawl_delay, ParseCrawlDelay(value));
  } else if (key == Key::kRequestRate) {
    if (const auto rate = ParseRequestRate(value)) {
      extensions.request_rate = rate;
    }
  } else if (const auto time = ParseVisitTime(value)) {
    extensions.visit_times.push_back(*time);
  }
}

void RobotsParser::Finish() {
  for (RobotsRules::Group& group : rules_.groups_) {
    std::stable_sort(group.rules.begin(), group.rules.end(), [](const auto& a, const auto& b) {
      return MoreSpecific(a.pattern.size(), a.allow, b.pattern.size(), b.allow);
    });
  }
  // A file can hold 40,000 groups; those that say nothing need not be asked each time. A group
  // without rules still counts when it names its agents: it takes them out of "*".
  std::erase_if(rules_.extensions_, [](const RobotsRules::Extensions& extensions) {
    return !extensions.crawl_delay && !extensions.request_rate && extensions.visit_times.empty();
  });
}

}  // namespace kiosque
