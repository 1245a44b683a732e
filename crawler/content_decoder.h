// content_decoder.h — takes Content-Encoding off a body, piece by piece, under a cap.
//
//   coded bytes ──▶ gzip | deflate | br | zstd ──▶ (next coding) ──▶ decoded, at most `limit` bytes
//
// Several codings are taken off in the reverse of the order in which they are listed. What a
// decoder writes past the cap is never kept: a bomb costs one window beyond it.
//
// Tolerated, as browsers do: names that nobody registered (taken as identity: servers write "utf-8"
// there), raw deflate without its zlib frame, bytes after the end of the coded stream.
//
// Errors: none thrown; Push and Finish say what is wrong. Threads: one per exchange, not
// thread-safe. Source: RFC 9110 §8.4.1; RFC 1950-1952; RFC 7932 (br); RFC 8878, RFC 9659 (zstd:
// windows up to 8 MiB).
#ifndef KIOSQUE_CRAWLER_CONTENT_DECODER_H_
#define KIOSQUE_CRAWLER_CONTENT_DECODER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kiosque {

enum class DecodeStatus : std::uint8_t {
  kOk,        ///< so far
  kTooLarge,  ///< the cap is reached and there is more
  kCorrupt,   ///< not what the coding says
  kCut,       ///< Finish only: the coded stream has not come to its end
};

/// One coding. Write decodes all of `input` into `sink` calls.
class CodingStage;

class ContentDecoder {
 public:
  /// More layers than this are an attack, not a page.
  static constexpr std::size_t kMaxLayers = 3;

  ContentDecoder();
  ~ContentDecoder();
  ContentDecoder(ContentDecoder&&) noexcept;
  ContentDecoder& operator=(ContentDecoder&&) noexcept;

  /// Makes ready for a body whose Content-Encoding fields, joined by commas, are `codings`. False
  /// when there are more than kMaxLayers.
  bool Start(std::string_view codings);

  /// The codings to be taken off, as listed, in canonical names ("gzip", "deflate, br"); empty =
  /// none.
  const std::string& name() const { return name_; }
  /// Whether Push would only copy.
  bool identity() const { return stages_.empty(); }

  /// Decodes `coded` onto the end of `out`, which never grows past `limit` bytes. After anything
  /// but kOk the decoder is spent.
  DecodeStatus Push(std::string_view coded, std::string& out, std::size_t limit);
  /// Says whether the body was whole: kOk or kCut.
  DecodeStatus Finish() const;

 private:
  DecodeStatus Through(std::size_t stage, std::string_view input, std::string& out,
                       std::size_t limit);

  std::string name_;
  std::vector<std::unique_ptr<CodingStage>> stages_;  // first to be taken off first
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CONTENT_DECODER_H_
