// percent_encoding.h — which bytes may stand bare in which part of a URL, and %XX for the others.
//
// Bytes are percent-encoded as they are: valid UTF-8 gives what the standard asks, and a stray
// Latin-1 byte (a Location header, an old sitemap) keeps the value that its server will recognise.
//
// Errors: none. Threads: pure functions.
// Source: URL Standard §1.3 (percent-encode sets), RFC 3986 §2.
#ifndef KIOSQUE_BASE_PERCENT_ENCODING_H_
#define KIOSQUE_BASE_PERCENT_ENCODING_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace kiosque {

/// The percent-encode sets of the URL Standard; each value is one bit of the table behind
/// NeedsEncoding.
enum class EncodeSet : std::uint8_t {
  kFragment = 1,
  kSpecialQuery = 2,
  kPath = 4,
  kUserinfo = 8,
  /// Everything but RFC 3986 unreserved characters, for a value inside a query or a file name.
  kComponent = 16,
};

/// Whether `byte` is written %XX in a part that `set` governs.
bool NeedsEncoding(unsigned char byte, EncodeSet set);

/// Appends `text` to `out`, with the bytes of `set` as %XX (upper-case hex). '%' itself is kept,
/// except with kComponent.
void AppendEncoded(std::string_view text, EncodeSet set, std::string& out);

/// `text` with every %XX replaced by its byte; a '%' without two hex digits stays.
std::string PercentDecode(std::string_view text);

/// The value of a hex digit, or -1.
int HexDigitValue(char c);

/// Appends "%XX".
void AppendPercentByte(unsigned char byte, std::string& out);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_PERCENT_ENCODING_H_
