#include "storage/snappy.h"

#include <cstdint>

#include "storage/codec.h"

namespace kiosque {
namespace {

std::size_t ReadLittleEndian(ByteReader& reader, int count) {
  std::size_t value = 0;
  for (int i = 0; i < count; ++i) {
    value |= std::size_t{reader.U8()} << (8 * i);
  }
  return value;
}

// Appends `length` bytes from `offset` back; they may overlap what is being written.
bool Copy(std::string& raw, std::size_t offset, std::size_t length, std::size_t limit) {
  if (offset == 0 || offset > raw.size() || length > limit - raw.size()) {
    return false;
  }
  for (std::size_t i = 0; i < length; ++i) {
    raw.push_back(raw[raw.size() - offset]);
  }
  return true;
}

// One element of the stream; false when it cannot be.
bool TakeElement(ByteReader& reader, std::string& raw, std::size_t limit) {
  const std::uint8_t tag = reader.U8();
  const std::size_t upper = tag >> 2;
  switch (tag & 3) {
    case 0: {
      const std::size_t length =
          upper < 60 ? upper : ReadLittleEndian(reader, static_cast<int>(upper) - 59);
      if (length >= limit - raw.size()) {
        return false;
      }
      raw.append(reader.Raw(length + 1));
      return reader.ok();
    }
    case 1: {
      const std::size_t offset = (std::size_t{tag} >> 5) << 8 | reader.U8();
      return Copy(raw, offset, 4 + (upper & 7), limit);
    }
    case 2:
      return Copy(raw, ReadLittleEndian(reader, 2), upper + 1, limit);
    default:
      return Copy(raw, ReadLittleEndian(reader, 4), upper + 1, limit);
  }
}

}  // namespace

std::optional<std::string> SnappyDecompress(std::string_view compressed, std::size_t max_bytes) {
  ByteReader reader(compressed);
  const std::uint64_t size = reader.Varint();
  if (!reader.ok() || size > max_bytes) {
    return std::nullopt;
  }
  std::string raw;
  raw.reserve(static_cast<std::size_t>(size));
  while (reader.ok() && !reader.rest().empty()) {
    if (!TakeElement(reader, raw, static_cast<std::size_t>(size))) {
      return std::nullopt;
    }
  }
  return reader.ok() && raw.size() == size ? std::optional<std::string>(std::move(raw))
                                           : std::nullopt;
}

}  // namespace kiosque
