#include "corpus/warc_digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"

namespace kiosque {
namespace {

std::string Hex(std::string_view raw) {
  std::string out;
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back("0123456789abcdef"[byte >> 4]);
    out.push_back("0123456789abcdef"[byte & 15]);
  }
  return out;
}

// Lower case, without padding.
std::string Base32(std::string_view raw) {
  std::string out;
  unsigned bits = 0;
  unsigned held = 0;
  for (const char c : raw) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    held += 8;
    for (; held >= 5; held -= 5) {
      out.push_back("abcdefghijklmnopqrstuvwxyz234567"[(bits >> (held - 5)) & 31]);
    }
    bits &= (1u << held) - 1;
  }
  if (held > 0) {
    out.push_back("abcdefghijklmnopqrstuvwxyz234567"[(bits << (5 - held)) & 31]);
  }
  return out;
}

}  // namespace

std::optional<bool> WarcDigestMatches(std::string_view declared, std::string_view bytes) {
  const std::size_t colon = declared.find(':');
  const std::string algorithm = AsciiLower(declared.substr(0, colon));
  const EVP_MD* md = algorithm == "sha1"                               ? EVP_sha1()
                     : algorithm == "sha256" || algorithm == "sha-256" ? EVP_sha256()
                                                                       : nullptr;
  if (md == nullptr || colon == std::string_view::npos) {
    return std::nullopt;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, md, nullptr) != 1) {
    return std::nullopt;
  }
  const std::string raw(digest.begin(), digest.begin() + size);
  std::string value = AsciiLower(declared.substr(colon + 1));
  while (value.ends_with('=')) {
    value.pop_back();
  }
  const std::string hex = Hex(raw);
  if (value.size() == hex.size()) {
    return value == hex;
  }
  const std::string base32 = Base32(raw);
  return value.size() == base32.size() ? std::optional<bool>(value == base32) : std::nullopt;
}

}  // namespace kiosque
