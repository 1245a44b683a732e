// warc_record.h — one record of a WARC file.
//
//   WARC/1.1 CRLF  *(name ": " value CRLF)  CRLF  block  CRLF CRLF
//
// Errors: none. Threads: values and pure functions.
// Source: ISO 28500:2017 (WARC 1.1) §4, §5; RFC 9562 §5.8 (UUIDs made from one's own data).
#ifndef KIOSQUE_CORPUS_WARC_RECORD_H_
#define KIOSQUE_CORPUS_WARC_RECORD_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.h"

namespace kiosque {

struct WarcField {
  std::string name;
  std::string value;
};

struct WarcRecord {
  std::string version = "WARC/1.1";  ///< as read; always this when written
  std::vector<WarcField> fields{};   ///< in order; Content-Length is not among them when writing
  std::string block{};
  bool cut = false;  ///< read: the file ended before the block did

  /// Value of the first field `name` (any case); empty when absent.
  std::string_view Field(std::string_view name) const;
  void Add(std::string name, std::string value) {
    fields.push_back({std::move(name), std::move(value)});
  }
  /// WARC-Type: "response", "revisit" …
  std::string_view type() const { return Field("WARC-Type"); }
};

/// The whole record as bytes, Content-Length and the end included.
std::string SerializeWarcRecord(const WarcRecord& record);

/// "sha256:" and lower-case hex: the one spelling of SHA-256 that every reader takes
/// (warc-specifications#48, #80).
std::string WarcDigest(const Sha256& digest);

/// "<urn:uuid:…>" made from `seed`, so that the same archive gives the same file. Unlike seeds give
/// unlike ids.
std::string WarcRecordId(std::string_view seed);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WARC_RECORD_H_
