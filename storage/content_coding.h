// content_coding.h — the content codings of HTTP, undone in one piece, and done again exactly.
//
// A body that came coded is kept decoded (that compresses better, and deltas need it), but a WARC
// record and a digest need the bytes as received. Most servers code with a stock library at a fixed
// level, so the same bytes come out again when the parameters are known: FindRecipe looks for them,
// ApplyRecipe repeats them. A recipe is only ever returned after it has given back exactly the
// bytes received; where none is found, the coded bytes themselves are kept.
//
// Errors: DecodeContent and ApplyRecipe answer kCorrupt, kUnsupported for a coding we do not know.
// Threads: pure functions; a RecipeMemory belongs to one thread.
// Source: RFC 9110 §8.4.1 (codings); RFC 1952 (gzip), RFC 1950 (zlib: what "deflate" means), RFC
// 7932 (br).
#ifndef KIOSQUE_STORAGE_CONTENT_CODING_H_
#define KIOSQUE_STORAGE_CONTENT_CODING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/error.h"

namespace kiosque {

/// Decodes the whole of `coded` ("gzip", "x-gzip", "deflate", "br", "zstd", or "" for identity),
/// which must come to exactly `raw_bytes`. "deflate" is read with and without its zlib wrapper, as
/// servers send both.
Result<std::string> DecodeContent(std::string_view coding, std::string_view coded,
                                  std::uint64_t raw_bytes);

/// Decodes `coded` whose decoded length nobody said; what comes out beyond `max_bytes` is kCorrupt.
/// A stream that ends early gives kCorrupt too.
Result<std::string> DecodeContentUpTo(std::string_view coding, std::string_view coded,
                                      std::uint64_t max_bytes);

/// Codes `raw` as `recipe` says.
Result<std::string> ApplyRecipe(std::string_view recipe, std::string_view raw);

/// What worked for a site before: servers rarely change their settings from page to page.
class RecipeMemory {
 public:
  /// How to make `coded` from `raw`; empty when no stock setting does. `site` is any key of the
  /// server (its origin). Costs one compression for a known site, up to a dozen for a new one, and
  /// next to none for a site where nothing worked: that one is tried again only now and then.
  std::string Find(std::string_view site, std::string_view coding, std::string_view raw,
                   std::string_view coded);

 private:
  struct Site {
    std::string recipe;          ///< the settings that worked last; empty = none did
    std::uint32_t failures = 0;  ///< since then
    std::uint32_t skip = 0;      ///< pages to let pass before trying everything again
  };
  std::unordered_map<std::string, Site> sites_;
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_CONTENT_CODING_H_
