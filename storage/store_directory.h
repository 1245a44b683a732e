// store_directory.h — the folder that is an archive: who holds it, which format it has, how far it
// got.
//
//   STORE/FORMAT     "kiosque-store 2\n": what the rest of the folder means
//   STORE/LOCK       flock(2)ed while open; holds "pid HOST since" of the holder, for messages
//   STORE/HEAD       two slots of 32 bytes: the number of the last commit, written in turn after
//   each one STORE/index/     LevelDB       STORE/payloads/   LevelDB
//
// HEAD is the witness against a lost log: LevelDB cannot notice when its newest log was cut or
// deleted, it then simply opens an older state. HEAD is written in place after every commit and not
// synced, so it costs nothing, it is never ahead of what was acknowledged, and an index that is
// behind it has lost something.
//
// Errors: kLocked (who, since when), kTooNew, kNotFound, kInvalidArgument (a folder that is
// something else), kIo,
//         kNoSpace. Threads: one at a time.
// Source: flock(2): the lock goes with the process, however that ends.
#ifndef KIOSQUE_STORAGE_STORE_DIRECTORY_H_
#define KIOSQUE_STORAGE_STORE_DIRECTORY_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "storage/archive.h"

namespace kiosque {

inline constexpr int kStoreFormat = 2;

class StoreDirectory {
 public:
  /// Takes the lock and checks the format; with kCreate makes what is not there. `now` is written
  /// into the lock.
  static Result<std::unique_ptr<StoreDirectory>> Open(const std::filesystem::path& path,
                                                      OpenMode mode, UtcTime now);
  /// Releases the lock.
  ~StoreDirectory();
  StoreDirectory(const StoreDirectory&) = delete;
  StoreDirectory& operator=(const StoreDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path index_path() const { return path_ / "index"; }
  std::filesystem::path payloads_path() const { return path_ / "payloads"; }
  /// Where the unreadable ends of torn logs are kept, for those who want to look.
  std::filesystem::path torn_path() const { return path_ / "torn"; }

  /// The last commit that HEAD knows of; 0 when there was none or both slots are unreadable.
  std::uint64_t head() const { return head_; }
  /// Writes `commit` into HEAD. Failures are kept silent: the commit itself is durable, and a HEAD
  /// that is behind is within its contract.
  void RecordCommit(std::uint64_t commit);
  /// Makes FORMAT say that the store is of the newest format.
  Status RaiseFormat();
  /// Sets HEAD back to `commit`, after a repair that could not save everything.
  Status ResetHead(std::uint64_t commit);

 private:
  explicit StoreDirectory(std::filesystem::path path) : path_(std::move(path)) {}
  Status TakeLock(UtcTime now);
  Status CheckFormat(OpenMode mode);
  Status OpenHead();

  std::filesystem::path path_;
  int lock_fd_ = -1;
  int head_fd_ = -1;
  std::uint64_t head_ = 0;
  int format_ = kStoreFormat;
};

/// Writes `text` to `path` so that after a crash there is the old file or the new one, never half
/// of it.
Status WriteFileAtomically(const std::filesystem::path& path, std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_STORE_DIRECTORY_H_
