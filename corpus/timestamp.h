// timestamp.h — RFC 3161 timestamps: a third party's word that a digest existed at a time.
//
//   TimestampRequest(digest) ──POST application/timestamp-query──▶ authority
//   TokenOfResponse(answer)  ◀─application/timestamp-reply────────┘        token: kept in the
//   package CheckTimestamp(token, digest, trusted authorities)                     offline, years
//   later
//
// The certificates of the authority are in the token (certReq). Their chain is checked as of the
// time that the token names, so that it outlives them; revocation is not checked, since that needs
// the network.
//
// Errors: kInvalidArgument, kCorrupt for what is no token; what a check finds is in its result.
// Threads: pure functions. Source: RFC 3161 §2.4, RFC 5816; OpenSSL's ts.
#ifndef KIOSQUE_CORPUS_TIMESTAMP_H_
#define KIOSQUE_CORPUS_TIMESTAMP_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/sha256.h"

namespace kiosque {

/// A TimeStampReq (DER) for `digest`; `nonce` is any number that was not used before.
std::string TimestampRequest(const Sha256& digest, std::uint64_t nonce);

/// The TimeStampToken (DER) in the TimeStampResp `response`, if it grants what was asked: this
/// digest, this nonce. The signature is not checked here.
Result<std::string> TokenOfResponse(std::string_view response, const Sha256& digest,
                                    std::uint64_t nonce);

struct TimestampCheck {
  UtcTime time{};         ///< that the authority names
  std::string authority;  ///< subject of the signer's certificate, or of the named authority
  bool digest_matches = false;
  bool signature_holds = false;  ///< by the certificate in the token, whoever's that is
  bool trusted = false;          ///< that certificate is vouched for by `trusted_pem`
  std::string problem;           ///< why not, when one of these is false
};

/// Checks `token` against `digest`. `trusted_pem`: a file with certificates of authorities; empty:
/// the system's.
Result<TimestampCheck> CheckTimestamp(std::string_view token, const Sha256& digest,
                                      const std::filesystem::path& trusted_pem);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_TIMESTAMP_H_
