// feed_markup.h — markup inside feeds: references made absolute, tags written again, text taken
// out.
//
// Errors: none; any text in. Time linear. Threads: pure functions.
// Source: the attributes that hold URLs are HTML 4.01's and HTML's, as in feedparser.
#ifndef KIOSQUE_PARSER_FEED_MARKUP_H_
#define KIOSQUE_PARSER_FEED_MARKUP_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace kiosque {

/// Whether `text` holds tags or references that only HTML would.
bool LooksLikeHtml(std::string_view text);

/// `reference` against `base`; as it stands when there is no base or the two do not fit. Outer
/// white space goes.
std::string ResolveReference(const std::optional<Url>& base, std::string_view reference);

/// Whether an attribute of this name (lower case) holds a URL.
bool HoldsUrl(std::string_view attribute);

/// `html` with the references in its tags made absolute.
std::string ResolveHtml(std::string_view html, const std::optional<Url>& base);

/// Appends `text` with '&', '<' and '>' (and '"' if `in_attribute`) written as references.
void AppendEscaped(std::string_view text, bool in_attribute, std::string& out);

/// Decodes base64 (RFC 4648 §4), skipping white space; empty when it is none.
std::string DecodeBase64(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_FEED_MARKUP_H_
