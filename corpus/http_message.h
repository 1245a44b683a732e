// http_message.h — the heads and bodies of HTTP messages as archives keep them.
//
// A WARC record holds an HTTP/1.1 message in text. What came over HTTP/2, in chunks, or was decoded
// on the way must be written so that the head fits the body behind it, and nothing of what was
// received is thrown away: a field that no longer fits is renamed "X-Crawler-…", as Common Crawl
// does, not dropped.
//
// Errors: none; any bytes in. Threads: pure functions.
// Source: RFC 9112 §2–§7 (message format, chunks); WARC 1.1 §6.3; warc-specifications#22, #42.
#ifndef KIOSQUE_CORPUS_HTTP_MESSAGE_H_
#define KIOSQUE_CORPUS_HTTP_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosque {

/// A message taken apart. Views into it.
struct HttpMessage {
  std::string_view head;  ///< start line and fields, with the empty line that ends them
  std::string_view body;
};
/// Splits at the first empty line (CRLF or LF); without one everything is head.
HttpMessage SplitHttpMessage(std::string_view message);

/// Value of the first field `name` (any case) in `head`; empty when absent. View into head.
std::string_view HttpField(std::string_view head, std::string_view name);

/// The status of a response head ("HTTP/1.1 200 OK"); 0 when it is none.
std::uint16_t HttpStatus(std::string_view head);

/// The type of a Content-Type value: lower case, no parameters.
std::string MediaType(std::string_view content_type);

/// `head` as a WARC record can hold it before a body of `body_bytes`: CRLF line ends, "HTTP/1.1" in
/// the status line, no pseudo fields; Transfer-Encoding renamed; with `decoded`, Content-Encoding
/// renamed too; Content-Length right where the old one no longer is (it stays as it is when the
/// body is `elsewhere`, as that of a revisit is). Lines that are no fields become X-Crawler-Line.
std::string ArchivedResponseHead(std::string_view head, std::uint64_t body_bytes, bool decoded,
                                 bool elsewhere);
/// The same for a request.
std::string ArchivedRequestHead(std::string_view head);

/// The body without chunk framing; empty when it has none (then the header lied). A cut end gives
/// what came before.
std::optional<std::string> Dechunk(std::string_view body);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_HTTP_MESSAGE_H_
