// export_warc.h — `kiosque export --format warc`: the archive for other tools of web archiving.
//
// Errors: those of corpus/warc_export.h. Threads: one.
#ifndef KIOSQUE_CLI_EXPORT_WARC_H_
#define KIOSQUE_CLI_EXPORT_WARC_H_

#include <string>

#include "base/error.h"
#include "cli/exit_code.h"
#include "corpus/export.h"
#include "storage/archive.h"

namespace kiosque {

struct Streams;

/// Writes the captures that `selection` names by host and time into `output`, a file or a folder;
/// beside a file also its index, FILE.cdxj.
Result<ExitCode> ExportWarcFiles(const Archive& archive, const Selection& selection,
                                 const std::string& output, Streams& streams);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_EXPORT_WARC_H_
