#include "storage/row_format.h"

#include <fmt/format.h>

namespace kiosque {

Error NotARow(std::string_view kind) {
  return Fail(Errc::kCorrupt, fmt::format("the bytes are not a {} row", kind));
}

std::optional<Error> WrongFormat(ByteReader& reader, std::uint8_t newest, std::string_view kind) {
  const std::uint8_t format = reader.U8();
  if (!reader.ok() || format == 0) {
    return NotARow(kind);
  }
  if (format > newest) {
    return Fail(Errc::kTooNew,
                fmt::format("{} row format {} is newer than {}, the newest this program reads",
                            kind, format, newest));
  }
  return std::nullopt;
}

}  // namespace kiosque
