// index_reader.h — the index read back: rows of a page, walks over a table.
//
// Every function takes the snapshot to read at, or nullptr for the newest state.
//
// Errors: kCorrupt naming the key, kTooNew, kIo. Threads: any.
#ifndef KIOSQUE_STORAGE_INDEX_READER_H_
#define KIOSQUE_STORAGE_INDEX_READER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "storage/capture_log.h"
#include "storage/leveldb_database.h"
#include "storage/row_codec.h"

namespace kiosque {

class IndexReader {
 public:
  /// Both outlive this.
  explicit IndexReader(const Database& index, const DatabaseSnapshot* snapshot = nullptr)
      : index_(index), snapshot_(snapshot) {}

  Result<StoreCounts> Counts() const;  ///< all zero in a new store
  Result<LogTree> Tree() const;        ///< empty in a new store, and in one of format 1
  /// The captures under the newest root row; 0 when there is none.
  Result<std::uint64_t> LastRoot() const;
  Result<std::optional<PageRow>> Page(std::string_view surt) const;
  Result<std::optional<VersionRow>> VersionAt(std::string_view surt, std::uint32_t number) const;
  Result<std::optional<PayloadPlace>> Place(const Sha256& digest) const;

  /// The captures of exactly `surt`, oldest first.
  Status VisitCaptures(std::string_view surt,
                       const std::function<bool(const Capture& capture)>& visit) const;
  /// The captures of the site `prefix` (SurtUnder), in SURT then time order.
  Status ScanCaptures(std::string_view prefix,
                      const std::function<bool(const Capture& capture)>& visit) const;
  /// The versions of the site `prefix`, in SURT then number order; last_seen is right for each.
  Status ScanVersions(std::string_view prefix,
                      const std::function<bool(std::string_view surt, std::uint32_t number,
                                               const VersionRow& row)>& visit) const;
  /// State rows whose key has `prefix` and is not before `from`.
  Status ScanState(
      std::string_view prefix, std::string_view from,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const;

 private:
  Status WalkCaptures(const std::string& begin, std::string_view site,
                      const std::function<bool(const Capture& capture)>& visit) const;

  const Database& index_;
  const DatabaseSnapshot* snapshot_;
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_INDEX_READER_H_
