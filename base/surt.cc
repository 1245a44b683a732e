#include "base/surt.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/ascii.h"
#include "base/percent_encoding.h"

namespace kiosque {
namespace {

/// Decodes %XX until nothing is left to decode ("%2525" -> "%"), in one pass: whatever a decoded
/// byte completes is decoded in its turn.
std::string UnescapeFully(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    out += c;
    while (out.size() >= 3 && out[out.size() - 3] == '%') {
      const int high = HexDigitValue(out[out.size() - 2]);
      const int low = HexDigitValue(out[out.size() - 1]);
      if (high < 0 || low < 0) {
        break;
      }
      out.resize(out.size() - 3);
      out += static_cast<char>(high * 16 + low);
    }
  }
  return out;
}

/// The least escaping: controls, space, '#', '%' and what is not ASCII.
std::string EscapeOnce(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '#' || c == '%') {
      AppendPercentByte(byte, out);
    } else {
      out += c;
    }
  }
  return out;
}

/// Resolves dot segments and drops empty ones; `path` begins with '/'. What decoding uncovered is
/// seen here.
std::string NormalizePath(std::string_view path) {
  std::vector<std::string_view> kept;
  path.remove_prefix(std::min<std::size_t>(1, path.size()));
  while (true) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, slash);
    if (segment == ".." && !kept.empty()) {
      kept.pop_back();
    } else if (segment != "." && segment != "..") {
      kept.push_back(segment);
    }
    if (slash == path.size()) {
      break;
    }
    path.remove_prefix(slash + 1);
  }
  std::string out = "/";
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const bool last = i + 1 == kept.size();
    out += kept[i];
    if (!last && !kept[i].empty()) {
      out += '/';
    }
  }
  return out;
}

std::size_t AlphanumericRun(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), IsAsciiAlphanumeric) -
                                  text.begin());
}

/// ASP.NET's cookieless session: "(4hqa0555fwsecu455xqckv45)" or
/// "(S(4hqa0555fwsecu455xqckv45)F(…))".
bool IsAspNetSession(std::string_view segment) {
  constexpr std::size_t kIdLength = 24;
  if (segment.size() < kIdLength + 2 || segment.front() != '(' || segment.back() != ')') {
    return false;
  }
  segment = segment.substr(1, segment.size() - 2);
  if (segment.size() == kIdLength) {
    return AlphanumericRun(segment) == kIdLength;
  }
  while (segment.size() >= kIdLength + 3 && IsAsciiLetter(segment[0]) && segment[1] == '(' &&
         AlphanumericRun(segment.substr(2)) == kIdLength && segment[kIdLength + 2] == ')') {
    segment.remove_prefix(kIdLength + 3);
  }
  return segment.empty();
}

/// Removes the last ASP.NET session segment that an .aspx page follows.
void StripPathSession(std::string& path) {
  std::size_t end = path.size();
  while (end > 0) {
    const std::size_t slash = path.rfind('/', end - 1);
    if (slash == std::string::npos) {
      return;
    }
    if (end < path.size() &&
        IsAspNetSession(std::string_view(path).substr(slash + 1, end - slash - 1))) {
      const std::size_t aspx = path.find(".aspx", end + 2);
      if (aspx != std::string::npos && path.find('?', end) > aspx) {
        path.erase(slash + 1, end - slash);
        return;
      }
    }
    end = slash;
  }
}

constexpr std::size_t kNoSession = std::string_view::npos;

/// "NAME" and 32 letters or digits at `at`: where it ends.
std::size_t NamedSessionEnd(std::string_view query, std::size_t at, std::string_view name) {
  return StartsWithNoCase(query.substr(at), name) &&
                 AlphanumericRun(query.substr(at + name.size())) == 32
             ? at + name.size() + 32
             : kNoSession;
}

/// "ASPSESSIONIDxxxxxxxx=" and 24 letters.
std::size_t AspSessionEnd(std::string_view query, std::size_t at, std::string_view name) {
  const std::size_t suffix = at + name.size();
  if (!StartsWithNoCase(query.substr(at), name) || AlphanumericRun(query.substr(suffix)) != 8 ||
      suffix + 8 >= query.size() || query[suffix + 8] != '=') {
    return kNoSession;
  }
  return AlphanumericRun(query.substr(suffix + 9)) == 24 ? suffix + 9 + 24 : kNoSession;
}

/// ColdFusion's pair: "cfid=…&cftoken=…".
std::size_t ColdFusionSessionEnd(std::string_view query, std::size_t at, std::string_view name) {
  constexpr std::string_view kToken = "&cftoken=";
  if (!StartsWithNoCase(query.substr(at), name)) {
    return kNoSession;
  }
  const std::size_t next = query.find('&', at + name.size());
  if (next == std::string_view::npos || next == at + name.size() ||
      !StartsWithNoCase(query.substr(next), kToken)) {
    return kNoSession;
  }
  const std::size_t value = next + kToken.size();
  const std::size_t end = std::min(query.find('&', value), query.size());
  return end > value ? end : kNoSession;
}

struct SessionRule {
  std::string_view name;
  std::size_t (*end)(std::string_view query, std::size_t at, std::string_view name);
};

/// Each rule removes its last match, in this order, as the reference does: wherever the text
/// begins, even inside a longer name ("foosid="), with the '&' behind it and not the one before.
constexpr SessionRule kSessionRules[] = {
    {"jsessionid=", &NamedSessionEnd}, {"phpsessid=", &NamedSessionEnd}, {"sid=", &NamedSessionEnd},
    {"aspsessionid", &AspSessionEnd},  {"cfid=", &ColdFusionSessionEnd},
};

void StripQuerySession(std::string& query) {
  for (const SessionRule& rule : kSessionRules) {
    for (std::size_t at = query.size(); at-- > 0;) {
      const std::size_t end = rule.end(query, at, rule.name);
      if (end != kNoSession && (end == query.size() || query[end] == '&')) {
        query.erase(at, end - at + (end < query.size() ? 1 : 0));
        break;
      }
    }
  }
}

/// "b&a=2&a=1" -> "a=1&a=2&b"; a name without '=' comes before the same name with one.
std::string ReorderQuery(std::string_view query) {
  std::vector<std::pair<std::string_view, std::string_view>> arguments;
  while (true) {
    const std::size_t amp = std::min(query.find('&'), query.size());
    const std::string_view argument = query.substr(0, amp);
    const std::size_t equals = std::min(argument.find('='), argument.size());
    arguments.emplace_back(argument.substr(0, equals), argument.substr(equals));
    if (amp == query.size()) {
      break;
    }
    query.remove_prefix(amp + 1);
  }
  std::sort(arguments.begin(), arguments.end());
  std::string out;
  for (const auto& [name, value] : arguments) {
    out += out.empty() && &name == &arguments.front().first ? "" : "&";
    out += name;
    out += value;
  }
  return out;
}

/// "www.", "www2." … of a host that is lower case.
std::string_view WithoutWww(std::string_view host) {
  if (!host.starts_with("www")) {
    return host;
  }
  const std::size_t dot = host.find_first_not_of("0123456789", 3);
  return dot != std::string_view::npos && host[dot] == '.' ? host.substr(dot + 1) : host;
}

}  // namespace

std::string SurtHostPrefix(std::string_view hostname) {
  if (hostname.starts_with('[')) {
    return std::string(hostname.substr(1, hostname.size() - 2));
  }
  std::string out;
  hostname = WithoutWww(hostname);
  while (!hostname.empty()) {
    const std::size_t dot = hostname.rfind('.');
    const std::string_view label =
        dot == std::string_view::npos ? hostname : hostname.substr(dot + 1);
    if (!label.empty()) {
      out += out.empty() ? "" : ",";
      out += label;
    }
    hostname = hostname.substr(0, dot == std::string_view::npos ? 0 : dot);
  }
  return out;
}

std::string SurtKey(const Url& url) {
  std::string key = SurtHostPrefix(url.hostname());
  if (url.has_explicit_port()) {
    key += ':';
    key += std::to_string(url.port());
  }
  key += ')';

  std::string path = EscapeOnce(NormalizePath(UnescapeFully(url.path())));
  path = AsciiLower(path);
  StripPathSession(path);
  if (path.size() > 1 && path.back() == '/') {
    path.pop_back();
  }
  key += path;

  if (!url.search().empty()) {
    std::string query = EscapeOnce(UnescapeFully(url.search().substr(1)));
    StripQuerySession(query);
    query = AsciiLower(query);
    if (!query.empty()) {
      key += '?';
      key += ReorderQuery(query);
    }
  }
  return key;
}

std::string SurtKeyOfUri(std::string_view uri) {
  const Result<Url> url = Url::Parse(uri);
  return url ? SurtKey(*url) : std::string(uri);
}

}  // namespace kiosque
