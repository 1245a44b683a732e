// wacz_import.h — files of other archives, packed or not: WARC and ARC files, and the WARC files in
// WACZ packages.
//
// Errors and threads: warc_import.h; kInvalidArgument for a package that is no whole ZIP file.
#ifndef KIOSQUE_CORPUS_WACZ_IMPORT_H_
#define KIOSQUE_CORPUS_WACZ_IMPORT_H_

#include <filesystem>

#include "base/error.h"
#include "corpus/warc_import.h"
#include "storage/archive.h"

namespace kiosque {

/// ImportWarc, of `file` itself or, when it is a ZIP file, of everything in its archive/ folder.
Status ImportFile(Archive& archive, const std::filesystem::path& file, const ImportOptions& options,
                  ImportReport& report);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WACZ_IMPORT_H_
