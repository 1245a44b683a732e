// leveldb_database.h — an ordered key-value store, done by LevelDB, as careful as LevelDB can be
// made.
//
// Every read verifies checksums and every open is paranoid: without these LevelDB hands out flipped
// bits as text and drops damaged log records in silence. No LevelDB type leaves this header, and
// leveldb::Status is mapped in one function of the .cc, so the rest of storage/ sees Result alone.
//
// Errors: kCorrupt, kNoSpace, kLocked, kIo, each naming the path. After a failed Write LevelDB
// refuses further writes. Threads: a Database from any thread; cursors, batches and snapshots each
// belong to one thread at a time. Source: leveldb doc/index.md; leveldb db/db_impl.cc for what an
// error in the log does.
#ifndef KIOSQUE_STORAGE_LEVELDB_DATABASE_H_
#define KIOSQUE_STORAGE_LEVELDB_DATABASE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace leveldb {
class DB;
class Env;
class Iterator;
class Snapshot;
class WriteBatch;
}  // namespace leveldb

namespace kiosque {

struct DatabaseOptions {
  bool create = false;                  ///< make it when absent; otherwise absence is kNotFound
  bool compress_blocks = true;          ///< Snappy; off for values that are compressed already
  std::size_t write_buffer = 4u << 20;  ///< bytes in memory before a table is written
  std::size_t block_cache = 8u << 20;
  std::size_t block_bytes = 4096;
  /// Where to keep what is cut off logs that a power cut has torn; empty = such logs are kCorrupt.
  std::filesystem::path keep_torn_tails{};
  leveldb::Env* env = nullptr;  ///< the file system; nullptr = the real one. Outlives the Database
};

/// Changes that become visible and durable together.
class DatabaseBatch {
 public:
  DatabaseBatch();
  ~DatabaseBatch();
  DatabaseBatch(DatabaseBatch&&) noexcept;
  DatabaseBatch& operator=(DatabaseBatch&&) noexcept;

  void Put(std::string_view key, std::string_view value);
  void Delete(std::string_view key);
  void Clear();
  bool empty() const { return changes_ == 0; }
  std::size_t changes() const { return changes_; }

 private:
  friend class Database;
  std::unique_ptr<leveldb::WriteBatch> batch_;
  std::size_t changes_ = 0;
};

class Database;

/// The state at one moment, however much is written afterwards. Must not outlive its Database.
class DatabaseSnapshot {
 public:
  explicit DatabaseSnapshot(const Database& database);
  ~DatabaseSnapshot();
  DatabaseSnapshot(const DatabaseSnapshot&) = delete;
  DatabaseSnapshot& operator=(const DatabaseSnapshot&) = delete;

 private:
  friend class Database;
  leveldb::DB& db_;
  const leveldb::Snapshot* snapshot_;
};

/// Walks keys in byte order. Views are valid until the next move.
class DatabaseCursor {
 public:
  ~DatabaseCursor();
  DatabaseCursor(DatabaseCursor&&) noexcept;

  void Seek(std::string_view key);
  void SeekToFirst();
  void SeekToLast();
  void Next();
  void Prev();
  bool Valid() const;
  std::string_view key() const;
  std::string_view value() const;
  /// Ok at a clean end; an Error when the walk stopped because something could not be read.
  Status status() const;

 private:
  friend class Database;
  DatabaseCursor(std::unique_ptr<leveldb::Iterator> iterator, std::string name);
  std::unique_ptr<leveldb::Iterator> iterator_;
  std::string name_;
};

class Database {
 public:
  static Result<std::unique_ptr<Database>> Open(const std::filesystem::path& path,
                                                const DatabaseOptions& options);
  /// LevelDB's own repair: heals a lost or damaged MANIFEST or CURRENT; says Ok though tables may
  /// be unreadable.
  static Status RebuildManifest(const std::filesystem::path& path, const DatabaseOptions& options);

  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// The value of `key`; empty when absent.
  Result<std::optional<std::string>> Get(std::string_view key,
                                         const DatabaseSnapshot* snapshot = nullptr) const;
  /// Applies `batch` atomically. With `sync`, returns after it is on the medium.
  Status Write(DatabaseBatch& batch, bool sync);
  /// A cursor before the first key. `fill_cache` = false for walks over everything.
  DatabaseCursor NewCursor(const DatabaseSnapshot* snapshot = nullptr,
                           bool fill_cache = true) const;
  /// Bytes on disk that the keys in [from, to) take, about.
  std::uint64_t ApproximateBytes(std::string_view from, std::string_view to) const;
  /// Rewrites everything into few sorted tables.
  void CompactAll();

 private:
  friend class DatabaseSnapshot;
  class Parts;
  explicit Database(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_LEVELDB_DATABASE_H_
