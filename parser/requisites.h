// requisites.h — what a browser fetches besides the page to show it: images, styles, fonts,
// scripts.
//
// References are read from the elements (img, source, link, script, video, input, object …), from
// srcset and from the attributes of lazy loaders, and from CSS: style elements, style attributes
// and, by StyleRequisites, style sheets. What only a script would ask for is not seen. Frames are
// other pages, and are left out.
//
// Errors: none; unusable addresses are left out. At most kMaxRequisites, in order, each once; time
// linear in the input. Threads: pure functions.
// Source: HTML §4.8.4.2.2 (srcset), CSS Syntax 3 §4.3 (comments, strings, url tokens), CSS Cascade
// §2 (@import).
#ifndef KIOSQUE_PARSER_REQUISITES_H_
#define KIOSQUE_PARSER_REQUISITES_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace kiosque {

inline constexpr std::size_t kMaxRequisites = 2'000;

/// The requisites of the HTML page `html` (UTF-8), which was fetched from `url`; without
/// fragments, http and https alone.
std::vector<Url> PageRequisites(std::string_view html, const Url& url);

/// The same for the style sheet `css`, which was fetched from `url`.
std::vector<Url> StyleRequisites(std::string_view css, const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_REQUISITES_H_
