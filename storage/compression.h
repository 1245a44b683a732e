// compression.h — bytes made small and exactly back: Zstandard frames.
//
// Errors: Decompress answers kCorrupt for anything that is not a frame of exactly `raw_bytes`.
// Threads: any; contexts are one per thread, made on first use (making one costs more than a small
// page). Source: RFC 8878; zstd.h of libzstd 1.5.
#ifndef KIOSQUE_STORAGE_COMPRESSION_H_
#define KIOSQUE_STORAGE_COMPRESSION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kiosque {

/// No row claims to be larger; a damaged one must not make us ask for terabytes.
inline constexpr std::uint64_t kMaxRawBytes = std::uint64_t{1} << 32;

/// Of a frame that refers to another row: nearly all of it is copied from there.
inline constexpr int kPayloadLevel = 3;
/// Of a later version: few are born, and a tenth is saved for 3 ms.
inline constexpr int kVersionLevel = 9;
/// Of a row stored whole, which others refer to or which has no sibling: 7 % smaller than level 3.
inline constexpr int kWholeLevel = 9;
/// Of the first article of a page: a third of the time of level 9 for 1 % more bytes.
inline constexpr int kArticleLevel = 5;

/// One frame of `raw`. With `reference` (an earlier version of the same page, or a sibling) the
/// frame says only what differs from it, and Decompress needs the same bytes again.
std::string Compress(std::string_view raw, int level, std::string_view reference = {});

/// The bytes of a frame that Compress made.
Result<std::string> Decompress(std::string_view frame, std::uint64_t raw_bytes,
                               std::string_view reference = {});

/// The bytes of `frames` made elsewhere (one or more, with or without declared sizes), which must
/// come to exactly `raw_bytes`.
Result<std::string> DecompressStream(std::string_view frames, std::uint64_t raw_bytes);

/// The same when nobody said the length; kCorrupt beyond `max_bytes`.
Result<std::string> DecompressUpTo(std::string_view frames, std::uint64_t max_bytes);

/// A fixed text that many small frames refer to, prepared once.
class FrameDictionary {
 public:
  FrameDictionary(std::string_view text, int level);
  ~FrameDictionary();
  FrameDictionary(const FrameDictionary&) = delete;
  FrameDictionary& operator=(const FrameDictionary&) = delete;

  std::string Compress(std::string_view raw) const;
  /// kCorrupt also for more than `max_bytes`.
  Result<std::string> Decompress(std::string_view frame, std::uint64_t max_bytes) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_COMPRESSION_H_
