// leveldb_fault_env.h — a file system under LevelDB that fails, and that loses power.
//
// Every change of a file is an operation. After a chosen number of them every further one fails
// with a chosen message, as on a full disk, a broken one, or (with LosePower afterwards) at a power
// cut: then each file keeps what was synced, and of the rest a random part, whole, or turned to
// zeros or noise.
//
// Syncing is bookkeeping here, so hundreds of rounds are fast. Threads: any (LevelDB compacts on
// its own thread).
#ifndef KIOSQUE_TESTS_SUPPORT_LEVELDB_FAULT_ENV_H_
#define KIOSQUE_TESTS_SUPPORT_LEVELDB_FAULT_ENV_H_

#include <leveldb/env.h>
#include <leveldb/slice.h>
#include <leveldb/status.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>

namespace kiosque::testing {

class FaultEnv final : public leveldb::EnvWrapper {
 public:
  FaultEnv() : EnvWrapper(leveldb::Env::Default()) {}

  /// Operation number `count` from now, and all after it, fail with `message`.
  void FailAfter(std::uint64_t count, std::string message) {
    const std::lock_guard lock(mutex_);
    allowed_ = operations_ + count;
    message_ = std::move(message);
  }
  void Heal() {
    const std::lock_guard lock(mutex_);
    allowed_ = std::numeric_limits<std::uint64_t>::max();
  }
  std::uint64_t operations() const {
    const std::lock_guard lock(mutex_);
    return operations_;
  }
  std::uint64_t bytes_written() const {
    const std::lock_guard lock(mutex_);
    return bytes_written_;
  }

  enum class Tail { kCut, kZeros };
  /// What the disk holds when the power comes back. Call when no database is open.
  void LosePower(std::mt19937_64& random, Tail tail) {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, size] : files_) {
      std::error_code error;
      if (!std::filesystem::is_regular_file(name, error) || size.synced >= size.written) {
        continue;
      }
      const std::uint64_t lost = size.written - size.synced;
      const std::uint64_t kept = size.synced + random() % (lost + 1);
      std::filesystem::resize_file(name, kept);
      if (tail == Tail::kZeros) {
        std::filesystem::resize_file(name, size.written);  // grows with zeros
      }
    }
    files_.clear();
  }

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override {
    if (leveldb::Status status = Operation(0); !status.ok()) {
      return status;
    }
    leveldb::Status status = target()->NewWritableFile(name, file);
    if (status.ok()) {
      SetSize(name, Size{});
      *file = new FaultFile(*this, name, std::unique_ptr<leveldb::WritableFile>(*file));
    }
    return status;
  }
  leveldb::Status RemoveFile(const std::string& name) override {
    leveldb::Status status = Operation(0);
    return status.ok() ? target()->RemoveFile(name) : status;
  }
  leveldb::Status CreateDir(const std::string& name) override {
    leveldb::Status status = Operation(0);
    return status.ok() ? target()->CreateDir(name) : status;
  }
  leveldb::Status RenameFile(const std::string& from, const std::string& to) override {
    leveldb::Status status = Operation(0);
    if (status.ok()) {
      status = target()->RenameFile(from, to);
    }
    if (status.ok()) {
      const std::lock_guard lock(mutex_);
      if (const auto found = files_.find(from); found != files_.end()) {
        files_[to] = found->second;
        files_.erase(found);
      }
    }
    return status;
  }

 private:
  struct Size {
    std::uint64_t written = 0;
    std::uint64_t synced = 0;
  };

  class FaultFile final : public leveldb::WritableFile {
   public:
    FaultFile(FaultEnv& env, std::string name, std::unique_ptr<leveldb::WritableFile> target)
        : env_(env), name_(std::move(name)), target_(std::move(target)) {}
    leveldb::Status Append(const leveldb::Slice& data) override {
      leveldb::Status status = env_.Operation(data.size());
      if (status.ok()) {
        status = target_->Append(data);
      }
      if (status.ok()) {
        env_.Grow(name_, data.size());
      }
      return status;
    }
    leveldb::Status Close() override { return target_->Close(); }
    leveldb::Status Flush() override { return target_->Flush(); }
    leveldb::Status Sync() override {
      leveldb::Status status = env_.Operation(0);
      if (status.ok()) {
        status = target_->Flush();
      }
      if (status.ok()) {
        env_.Synced(name_);
      }
      return status;
    }

   private:
    FaultEnv& env_;
    const std::string name_;
    const std::unique_ptr<leveldb::WritableFile> target_;
  };

  leveldb::Status Operation(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    if (operations_ >= allowed_) {
      return leveldb::Status::IOError("disk", message_);
    }
    ++operations_;
    bytes_written_ += bytes;
    return leveldb::Status::OK();
  }
  void SetSize(const std::string& name, Size size) {
    const std::lock_guard lock(mutex_);
    files_[name] = size;
  }
  void Grow(const std::string& name, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    files_[name].written += bytes;
  }
  void Synced(const std::string& name) {
    const std::lock_guard lock(mutex_);
    files_[name].synced = files_[name].written;
  }

  mutable std::mutex mutex_;
  std::uint64_t operations_ = 0;
  std::uint64_t bytes_written_ = 0;
  std::uint64_t allowed_ = std::numeric_limits<std::uint64_t>::max();
  std::string message_;
  std::map<std::string, Size> files_;
};

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_LEVELDB_FAULT_ENV_H_
