// byte_source.h — a file read forward, decompressed on the way, whatever its name says.
//
// Recognised by their first bytes: gzip (one or many members), Zstandard (with the dictionary frame
// of zstd WARCs), plain. Damage does not end the reading: after a broken gzip member or Zstandard
// frame the next one is searched for, and the gap is counted. Where members begin is known, so that
// a reader can tell that a record is longer than the member that holds it.
//
// Errors: kNotFound, kIo for the file itself. Threads: one.
// Source: RFC 1952 §2.2; RFC 8878 §3.1;
// iipc.github.io/warc-specifications/specifications/warc-zstd.
#ifndef KIOSQUE_CORPUS_BYTE_SOURCE_H_
#define KIOSQUE_CORPUS_BYTE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kiosque {

class ByteSource {
 public:
  static Result<std::unique_ptr<ByteSource>> Open(const std::filesystem::path& path);
  virtual ~ByteSource() = default;

  /// Makes at least `bytes` available, if the file has as many; all that is available, from where
  /// Skip left off. Valid until the next call.
  std::string_view Peek(std::size_t bytes);
  /// Drops `bytes` of what is available, or all that is left when that is less.
  void Skip(std::uint64_t bytes);
  /// Up to and with the next '\n'; at most `max_bytes`, and the rest at the end of the file. Valid
  /// until the next call.
  std::string_view Line(std::size_t max_bytes);

  /// Where, counted from here, the first member or frame begins at `from` or behind it, and before
  /// `limit`; empty when there is none in what Peek made available. REQUIRES: from > 0.
  std::optional<std::size_t> NextMember(std::size_t from, std::size_t limit);

  std::uint64_t compressed_bytes() const { return compressed_bytes_; }
  /// Places where compressed bytes were damaged or cut.
  std::uint64_t damaged() const { return damaged_; }

 protected:
  /// Appends some bytes to `out`; false at the end.
  virtual bool Fill(std::string& out) = 0;
  /// For Fill: a member begins behind `bytes` of its `out`.
  void MarkMember(std::size_t bytes) { members_.push_back(dropped_ + bytes); }
  std::uint64_t compressed_bytes_ = 0;
  std::uint64_t damaged_ = 0;

 private:
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t dropped_ = 0;          // bytes that were in buffer_ and are no more
  std::deque<std::uint64_t> members_;  // where they begin, counted from the start
  bool ended_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_BYTE_SOURCE_H_
