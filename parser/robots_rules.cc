#include "parser/robots_rules.h"

#include <algorithm>
#include <cstring>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "parser/robots_parser.h"

namespace kiosque {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool IsUnreserved(char c) {
  return IsAsciiLetter(c) || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

/// gen-delims and sub-delims of RFC 3986 §2.2 without '#', which never is part of a path. '*' and
/// '$' are treated by the callers.
bool IsReserved(char c) {
  return c != '\0' && std::string_view(":/?[]@!&'()+,;=").find(c) != std::string_view::npos;
}

void AppendEncoded(std::string& out, char c) {
  const auto octet = static_cast<unsigned char>(c);
  out += '%';
  out += kHexDigits[octet >> 4];
  out += kHexDigits[octet & 15];
}

/// The octet of a valid "%XX" at `i`, or -1.
int EncodedOctet(std::string_view text, std::size_t i) {
  if (text[i] != '%' || i + 2 >= text.size()) {
    return -1;
  }
  const int high = HexDigitValue(text[i + 1]);
  const int low = HexDigitValue(text[i + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// Whether a hex digit written behind `out` would make an escape of a '%' that began none: "%a%41".
bool CompletesEscape(const std::string& out, char next) {
  const std::size_t size = out.size();
  const bool open = size >= 1 && out[size - 1] == '%';
  const bool half = size >= 2 && out[size - 2] == '%' && HexDigitValue(out[size - 1]) >= 0;
  return HexDigitValue(next) >= 0 && (open || half);
}

/// `wildcards`: whether '*' and a final '$' keep their meaning.
std::string Normalize(std::string_view text, bool wildcards) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (const int octet = EncodedOctet(text, i); octet >= 0) {
      const char decoded = static_cast<char>(octet);
      if (IsUnreserved(decoded) && !CompletesEscape(out, decoded)) {
        out += decoded;
      } else {
        AppendEncoded(out, decoded);
      }
      i += 2;
    } else if (wildcards && c == '*') {
      if (out.empty() || out.back() != '*') {  // "**" is "*"
        out += c;
      }
    } else if (IsUnreserved(c) || IsReserved(c) || c == '%' ||
               (wildcards && c == '$' && i + 1 == text.size())) {
      out += c;
    } else {
      AppendEncoded(out, c);
    }
  }
  return out;
}

/// RFC 9309 §2.2.2 wants reserved octets compared in their encoded form: its table has
/// "?baz=https://foo.bar" equal to "?baz=https%3A%2F%2Ffoo.bar". We decode instead, which gives the
/// same equalities and leaves wildcards usable. '/' and '?' are folded in the query only (in a path
/// they are structure, which the table keeps); '&', '=' and '+' never, since there the two forms
/// mean different queries. Empty when nothing changes.
std::string FoldReserved(std::string_view normal) {
  std::string out;
  bool in_query = false;
  bool changed = false;
  for (std::size_t i = 0; i < normal.size(); ++i) {
    const int octet = EncodedOctet(normal, i);
    const char c = octet >= 0 ? static_cast<char>(octet) : normal[i];
    const std::string_view folds = in_query ? ":@!'(),;[]/?" : ":@!'(),;[]";
    if (octet > 0 && folds.find(c) != std::string_view::npos) {
      out += c;
      changed = true;
      i += 2;
      continue;
    }
    in_query = in_query || normal[i] == '?';
    out += normal[i];
  }
  return changed ? out : std::string();
}

/// Where `needle` first stands in `text` at or after `from`. glibc's memmem is linear in both,
/// which std::string_view::find is not.
std::size_t FindFrom(std::string_view text, std::size_t from, std::string_view needle) {
  if (needle.empty()) {
    return from;
  }
  const void* at = memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
  return at == nullptr ? std::string_view::npos
                       : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

/// Whether `pattern` matches a beginning of `path` (all of it with a final '$'). The pieces between
/// the wildcards are found one after the other, each as early as possible, so nothing is tried
/// twice.
bool MatchesPattern(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) {
    pattern.remove_suffix(1);
  }
  std::size_t at = 0;
  bool first = true;
  while (true) {
    const std::size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    const bool last = star == std::string_view::npos;
    if (first) {
      if (!path.starts_with(piece)) {
        return false;
      }
      at = piece.size();
      first = false;
      if (last) {
        return !to_end || at == path.size();
      }
    } else if (last && to_end) {
      return path.size() - at >= piece.size() && path.ends_with(piece);
    } else {
      const std::size_t found = FindFrom(path, at, piece);
      if (found == std::string_view::npos) {
        return false;
      }
      at = found + piece.size();
      if (last) {
        return true;
      }
    }
    pattern.remove_prefix(star + 1);
  }
}

}  // namespace

std::string NormalizeRobotsPattern(std::string_view pattern) {
  return Normalize(pattern, true);
}

std::string NormalizeRobotsPath(std::string_view path) {
  return Normalize(path, false);
}

std::string FoldRobotsReserved(std::string_view normal) {
  return FoldReserved(normal);
}

bool IsRobotsProductToken(std::string_view token) {
  return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
    return IsAsciiLetter(c) || c == '_' || c == '-';
  });
}

std::string RobotsPathOf(std::string_view url) {
  // As google/robotstxt's GetPathParamsQuery: past "//" of the scheme or of a protocol-relative
  // reference, the path begins at the first of "/?;".
  url = url.substr(0, url.find('#'));
  std::size_t from = 0;
  if (url.starts_with("//")) {
    from = 2;
  } else if (const std::size_t scheme = url.find("://");
             scheme != std::string_view::npos && scheme < url.find_first_of("/?;")) {
    from = scheme + 3;
  }
  const std::size_t path = url.find_first_of("/?;", from);
  if (path == std::string_view::npos) {
    return "/";
  }
  return url[path] == '/' ? std::string(url.substr(path)) : "/" + std::string(url.substr(path));
}

bool RobotsRules::Names(const std::vector<std::string>& agents, std::string_view lower_agent) {
  return std::find(agents.begin(), agents.end(), lower_agent) != agents.end();
}

bool RobotsRules::Matches(const Rule& rule, std::string_view path, std::string_view folded_path) {
  if (MatchesPattern(rule.pattern, path)) {
    return true;
  }
  if (rule.folded.empty() && folded_path.empty()) {
    return false;
  }
  return MatchesPattern(rule.folded.empty() ? rule.pattern : rule.folded,
                        folded_path.empty() ? path : folded_path);
}

RobotsDecision RobotsRules::Decide(const Url& url, std::string_view agent) const {
  return DecidePath(url.path_and_query(), agent);
}

RobotsDecision RobotsRules::DecidePath(std::string_view path_and_query,
                                       std::string_view agent) const {
  RobotsDecision decision;
  const std::string lower = AsciiLower(agent);
  const auto names_agent = [&lower](const Group& group) { return Names(group.agents, lower); };
  decision.specific_group =
      lower != "*" && std::any_of(groups_.begin(), groups_.end(), names_agent);
  if (path_and_query == "/robots.txt") {
    return decision;  // RFC 9309 §2.2.2: implicitly allowed
  }
  const std::string path = NormalizeRobotsPath(path_and_query);
  const std::string folded = FoldReserved(path);
  const std::string_view wanted = decision.specific_group ? std::string_view(lower) : "*";
  const Rule* best = nullptr;
  for (const Group& group : groups_) {
    if (!Names(group.agents, wanted)) {
      continue;
    }
    for (const Rule& rule : group.rules) {  // most specific first
      if (best != nullptr &&
          !MoreSpecific(rule.pattern.size(), rule.allow, best->pattern.size(), best->allow)) {
        break;
      }
      if (Matches(rule, path, folded)) {
        best = &rule;
        break;
      }
    }
  }
  if (best != nullptr) {
    decision.allowed = best->allow;
    decision.line = best->line;
    decision.text =
        std::string_view(body_).substr(best->text_begin, best->text_end - best->text_begin);
  }
  return decision;
}

template <typename Visit>
void RobotsRules::VisitExtensions(std::string_view agent, Visit visit) const {
  const std::string lower = AsciiLower(agent);
  // Which group is meant is decided by the access groups: an agent that is named anywhere is not
  // "*".
  const bool specific = std::any_of(groups_.begin(), groups_.end(), [&lower](const Group& group) {
    return Names(group.agents, lower);
  });
  for (const Extensions& extensions : extensions_) {
    if (Names(extensions.agents, specific ? std::string_view(lower) : "*")) {
      visit(extensions);
    }
  }
}

std::optional<std::chrono::milliseconds> RobotsRules::CrawlDelay(std::string_view agent) const {
  std::optional<std::chrono::milliseconds> longest;
  VisitExtensions(agent, [&longest](const Extensions& extensions) {
    longest = std::max(longest, extensions.crawl_delay);  // an empty optional is the smallest
  });
  return longest;
}

std::optional<RobotsRequestRate> RobotsRules::RequestRate(std::string_view agent) const {
  std::optional<RobotsRequestRate> slowest;
  VisitExtensions(agent, [&slowest](const Extensions& extensions) {
    const auto& rate = extensions.request_rate;
    if (rate && (!slowest || rate->period.count() * slowest->requests >
                                 slowest->period.count() * rate->requests)) {
      slowest = rate;
    }
  });
  return slowest;
}

std::vector<RobotsVisitTime> RobotsRules::VisitTimes(std::string_view agent) const {
  std::vector<RobotsVisitTime> times;
  VisitExtensions(agent, [&times](const Extensions& extensions) {
    times.insert(times.end(), extensions.visit_times.begin(), extensions.visit_times.end());
  });
  return times;
}

}  // namespace kiosque
