#include "base/url_parser.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "base/char_set.h"
#include "base/percent_encoding.h"
#include "base/url_host.h"
#include "base/url_query.h"

namespace kiosque {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

bool IsSlash(char c) {
  return c == '/' || c == '\\';
}

/// Bytes of the scheme before ':'; 0 when `input` begins with none.
std::size_t SchemeLength(std::string_view input) {
  if (input.empty() || !IsAsciiLetter(input[0])) {
    return 0;
  }
  for (std::size_t i = 1; i < input.size(); ++i) {
    const char c = input[i];
    if (c == ':') {
      return i;
    }
    if (!IsAsciiLetter(c) && !IsAsciiDigit(c) && c != '+' && c != '-' && c != '.') {
      return 0;
    }
  }
  return 0;
}

std::string_view SkipSlashes(std::string_view rest) {
  while (!rest.empty() && IsSlash(rest[0])) {
    rest.remove_prefix(1);
  }
  return rest;
}

/// How many dots a path segment is, "." and "%2e" being the same; 0 for any other segment.
int DotCount(std::string_view segment) {
  if (segment.empty() || segment.size() > 6 || (segment[0] != '.' && segment[0] != '%')) {
    return 0;
  }
  int dots = 0;
  while (!segment.empty()) {
    if (segment[0] == '.') {
      segment.remove_prefix(1);
    } else if (EqualsNoCase(segment.substr(0, 3), "%2e")) {
      segment.remove_prefix(3);
    } else {
      return 0;
    }
    ++dots;
  }
  return dots <= 2 ? dots : 0;
}

std::uint32_t Offset(const std::string& text) {
  return static_cast<std::uint32_t>(text.size());  // bounded by kMaxUrlBytes, checked at the end
}

constexpr CharSet kNewlines("\t\n\r");
constexpr CharSet kSegmentEnds("/\\?#");

}  // namespace

std::optional<Url> UrlParser::Parse(std::string_view input, const Url* base,
                                    std::string_view encoding) {
  if (input.size() > kMaxUrlBytes) {
    return std::nullopt;
  }
  input = TrimControlsAndSpaces(input);
  std::string without_newlines;
  if (kNewlines.FirstIn(input) < input.size()) {
    std::copy_if(input.begin(), input.end(), std::back_inserter(without_newlines),
                 [](char c) { return !kNewlines.Has(c); });
    input = without_newlines;
  }
  UrlParser parser(base, encoding);
  if (!parser.ParseInput(input) || parser.url_.href_.size() > kMaxUrlBytes) {
    return std::nullopt;
  }
  return std::move(parser.url_);
}

Url UrlParser::ReplacePath(const Url& url, std::string_view path_and_query) {
  UrlParser parser(&url, {});
  parser.url_.https_ = url.https_;
  parser.CopyFromBase(url.path_begin_);
  parser.ParsePath(path_and_query.substr(std::min<std::size_t>(1, path_and_query.size())));
  return std::move(parser.url_);
}

// Scheme start, scheme, no scheme, special relative or authority, special authority slashes states.
bool UrlParser::ParseInput(std::string_view input) {
  const std::size_t scheme = SchemeLength(input);
  if (scheme == 0) {
    return base_ != nullptr && ParseRelative(input);
  }
  url_.https_ = EqualsNoCase(input.substr(0, scheme), "https");
  if (!url_.https_ && !EqualsNoCase(input.substr(0, scheme), "http")) {
    return false;
  }
  const std::string_view rest = input.substr(scheme + 1);
  if (base_ != nullptr && base_->https_ == url_.https_ && !rest.starts_with("//")) {
    return ParseRelative(rest);  // "http:foo" against an http base is the relative reference "foo"
  }
  return ParseAuthority(SkipSlashes(rest));
}

// Relative and relative slash states.
bool UrlParser::ParseRelative(std::string_view rest) {
  url_.https_ = base_->https_;
  if (!rest.empty() && IsSlash(rest[0])) {
    if (rest.size() > 1 && IsSlash(rest[1])) {
      return ParseAuthority(SkipSlashes(rest));
    }
    url_.href_.reserve(base_->path_begin_ + rest.size() + 16);
    CopyFromBase(base_->path_begin_);
    ParsePath(rest.substr(1));
    return true;
  }
  url_.href_.reserve(base_->href_.size() + rest.size() + 16);
  if (rest.empty() || rest[0] == '#') {
    CopyFromBase(base_->fragment_begin_);
    url_.query_begin_ = base_->query_begin_;
    url_.fragment_begin_ = base_->fragment_begin_;
    ParseFragment(rest);
    return true;
  }
  CopyFromBase(base_->query_begin_);
  if (rest[0] == '?') {
    ParseQueryAndFragment(rest);
    return true;
  }
  PopSegment();
  ParsePath(rest);
  return true;
}

void UrlParser::CopyFromBase(std::size_t end) {
  url_.href_.assign(base_->href_, 0, end);
  url_.username_end_ = base_->username_end_;
  url_.host_begin_ = base_->host_begin_;
  url_.host_end_ = base_->host_end_;
  url_.path_begin_ = base_->path_begin_;
  url_.port_ = base_->port_;
  url_.zero_port_ = base_->zero_port_;
}

// Authority, host and port states. `rest` begins after the slashes.
bool UrlParser::ParseAuthority(std::string_view rest) {
  const std::size_t end = kSegmentEnds.FirstIn(rest);
  std::string_view authority = rest.substr(0, end);
  url_.href_.reserve(rest.size() + 32);
  url_.href_ = url_.https_ ? "https://" : "http://";
  url_.username_end_ = Offset(url_.href_);
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    AppendCredentials(authority.substr(0, at));
    authority.remove_prefix(at + 1);
  }
  url_.host_begin_ = Offset(url_.href_);
  // A colon inside brackets belongs to the IPv6 address.
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : 0;
  const std::size_t colon = authority.find(':', std::min(bracket, authority.size()));
  const std::string_view host = authority.substr(0, colon);
  if (host.empty() || !AppendHost(host, url_.href_)) {
    return false;
  }
  url_.host_end_ = Offset(url_.href_);
  if (colon != std::string_view::npos && !AppendPort(authority.substr(colon + 1))) {
    return false;
  }
  url_.path_begin_ = Offset(url_.href_);
  rest.remove_prefix(end);
  if (!rest.empty() && IsSlash(rest[0])) {
    rest.remove_prefix(1);
  }
  ParsePath(rest);
  return true;
}

void UrlParser::AppendCredentials(std::string_view credentials) {
  const std::size_t colon = credentials.find(':');
  AppendEncoded(credentials.substr(0, colon), EncodeSet::kUserinfo, url_.href_);
  const std::uint32_t username_begin = url_.username_end_;
  url_.username_end_ = Offset(url_.href_);
  const bool has_password = colon != std::string_view::npos && colon + 1 < credentials.size();
  if (has_password) {
    url_.href_ += ':';
    AppendEncoded(credentials.substr(colon + 1), EncodeSet::kUserinfo, url_.href_);
  }
  if (has_password || url_.username_end_ > username_begin) {
    url_.href_ += '@';
  }
}

bool UrlParser::AppendPort(std::string_view digits) {
  if (digits.empty()) {
    return true;
  }
  std::uint32_t port = 0;
  for (const char c : digits) {
    if (!IsAsciiDigit(c)) {
      return false;
    }
    port = port * 10 + static_cast<std::uint32_t>(c - '0');
    if (port > 0xFFFF) {
      return false;
    }
  }
  if (port == (url_.https_ ? kHttpsPort : kHttpPort)) {
    return true;
  }
  url_.port_ = static_cast<std::uint16_t>(port);
  url_.zero_port_ = port == 0;
  url_.href_ += ':';
  url_.href_ += std::to_string(port);
  return true;
}

// Path start and path states. What is already in href_ behind path_begin_ is the base's directory.
void UrlParser::ParsePath(std::string_view rest) {
  while (true) {
    const std::size_t end = kSegmentEnds.FirstIn(rest);
    const bool last = end == rest.size() || !IsSlash(rest[end]);
    AppendSegment(rest.substr(0, end), last);
    if (last) {
      ParseQueryAndFragment(rest.substr(end));
      return;
    }
    rest.remove_prefix(end + 1);
  }
}

void UrlParser::AppendSegment(std::string_view segment, bool last) {
  const int dots = DotCount(segment);
  if (dots == 0) {
    url_.href_ += '/';
    AppendEncoded(segment, EncodeSet::kPath, url_.href_);
    return;
  }
  if (dots == 2) {
    PopSegment();
  }
  if (last) {
    url_.href_ += '/';
  }
}

void UrlParser::PopSegment() {
  const std::size_t slash = url_.href_.rfind('/');
  if (slash != std::string::npos && slash >= url_.path_begin_) {
    url_.href_.resize(slash);
  }
}

// Query state; `rest` is empty or begins with '?' or '#'.
void UrlParser::ParseQueryAndFragment(std::string_view rest) {
  url_.query_begin_ = Offset(url_.href_);
  const std::size_t hash = std::min(rest.find('#'), rest.size());
  const std::string_view query = rest.substr(0, hash);
  if (!query.empty()) {
    url_.href_ += '?';
    AppendEncodedQuery(query.substr(1), encoding_, url_.href_);
  }
  url_.fragment_begin_ = Offset(url_.href_);
  ParseFragment(rest.substr(hash));
}

// Fragment state; `rest` is empty or begins with '#'.
void UrlParser::ParseFragment(std::string_view rest) {
  if (!rest.empty()) {
    url_.href_ += '#';
    AppendEncoded(rest.substr(1), EncodeSet::kFragment, url_.href_);
  }
}

}  // namespace kiosque
