#include "base/sha256.h"

#include <openssl/evp.h>

#include <memory>
#include <new>

#include "base/percent_encoding.h"

namespace kiosque {

namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// A context of this thread that looked its algorithm up once: looking it up costs more than hashing
// a URL.
EVP_MD_CTX* Context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context([] {
    EVP_MD_CTX* made = EVP_MD_CTX_new();
    if (made == nullptr || EVP_DigestInit_ex2(made, EVP_sha256(), nullptr) != 1) {
      throw std::bad_alloc();
    }
    return made;
  }());
  return context.get();
}

}  // namespace

Sha256 Sha256::Of(std::string_view data) {
  EVP_MD_CTX* context = Context();
  Sha256 digest;
  EVP_DigestInit_ex2(context, nullptr, nullptr);
  EVP_DigestUpdate(context, data.data(), data.size());
  EVP_DigestFinal_ex(context, digest.bytes.data(), nullptr);
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
