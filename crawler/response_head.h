// response_head.h — what a raw response head says.
//
//   HTTP/1.1 200 OK\r\n            status line
//   Content-Type: text/html\r\n    fields: kept raw, read by view
//   \r\n
//
// The head is untrusted: any bytes, bare LF line ends, folded lines (their continuation is
// skipped), fields without a colon (skipped).
//
// Errors: none. Threads: pure functions. Source: RFC 9110 §5, RFC 9112 §4, §5.
#ifndef KIOSQUE_CRAWLER_RESPONSE_HEAD_H_
#define KIOSQUE_CRAWLER_RESPONSE_HEAD_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "crawler/fetcher.h"

namespace kiosque {

/// Walks the fields of a head, in order. Views into the head.
class FieldReader {
 public:
  /// `head` begins with a status line or a request line, which is skipped.
  explicit FieldReader(std::string_view head);
  /// Moves to the next field; false at the end.
  bool Next();
  std::string_view name() const { return name_; }
  /// Without surrounding blanks.
  std::string_view value() const { return value_; }

 private:
  std::string_view rest_;
  std::string_view name_;
  std::string_view value_;
};

/// The code of a status line ("HTTP/1.1 200 OK"); empty when it is none, or not 100..999.
std::optional<std::uint16_t> ParseStatusLine(std::string_view line);

/// The media type of a Content-Type value, lower case without parameters, and the charset
/// parameter's label.
struct ContentType {
  std::string media_type;
  std::string charset;
};
ContentType ParseContentType(std::string_view value);

/// Fills status, media_type, http_charset, etag, last_modified, location and retry_after of
/// `result` from its response_head, and decides the outcome of an exchange that came to its end:
/// kOk, kNotModified (a 304 to a request that was `conditional`), kRedirect, kBadRedirect. A head
/// without a status line is kBadResponse.
void InterpretHead(FetchResult& result, bool conditional, UtcTime now);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_RESPONSE_HEAD_H_
