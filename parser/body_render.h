// body_render.h — the text blocks that were kept, as blocks of an Article.
//
// Lines of one paragraph that single <br> part are joined again; headings, list items, quotes,
// tables and preformatted text are told by the elements around them. Only here is text copied.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_PARSER_BODY_RENDER_H_
#define KIOSQUE_PARSER_BODY_RENDER_H_

#include <span>
#include <vector>

#include "base/article.h"
#include "base/url.h"
#include "parser/body_block.h"
#include "parser/document.h"
#include "parser/embeds.h"

namespace kiosque {

/// `keep` says of each block of `list` whether it is body. Links are resolved against `base`.
/// `embeds` become blocks of their own where they stand.
std::vector<Block> RenderBody(const Document& document, const BlockList& list,
                              const std::vector<bool>& keep, const Url& base,
                              std::span<const Embed> embeds = {});

/// The text of block `index` alone, as a line.
std::string BlockLine(const Document& document, const BlockList& list, std::size_t index);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_RENDER_H_
