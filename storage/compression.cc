#include "storage/compression.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <new>

namespace kiosque {
namespace {

// The longest window that we write and accept: 128 MiB covers a reference and a page of 64 MiB
// each.
constexpr int kMaxWindowLog = 27;

struct FreeCompressor {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

ZSTD_CCtx* Compressor() {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
  if (!context) {
    throw std::bad_alloc();
  }
  return context.get();
}

ZSTD_DCtx* Decompressor() {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
  if (!context) {
    throw std::bad_alloc();
  }
  return context.get();
}

}  // namespace

std::string Compress(std::string_view raw, int level, std::string_view reference) {
  ZSTD_CCtx* context = Compressor();
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
  if (!reference.empty()) {
    // The window must reach from the end of the page back to the start of the reference.
    const auto reach = static_cast<std::uint64_t>(raw.size() + reference.size());
    const int window = std::clamp(static_cast<int>(std::bit_width(reach)), 10, kMaxWindowLog);
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window);
    ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 0);
    ZSTD_CCtx_refPrefix(context, reference.data(), reference.size());
  }
  std::string frame(ZSTD_compressBound(raw.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context, frame.data(), frame.size(), raw.data(), raw.size());
  if (ZSTD_isError(size)) {
    throw std::bad_alloc();  // the buffer is large enough for every input: only memory can be
                             // wanting
  }
  frame.resize(size);
  return frame;
}

Result<std::string> Decompress(std::string_view frame, std::uint64_t raw_bytes,
                               std::string_view reference) {
  const unsigned long long declared = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (raw_bytes > kMaxRawBytes || declared != raw_bytes) {
    return Fail(Errc::kCorrupt,
                fmt::format("a frame of {} bytes does not hold the {} bytes that its row says",
                            frame.size(), raw_bytes));
  }
  ZSTD_DCtx* context = Decompressor();
  ZSTD_DCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, kMaxWindowLog);
  if (!reference.empty()) {
    ZSTD_DCtx_refPrefix(context, reference.data(), reference.size());
  }
  std::string raw(static_cast<std::size_t>(raw_bytes), '\0');
  const std::size_t size =
      ZSTD_decompressDCtx(context, raw.data(), raw.size(), frame.data(), frame.size());
  if (ZSTD_isError(size) || size != raw.size()) {
    return Fail(Errc::kCorrupt,
                fmt::format("compressed bytes are damaged: {}",
                            ZSTD_isError(size) ? ZSTD_getErrorName(size) : "too short"));
  }
  return raw;
}

Result<std::string> DecompressStream(std::string_view frames, std::uint64_t raw_bytes) {
  if (raw_bytes > kMaxRawBytes) {
    return Fail(Errc::kCorrupt, "a row claims more bytes than any body has");
  }
  ZSTD_DCtx* context = Decompressor();
  ZSTD_DCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, kMaxWindowLog);
  std::string raw(static_cast<std::size_t>(raw_bytes), '\0');
  const std::size_t size =
      ZSTD_decompressDCtx(context, raw.data(), raw.size(), frames.data(), frames.size());
  if (ZSTD_isError(size) || size != raw.size()) {
    return Fail(Errc::kCorrupt, "the zstd coded bytes are damaged");
  }
  return raw;
}

Result<std::string> DecompressUpTo(std::string_view frames, std::uint64_t max_bytes) {
  ZSTD_DCtx* context = Decompressor();
  ZSTD_DCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, kMaxWindowLog);
  ZSTD_inBuffer in{frames.data(), frames.size(), 0};
  std::string raw;
  std::size_t left = 1;
  while (in.pos < in.size || left != 0) {
    const std::size_t before = raw.size();
    raw.resize(before + ZSTD_DStreamOutSize());
    ZSTD_outBuffer out{raw.data() + before, raw.size() - before, 0};
    const std::size_t fed = in.pos;
    left = ZSTD_decompressStream(context, &out, &in);
    raw.resize(before + out.pos);
    const bool stuck = out.pos == 0 && in.pos == fed;
    if (ZSTD_isError(left) || raw.size() > max_bytes || (stuck && left != 0)) {
      return Fail(Errc::kCorrupt, "the zstd coded bytes are damaged");
    }
  }
  return raw;
}

struct FreeCompressorDictionary {
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
};
struct FreeDecompressorDictionary {
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};

struct FrameDictionary::Parts {
  std::unique_ptr<ZSTD_CDict, FreeCompressorDictionary> forth;
  std::unique_ptr<ZSTD_DDict, FreeDecompressorDictionary> back;
};

FrameDictionary::FrameDictionary(std::string_view text, int level)
    : parts_(std::make_unique<const Parts>(
          Parts{decltype(Parts::forth)(ZSTD_createCDict(text.data(), text.size(), level)),
                decltype(Parts::back)(ZSTD_createDDict(text.data(), text.size()))})) {
  if (!parts_->forth || !parts_->back) {
    throw std::bad_alloc();
  }
}

FrameDictionary::~FrameDictionary() = default;

std::string FrameDictionary::Compress(std::string_view raw) const {
  std::string frame(ZSTD_compressBound(raw.size()), '\0');
  const std::size_t size = ZSTD_compress_usingCDict(Compressor(), frame.data(), frame.size(),
                                                    raw.data(), raw.size(), parts_->forth.get());
  if (ZSTD_isError(size)) {
    throw std::bad_alloc();  // as in Compress
  }
  frame.resize(size);
  return frame;
}

Result<std::string> FrameDictionary::Decompress(std::string_view frame,
                                                std::uint64_t max_bytes) const {
  const unsigned long long raw_bytes = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (raw_bytes > max_bytes) {  // also when it cannot be told
    return Fail(Errc::kCorrupt, "a small frame of unknown length");
  }
  std::string raw(static_cast<std::size_t>(raw_bytes), '\0');
  const std::size_t size = ZSTD_decompress_usingDDict(
      Decompressor(), raw.data(), raw.size(), frame.data(), frame.size(), parts_->back.get());
  if (ZSTD_isError(size) || size != raw.size()) {
    return Fail(Errc::kCorrupt, "the compressed bytes of a small frame are damaged");
  }
  return raw;
}

}  // namespace kiosque
