// store_archive.h — the Archive as it is: a StoreDirectory with an index and payloads in LevelDB.
//
//   Commit:  1. plan (CommitBuilder)  2. payload rows, synced  3. index rows in one batch,
//   synced  4. HEAD
//
// Step 3 is the commit point. A crash before it leaves payload rows that nothing refers to; the
// next Open drops them.
//
// Errors and threads: archive.h.
#ifndef KIOSQUE_STORAGE_STORE_ARCHIVE_H_
#define KIOSQUE_STORAGE_STORE_ARCHIVE_H_

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/archive.h"
#include "storage/capture_log.h"
#include "storage/content_coding.h"
#include "storage/index_reader.h"
#include "storage/leveldb_database.h"
#include "storage/payload_store.h"
#include "storage/raw_cache.h"
#include "storage/store_directory.h"

namespace kiosque {

/// What a test replaces.
struct StoreOptions {
  leveldb::Env* env = nullptr;   ///< the file system under LevelDB; nullptr = the real one
  const Clock* clock = nullptr;  ///< for "since" in the lock; nullptr = the machine's
  std::size_t index_write_buffer = 4u << 20;
  /// One table of payloads is one buffer of rows: fewer and larger tables than of the index.
  std::size_t payload_write_buffer = 8u << 20;
  /// Bytes of decoded rows that the writer keeps at hand for deltas.
  std::size_t raw_cache = 48u << 20;
};

class StoreArchive final : public Archive {
 public:
  static Result<std::unique_ptr<StoreArchive>> Open(const std::filesystem::path& path,
                                                    OpenMode mode, const StoreOptions& options);

  /// Enters the root of the log into the index.
  ~StoreArchive() override;
  StoreArchive(const StoreArchive&) = delete;
  StoreArchive& operator=(const StoreArchive&) = delete;

  Result<std::vector<CaptureReceipt>> Commit(CommitGroup group) override;
  Result<std::vector<Capture>> Captures(const Url& url) const override;
  Result<std::vector<Version>> Versions(const Url& url) const override;
  Result<Version> LatestVersion(const Url& url) const override;
  Result<Version> VersionNumber(const Url& url, std::uint32_t number) const override;
  Result<Body> Payload(const Sha256& digest) const override;
  Result<Body> CodedBody(const Capture& capture) const override;
  Result<std::optional<std::string>> StateRow(std::string_view key) const override;
  Status ScanState(std::string_view prefix, std::string_view from,
                   const std::function<bool(std::string_view key, std::string_view value)>& visit)
      const override;
  using Archive::ScanVersions;
  Status ScanVersions(const VersionQuery& query,
                      const std::function<bool(const VersionVisit& visit)>& visit) const override;
  Status ScanCaptures(std::string_view surt_prefix,
                      const std::function<bool(const Capture& capture)>& visit) const override;
  Stats stats() const override;

  // For verify, repair and the proofs, which look beneath the interface.
  const std::filesystem::path& path() const { return directory_->path(); }
  const Database& index() const { return *index_; }
  const PayloadStore& payloads() const { return *payloads_; }
  StoreCounts counts() const;
  /// The tree over the log as of the last commit. Writer's thread.
  const LogTree& tree() const { return tree_; }
  /// How many captures of a store of format 1 were entered into the hash log by this Open; 0 = the
  /// store was of format 2 already.
  std::uint64_t migrated_captures() const { return migrated_; }

 private:
  friend class Forgetter;  // storage/forget.cc
  StoreArchive(OpenMode mode, std::unique_ptr<StoreDirectory> directory,
               std::unique_ptr<Database> index, std::unique_ptr<PayloadStore> payloads,
               const StoreCounts& counts, const LogTree& tree, const StoreOptions& options);
  Status WriteRoot();
  Status Migrate();
  /// Of `query`: as_of and articles.
  Result<Version> LoadVersion(std::uint32_t number, const VersionRow& row,
                              const VersionQuery& query) const;
  /// The newest state as one moment.
  std::unique_ptr<DatabaseSnapshot> Now() const;

  // Constant after construction. The directory goes last: it holds the lock.
  const OpenMode mode_;
  const Clock* const clock_;  // nullptr = the machine's
  std::uint64_t migrated_ = 0;
  bool forgets_ = false;  // pages were forgotten: visits to them are not kept
  const std::unique_ptr<StoreDirectory> directory_;
  const std::unique_ptr<Database> index_;
  const std::unique_ptr<PayloadStore> payloads_;

  // The writer thread's.
  RecipeMemory recipes_;
  RawCache raws_;
  LogTree tree_;
  std::uint64_t rooted_ = 0;      // the captures under the newest root row
  std::optional<Error> failure_;  // of an earlier Commit

  mutable std::mutex counts_mutex_;
  StoreCounts counts_;  // guarded by counts_mutex_
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_STORE_ARCHIVE_H_
