// sha256.h — the digest by which bytes are known (FIPS 180-4, computed by OpenSSL).
//
// Threads: values; a hasher belongs to one thread.
#ifndef KIOSQUE_BASE_SHA256_H_
#define KIOSQUE_BASE_SHA256_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosque {

struct Sha256 {
  std::array<std::uint8_t, 32> bytes{};

  /// The digest of `data`.
  static Sha256 Of(std::string_view data);
  /// Reads 64 hex digits of either case.
  static std::optional<Sha256> FromHex(std::string_view hex);

  /// 64 lower-case hex digits.
  std::string Hex() const;
  /// The 32 raw bytes; valid while this lives.
  std::string_view raw() const;

  auto operator<=>(const Sha256&) const = default;
};

}  // namespace kiosque

#endif  // KIOSQUE_BASE_SHA256_H_
