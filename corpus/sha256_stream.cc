#include "corpus/sha256_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <string>

namespace kiosque {

void Sha256Stream::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
  if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
    throw std::bad_alloc();
  }
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Add(std::string_view piece) {
  EVP_DigestUpdate(context_.get(), piece.data(), piece.size());
  bytes_ += piece.size();
}

Sha256 Sha256Stream::Finish() {
  Sha256 digest;
  EVP_DigestFinal_ex(context_.get(), digest.bytes.data(), nullptr);
  return digest;
}

Result<FileDigest> DigestFile(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return Fail(errno == ENOENT ? Errc::kNotFound : Errc::kIo,
                fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  }
  Sha256Stream stream;
  std::string piece(std::size_t{256} << 10, '\0');
  ssize_t got = 0;
  while ((got = ::read(fd, piece.data(), piece.size())) > 0 || (got < 0 && errno == EINTR)) {
    if (got > 0) {
      stream.Add(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
    }
  }
  const int error = errno;
  ::close(fd);
  if (got < 0) {
    return Fail(Errc::kIo, fmt::format("cannot read {}: {}", path.string(), std::strerror(error)));
  }
  FileDigest digest;
  digest.bytes = stream.bytes();
  digest.sha256 = stream.Finish();
  return digest;
}

}  // namespace kiosque
