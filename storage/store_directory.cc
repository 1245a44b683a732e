#include "storage/store_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>

#include "base/sanitize.h"
#include "base/sha256.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::string_view kFormatWord = "kiosque-store ";
constexpr std::size_t kHeadSlotBytes = 32;  // be64 commit, 24 bytes of its SHA-256

Error SystemError(const std::filesystem::path& path, std::string_view doing, int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return Fail(full ? Errc::kNoSpace : Errc::kIo,
              fmt::format("cannot {} {}: {}{}", doing, path.string(), std::strerror(error),
                          full ? "; free some space and run again" : ""));
}

Status WriteAll(int fd, std::string_view text, const std::filesystem::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      return SystemError(path, "write", errno);
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return Ok();
}

std::string ReadStart(int fd) {
  std::array<char, 512> buffer{};
  const ssize_t got = ::pread(fd, buffer.data(), buffer.size(), 0);
  return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : std::string();
}

Status SyncFolder(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    return SystemError(folder, "open", errno);
  }
  const int result = ::fsync(fd);
  const int error = errno;
  ::close(fd);
  // Some file systems do not sync folders; then there is nothing more that we could do.
  return result == 0 || error == EINVAL ? Ok() : Status(SystemError(folder, "sync", error));
}

std::string HostName() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data())
                                                          : std::string("unknown");
}

std::string HeadSlot(std::uint64_t commit) {
  std::string slot;
  AppendBe64(slot, commit);
  slot.append(Sha256::Of(slot).raw().substr(0, kHeadSlotBytes - 8));
  return slot;
}

// The commit in a slot; 0 when the slot is torn, empty or absent.
std::uint64_t CommitInSlot(std::string_view head, std::size_t index) {
  if (head.size() < (index + 1) * kHeadSlotBytes) {
    return 0;
  }
  const std::string_view slot = head.substr(index * kHeadSlotBytes, kHeadSlotBytes);
  const std::uint64_t commit = ReadBe64(slot);
  return HeadSlot(commit) == slot ? commit : 0;
}

}  // namespace

Status WriteFileAtomically(const std::filesystem::path& path, std::string_view text) {
  const std::filesystem::path temporary = path.string() + ".new";
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) {
    return SystemError(temporary, "write", errno);
  }
  Status status = WriteAll(fd, text, temporary);
  if (status && ::fsync(fd) != 0) {
    status = SystemError(temporary, "sync", errno);
  }
  ::close(fd);
  if (status && ::rename(temporary.c_str(), path.c_str()) != 0) {
    status = SystemError(path, "replace", errno);
  }
  if (!status) {
    ::unlink(temporary.c_str());
    return status;
  }
  return SyncFolder(path.parent_path());
}

Result<std::unique_ptr<StoreDirectory>> StoreDirectory::Open(const std::filesystem::path& path,
                                                             OpenMode mode, UtcTime now) {
  std::error_code error;
  if (mode == OpenMode::kCreate) {
    std::filesystem::create_directories(path, error);
    if (error) {
      return SystemError(path, "make the store folder", error.value());
    }
  } else if (!std::filesystem::is_directory(path, error)) {
    return Fail(Errc::kNotFound,
                fmt::format("no archive at {}; 'kiosque crawl' or 'kiosque archive' makes one",
                            path.string()));
  }
  std::unique_ptr<StoreDirectory> directory(new StoreDirectory(path));
  if (Status status = directory->CheckFormat(mode); !status) {
    return status.error();
  }
  if (Status status = directory->TakeLock(now); !status) {
    return status.error();
  }
  if (Status status = directory->OpenHead(); !status) {
    return status.error();
  }
  return directory;
}

StoreDirectory::~StoreDirectory() {
  if (head_fd_ >= 0) {
    ::fdatasync(head_fd_);
    ::close(head_fd_);
  }
  if (lock_fd_ >= 0) {
    // Emptied, not removed: removing would let two processes lock two files of the same name.
    [[maybe_unused]] const int ignored = ::ftruncate(lock_fd_, 0);
    ::close(lock_fd_);
  }
}

Status StoreDirectory::CheckFormat(OpenMode mode) {
  const std::filesystem::path file = path_ / "FORMAT";
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    if (errno != ENOENT) {
      return SystemError(file, "read", errno);
    }
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path_, error)) {
      const std::string name = entry.path().filename().string();
      if (name != "LOCK" && name != "FORMAT.new") {
        return Fail(Errc::kInvalidArgument,
                    fmt::format("{} is not an archive (it has no FORMAT file, but it has {}); name "
                                "an empty or a new folder",
                                path_.string(), SanitizeLine(name)));
      }
    }
    if (mode != OpenMode::kCreate) {
      return Fail(Errc::kNotFound,
                  fmt::format("no archive at {}; 'kiosque crawl' or 'kiosque archive' makes one",
                              path_.string()));
    }
    return WriteFileAtomically(file, fmt::format("{}{}\n", kFormatWord, kStoreFormat));
  }
  const std::string text = ReadStart(fd);
  ::close(fd);
  int format = 0;
  if (text.starts_with(kFormatWord)) {
    const char* begin = text.data() + kFormatWord.size();
    std::from_chars(begin, text.data() + text.size(), format);
  }
  if (format < 1) {
    return Fail(Errc::kCorrupt, fmt::format("{} does not name a format", file.string()));
  }
  if (format > kStoreFormat) {
    return Fail(Errc::kTooNew,
                fmt::format("{} has store format {}, and this program reads up to {}; use a newer "
                            "kiosque",
                            path_.string(), format, kStoreFormat));
  }
  format_ = format;
  return Ok();
}

Status StoreDirectory::RaiseFormat() {
  if (format_ == kStoreFormat) {
    return Ok();
  }
  Status status =
      WriteFileAtomically(path_ / "FORMAT", fmt::format("{}{}\n", kFormatWord, kStoreFormat));
  format_ = status ? kStoreFormat : format_;
  return status;
}

Status StoreDirectory::TakeLock(UtcTime now) {
  const std::filesystem::path file = path_ / "LOCK";
  lock_fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_fd_ < 0) {
    return SystemError(file, "write", errno);
  }
  if (::flock(lock_fd_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    std::string holder = SanitizeLine(ReadStart(lock_fd_));
    ::close(lock_fd_);
    lock_fd_ = -1;
    if (error != EWOULDBLOCK) {
      return SystemError(file, "lock", error);
    }
    if (holder.empty()) {
      holder = "another process";
    }
    return Fail(Errc::kLocked, fmt::format("the archive {} is in use by {}; wait for it or stop it",
                                           path_.string(), holder));
  }
  const std::string owner =
      fmt::format("process {} on {} since {}\n", ::getpid(), HostName(), FormatUtcSeconds(now));
  // What the file says is for messages only; a disk too full for it must not stop a reader.
  if (::ftruncate(lock_fd_, 0) == 0) {
    (void)WriteAll(lock_fd_, owner, file);
  }
  return Ok();
}

Status StoreDirectory::OpenHead() {
  const std::filesystem::path file = path_ / "HEAD";
  head_fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (head_fd_ < 0) {
    return SystemError(file, "write", errno);
  }
  const std::string head = ReadStart(head_fd_);
  head_ = std::max(CommitInSlot(head, 0), CommitInSlot(head, 1));
  return Ok();
}

void StoreDirectory::RecordCommit(std::uint64_t commit) {
  const std::string slot = HeadSlot(commit);
  const auto offset = static_cast<off_t>((commit % 2) * kHeadSlotBytes);
  [[maybe_unused]] const ssize_t ignored = ::pwrite(head_fd_, slot.data(), slot.size(), offset);
  head_ = commit;
}

Status StoreDirectory::ResetHead(std::uint64_t commit) {
  std::string head(2 * kHeadSlotBytes, '\0');
  head.replace((commit % 2) * kHeadSlotBytes, kHeadSlotBytes, HeadSlot(commit));
  if (::pwrite(head_fd_, head.data(), head.size(), 0) != static_cast<ssize_t>(head.size()) ||
      ::fdatasync(head_fd_) != 0) {
    return SystemError(path_ / "HEAD", "write", errno);
  }
  head_ = commit;
  return Ok();
}

}  // namespace kiosque
