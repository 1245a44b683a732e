#include "storage/content_coding.h"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

#include "storage/codec.h"
#include "storage/compression.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxSites = 8192;  // remembered at once
constexpr std::uint32_t kMaxSkip =
    256;  // pages between two full searches on a site where none works
constexpr std::size_t kMaxBrotliSearch =
    1u << 20;  // larger bodies are not searched: quality 5 runs at 50 MB/s

// How a coded body can have been made. Numbers are stored.
enum class Method : std::uint8_t { kGzip = 1, kZlib = 2, kRawDeflate = 3, kBrotli = 4 };

struct Settings {
  Method method = Method::kGzip;
  std::uint8_t level = 0;   // zlib level, brotli quality
  std::uint8_t window = 0;  // window bits
  std::uint8_t memory = 0;  // zlib memLevel
  bool operator==(const Settings&) const = default;
};

// --- zlib ---

Error Damaged(std::string_view coding) {
  return Fail(Errc::kCorrupt, fmt::format("the {} coded bytes are damaged", coding));
}

// Inflates all of `coded` with zlib's windowBits `window` (31 gzip, 15 zlib, -15 raw), every member
// of it, to at most `max_bytes`. Empty when that cannot be; `full` tells that more room was wanted.
std::optional<std::string> InflateUpTo(std::string_view coded, int window, std::size_t max_bytes,
                                       bool& full) {
  z_stream stream{};
  if (inflateInit2(&stream, window) != Z_OK) {
    return std::nullopt;
  }
  std::string raw(max_bytes + 1, '\0');  // one more, so that too long is seen
  // zlib takes a pointer to non-const and does not write through it.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(coded.data()));
  stream.avail_in = static_cast<uInt>(coded.size());
  stream.next_out = reinterpret_cast<Bytef*>(raw.data());
  stream.avail_out = static_cast<uInt>(raw.size());
  int result = inflate(&stream, Z_FINISH);
  while (result == Z_STREAM_END && window > 15 && stream.avail_in > 0 &&
         inflateReset(&stream) == Z_OK) {
    result = inflate(&stream, Z_FINISH);
  }
  full = stream.avail_out == 0;
  const bool whole = result == Z_STREAM_END && stream.avail_in == 0 && !full;
  raw.erase(raw.size() - stream.avail_out);
  inflateEnd(&stream);
  return whole ? std::optional<std::string>(std::move(raw)) : std::nullopt;
}

// The same for what must come to exactly `raw_bytes`.
std::optional<std::string> Inflate(std::string_view coded, int window, std::size_t raw_bytes) {
  bool full = false;
  auto raw = InflateUpTo(coded, window, raw_bytes, full);
  return raw && raw->size() == raw_bytes ? std::move(raw) : std::nullopt;
}

// Deflates `raw`. With `expected`, stops at the first byte that differs from it and returns empty.
std::optional<std::string> Deflate(std::string_view raw, const Settings& settings,
                                   const std::string_view* expected) {
  const int window = settings.method == Method::kZlib ? settings.window : -int{settings.window};
  z_stream stream{};
  if (deflateInit2(&stream, settings.level, Z_DEFLATED, window, settings.memory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(raw.data()));
  stream.avail_in = static_cast<uInt>(raw.size());
  std::array<char, 16384> buffer;
  std::string coded;
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    result = deflate(&stream, Z_FINISH);
    const std::string_view piece(buffer.data(), buffer.size() - stream.avail_out);
    if (expected != nullptr &&
        expected->substr(std::min(coded.size(), expected->size()), piece.size()) != piece) {
      break;
    }
    coded.append(piece);
  }
  deflateEnd(&stream);
  if (result != Z_STREAM_END || (expected != nullptr && coded.size() != expected->size())) {
    return std::nullopt;
  }
  return coded;
}

// Length of the gzip member header at the start of `coded`; 0 when there is none (RFC 1952 §2.3).
std::size_t GzipHeaderBytes(std::string_view coded) {
  constexpr std::size_t kFixed = 10;
  if (coded.size() < kFixed + 8 || coded.substr(0, 3) != "\x1f\x8b\x08") {
    return 0;
  }
  const auto flags = static_cast<unsigned char>(coded[3]);
  std::size_t at = kFixed;
  if ((flags & 4u) != 0) {  // FEXTRA
    const std::size_t extra = static_cast<unsigned char>(coded[at]) |
                              static_cast<std::size_t>(static_cast<unsigned char>(coded[at + 1]))
                                  << 8;
    at += 2 + extra;
  }
  for (const unsigned flag : {8u, 16u}) {  // FNAME, FCOMMENT
    if ((flags & flag) != 0) {
      const std::size_t end = coded.find('\0', std::min(at, coded.size()));
      if (end == std::string_view::npos) {
        return 0;
      }
      at = end + 1;
    }
  }
  at += (flags & 2u) != 0 ? 2 : 0;  // FHCRC
  return at + 8 <= coded.size() ? at : 0;
}

std::string GzipTrailer(std::string_view raw) {
  const auto crc = static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(raw.data()), raw.size()));
  std::string trailer;
  for (const std::uint32_t word : {crc, static_cast<std::uint32_t>(raw.size())}) {
    for (int shift = 0; shift < 32; shift += 8) {
      trailer.push_back(static_cast<char>(static_cast<std::uint8_t>(word >> shift)));
    }
  }
  return trailer;
}

// --- brotli ---

std::optional<std::string> BrotliUpTo(std::string_view coded, std::size_t max_bytes, bool& full) {
  std::string raw(max_bytes + 1, '\0');
  std::size_t size = raw.size();
  const BrotliDecoderResult result =
      BrotliDecoderDecompress(coded.size(), reinterpret_cast<const std::uint8_t*>(coded.data()),
                              &size, reinterpret_cast<std::uint8_t*>(raw.data()));
  // The one-shot decoder does not tell lack of room from damage; trying with more settles it.
  full = result != BROTLI_DECODER_RESULT_SUCCESS;
  if (full || size > max_bytes) {
    return std::nullopt;
  }
  raw.resize(size);
  return raw;
}

std::optional<std::string> BrotliDecode(std::string_view coded, std::size_t raw_bytes) {
  bool full = false;
  auto raw = BrotliUpTo(coded, raw_bytes, full);
  return raw && raw->size() == raw_bytes ? std::move(raw) : std::nullopt;
}

std::optional<std::string> BrotliEncode(std::string_view raw, const Settings& settings) {
  std::size_t size = BrotliEncoderMaxCompressedSize(raw.size());
  if (size == 0) {
    return std::nullopt;
  }
  std::string coded(size, '\0');
  if (BrotliEncoderCompress(settings.level, settings.window, BROTLI_MODE_GENERIC, raw.size(),
                            reinterpret_cast<const std::uint8_t*>(raw.data()), &size,
                            reinterpret_cast<std::uint8_t*>(coded.data())) == BROTLI_FALSE) {
    return std::nullopt;
  }
  coded.resize(size);
  return coded;
}

// --- recipes ---

std::string EncodeRecipe(const Settings& settings, std::string_view header) {
  ByteWriter writer;
  writer.U8(static_cast<std::uint8_t>(settings.method));
  writer.U8(settings.level);
  writer.U8(settings.window);
  writer.U8(settings.memory);
  writer.Raw(header);
  return writer.Take();
}

struct Recipe {
  Settings settings;
  std::string_view header;  // kGzip: the member header as it came
};

std::optional<Recipe> DecodeRecipe(std::string_view bytes) {
  ByteReader reader(bytes);
  Recipe recipe;
  recipe.settings.method = static_cast<Method>(reader.U8());
  recipe.settings.level = reader.U8();
  recipe.settings.window = reader.U8();
  recipe.settings.memory = reader.U8();
  recipe.header = reader.rest();
  return reader.ok() ? std::optional<Recipe>(recipe) : std::nullopt;
}

// The recipe when `settings` give exactly `coded`; else empty.
std::string Try(const Settings& settings, std::string_view raw, std::string_view coded) {
  if (settings.method == Method::kBrotli) {
    const auto made = BrotliEncode(raw, settings);
    return made && *made == coded ? EncodeRecipe(settings, {}) : std::string();
  }
  std::string_view header;
  std::string_view stream = coded;
  if (settings.method == Method::kGzip) {
    const std::size_t header_bytes = GzipHeaderBytes(coded);
    if (header_bytes == 0 || coded.substr(coded.size() - 8) != GzipTrailer(raw)) {
      return {};
    }
    header = coded.substr(0, header_bytes);
    stream = coded.substr(header_bytes, coded.size() - header_bytes - 8);
  }
  return Deflate(raw, settings, &stream) ? EncodeRecipe(settings, header) : std::string();
}

// nginx shrinks zlib's window and memory for short bodies of known length
// (ngx_http_gzip_filter_module.c, ngx_http_gzip_filter_memory), so what worked for a long page must
// be shrunk in the same way for a short one.
Settings ForShortBody(Settings settings, std::size_t raw_bytes) {
  constexpr std::size_t kLookahead = 262;  // zlib's MIN_LOOKAHEAD
  while (settings.window > 9 &&
         raw_bytes + kLookahead < (std::size_t{1} << (settings.window - 1))) {
    --settings.window;
    settings.memory = static_cast<std::uint8_t>(std::max(1, settings.memory - 1));
  }
  return settings;
}

std::vector<Settings> Candidates(std::string_view coding, std::size_t raw_bytes) {
  std::vector<Settings> out;
  if (coding == "br") {
    if (raw_bytes <= kMaxBrotliSearch) {
      for (const std::uint8_t quality : std::array<std::uint8_t, 4>{4, 5, 6, 1}) {
        for (const std::uint8_t window : std::array<std::uint8_t, 3>{22, 19, 18}) {
          out.push_back({Method::kBrotli, quality, window, 0});
        }
      }
    }
    return out;
  }
  const Method method = coding == "deflate" ? Method::kZlib : Method::kGzip;
  // nginx: level 1, memory 9; Apache: 6, 9; zlib's own gzip, Python, PHP, Node: 6 or 9 with memory
  // 8; then the rest.
  for (const auto& [level, memory] : {std::pair<int, int>{6, 8},
                                      {1, 9},
                                      {6, 9},
                                      {9, 8},
                                      {9, 9},
                                      {5, 9},
                                      {4, 9},
                                      {1, 8},
                                      {2, 9},
                                      {3, 9},
                                      {5, 8},
                                      {4, 8}}) {
    const Settings settings{method, static_cast<std::uint8_t>(level), 15,
                            static_cast<std::uint8_t>(memory)};
    out.push_back(settings);
    const Settings shorter = ForShortBody(settings, raw_bytes);
    if (!(shorter == settings)) {
      out.push_back(shorter);
    }
  }
  return out;
}

}  // namespace

Result<std::string> DecodeContent(std::string_view coding, std::string_view coded,
                                  std::uint64_t raw_bytes) {
  if (raw_bytes > kMaxRawBytes) {
    return Damaged(coding);
  }
  const auto size = static_cast<std::size_t>(raw_bytes);
  std::optional<std::string> raw;
  if (coding.empty() || coding == "identity") {
    raw = std::string(coded);
  } else if (coding == "gzip" || coding == "x-gzip") {
    raw = Inflate(coded, 31, size);
  } else if (coding == "deflate") {
    raw = Inflate(coded, 15, size);
    if (!raw) {
      raw = Inflate(coded, -15, size);
    }
  } else if (coding == "br") {
    raw = BrotliDecode(coded, size);
  } else if (coding == "zstd") {
    return DecompressStream(coded, raw_bytes);
  } else {
    return Fail(Errc::kUnsupported, fmt::format("content coding '{}' is not known", coding));
  }
  if (!raw || raw->size() != size) {
    return Damaged(coding);
  }
  return std::move(*raw);
}

Result<std::string> DecodeContentUpTo(std::string_view coding, std::string_view coded,
                                      std::uint64_t max_bytes) {
  // Deflate gives at most 1032 bytes for one; whoever gives more is not a page.
  std::uint64_t guess = std::min(max_bytes, std::uint64_t{coded.size()} * 8 + 4096);
  while (true) {
    std::optional<std::string> raw;
    bool full = false;
    if (coding == "gzip" || coding == "x-gzip") {
      raw = InflateUpTo(coded, 31, guess, full);
    } else if (coding == "deflate") {
      raw = InflateUpTo(coded, 15, guess, full);
      if (!raw && !full) {
        raw = InflateUpTo(coded, -15, guess, full);
      }
    } else if (coding == "br") {
      raw = BrotliUpTo(coded, guess, full);
    } else if (coding == "zstd") {
      return DecompressUpTo(coded, max_bytes);
    } else if (coding.empty() || coding == "identity") {
      return std::string(coded);
    } else {
      return Fail(Errc::kUnsupported, fmt::format("content coding '{}' is not known", coding));
    }
    if (raw) {
      return std::move(*raw);
    }
    if (!full || guess >= max_bytes) {
      return Damaged(coding);
    }
    guess = std::min(max_bytes, guess * 4);
  }
}

Result<std::string> ApplyRecipe(std::string_view recipe, std::string_view raw) {
  const auto known = DecodeRecipe(recipe);
  if (!known) {
    return Fail(Errc::kCorrupt, "the bytes are not a coding recipe");
  }
  std::optional<std::string> coded;
  switch (known->settings.method) {
    case Method::kBrotli:
      coded = BrotliEncode(raw, known->settings);
      break;
    case Method::kGzip:
    case Method::kZlib:
    case Method::kRawDeflate:
      coded = Deflate(raw, known->settings, nullptr);
      break;
  }
  if (!coded) {
    return Fail(Errc::kCorrupt, "the coding recipe does not work");
  }
  if (known->settings.method == Method::kGzip) {
    return std::string(known->header) + *coded + GzipTrailer(raw);
  }
  return std::move(*coded);
}

std::string RecipeMemory::Find(std::string_view site, std::string_view coding, std::string_view raw,
                               std::string_view coded) {
  if (sites_.size() >= kMaxSites) {
    sites_.clear();
  }
  Site& known = sites_[fmt::format("{} {}", coding, site)];
  if (const auto recipe = DecodeRecipe(known.recipe)) {
    const Settings settings = recipe->settings;
    std::string found = Try(settings, raw, coded);
    if (found.empty() && !(ForShortBody(settings, raw.size()) == settings)) {
      found = Try(ForShortBody(settings, raw.size()), raw, coded);
    }
    if (!found.empty()) {
      known.failures = 0;
      return found;
    }
  }
  if (known.skip > 0) {
    --known.skip;
    return {};
  }
  for (const Settings& settings : Candidates(coding, raw.size())) {
    std::string found = Try(settings, raw, coded);
    if (!found.empty()) {
      // Shrunk settings say nothing of longer pages, but a site of short pages is served best by
      // what worked.
      known = Site{found, 0, 0};
      return found;
    }
  }
  known.failures = std::min(known.failures + 1, 16u);
  known.skip = std::min(kMaxSkip, 1u << known.failures);
  return {};
}

}  // namespace kiosque
