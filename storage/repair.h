// repair.h — all that is whole of a damaged archive, put together anew.
//
// Repair reads every file of both databases row by row (leveldb_salvage.h), keeps the rows that
// prove themselves (payloads by their SHA-256, index rows by their form), derives the rest anew
// (places, pages, log, counts), writes two new databases, checks them as verify --deep does, and
// only then exchanges the folders. The damaged ones stay in STORE/damaged-TIME.
//
// What cannot be saved is written down in the archive itself as lost (a tombstone for a payload, an
// empty log row for a capture, a version without an article), so that a repaired archive is whole
// and its losses stay known.
//
// Errors: kLocked, kTooNew, kNotFound, kIo, kNoSpace; then the archive is as it was. Threads: one;
// the archive is locked.
#ifndef KIOSQUE_STORAGE_REPAIR_H_
#define KIOSQUE_STORAGE_REPAIR_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace kiosque {

struct RepairReport {
  std::uint64_t captures = 0;  ///< saved
  std::uint64_t versions = 0;
  std::uint64_t payloads = 0;
  std::uint64_t state_rows = 0;
  std::uint64_t lost_captures = 0;
  std::uint64_t lost_versions = 0;  ///< known by number; their text is gone
  std::uint64_t lost_payloads = 0;
  /// Bodies that are there but whose capture is lost.
  std::uint64_t orphan_payloads = 0;
  std::vector<std::string> damage{};  ///< unreadable places in files
  std::vector<std::string> losses{};  ///< what is lost, by name where that is known
  std::filesystem::path kept{};       ///< where the damaged databases are now

  /// Adds to `losses`, up to a hundred thousand.
  void Lose(std::string what);
};

/// Repairs the archive in `directory`. `now` names the folder in which the damaged databases are
/// kept.
Result<RepairReport> RepairArchive(const std::filesystem::path& directory, UtcTime now);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_REPAIR_H_
