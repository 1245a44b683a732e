// url_parser.h — the URL Standard's state machine, for http and https. Private to base/url*.cc.
//
// The states of §4.4 that special, non-file URLs reach, written as one function a state; the
// serialisation is built in place, and the offsets of Url are noted on the way. One parser makes
// one Url.
//
// Errors: nullopt is the standard's "failure", or a scheme that is neither http nor https.
// Threads: a parser belongs to one thread.
// Source: https://url.spec.whatwg.org/#url-parsing
#ifndef KIOSQUE_BASE_URL_PARSER_H_
#define KIOSQUE_BASE_URL_PARSER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace kiosque {

class UrlParser {
 public:
  /// `base` may be null; it and `encoding` (of the query; empty = UTF-8) outlive the call.
  static std::optional<Url> Parse(std::string_view input, const Url* base,
                                  std::string_view encoding);

  /// `url` up to its path, followed by `path_and_query`, which begins with '/'.
  static Url ReplacePath(const Url& url, std::string_view path_and_query);

 private:
  UrlParser(const Url* base, std::string_view encoding) : base_(base), encoding_(encoding) {}

  bool ParseInput(std::string_view input);
  bool ParseRelative(std::string_view rest);
  bool ParseAuthority(std::string_view rest);
  void AppendCredentials(std::string_view credentials);
  bool AppendPort(std::string_view digits);
  void CopyFromBase(std::size_t end);
  /// Appends path, query and fragment; `rest` begins after the slash that opened the path.
  void ParsePath(std::string_view rest);
  void AppendSegment(std::string_view segment, bool last);
  void PopSegment();
  void ParseQueryAndFragment(std::string_view rest);
  void ParseFragment(std::string_view rest);

  const Url* base_;
  std::string_view encoding_;
  Url url_;
};

}  // namespace kiosque

#endif  // KIOSQUE_BASE_URL_PARSER_H_
