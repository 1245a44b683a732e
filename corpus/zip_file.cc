#include "corpus/zip_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace kiosque {
namespace {

constexpr std::uint16_t kDosDate = 0x21;  // 1980-01-01: the earliest that a ZIP file can say

Error ZipError(std::string_view path, std::string_view doing, zip_error_t* error) {
  const bool full =
      zip_error_system_type(error) == ZIP_ET_SYS &&
      (zip_error_code_system(error) == ENOSPC || zip_error_code_system(error) == EDQUOT);
  return Fail(full ? Errc::kNoSpace : Errc::kIo,
              fmt::format("cannot {} {}: {}", doing, path, zip_error_strerror(error)));
}

Error Lasting(::zip* archive, std::string_view path) {
  return ZipError(path, "write", zip_get_error(archive));
}

Status AddPart(::zip* archive, const std::string& path, const ZipPart& part) {
  zip_source_t* source = part.file.empty()
                             ? zip_source_buffer(archive, part.text.data(), part.text.size(), 0)
                             : zip_source_file(archive, part.file.c_str(), 0, 0);
  if (source == nullptr) {
    return Lasting(archive, path);
  }
  const zip_int64_t at = zip_file_add(archive, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (at < 0) {
    zip_source_free(source);
    return Lasting(archive, path);
  }
  const auto index = static_cast<zip_uint64_t>(at);
  if (zip_set_file_compression(archive, index, ZIP_CM_STORE, 0) != 0 ||
      zip_file_set_dostime(archive, index, 0, kDosDate, 0) != 0) {
    return Lasting(archive, path);
  }
  return Ok();
}

Status Sync(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && (::fsync(fd) == 0 || errno == EINVAL);
  const int error = errno;
  if (fd >= 0) {
    ::close(fd);
  }
  return synced ? Ok()
                : Status(Fail(Errc::kIo, fmt::format("cannot sync {}: {}", path.string(),
                                                     std::strerror(error))));
}

}  // namespace

Status WriteZip(const std::filesystem::path& path, const std::vector<ZipPart>& parts) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) {
    return Fail(
        Errc::kInvalidArgument,
        fmt::format("{} exists; packages are never overwritten, name another", path.string()));
  }
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}.part", ::getpid());
  int code = 0;
  ::zip* archive = zip_open(temporary.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  if (archive == nullptr) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const Error failed = ZipError(path.string(), "write", &error);
    zip_error_fini(&error);
    return failed;
  }
  Status status = Ok();
  for (const ZipPart& part : parts) {
    status = status ? AddPart(archive, path.string(), part) : status;
  }
  if (status && zip_close(archive) != 0) {
    status = Lasting(archive, path.string());
  } else if (status) {
    archive = nullptr;
    status = Sync(temporary);
  }
  if (archive != nullptr) {
    zip_discard(archive);
  }
  if (status && ::rename(temporary.c_str(), path.c_str()) != 0) {
    status =
        Fail(Errc::kIo, fmt::format("cannot name {}: {}", path.string(), std::strerror(errno)));
  }
  if (!status) {
    std::filesystem::remove(temporary, ignored);
  }
  return status;
}

Result<std::unique_ptr<ZipReader>> ZipReader::Open(const std::filesystem::path& path) {
  int code = 0;
  ::zip* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) {
    if (code == ZIP_ER_NOENT) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("cannot read {}: no such file", path.string()));
    }
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    return Fail(Errc::kInvalidArgument,
                fmt::format("{} is no whole ZIP file: {}", path.string(), why));
  }
  std::unique_ptr<ZipReader> reader(new ZipReader());
  reader->path_ = path.string();
  reader->zip_ = archive;
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
        std::string_view(stat.name).ends_with('/')) {
      continue;
    }
    const bool stored = (stat.valid & ZIP_STAT_COMP_METHOD) != 0 && stat.comp_method == 0;
    reader->entries_.push_back({stat.name, stat.size, stored});
    reader->places_.push_back(static_cast<std::uint64_t>(i));
  }
  return reader;
}

ZipReader::~ZipReader() {
  if (zip_ != nullptr) {
    zip_discard(zip_);
  }
}

Status ZipReader::Read(std::size_t index,
                       const std::function<Status(std::string_view piece)>& take) const {
  const auto damaged = [&](const char* why) {
    return Fail(Errc::kCorrupt,
                fmt::format("{} in {} cannot be read: {}", entries_.at(index).name, path_, why));
  };
  zip_file_t* file = zip_fopen_index(zip_, places_.at(index), 0);
  if (file == nullptr) {
    return damaged(zip_strerror(zip_));
  }
  Status status = Ok();
  std::array<char, 65536> piece;
  while (status) {
    const zip_int64_t got = zip_fread(file, piece.data(), piece.size());
    if (got < 0) {
      status = damaged(zip_file_strerror(file));
    } else if (got == 0) {
      break;
    } else {
      status = take(std::string_view(piece.data(), static_cast<std::size_t>(got)));
    }
  }
  zip_fclose(file);
  return status;
}

Result<std::string> ZipReader::Text(std::size_t index, std::uint64_t max_bytes) const {
  std::string text;
  const Status status = Read(index, [&](std::string_view piece) {
    text += piece;
    return text.size() <= max_bytes
               ? Ok()
               : Status(Fail(Errc::kInvalidArgument,
                             fmt::format("{} in {} is larger than {} bytes",
                                         entries_.at(index).name, path_, max_bytes)));
  });
  if (!status) {
    return status.error();
  }
  return text;
}

std::size_t ZipReader::Find(std::string_view name) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.name == name; });
  return static_cast<std::size_t>(found - entries_.begin());
}

}  // namespace kiosque
