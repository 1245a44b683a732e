// warc_writer.h — WARC 1.1 files: one gzip member a record, warcinfo first, never overwritten,
// whole or not there.
//
// Into a file ("news.warc.gz", or "news.warc" for uncompressed), or into a folder, which gets
// PREFIX-00000.warc.gz and so on, a new one when the last grew over the size cap. A file has its
// name only once it is whole.
//
// Errors: kInvalidArgument for a file that exists, kIo, kNoSpace. Threads: one.
// Source: ISO 28500:2017 annex D (compression), warc-specifications' naming advice.
#ifndef KIOSQUE_CORPUS_WARC_WRITER_H_
#define KIOSQUE_CORPUS_WARC_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "corpus/byte_sink.h"
#include "corpus/warc_record.h"

namespace kiosque {

struct WarcWriterOptions {
  std::filesystem::path output{};
  std::string prefix = "kiosque";                         ///< of file names in a folder
  std::uint64_t max_file_bytes = std::uint64_t{1} << 30;  ///< in a folder
  std::vector<WarcField> info{};                          ///< the lines of the warcinfo record
};

/// Where a record lies: what a CDX line says of it.
struct WarcPlace {
  std::string file;  ///< name without folder
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  ///< of the whole gzip member
};

class WarcWriter {
 public:
  explicit WarcWriter(WarcWriterOptions options);
  ~WarcWriter();

  /// Begins an exchange at `time`: its records stay in one file. `time` dates the warcinfo of a new
  /// file.
  Status BeginExchange(UtcTime time);
  /// Writes `record`, with its WARC-Block-Digest, and WARC-Warcinfo-ID of the file it goes into.
  Result<WarcPlace> Write(WarcRecord record);
  /// Ends the last file. Call once, last.
  Status Finish();

  const std::vector<std::filesystem::path>& files() const { return files_; }

 private:
  Status OpenFile(UtcTime time);
  Status CloseFile();
  Result<WarcPlace> Put(const WarcRecord& record);

  class Gzip;
  const WarcWriterOptions options_;
  const bool folder_;
  const bool compressed_;
  std::unique_ptr<Gzip> gzip_;
  std::unique_ptr<ByteSink> sink_;
  std::uint64_t offset_ = 0;
  std::string info_id_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WARC_WRITER_H_
