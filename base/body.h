// body.h — the bytes of one response, owned by one stage at a time.
//
// A Body moves fetch -> parse -> archive and is never copied on the way. Its digest is computed on
// first use and kept.
//
// Threads: not thread-safe; hand it over, do not share it.
#ifndef KIOSQUE_BASE_BODY_H_
#define KIOSQUE_BASE_BODY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/sha256.h"

namespace kiosque {

class Body {
 public:
  Body() = default;
  explicit Body(std::string bytes) : bytes_(std::move(bytes)) {}
  Body(Body&&) noexcept = default;
  Body& operator=(Body&&) noexcept = default;
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  /// The bytes; valid until this Body is moved from or destroyed.
  std::string_view view() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

  /// SHA-256 of the bytes.
  const Sha256& digest() const {
    if (!digest_) {
      digest_ = Sha256::Of(bytes_);
    }
    return *digest_;
  }

  /// An explicit copy, for the rare place that needs one.
  Body Clone() const {
    Body copy(bytes_);
    copy.digest_ = digest_;
    return copy;
  }

 private:
  std::string bytes_;
  mutable std::optional<Sha256> digest_;
};

}  // namespace kiosque

#endif  // KIOSQUE_BASE_BODY_H_
