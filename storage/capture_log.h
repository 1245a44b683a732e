// capture_log.h — the append-only log of captures: a hash chain, and a Merkle tree over it.
//
// Each capture is entered once, in the order of its sequence, as a short text
// (docs/archive-format.md has one in full): what was asked when, what came, and the digests of
// everything that came. An entry names the hash of the one before, so that none can be taken out;
// the tree of RFC 9162 over the entries has one root, which a person can write down and hold the
// archive to, and a proof of a few hashes shows that an entry is under that root.
//
//   leaf = SHA-256(00 entry)      node = SHA-256(01 left right)      root of n entries: RFC 9162
//   §2.1
//
// Errors: Decode answers kCorrupt, kTooNew. Threads: values and pure functions.
// Source: RFC 9162 §2.1.1 (tree), §2.1.3.1 (inclusion proof), §2.1.3.2 (its check).
#ifndef KIOSQUE_STORAGE_CAPTURE_LOG_H_
#define KIOSQUE_STORAGE_CAPTURE_LOG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/sha256.h"
#include "storage/capture.h"

namespace kiosque {

/// The text of a capture's entry. `previous` is the leaf hash of the entry before; zeros for the
/// first.
std::string LogEntryText(const Capture& capture, const Sha256& previous);
/// The text that stands for entry `sequence` when its capture was lost before it was hashed.
std::string LostEntryText(std::uint64_t sequence, const Sha256& previous);

Sha256 LeafHash(std::string_view entry);
Sha256 NodeHash(const Sha256& left, const Sha256& right);

/// The tree over all entries so far, as little of it as appending needs: the roots of its complete
/// subtrees, largest first.
struct LogTree {
  std::uint64_t size = 0;
  std::vector<Sha256> peaks{};
  Sha256 last{};  ///< leaf hash of the last entry; zeros when there is none

  void Append(const Sha256& leaf);
  /// The root; SHA-256 of nothing for the empty tree (RFC 9162 §2.1.1).
  Sha256 Root() const;
  bool operator==(const LogTree&) const = default;
};
std::string EncodeLogTree(const LogTree& tree);
Result<LogTree> DecodeLogTree(std::string_view bytes);

/// A row of the log: the entry's leaf hash, and the key of its capture.
struct LogRow {
  std::optional<Sha256> leaf{};  ///< empty in a store of format 1
  std::string capture_key{};     ///< empty: the capture was lost or removed
  /// The hash of the entry before was lost, and with it the text that was hashed here: the leaf is
  /// what it was, but can no longer be made from the capture. Written by a repair.
  bool unchained = false;
  bool operator==(const LogRow&) const = default;
};
std::string EncodeLogRow(const LogRow& row);
Result<LogRow> DecodeLogRow(std::string_view bytes);

/// The root as it stood at the end of a run.
struct RootRow {
  UtcTime time{};
  Sha256 root{};
  bool operator==(const RootRow&) const = default;
};
std::string EncodeRootRow(const RootRow& row);
Result<RootRow> DecodeRootRow(std::string_view bytes);

/// The audit path of leaf `index` (from 0) in the tree over `leaves`, lowest first (RFC 9162
/// §2.1.3.1). REQUIRES: index < leaves.size().
std::vector<Sha256> InclusionPath(const std::vector<Sha256>& leaves, std::uint64_t index);
/// The root that `path` leads to from `leaf` at `index` of `size`; empty when the path does not fit
/// (RFC 9162 §2.1.3.2).
std::optional<Sha256> RootOfPath(const Sha256& leaf, std::uint64_t index, std::uint64_t size,
                                 const std::vector<Sha256>& path);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_CAPTURE_LOG_H_
