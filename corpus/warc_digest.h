// warc_digest.h — whether bytes are what a WARC-…-Digest says, in the spellings that are about.
//
// Errors: none. Threads: pure function.
// Source: ISO 28500:2017 §5.8, §5.9; RFC 4648 §6 (base32).
#ifndef KIOSQUE_CORPUS_WARC_DIGEST_H_
#define KIOSQUE_CORPUS_WARC_DIGEST_H_

#include <optional>
#include <string_view>

namespace kiosque {

/// Compares "sha1:" or "sha256:" digests in base32 or hex with those of `bytes`; empty for
/// algorithms and spellings that we do not know.
std::optional<bool> WarcDigestMatches(std::string_view declared, std::string_view bytes);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WARC_DIGEST_H_
