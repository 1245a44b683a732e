// page_aliases.h — one article under many addresses: which one holds it, and which others show it.
//
// State rows, by fingerprints of pages (SURT key of the canonical URL):
//
//   fa <holder:8> <alias:8>   an alias, its URL
//   fo <alias:8>              the URL that holds what the alias shows
//
// An alias that differs from its holder only in spelling (scheme, "www.", a trailing slash) has the
// same page key: it has an fa row and no fo row.
//
// Errors: what cannot be read is as if it were not there. Threads: any.
#ifndef KIOSQUE_STORAGE_PAGE_ALIASES_H_
#define KIOSQUE_STORAGE_PAGE_ALIASES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "storage/archive.h"

namespace kiosque {

/// What the keys of fa rows begin with.
inline constexpr std::string_view kAliasPrefix = "fa";
/// And those of fo rows.
inline constexpr std::string_view kHolderPrefix = "fo";

/// The rows which say that `alias` shows what `holder` holds; none when they are the same address.
std::vector<StateChange> AliasRows(const Url& holder, const Url& alias);

/// The key of the row that names the holder of what `url` shows; its value is a URL.
std::string HolderKey(const Url& url);

/// The aliases of `url`, in the order of their fingerprints.
std::vector<Url> AliasesOf(const Archive& archive, const Url& url);

/// The address that holds the article which `url` shows; empty when `url` is no alias.
std::optional<Url> HolderOfAlias(const Archive& archive, const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_PAGE_ALIASES_H_
