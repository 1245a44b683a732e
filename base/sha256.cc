#include "base/sha256.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "base/percent_encoding.h"

namespace kiosque {

Sha256 Sha256::Of(std::string_view data) {
  Sha256 digest;
  unsigned int length = 0;
  EVP_Digest(data.data(), data.size(), digest.bytes.data(), &length, EVP_sha256(), nullptr);
  return digest;
}

std::optional<Sha256> Sha256::FromHex(std::string_view hex) {
  Sha256 digest;
  if (hex.size() != 2 * digest.bytes.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    const int high = HexDigitValue(hex[2 * i]);
    const int low = HexDigitValue(hex[2 * i + 1]);
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    digest.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return digest;
}

std::string Sha256::Hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string_view Sha256::raw() const {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace kiosque
