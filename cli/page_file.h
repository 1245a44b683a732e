// page_file.h — the bytes of an HTML page from a file, a gzipped file or a stream.
//
// Errors: kNotFound, kIo, kInvalidArgument (over kMaxPageFile, a damaged gzip file). Threads: pure
// but for the reading.
#ifndef KIOSQUE_CLI_PAGE_FILE_H_
#define KIOSQUE_CLI_PAGE_FILE_H_

#include <cstddef>
#include <filesystem>
#include <istream>
#include <string>

#include "base/error.h"

namespace kiosque {

/// Larger files are no pages.
inline constexpr std::size_t kMaxPageFile = 256u << 20;

/// Reads the file at `path`; gzip is undone, whatever the name.
Result<std::string> ReadPageFile(const std::filesystem::path& path);

/// Reads `in` to its end, as it is.
Result<std::string> ReadPageStream(std::istream& in);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_PAGE_FILE_H_
