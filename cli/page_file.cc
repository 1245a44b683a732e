#include "cli/page_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>

namespace kiosque {
namespace {

constexpr std::size_t kChunk = 256u << 10;

struct GzCloser {
  void operator()(gzFile file) const { gzclose(file); }
};
using GzFile = std::unique_ptr<std::remove_pointer_t<gzFile>, GzCloser>;

Error TooLarge(std::string_view name) {
  return Fail(Errc::kInvalidArgument,
              fmt::format("{}: larger than {} MiB", name, kMaxPageFile >> 20));
}

}  // namespace

Result<std::string> ReadPageFile(const std::filesystem::path& path) {
  errno = 0;
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return Fail(Errc::kInvalidArgument, fmt::format("{}: is a directory", path.string()));
  }
  const GzFile file(gzopen(path.c_str(), "rb"));  // reads plain files as they are
  if (file == nullptr) {
    return Fail(errno == ENOENT ? Errc::kNotFound : Errc::kIo,
                fmt::format("{}: {}", path.string(), std::strerror(errno)));
  }
  gzbuffer(file.get(), kChunk);
  std::string bytes;
  while (true) {
    const std::size_t size = bytes.size();
    bytes.resize(size + kChunk);
    const int got = gzread(file.get(), bytes.data() + size, static_cast<unsigned>(kChunk));
    if (got < 0) {
      return Fail(Errc::kInvalidArgument, fmt::format("{}: damaged gzip file", path.string()));
    }
    bytes.resize(size + static_cast<std::size_t>(got));
    if (got == 0) {
      break;
    }
    if (bytes.size() > kMaxPageFile) {
      return TooLarge(path.string());
    }
  }
  int status = Z_OK;
  gzerror(file.get(), &status);
  if (status != Z_OK && status != Z_STREAM_END) {
    return Fail(Errc::kInvalidArgument, fmt::format("{}: damaged gzip file", path.string()));
  }
  return bytes;
}

Result<std::string> ReadPageStream(std::istream& in) {
  std::string bytes;
  while (in) {
    const std::size_t size = bytes.size();
    bytes.resize(size + kChunk);
    in.read(bytes.data() + size, static_cast<std::streamsize>(kChunk));
    bytes.resize(size + static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > kMaxPageFile) {
      return TooLarge("standard input");
    }
  }
  if (in.bad()) {
    return Fail(Errc::kIo, "standard input: read error");
  }
  return bytes;
}

}  // namespace kiosque
