// cdxj.h — the index by which replay tools find a capture in WARC files.
//
//   org,example)/a 20240413120000
//   {"url":"https://example.org/a","mime":"text/html","status":"200",…}
//
// Lines are sorted by byte (LC_ALL=C). Captures come in SURT and time order, which is that order
// but for captures within one second, so only those are held and sorted: memory does not grow.
//
// Errors: those of the sink. Threads: one.
// Source: specs.webrecorder.net/cdxj/0.1.0; pywb's and cdxj-indexer's fields; keys by base/surt.h.
#ifndef KIOSQUE_CORPUS_CDXJ_H_
#define KIOSQUE_CORPUS_CDXJ_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/url.h"
#include "corpus/byte_sink.h"
#include "corpus/warc_writer.h"

namespace kiosque {

struct CdxjEntry {
  const Url& url;
  UtcTime time;
  std::string mime;  ///< "warc/revisit" for a revisit
  std::uint16_t status = 0;
  std::string digest;  ///< as in WARC-Payload-Digest
  WarcPlace place;     ///< empty: not in a file; length is then that of the body
};

/// The line, without a newline.
std::string CdxjLine(const CdxjEntry& entry);

/// "20240413120000"
std::string CdxTimestamp(UtcTime time);

class CdxjWriter {
 public:
  explicit CdxjWriter(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}
  /// REQUIRES: entries in SURT, then time order.
  Status Add(const CdxjEntry& entry);
  Status Finish();

 private:
  Status Flush();
  std::unique_ptr<ByteSink> sink_;
  std::string second_;              // key and timestamp of what is held
  std::vector<std::string> lines_;  // of that second
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_CDXJ_H_
