#include "corpus/byte_sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

namespace kiosque {
namespace {

constexpr std::size_t kBufferBytes = 256u << 10;

Error SystemError(std::string_view name, std::string_view doing, int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return Fail(full ? Errc::kNoSpace : Errc::kIo,
              fmt::format("cannot {} {}: {}{}", doing, name, std::strerror(error),
                          full ? "; free some space and run again" : ""));
}

// Collects small pieces and writes large ones.
class DescriptorSink : public ByteSink {
 public:
  DescriptorSink(int descriptor, std::string name) : fd_(descriptor), name_(std::move(name)) {}

  Status Append(std::string_view bytes) override {
    buffer_.append(bytes);
    return buffer_.size() < kBufferBytes ? Ok() : Flush();
  }
  Status Finish() override { return Flush(); }

 protected:
  Status Flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
      const ssize_t written = ::write(fd_, rest.data(), rest.size());
      if (written < 0 && errno != EINTR) {
        return SystemError(name_, "write", errno);
      }
      rest.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    buffer_.clear();
    return Ok();
  }

  const int fd_;
  const std::string name_;
  std::string buffer_;
};

class FileSink final : public DescriptorSink {
 public:
  FileSink(int descriptor, std::filesystem::path temporary, std::filesystem::path path)
      : DescriptorSink(descriptor, path.string()),
        temporary_(std::move(temporary)),
        path_(std::move(path)) {}
  ~FileSink() override {
    ::close(fd_);
    if (!finished_) {
      ::unlink(temporary_.c_str());
    }
  }

  Status Finish() override {
    if (Status status = Flush(); !status) {
      return status;
    }
    if (::fsync(fd_) != 0 && errno != EINVAL) {
      return SystemError(name_, "sync", errno);
    }
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
      return SystemError(name_, "name", errno);
    }
    finished_ = true;
    return Ok();
  }

 private:
  const std::filesystem::path temporary_;
  const std::filesystem::path path_;
  bool finished_ = false;
};

class GzipSink final : public ByteSink {
 public:
  explicit GzipSink(std::unique_ptr<ByteSink> inner) : inner_(std::move(inner)) {
    // 31: gzip wrapper; zlib then writes a header without name and with time 0.
    if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~GzipSink() override { deflateEnd(&stream_); }
  GzipSink(const GzipSink&) = delete;
  GzipSink& operator=(const GzipSink&) = delete;

  Status Append(std::string_view bytes) override { return Run(bytes, Z_NO_FLUSH); }
  Status Finish() override {
    Status status = Run({}, Z_FINISH);
    return status ? inner_->Finish() : status;
  }

 private:
  Status Run(std::string_view bytes, int flush) {
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      std::array<char, 65536> out;
      stream_.next_out = reinterpret_cast<Bytef*>(out.data());
      stream_.avail_out = static_cast<uInt>(out.size());
      deflate(&stream_, flush);
      const std::size_t made = out.size() - stream_.avail_out;
      if (Status status = inner_->Append(std::string_view(out.data(), made)); !status) {
        return status;
      }
    } while (stream_.avail_out == 0);
    return Ok();
  }

  std::unique_ptr<ByteSink> inner_;
  z_stream stream_{};
};

struct FreeCompressor {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

class ZstdSink final : public ByteSink {
 public:
  explicit ZstdSink(std::unique_ptr<ByteSink> inner)
      : inner_(std::move(inner)), context_(ZSTD_createCCtx()) {
    if (!context_) {
      throw std::bad_alloc();
    }
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, 9);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  Status Append(std::string_view bytes) override { return Run(bytes, ZSTD_e_continue); }
  Status Finish() override {
    Status status = Run({}, ZSTD_e_end);
    return status ? inner_->Finish() : status;
  }

 private:
  Status Run(std::string_view bytes, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::size_t left = 0;
    do {
      std::array<char, 65536> buffer;
      ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
      left = ZSTD_compressStream2(context_.get(), &out, &in, directive);
      if (ZSTD_isError(left)) {
        return Fail(Errc::kIo, fmt::format("cannot compress: {}", ZSTD_getErrorName(left)));
      }
      if (Status status = inner_->Append(std::string_view(buffer.data(), out.pos)); !status) {
        return status;
      }
    } while (in.pos < in.size || (directive == ZSTD_e_end && left != 0));
    return Ok();
  }

  std::unique_ptr<ByteSink> inner_;
  std::unique_ptr<ZSTD_CCtx, FreeCompressor> context_;
};

}  // namespace

std::unique_ptr<ByteSink> MakeDescriptorSink(int descriptor, std::string name) {
  return std::make_unique<DescriptorSink>(descriptor, std::move(name));
}

Result<std::unique_ptr<ByteSink>> MakeFileSink(const std::filesystem::path& path) {
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}.part", ::getpid());
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) {
    return SystemError(temporary.string(), "write", errno);
  }
  return std::unique_ptr<ByteSink>(std::make_unique<FileSink>(fd, std::move(temporary), path));
}

OutputCompression CompressionFor(const std::filesystem::path& path) {
  const std::string suffix = path.extension().string();
  if (suffix == ".gz") {
    return OutputCompression::kGzip;
  }
  return suffix == ".zst" ? OutputCompression::kZstd : OutputCompression::kNone;
}

std::unique_ptr<ByteSink> MakeCompressingSink(OutputCompression compression,
                                              std::unique_ptr<ByteSink> inner) {
  switch (compression) {
    case OutputCompression::kGzip:
      return std::make_unique<GzipSink>(std::move(inner));
    case OutputCompression::kZstd:
      return std::make_unique<ZstdSink>(std::move(inner));
    case OutputCompression::kNone:
      break;
  }
  return inner;
}

}  // namespace kiosque
