// verify.h — whether an archive is whole, looked at from every side.
//
// Verify walks the index and the payloads once each and checks every reference both ways: captures
// and the capture log, versions and pages, places and payload rows, articles and the versions that
// need them, counts and what is counted. Deep, it also decodes every payload and hashes it. It
// changes nothing.
//
// Memory: one bit a payload row and a capture. Errors: only when the check itself cannot go on;
// what is wrong with the archive is in the report. Threads: one; the archive is locked meanwhile.
#ifndef KIOSQUE_STORAGE_VERIFY_H_
#define KIOSQUE_STORAGE_VERIFY_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "storage/archive.h"

namespace kiosque {

class Database;
class PayloadStore;
struct StoreCounts;

struct VerifyOptions {
  bool deep = false;                ///< decode and hash every payload
  std::size_t max_problems = 1000;  ///< described; all are counted
  /// A root of the capture log that somebody wrote down: is it one of this archive?
  std::optional<Sha256> root{};
};

struct VerifyReport {
  Archive::Stats stats{};
  std::uint64_t payload_rows = 0;
  std::uint64_t hashed_bytes = 0;  ///< deep: decoded and hashed
  std::uint64_t problem_count = 0;
  std::vector<std::string> problems{};  ///< one line each: where, and what is wrong
  /// Known losses: what an earlier repair could not save and wrote down as lost.
  std::uint64_t known_lost = 0;
  std::uint64_t forgotten = 0;  ///< payload rows removed on purpose
  /// Root of the capture log over all captures; empty in a store of format 1.
  std::optional<Sha256> root{};
  /// With VerifyOptions::root: after how many captures the log had that root; empty = never.
  std::optional<std::uint64_t> root_captures{};
  bool whole() const { return problem_count == 0; }
};

/// The check itself, over open databases; for VerifyArchive and for repair.
VerifyReport VerifyDatabases(const Database& index, const PayloadStore& payloads,
                             const StoreCounts& counts, const VerifyOptions& options);

/// Checks the archive in `directory`. An archive that does not open for damage gives a report with
/// that as its problem; kLocked, kTooNew and kNotFound are Errors.
Result<VerifyReport> VerifyArchive(const std::filesystem::path& directory,
                                   const VerifyOptions& options = {});

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_VERIFY_H_
