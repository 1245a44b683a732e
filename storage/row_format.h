// row_format.h — the format byte that every row begins with, and what is said of a row that is
// none.
//
// Errors: kCorrupt for bytes that are not such a row, kTooNew for a format byte of the future, so
// that a store of a newer program is refused instead of misread. Threads: pure functions.
#ifndef KIOSQUE_STORAGE_ROW_FORMAT_H_
#define KIOSQUE_STORAGE_ROW_FORMAT_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "storage/codec.h"

namespace kiosque {

/// kCorrupt: "the bytes are not a <kind> row".
Error NotARow(std::string_view kind);

/// Reads the format byte; the Error when there is none, or it is newer than `newest`.
std::optional<Error> WrongFormat(ByteReader& reader, std::uint8_t newest, std::string_view kind);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_ROW_FORMAT_H_
