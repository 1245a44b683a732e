// capture_record.h — a fetch result as the archive takes it.
//
// Threads: pure function.
#ifndef KIOSQUE_CRAWLER_CAPTURE_RECORD_H_
#define KIOSQUE_CRAWLER_CAPTURE_RECORD_H_

#include <string>

#include "crawler/fetcher.h"
#include "storage/capture.h"

namespace kiosque {

/// Moves `result` into a record. Charset and article are the caller's to add.
/// What must not be kept, or is not the page that was asked for.
void DropBody(FetchResult& result);

CaptureRecord MakeCaptureRecord(FetchResult result, std::string via, bool robots_ignored);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CAPTURE_RECORD_H_
