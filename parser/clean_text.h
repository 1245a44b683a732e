// clean_text.h — a value from an attribute, a script or an element as a reader would see it.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_PARSER_CLEAN_TEXT_H_
#define KIOSQUE_PARSER_CLEAN_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "parser/document.h"

namespace kiosque {

/// Character references decoded (two layers at most), tags dropped, NFC, white space collapsed,
/// zero-width and soft hyphens gone.
std::string CleanText(std::string_view value);

/// The text below `id` with a space between elements that are not inline, cleaned; at most about
/// `limit` bytes are read.
std::string CleanTextOf(const Document& document, NodeId id, std::size_t limit);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CLEAN_TEXT_H_
