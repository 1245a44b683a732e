#include "corpus/cdxj_export.h"

#include <utility>

#include "corpus/cdxj.h"
#include "corpus/http_message.h"
#include "corpus/warc_record.h"

namespace kiosque {

Result<std::uint64_t> ExportCdxj(const Archive& archive, const CaptureSelection& selection,
                                 std::unique_ptr<ByteSink> sink) {
  CdxjWriter writer(std::move(sink));
  std::uint64_t lines = 0;
  const Status walked = VisitCaptures(archive, selection, [&](const Capture& capture) {
    if (capture.status == 0) {
      return Ok();
    }
    const Sha256 nothing = Sha256::Of({});
    CdxjEntry entry{
        .url = capture.url, .time = capture.time, .mime = {}, .digest = {}, .place = {}};
    entry.mime = MediaType(HttpField(capture.response_head, "Content-Type"));
    entry.status = capture.status;
    entry.digest = WarcDigest(capture.coding.coded_digest ? *capture.coding.coded_digest
                                                          : capture.payload.value_or(nothing));
    entry.place.length =
        capture.coding.coded_digest ? capture.coding.coded_bytes : capture.payload_bytes;
    ++lines;
    return writer.Add(entry);
  });
  if (!walked) {
    return walked.error();
  }
  if (Status status = writer.Finish(); !status) {
    return status.error();
  }
  return lines;
}

}  // namespace kiosque
