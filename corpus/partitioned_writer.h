// partitioned_writer.h — rows spread over the files of a folder.
//
//   FOLDER/language=fr/part-00000.jsonl.gz   as Hive and its readers have it (key=value)
//   FOLDER/part-00000.jsonl.gz               without partitions
//
// A part is closed when it has its rows, or when kMaxOpen others are open; what follows goes into
// the next part of that partition. Which row is where depends on the rows alone.
//
// Errors and threads: row_writer.h.
#ifndef KIOSQUE_CORPUS_PARTITIONED_WRITER_H_
#define KIOSQUE_CORPUS_PARTITIONED_WRITER_H_

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/output_folder.h"
#include "corpus/row_writer.h"

namespace kiosque {

enum class PartitionKey : std::uint8_t { kNone, kHost, kLanguage, kYear, kMonth, kSplit };
/// "none", "host", "language", "year", "month", "split".
std::string_view PartitionKeyName(PartitionKey key);
std::optional<PartitionKey> PartitionKeyFromName(std::string_view name);

struct PartitionOptions {
  PartitionKey key = PartitionKey::kNone;
  std::uint64_t rows_per_file = 0;  ///< 0 = all
  OutputCompression compression = OutputCompression::kNone;
};

class PartitionedWriter final : public RowWriter {
 public:
  static constexpr std::size_t kMaxOpen = 64;

  PartitionedWriter(OutputFolder& folder, CorpusFormat format, const RowWriterOptions& writer,
                    const PartitionOptions& options)
      : folder_(folder), format_(format), writer_(writer), options_(options) {}

  Status Write(const CorpusRow& row) override;
  Status Finish() override;

 private:
  struct Part {
    std::string partition;
    std::string path;
    std::unique_ptr<RowWriter> writer;
    std::uint64_t rows = 0;
  };
  Status OpenPart(const std::string& partition);
  Status Close(std::list<Part>::iterator part);

  OutputFolder& folder_;
  const CorpusFormat format_;
  const RowWriterOptions writer_;
  const PartitionOptions options_;
  std::list<Part> open_;  // latest used first
  std::map<std::string, std::list<Part>::iterator> by_partition_;
  std::map<std::string, std::uint64_t> parts_;  // begun, by partition
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_PARTITIONED_WRITER_H_
