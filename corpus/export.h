// export.h — the archive as a corpus: rows chosen, written, in the same order and bytes every time.
//
//   Archive ──one snapshot, SURT order──▶ Selection ──CorpusRow──▶ RowWriter ──▶ compressor ──▶
//   file, folder or stdout
//
// One article is in memory at a time, however large the archive; with clusters also what
// corpus_clusters.h keeps of each.
//
// Errors: those of the archive and of the output. Threads: any one; the archive may be written
// meanwhile.
#ifndef KIOSQUE_CORPUS_EXPORT_H_
#define KIOSQUE_CORPUS_EXPORT_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/corpus_clusters.h"
#include "corpus/output_folder.h"
#include "corpus/partitioned_writer.h"
#include "corpus/row_writer.h"
#include "corpus/selection.h"
#include "storage/archive.h"

namespace kiosque {

struct ExportOptions {
  Selection selection{};
  CorpusFormat format = CorpusFormat::kJsonl;
  RowWriterOptions writer{};
  ClusterOptions clusters{};
  PartitionOptions partition{};  ///< of a folder
  /// A file (compressed by suffix ".gz", ".zst"), or a folder ("DIR/" or one that exists): that
  /// gets parts, or for markdown a file an article, a data card README.md, and last manifest.json
  /// (manifest.h). Empty: standard output.
  std::filesystem::path output{};
  std::string program{};  ///< "kiosque/0.1.0", for the manifest
};

struct ExportReport {
  std::uint64_t rows = 0;
  std::uint64_t words = 0;
  std::uint64_t duplicates = 0;      ///< left out: an earlier story says the same
  std::uint64_t between_splits = 0;  ///< left out: would leak from one split into another
  std::map<std::string, std::uint64_t> languages{};
  std::map<std::string, std::uint64_t> splits{};
  std::vector<OutputFile> files{};  ///< of a folder, but for the manifest
  Sha256 root{};                    ///< MerkleRoot of these
};

/// Whether `output` names a folder.
bool IsFolderName(const std::filesystem::path& output);

Result<ExportReport> ExportCorpus(const Archive& archive, const ExportOptions& options);

/// The part of ExportCorpus that fills a folder, but for the manifest; `options.output` does not
/// count.
Result<ExportReport> ExportInto(OutputFolder& folder, const Archive& archive,
                                const ExportOptions& options);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_EXPORT_H_
