// export_log.h — which files were made of an archive: what a person needs to know who must recall
// something.
//
//   STORE/exports    a line an export, only ever appended:
//   time TAB format TAB path TAB rows TAB digest TAB as of TAB hosts, separated by ","
//
// It is no part of the two databases, so that an export, which only reads them, can write it.
// `path` has TAB, newline and "%" percent-encoded.
//
// Errors: kIo, kNoSpace. Threads: any; lines of several processes do not mix (O_APPEND).
#ifndef KIOSQUE_STORAGE_EXPORT_LOG_H_
#define KIOSQUE_STORAGE_EXPORT_LOG_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace kiosque {

struct ExportEntry {
  UtcTime time{};
  std::string format{};  ///< "jsonl", "warc" …
  std::string path{};    ///< absolute: a file or a folder
  std::uint64_t rows = 0;
  std::string digest{};              ///< Merkle root or package digest, hex; may be empty
  std::optional<UtcTime> as_of{};    ///< versions first seen later are not in it; empty = `time`
  std::vector<std::string> hosts{};  ///< only these and their subdomains; empty = all

  bool operator==(const ExportEntry&) const = default;
};

Status AppendExport(const std::filesystem::path& store, const ExportEntry& entry);

/// All that were written down, oldest first; lines that cannot be read are left out.
Result<std::vector<ExportEntry>> ReadExports(const std::filesystem::path& store);

/// Whether a version of a page of `host` that was first seen at `first_seen` can be in `entry`: its
/// other conditions (language, length …) are not known here.
bool MayContain(const ExportEntry& entry, std::string_view host, UtcTime first_seen);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_EXPORT_LOG_H_
