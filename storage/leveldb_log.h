// leveldb_log.h — LevelDB's log files (*.log, MANIFEST-*), read by us.
//
//   file    blocks of 32 KiB of records; a record never crosses a block, a long one is cut into
//   FIRST MIDDLE* LAST record  masked crc32c (4, of type and data) | length (2, little endian) |
//   type (1) | data
//
// Needed twice: to tell a tail that was torn by a power cut (nothing whole follows it) from damage
// in the middle, which LevelDB reports alike; and to save what is whole from a damaged log, which
// LevelDB drops from the damage on.
//
// Errors: ParseLevelDbLog is total. MendTornTails: kIo. Threads: pure function; MendTornTails only
// while the database
//         is closed.
// Source: leveldb doc/log_format.md.
#ifndef KIOSQUE_STORAGE_LEVELDB_LOG_H_
#define KIOSQUE_STORAGE_LEVELDB_LOG_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace kiosque {

struct LevelDbLog {
  std::vector<std::string> records;  ///< all whole ones, those behind damage too
  std::size_t whole_end = 0;         ///< end of the last whole record before any damage
  std::size_t damaged_places = 0;   ///< runs of bytes that are no records; a file cut short is none
  bool whole_after_damage = false;  ///< the damage is not at the tail
};
LevelDbLog ParseLevelDbLog(std::string_view bytes);

/// One change of a record of a *.log file, which is a write batch.
struct LoggedChange {
  std::uint64_t sequence = 0;  ///< LevelDB's own: a larger one is newer
  std::string_view key;
  std::optional<std::string_view> value;  ///< empty: deleted
};
/// Calls `visit` for the changes of `record`, as many as can be read; whether that was all.
bool VisitLoggedChanges(std::string_view record,
                        const std::function<void(const LoggedChange& change)>& visit);

/// Cuts torn tails off the logs in `database`, and keeps what it cuts as files in `keep`. The
/// number of tails cut.
Result<int> MendTornTails(const std::filesystem::path& database, const std::filesystem::path& keep);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_LEVELDB_LOG_H_
