// export_captures.h — `kiosque export --format warc|wacz|cdxj`: the archive for other tools of web
// archiving.
//
// Errors: those of corpus/warc_export.h, corpus/wacz_export.h. Threads: one.
#ifndef KIOSQUE_CLI_EXPORT_CAPTURES_H_
#define KIOSQUE_CLI_EXPORT_CAPTURES_H_

#include <cstdint>
#include <string>

#include "base/error.h"
#include "cli/exit_code.h"
#include "corpus/export.h"
#include "storage/archive.h"

namespace kiosque {

struct Streams;

/// What an export of captures is told.
struct CaptureExport {
  std::string format;  ///< "warc", "wacz", "cdxj"
  std::string output;  ///< a file, for warc also a folder, for cdxj also empty: standard output
  std::uint64_t max_file_bytes = std::uint64_t{1} << 30;  ///< of each WARC file of several
};

/// Whether `format` is one of captures, not of articles.
bool IsCaptureFormat(const std::string& format);

/// Writes the captures that `selection` names by host and time; beside a WARC file also its index,
/// FILE.cdxj.
Result<ExitCode> ExportCaptures(const Archive& archive, const Selection& selection,
                                const CaptureExport& request, Streams& streams);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_EXPORT_CAPTURES_H_
