// snappy.h — LevelDB's block compression, undone, for the code that reads its tables when LevelDB
// will not.
//
// Errors: empty for bytes that are not a Snappy stream of exactly its own declared length. Threads:
// pure function. Source: google/snappy format_description.txt.
#ifndef KIOSQUE_STORAGE_SNAPPY_H_
#define KIOSQUE_STORAGE_SNAPPY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kiosque {

/// The raw bytes of `compressed`, if they are no more than `max_bytes`.
std::optional<std::string> SnappyDecompress(std::string_view compressed, std::size_t max_bytes);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_SNAPPY_H_
