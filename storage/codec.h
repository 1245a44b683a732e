// codec.h — the few encodings that all stored rows are made of.
//
//   varint   LEB128, 7 bits a byte, low bits first        signed   zigzag, then varint
//   bytes    varint length, then the bytes                be64     big-endian, so that keys sort as
//   numbers
//
// ByteReader is total: past the end or on a malformed number it returns zeros and empty views and
// remembers that it failed, so that a decoder reads a whole row and asks ok() once.
//
// Errors: ByteReader::ok(). Threads: values.
// Source: the varint is Protocol Buffers'; LevelDB util/coding.h has the same.
#ifndef KIOSQUE_STORAGE_CODEC_H_
#define KIOSQUE_STORAGE_CODEC_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/sha256.h"

namespace kiosque {

/// Appends to a string that it owns.
class ByteWriter {
 public:
  void U8(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void Bool(bool value) { U8(value ? 1 : 0); }
  void Varint(std::uint64_t value);
  void Signed(std::int64_t value);
  /// Length and bytes.
  void Bytes(std::string_view bytes);
  /// The bytes alone; the reader must know how many.
  void Raw(std::string_view bytes) { out_.append(bytes); }
  void Digest(const Sha256& digest) { Raw(digest.raw()); }
  /// Microseconds since 1970, signed.
  void Time(UtcTime time) { Signed(time.time_since_epoch().count()); }

  const std::string& view() const { return out_; }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

/// The number in the first `count` bytes, the lowest first; `bytes` holds as many, at most eight.
inline std::uint64_t LittleEndian(std::string_view bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) {
    value = (value << 8) | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

/// Reads what ByteWriter wrote. Views point into the input.
class ByteReader {
 public:
  explicit ByteReader(std::string_view input) : rest_(input) {}

  std::uint8_t U8();
  bool Bool();
  std::uint64_t Varint();
  std::int64_t Signed();
  std::string_view Bytes();
  std::string_view Raw(std::size_t size);
  Sha256 Digest();
  UtcTime Time() { return UtcTime(std::chrono::microseconds(Signed())); }
  /// A varint that counts elements still to come, each of at least one byte: a count larger than
  /// the rest of the input fails, so that a damaged row cannot ask for gigabytes.
  std::size_t Count();

  bool ok() const { return ok_; }
  /// Everything was read, and nothing failed.
  bool Done() const { return ok_ && rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  void Fail();

  std::string_view rest_;
  bool ok_ = true;
};

void AppendBe32(std::string& out, std::uint32_t value);
void AppendBe64(std::string& out, std::uint64_t value);
/// REQUIRES: at least 4 (8) bytes.
std::uint32_t ReadBe32(std::string_view bytes);
std::uint64_t ReadBe64(std::string_view bytes);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_CODEC_H_
