#include "storage/codec.h"

#include <algorithm>

namespace kiosque {

void ByteWriter::Varint(std::uint64_t value) {
  while (value >= 0x80) {
    U8(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  U8(static_cast<std::uint8_t>(value));
}

void ByteWriter::Signed(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  Varint((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::Bytes(std::string_view bytes) {
  Varint(bytes.size());
  Raw(bytes);
}

void ByteReader::Fail() {
  ok_ = false;
  rest_ = {};
}

std::uint8_t ByteReader::U8() {
  if (rest_.empty()) {
    Fail();
    return 0;
  }
  const auto value = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return value;
}

bool ByteReader::Bool() {
  const std::uint8_t value = U8();
  if (value > 1) {
    Fail();
  }
  return value == 1;
}

std::uint64_t ByteReader::Varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint64_t byte = U8();
    if (shift == 63 && byte > 1) {
      break;  // more than 64 bits
    }
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      return ok_ ? value : 0;
    }
  }
  Fail();
  return 0;
}

std::int64_t ByteReader::Signed() {
  const std::uint64_t bits = Varint();
  return static_cast<std::int64_t>((bits >> 1) ^ (~(bits & 1) + 1));
}

std::string_view ByteReader::Bytes() {
  const std::uint64_t size = Varint();
  if (size > rest_.size()) {
    Fail();
    return {};
  }
  return Raw(static_cast<std::size_t>(size));
}

std::string_view ByteReader::Raw(std::size_t size) {
  if (size > rest_.size()) {
    Fail();
    return {};
  }
  const std::string_view bytes = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return bytes;
}

Sha256 ByteReader::Digest() {
  Sha256 digest;
  const std::string_view bytes = Raw(digest.bytes.size());
  std::transform(bytes.begin(), bytes.end(), digest.bytes.begin(),
                 [](char c) { return static_cast<std::uint8_t>(c); });
  return digest;
}

std::size_t ByteReader::Count() {
  const std::uint64_t count = Varint();
  if (count > rest_.size()) {
    Fail();
    return 0;
  }
  return static_cast<std::size_t>(count);
}

void AppendBe32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<std::uint8_t>(value >> shift)));
  }
}

void AppendBe64(std::string& out, std::uint64_t value) {
  AppendBe32(out, static_cast<std::uint32_t>(value >> 32));
  AppendBe32(out, static_cast<std::uint32_t>(value));
}

std::uint32_t ReadBe32(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value = (value << 8) | static_cast<std::uint8_t>(bytes[i]);
  }
  return value;
}

std::uint64_t ReadBe64(std::string_view bytes) {
  return (std::uint64_t{ReadBe32(bytes)} << 32) | ReadBe32(bytes.substr(4));
}

}  // namespace kiosque
