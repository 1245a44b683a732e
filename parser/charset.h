// charset.h — which encoding a page is in, and the page as UTF-8.
//
// Order: BOM, HTTP header, meta (first 1024 bytes, or the XML declaration), then evidence: valid
// UTF-8 is UTF-8 even where a header says ISO-8859-1; bytes that the declared encoding cannot hold
// overrule it; uchardet decides what nobody declares.
//
// Errors: none; any bytes in, valid UTF-8 out, NULs and unconvertible bytes as U+FFFD (counted).
// Threads: pure functions.
// Source: https://encoding.spec.whatwg.org/ (labels §4.2), HTML §13.2.3 (sniffing).
#ifndef KIOSQUE_PARSER_CHARSET_H_
#define KIOSQUE_PARSER_CHARSET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kiosque {

enum class CharsetSource : std::uint8_t { kBom, kHttp, kMeta, kUtf8Validity, kDetector, kDefault };
/// "bom", "http", "meta", "utf8", "detected", "default".
std::string_view CharsetSourceName(CharsetSource source);

struct CharsetVerdict {
  std::string encoding;  ///< name of the Encoding Standard, e.g. "windows-1252"
  CharsetSource source = CharsetSource::kDefault;
  bool overruled = false;        ///< a declaration was there and was not believed
  std::size_t replacements = 0;  ///< bytes or sequences that became U+FFFD
};

struct DecodedText {
  std::string text;  ///< valid UTF-8, no BOM
  CharsetVerdict verdict;
};

/// The Encoding Standard's name for a label ("latin1" -> "windows-1252"); empty when unknown.
std::string_view EncodingForLabel(std::string_view label);

/// The charset parameter of a Content-Type value; empty when it has none.
std::string_view CharsetOfContentType(std::string_view content_type);

/// Decodes an HTML page. `http_charset` is the label from the HTTP header, or empty.
DecodedText DecodeHtml(std::string_view bytes, std::string_view http_charset);

/// `bytes` with ill-formed UTF-8 and NULs as U+FFFD.
std::string ToValidUtf8(std::string_view bytes);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CHARSET_H_
