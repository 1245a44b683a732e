// json_text.h — strings as JSON, straight into the output buffer.
//
// The export writes hundreds of megabytes of text a second and always the same shape; a document
// tree per row would cost more than the row.
//
// Errors: none; invalid UTF-8 becomes U+FFFD, so that every reader accepts the line. Threads: pure
// functions. Source: RFC 8259 §7. U+2028 and U+2029 are escaped too: JavaScript once took them for
// line ends.
#ifndef KIOSQUE_CORPUS_JSON_TEXT_H_
#define KIOSQUE_CORPUS_JSON_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace kiosque {

/// Appends `text` in quotes.
void AppendJsonString(std::string_view text, std::string& out);
/// The same as a string of its own, and a list of such.
std::string JsonText(std::string_view text);
std::string JsonStrings(const std::vector<std::string>& items);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_JSON_TEXT_H_
