// head_codec.h — the request and response heads of a capture, made small inside its row.
//
// Every visit leaves a capture, most of them nothing else, and most of a capture are its heads:
// lines that all servers send alike. So both heads are one zstd frame that refers to a fixed text
// of such lines; before, the path and the host of the capture's own URL become a byte each. A row
// needs no other row to be read: what is damaged or forgotten takes nothing along.
//
//   u8 1 (path is 01, host is 02) or 0 (they are as they are) | frame without its magic number
//
// The fixed text is part of the format: a byte of it changed, and older rows are lost. A better one
// needs a number of its own in the row format (storage/row_codec.cc).
//
// Errors: Decode answers empty for bytes that Encode did not make. Threads: any.
#ifndef KIOSQUE_STORAGE_HEAD_CODEC_H_
#define KIOSQUE_STORAGE_HEAD_CODEC_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace kiosque {

/// Heads longer than this together are not made small: a damaged row must not ask for more memory.
inline constexpr std::size_t kMaxSmallHeads = 1u << 20;

/// `heads`, at most kMaxSmallHeads bytes, of an exchange about `url`; empty for nothing.
std::string EncodeHeads(std::string_view heads, const Url& url);

/// The `size` bytes that EncodeHeads was given with the same `url`.
std::optional<std::string> DecodeHeads(std::string_view bytes, std::size_t size, const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_HEAD_CODEC_H_
