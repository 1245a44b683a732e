// warc_import.h — other archives' WARC and ARC files, put into ours.
//
// Responses, revisits and resources become captures, with the request and metadata records that
// belong to them; pages are read by the function given, so that versions are born as in a crawl.
// What the archive holds already (same address, time, status and bytes) is passed over, so that an
// import that was stopped can be run again.
// Nothing stops an import but the archive itself: what is odd in a file is counted by name and
// reported.
//
// Memory: one commit group. Errors: those of opening the file and of the archive. Threads: the
// archive's writer thread. Source: ISO 28500:2017 §6; the field names of Heritrix's metadata
// records.
#ifndef KIOSQUE_CORPUS_WARC_IMPORT_H_
#define KIOSQUE_CORPUS_WARC_IMPORT_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/article.h"
#include "base/error.h"
#include "storage/archive.h"

namespace kiosque {

/// What a parser makes of a page.
struct ImportedReading {
  std::optional<Article> article{};
  int extractor = 0;
  std::string charset{};
};

struct ImportOptions {
  bool articles = true;  ///< false: captures only, no versions
  /// Reads an HTML page that came with status 200, in files that do not bring their articles along
  /// (article_json.h). Empty: those pages become no versions.
  std::function<ImportedReading(const Capture& capture, std::string_view body)> read_page{};
  std::size_t group_captures = 64;  ///< a commit
  std::size_t group_bytes = 16u << 20;
};

struct ImportReport {
  std::uint64_t captures = 0;
  std::uint64_t held = 0;  ///< captures passed over
  std::uint64_t new_versions = 0;
  std::uint64_t new_payloads = 0;
  std::uint64_t compressed_bytes = 0;
  std::map<std::string, std::uint64_t> records{};   ///< by WARC-Type
  std::map<std::string, std::uint64_t> oddities{};  ///< by what is odd
};

/// Imports `file` into `archive`. `report` is added to, so that one can serve many files.
Status ImportWarc(Archive& archive, const std::filesystem::path& file, const ImportOptions& options,
                  ImportReport& report);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WARC_IMPORT_H_
