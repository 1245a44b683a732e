// canonical_claims.h — which of the addresses that show an article holds it.
//
// A page may name another address of its site as the right one (rel=canonical), and a site that
// moved has its articles under two hosts. Neither is taken on trust: templates name their front
// page or one article for all. An address is an alias only when the one it names shows the same
// article (crawler/article_sketch.h).
//
// A page whose canonical address was not read yet is kept, and *claims*: the address is asked for,
// and when it is read, what claimed and shows the same becomes its alias, which is not visited
// again. So nothing is lost to a wrong canonical address, and no page is asked for twice.
//
// Rows in the frontier's state, by fingerprints of identities:
//
//   fc <claimant:8>             CanonicalClaim
//   fw <holder:8> <claimant:8>  the claimant's URL
//
// Errors: those of the rows, see StateOverlay::error. Threads: network thread only.
// Source: RFC 6596 (the canonical link relation).
#ifndef KIOSQUE_CRAWLER_CANONICAL_CLAIMS_H_
#define KIOSQUE_CRAWLER_CANONICAL_CLAIMS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/url.h"
#include "crawler/article_sketch.h"
#include "crawler/state_overlay.h"
#include "storage/archive.h"

namespace kiosque {

/// What a story is under the address that it was read at.
enum class Standing : std::uint8_t {
  kOwn,    ///< the article's address
  kAlias,  ///< the named address shows the same article, and holds it
  kWaits,  ///< nobody knows yet: the named address is to be read first
};

/// What the keys of fc and fw rows begin with.
inline constexpr std::string_view kClaimPrefix = "fc";
inline constexpr std::string_view kWaitingPrefix = "fw";

class CanonicalClaims {
 public:
  /// The address that an fc row names; empty when it is none.
  static std::string HolderIn(std::string_view row);

  /// Stories of this run that are remembered until the archive has them.
  static constexpr std::size_t kMostRecent = 4096;

  /// `rows` and `archive` outlive this.
  CanonicalClaims(StateOverlay& rows, const Archive& archive) : rows_(rows), archive_(archive) {}

  /// A story was read at `url` whose page names `holder`; `tried` = that was visited, or never will
  /// be.
  Standing Judge(const Url& url, const Url& holder, const ArticleSketch& sketch, bool tried);
  /// Whether a version of the same article is held under `url`.
  bool IsHeld(const Url& url, const ArticleSketch& sketch) const;
  /// A story is kept under `url`: those that claimed it and show the same.
  std::vector<Url> Confirm(const Url& url, const ArticleSketch& sketch);

 private:
  std::optional<ArticleSketch> HeldAt(const Url& url) const;
  bool AnyClaims();

  StateOverlay& rows_;
  const Archive& archive_;
  std::optional<bool> any_claims_;
  std::unordered_map<std::uint64_t, ArticleSketch> recent_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CANONICAL_CLAIMS_H_
