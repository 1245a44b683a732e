#include "crawler/capture_record.h"

#include <utility>

namespace kiosque {

void DropBody(FetchResult& result) {
  result.body = Body();
  result.coded_body.clear();
  result.content_coding.clear();
}

CaptureRecord MakeCaptureRecord(FetchResult result, std::string via, bool robots_ignored) {
  CaptureRecord record{Capture{result.url}, {}, {}, {}};
  Capture& capture = record.capture;
  capture.time = result.started;
  capture.outcome = result.outcome;
  capture.status = result.status;
  capture.request_head = std::move(result.request_head);
  capture.response_head = std::move(result.response_head);
  capture.ip = std::move(result.ip);
  capture.protocol = std::move(result.protocol);
  capture.tls = std::move(result.tls);
  capture.duration = result.duration;
  capture.media_type = std::move(result.media_type);
  capture.coding.name = std::move(result.content_coding);
  capture.truncated = result.truncated;
  capture.tls_broken = result.tls_broken;
  capture.robots_ignored = robots_ignored;
  capture.via = std::move(via);
  record.body = std::move(result.body);
  record.coded_body = std::move(result.coded_body);
  return record;
}

}  // namespace kiosque
