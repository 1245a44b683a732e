// cdxj_export.h — the captures of the archive as a CDXJ index alone, without files that it points
// into.
//
// One line for each capture that had a response, whether its body was kept or not; "length" is
// that of the body as received, and there is no offset and no filename.
//
// Errors: those of the archive and of the output. Threads: any one.
// Source: cdxj.h.
#ifndef KIOSQUE_CORPUS_CDXJ_EXPORT_H_
#define KIOSQUE_CORPUS_CDXJ_EXPORT_H_

#include <cstdint>
#include <memory>

#include "base/error.h"
#include "corpus/byte_sink.h"
#include "corpus/capture_selection.h"
#include "storage/archive.h"

namespace kiosque {

/// Writes the lines into `sink`, ends it, and says how many they were.
Result<std::uint64_t> ExportCdxj(const Archive& archive, const CaptureSelection& selection,
                                 std::unique_ptr<ByteSink> sink);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_CDXJ_EXPORT_H_
