// forget.h — pages taken out of an archive for good.
//
// Everything that only these pages have goes: bodies, articles, captures, versions, places. Rows of
// other pages that are stored as differences from a removed one are written anew, whole. What stays
// is a tombstone: the SHA-256 of the page's SURT key, the reason and the date; the digests of the
// payload rows; and the hashes in the capture log, so that every root and proof of other captures
// holds. A page that was forgotten is not kept again when it is visited again.
//
// LevelDB only shadows what is overwritten, so both databases are compacted from end to end.
//
//   1 rows that refer to removed ones, whole   2 tombstones   3 index   4 compaction
//
// A crash between the steps leaves an archive that opens; the same command run again finishes it.
//
// Errors: kNotFound when no such page is there, kCorrupt, kIo, kNoSpace. Threads: the writer's.
#ifndef KIOSQUE_STORAGE_FORGET_H_
#define KIOSQUE_STORAGE_FORGET_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/url.h"
#include "storage/export_log.h"
#include "storage/leveldb_database.h"

namespace kiosque {

class StoreArchive;

struct ForgetRequest {
  std::vector<Url> urls{};
  std::vector<std::string> sites{};  ///< SURT prefixes of hosts (base/surt.h)
  std::string reason{};
  UtcTime now{};
};

struct ForgetReport {
  std::uint64_t pages = 0;
  std::uint64_t captures = 0;
  std::uint64_t versions = 0;
  std::uint64_t payloads = 0;   ///< payload rows removed
  std::uint64_t rewritten = 0;  ///< rows of other pages written anew
  /// Bodies that stay because a page that is not forgotten has the same bytes.
  std::uint64_t shared = 0;
  /// Exports that may contain one of the pages, as far as host and time tell.
  std::vector<ExportEntry> exports{};
  /// Folders beside the archive that may still hold it (torn logs, damaged databases).
  std::vector<std::filesystem::path> leftovers{};
};

/// Removes the pages. REQUIRES: opened for writing.
Result<ForgetReport> ForgetPages(StoreArchive& archive, const ForgetRequest& request);
/// Opens the archive in `store` and removes the pages.
Result<ForgetReport> ForgetPages(const std::filesystem::path& store, const ForgetRequest& request);

/// What is left of a page that was forgotten.
struct Tombstone {
  UtcTime time{};
  std::string reason{};
  std::uint64_t captures = 0;
  std::uint64_t versions = 0;
  bool operator==(const Tombstone&) const = default;
};
std::string EncodeTombstone(const Tombstone& tombstone);
Result<Tombstone> DecodeTombstone(std::string_view bytes);

/// The tombstone of a page; empty when it was never forgotten.
Result<std::optional<Tombstone>> FindTombstone(const Database& index, std::string_view surt);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_FORGET_H_
