// salvaged_rows.h — what repair saved of a database, newest state of each key, and the filling of a
// new one.
//
// Errors: kIo, kNoSpace. Threads: one.
#ifndef KIOSQUE_STORAGE_SALVAGED_ROWS_H_
#define KIOSQUE_STORAGE_SALVAGED_ROWS_H_

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "storage/leveldb_database.h"

namespace kiosque {

/// Puts rows in batches, without waiting for the medium until the end.
class BatchFiller {
 public:
  /// `database` outlives this.
  explicit BatchFiller(Database& database) : database_(database) {}
  Status Put(std::string_view key, std::string_view value);
  /// Makes what was put so far visible to readers.
  Status Flush() { return Write(/*sync=*/false); }
  /// Makes everything durable. Call last.
  Status Finish() { return Write(/*sync=*/true); }

 private:
  Status Write(bool sync);
  Database& database_;
  DatabaseBatch batch_;
  std::size_t bytes_ = 0;
};

/// Where salvaged rows go: those of payloads (eight bytes of key, the first of them 0) apart from
/// those of the index, whichever folder a file was found in.
struct SalvageTargets {
  Database& payload_rows;
  Database& index_rows;
};

/// Puts the newest state of every key found in the files of the folder `from` where it belongs.
/// Unreadable places are appended to `damage`.
Status SalvageNewest(const std::filesystem::path& from, const SalvageTargets& into,
                     std::vector<std::string>& damage);

/// Calls `visit` for the rows that SalvageNewest put into `rows` and that begin with `prefix`, in
/// key order; deleted keys are passed over. Stops at an Error.
Status VisitSalvaged(
    const Database& rows, std::string_view prefix,
    const std::function<Status(std::string_view key, std::string_view value)>& visit);

/// The newest saved value of `key`; empty when none was, or it was deleted.
std::optional<std::string> SavedValue(const Database& rows, std::string_view key);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_SALVAGED_ROWS_H_
