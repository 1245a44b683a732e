#include "crawler/canonical_claims.h"

#include <utility>

#include "base/surt.h"
#include "crawler/frontier_entry.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kClaimsFormat = 1;

/// What `url` said when it was read.
struct CanonicalClaim {
  std::string holder;
  ArticleSketch sketch;
  std::uint8_t times = 0;

  std::string Encode() const {
    ByteWriter out;
    out.U8(kClaimsFormat);
    out.U8(times);
    out.Bytes(holder);
    out.Bytes(sketch.Encode());
    return out.Take();
  }
  static std::optional<CanonicalClaim> Decode(std::string_view bytes) {
    ByteReader in(bytes);
    if (in.U8() != kClaimsFormat) {
      return std::nullopt;
    }
    CanonicalClaim claim;
    claim.times = in.U8();
    claim.holder = in.Bytes();
    const auto sketch = ArticleSketch::Decode(in.Bytes());
    if (!sketch || !in.Done()) {
      return std::nullopt;
    }
    claim.sketch = *sketch;
    return claim;
  }
};

std::uint64_t MarkOf(const Url& url) {
  return Fingerprint(IdentityOf(url));
}
std::string ClaimKey(const Url& claimant) {
  return std::string(kClaimPrefix) + BigEndian(MarkOf(claimant));
}
std::string WaitingKey(const Url& holder) {
  return std::string(kWaitingPrefix) + BigEndian(MarkOf(holder));
}

}  // namespace

std::string CanonicalClaims::HolderIn(std::string_view row) {
  const std::optional<CanonicalClaim> claim = CanonicalClaim::Decode(row);
  return claim ? claim->holder : std::string();
}

Standing CanonicalClaims::Judge(const Url& url, const Url& holder, const ArticleSketch& sketch,
                                bool tried) {
  constexpr std::uint8_t kMostTimes = 3;
  if (const std::optional<ArticleSketch> held = HeldAt(holder)) {
    return held->Matches(sketch) ? Standing::kAlias : Standing::kOwn;
  }
  const auto row = rows_.Get(ClaimKey(url));
  CanonicalClaim claim;
  if (const auto known = row ? CanonicalClaim::Decode(*row) : std::nullopt;
      known && known->holder == holder.href()) {
    claim = *known;
  }
  const auto other = rows_.Get(ClaimKey(holder));
  const auto mutual = other ? CanonicalClaim::Decode(*other) : std::nullopt;
  const bool loop = mutual && mutual->holder == url.href();
  if (tried || loop || claim.times >= kMostTimes) {
    return Standing::kOwn;
  }
  ++claim.times;
  claim.holder = holder.href();
  claim.sketch = sketch;
  rows_.Put(ClaimKey(url), claim.Encode());
  rows_.Put(WaitingKey(holder) + BigEndian(MarkOf(url)), url.href());
  any_claims_ = true;
  return Standing::kWaits;
}

bool CanonicalClaims::IsHeld(const Url& url, const ArticleSketch& sketch) const {
  const std::optional<ArticleSketch> held = HeldAt(url);
  return held && held->Matches(sketch);
}

std::vector<Url> CanonicalClaims::Confirm(const Url& url, const ArticleSketch& sketch) {
  if (recent_.size() >= kMostRecent) {
    recent_.clear();
  }
  recent_[Fingerprint(SurtKey(url))] = sketch;
  std::vector<Url> aliases;
  if (!AnyClaims()) {
    return aliases;
  }
  std::vector<std::string> settled;
  const std::string prefix = WaitingKey(url);
  rows_.Scan(prefix, prefix, [&](std::string_view key, std::string_view value) {
    settled.emplace_back(key);
    const Result<Url> claimant = Url::Parse(value);
    const auto row = claimant ? rows_.Get(ClaimKey(*claimant)) : std::nullopt;
    const auto claim = row ? CanonicalClaim::Decode(*row) : std::nullopt;
    if (claim && claim->sketch.Matches(sketch)) {
      settled.push_back(ClaimKey(*claimant));
      aliases.push_back(*claimant);
    }
    return true;
  });
  for (std::string& key : settled) {
    rows_.Delete(std::move(key));
  }
  return aliases;
}

std::optional<ArticleSketch> CanonicalClaims::HeldAt(const Url& url) const {
  if (const auto recent = recent_.find(Fingerprint(SurtKey(url))); recent != recent_.end()) {
    return recent->second;
  }
  const Result<Version> held = archive_.LatestVersion(url);
  return held ? std::optional(ArticleSketch::Of(held->article)) : std::nullopt;
}

bool CanonicalClaims::AnyClaims() {
  if (!any_claims_) {
    any_claims_ = false;
    rows_.Scan(kWaitingPrefix, kWaitingPrefix, [&](std::string_view, std::string_view) {
      any_claims_ = true;
      return false;
    });
  }
  return *any_claims_;
}

}  // namespace kiosque
