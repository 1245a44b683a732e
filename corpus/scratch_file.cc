#include "corpus/scratch_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "corpus/byte_sink.h"

namespace kiosque {

ScratchFile::ScratchFile()
    : path_((std::filesystem::temp_directory_path() / "kiosque-XXXXXX").string()) {
  fd_ = ::mkstemp(path_.data());
}

ScratchFile::~ScratchFile() {
  if (fd_ >= 0) {
    ::close(fd_);
    ::unlink(path_.c_str());
  }
}

Status ScratchFile::Fill(const ZipReader& package, std::size_t entry) {
  if (fd_ < 0) {
    return Fail(Errc::kIo, fmt::format("cannot make {}: {}", path_, std::strerror(errno)));
  }
  const auto sink = MakeDescriptorSink(fd_, path_);
  const Status read =
      package.Read(entry, [&](std::string_view piece) { return sink->Append(piece); });
  const Status ended = sink->Finish();
  return ended ? read : ended;
}

std::string ScratchFile::Part(std::uint64_t offset, std::size_t bytes) const {
  std::string part(bytes, '\0');
  const ssize_t got = ::pread(fd_, part.data(), part.size(), static_cast<off_t>(offset));
  part.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return part;
}

}  // namespace kiosque
