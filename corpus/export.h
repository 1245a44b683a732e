// export.h — the archive as a corpus: rows chosen, written, in the same order and bytes every time.
//
//   Archive ──one snapshot, SURT order──▶ Selection ──CorpusRow──▶ RowWriter ──▶ compressor ──▶
//   file or stdout
//
// One article is in memory at a time, however large the archive.
//
// Errors: those of the archive and of the output. Threads: any one; the archive may be written
// meanwhile.
#ifndef KIOSQUE_CORPUS_EXPORT_H_
#define KIOSQUE_CORPUS_EXPORT_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "corpus/row.h"
#include "corpus/row_writer.h"
#include "storage/archive.h"

namespace kiosque {

/// Which articles. All conditions must hold; an empty one holds for everything.
struct Selection {
  std::vector<std::string>
      hosts{};  ///< host names; subdomains belong to them, "www." does not count
  std::optional<UtcTime>
      since{};  ///< appeared at or after: date_published, or date_crawled when it has none
  std::optional<UtcTime> until{};        ///< appeared before
  std::vector<std::string> languages{};  ///< primary tags: "fr" also takes "fr-CD"
  std::uint32_t min_words = 0;
  VersionQuery::Which versions = VersionQuery::Which::kLatest;
  std::optional<UtcTime> as_of{};  ///< the archive as it was then
};

/// Whether `row` is selected, but for hosts, versions and as_of, which the archive itself sees to.
bool Selects(const Selection& selection, const CorpusRow& row);

/// Visits the selected rows, in order, until `visit` returns false.
Status VisitCorpus(const Archive& archive, const Selection& selection,
                   const std::function<bool(const CorpusRow& row)>& visit);

struct ExportOptions {
  Selection selection{};
  CorpusFormat format = CorpusFormat::kJsonl;
  RowWriterOptions writer{};
  /// A file (compressed by suffix ".gz", ".zst"), or for markdown a folder ("DIR/" or one that
  /// exists), which gets a file an article. Empty: standard output.
  std::filesystem::path output{};
};

struct ExportReport {
  std::uint64_t rows = 0;
  std::uint64_t words = 0;
};

Result<ExportReport> ExportCorpus(const Archive& archive, const ExportOptions& options);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_EXPORT_H_
