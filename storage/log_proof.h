// log_proof.h — proof that a capture is in the log whose root somebody holds.
//
// A proof is the text of the entry and the hashes beside its way up the tree: whoever has the root
// and SHA-256 can check it, without the archive and without this program (docs/check_proof.py).
//
// Errors: kNotFound (no such capture, or the root is none of this archive), kCorrupt, kUnsupported
// for a store without a hash log. Time: one pass over the log. Threads: any.
// Source: RFC 9162 §2.1.3.
#ifndef KIOSQUE_STORAGE_LOG_PROOF_H_
#define KIOSQUE_STORAGE_LOG_PROOF_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/sha256.h"
#include "storage/archive.h"
#include "storage/capture.h"
#include "storage/leveldb_database.h"

namespace kiosque {

struct CaptureProof {
  std::string entry{};  ///< the text that was hashed (LogEntryText)
  Sha256 leaf{};
  std::uint64_t index = 0;  ///< of the leaf, from 0
  std::uint64_t size = 0;   ///< entries under the root
  Sha256 root{};
  std::vector<Sha256> path{};  ///< lowest first
};

/// Proves `capture` under `root`, or under the root over all captures when none is given.
Result<CaptureProof> ProveCapture(const Database& index, const Capture& capture,
                                  const std::optional<Sha256>& root);

/// The same for an open archive; kUnsupported when it is no store of its own.
Result<CaptureProof> ProveCapture(const Archive& archive, const Capture& capture,
                                  const std::optional<Sha256>& root);

/// The proof as one JSON object; its fields are in docs/archive-format.md. Ends in a newline.
std::string ProofJson(const CaptureProof& proof);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_LOG_PROOF_H_
