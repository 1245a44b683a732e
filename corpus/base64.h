// base64.h — the standard alphabet, with padding.
//
// Errors: empty for what is not base64. Threads: pure functions. Source: RFC 4648 §4, by OpenSSL.
#ifndef KIOSQUE_CORPUS_BASE64_H_
#define KIOSQUE_CORPUS_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace kiosque {

std::string ToBase64(std::string_view bytes);
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_BASE64_H_
