// warc_reader.h — WARC and ARC files, whoever wrote them, record by record.
//
// Far more tolerant than the writer: WARC 0.17, 0.18, 1.0, 1.1 and ARC 1, 2; any of byte_source.h's
// compressions; LF line ends, folded fields, missing or wrong lengths, garbage between records,
// ends cut off. Each oddity is counted by name; what can be read is given. A record whose length
// leads into the next one ends where that begins: at a member of the compressed file, or where the
// bytes behind it are no record. An ARC record is given as the WARC record it would have been.
//
// Memory: one record. Errors: kNotFound, kIo for the file; kInvalidArgument for one that is
// neither. Threads: one. Source: ISO 28500:2009 and :2017;
// archive.org/web/researcher/ArcFileFormat.php.
#ifndef KIOSQUE_CORPUS_WARC_READER_H_
#define KIOSQUE_CORPUS_WARC_READER_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "corpus/byte_source.h"
#include "corpus/warc_record.h"

namespace kiosque {

class WarcReader {
 public:
  static Result<std::unique_ptr<WarcReader>> Open(const std::filesystem::path& path);

  /// The next record; empty at the end.
  std::optional<WarcRecord> Next();

  /// "block cut off at the end of the file" -> how often.
  const std::map<std::string, std::uint64_t>& oddities() const { return oddities_; }
  std::uint64_t compressed_bytes() const { return source_->compressed_bytes(); }

 private:
  WarcReader(std::unique_ptr<ByteSource> source, bool arc)
      : source_(std::move(source)), arc_(arc) {}
  void Odd(const char* what) { ++oddities_[what]; }
  std::optional<std::string> FindStart();
  std::optional<WarcRecord> ReadWarc(std::string version);
  void ReadFields(WarcRecord& record);
  std::optional<WarcRecord> ReadArc(std::string_view line);
  bool ReadBlock(std::string_view length, WarcRecord& record);
  bool BeginsRecord(std::string_view bytes) const;
  std::optional<std::size_t> PeekBlock(std::size_t bytes);
  std::size_t BlockBytes(std::size_t bytes);

  std::unique_ptr<ByteSource> source_;
  const bool arc_;  // lines that begin an ARC record are looked for
  std::map<std::string, std::uint64_t> oddities_;
  bool damage_told_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WARC_READER_H_
