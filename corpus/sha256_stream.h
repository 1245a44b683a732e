// sha256_stream.h — SHA-256 of bytes that come in pieces, or of a file.
//
// Errors: kNotFound, kIo for files. Threads: one per stream. Source: FIPS 180-4, by OpenSSL.
#ifndef KIOSQUE_CORPUS_SHA256_STREAM_H_
#define KIOSQUE_CORPUS_SHA256_STREAM_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "base/sha256.h"

struct evp_md_ctx_st;

namespace kiosque {

class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  void Add(std::string_view piece);
  std::uint64_t bytes() const { return bytes_; }
  /// The digest of everything added. Call once, last.
  Sha256 Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
  std::uint64_t bytes_ = 0;
};

struct FileDigest {
  Sha256 sha256;
  std::uint64_t bytes = 0;
};
Result<FileDigest> DigestFile(const std::filesystem::path& path);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_SHA256_STREAM_H_
