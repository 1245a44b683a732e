// usage_terms.h — what a publisher says about the use of a page, as it stood when the page was
// captured.
//
// Threads: constants and pure functions. Numbers are stored: never renumber, only append.
// Source: robots meta tag and X-Robots-Tag (noindex, nofollow, noarchive); TDM Reservation
// Protocol, W3C Community Group
//         report (tdm-reservation); "noai", "noimageai" are DeviantArt's, widely copied.
#ifndef KIOSQUE_BASE_USAGE_TERMS_H_
#define KIOSQUE_BASE_USAGE_TERMS_H_

#include <cstdint>
#include <string>

namespace kiosque {

/// Bits.
enum UsageTerm : std::uint8_t {
  kNoIndex = 1,
  kNoFollow = 2,
  kNoArchive = 4,
  kNoAi = 8,
  kTdmReserved = 16,
};
using UsageTerms = std::uint8_t;

/// "noindex, tdm-reserved"; empty for none.
std::string DescribeTerms(UsageTerms terms);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_USAGE_TERMS_H_
