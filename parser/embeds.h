// embeds.h — posts and players of other sites inside an article, as the addresses they show.
//
// Known by the code that platforms hand out for embedding: a blockquote with the platform's class,
// or an iframe with its player. Where the words that are kept of a post link to it, that is enough.
//
// Errors: none; addresses that are none are passed over. Time linear. Threads: pure function.
// Source: the embedding pages of the platforms; https://oembed.com/providers.json for addresses.
#ifndef KIOSQUE_PARSER_EMBEDS_H_
#define KIOSQUE_PARSER_EMBEDS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "parser/body_block.h"
#include "parser/document.h"

namespace kiosque {

struct Embed {
  NodeId node = kNoNode;  ///< the last node of the blockquote or iframe: words of the post go first
  Url url;                ///< where a reader finds the post
};

/// The embeds of the article whose blocks `keep` flags, in document order: between its blocks or
/// beside the first and the last. Addresses are resolved against `base`.
std::vector<Embed> FindEmbeds(const Document& document, const BlockList& list,
                              const std::vector<bool>& keep, const Url& base);

/// The address that a reader would open for what the player at `source` shows
/// (…/embed/ID -> …/watch?v=ID); nothing for players that are not known.
std::optional<Url> PlayedAddress(const Url& source);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_EMBEDS_H_
