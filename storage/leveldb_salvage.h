// leveldb_salvage.h — every row that is still whole in the files of a LevelDB, whatever happened to
// the rest.
//
// LevelDB's own RepairDB heals a lost MANIFEST or CURRENT, but answers Ok for tables that it could
// not read. This reads the files themselves: logs record by record, tables block by block. A block
// is found by its checksum, not by the table's index, so a damaged index or footer loses nothing,
// and a damaged block loses its own rows only.
//
//   table   data blocks | filter | metaindex | index | footer(48); each block: bytes | type (1) |
//   masked crc32c (4) block   entries: varint shared | varint unshared | varint value size | key
//   tail | value; then restart offsets key     user key | le64 (sequence << 8 | type); type 1 =
//   value, 0 = deletion
//
// Errors: kIo for a folder that cannot be read; everything else is counted. Threads: while no
// database is open on it. Source: leveldb doc/table_format.md, table/block_builder.cc,
// db/dbformat.h.
#ifndef KIOSQUE_STORAGE_LEVELDB_SALVAGE_H_
#define KIOSQUE_STORAGE_LEVELDB_SALVAGE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "storage/leveldb_log.h"

namespace kiosque {

struct SalvageCounts {
  std::uint64_t files = 0;
  std::uint64_t rows = 0;
  /// Places that could not be read: "000012.ldb: 4312 bytes at 8192".
  std::vector<std::string> damage;
};

/// Calls `visit` for every change found, in no order; the newest of a key is the one with the
/// largest sequence.
Result<SalvageCounts> SalvageDatabase(const std::filesystem::path& database,
                                      const std::function<void(const LoggedChange& change)>& visit);

/// The same for the bytes of one table; damaged ranges are appended to `damage` under `name`.
void SalvageTable(std::string_view bytes, const std::string& name,
                  const std::function<void(const LoggedChange& change)>& visit,
                  std::vector<std::string>& damage);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_LEVELDB_SALVAGE_H_
