// row_codec.h — the values of the index, and articles, as bytes and back.
//
// Each row begins with a format byte, so that one kind of row can change alone;
// docs/archive-format.md lists the fields in order. What is read is checked in full: a row with
// bytes to spare is as corrupt as one too short.
//
// Errors: kCorrupt for bytes that are not such a row, kTooNew for a format byte of the future. The
// caller knows the key
//         and puts it in front of the message.
// Threads: pure functions.
#ifndef KIOSQUE_STORAGE_ROW_CODEC_H_
#define KIOSQUE_STORAGE_ROW_CODEC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/error.h"
#include "storage/capture.h"

namespace kiosque {

std::string EncodeCapture(const Capture& capture);
Result<Capture> DecodeCapture(std::string_view bytes);

std::string EncodeArticle(const Article& article);
Result<Article> DecodeArticle(std::string_view bytes);

/// What an earlier extractor had read, until a better one took its place.
struct EarlierArticle {
  int extractor = 0;
  std::uint64_t article =
      0;             ///< sequence of its payload row; that of the next when both read alike
  Sha256 content{};  ///< VersionRow::content of it
  std::uint8_t form = 2;
  UtcTime until{};  ///< when it was replaced
  bool operator==(const EarlierArticle&) const = default;
};

/// A Version as the index has it: its article lies among the payloads.
struct VersionRow {
  Url url;  ///< as requested when it was first seen
  UtcTime first_seen{};
  UtcTime last_seen{};  ///< final once a later version exists; until then PageRow::last_seen counts
  Sha256 content{};
  Sha256 payload{};
  int extractor = 0;
  std::uint64_t article = 0;              ///< sequence of the article's payload row
  std::uint8_t form = 2;                  ///< which normal form `content` is of, as PageRow::form
  std::vector<EarlierArticle> earlier{};  ///< oldest first; their rows stay
  bool operator==(const VersionRow&) const = default;
};
std::string EncodeVersionRow(const VersionRow& row);
Result<VersionRow> DecodeVersionRow(std::string_view bytes);

/// What is known of a page without reading its versions: all that a commit needs to judge the next
/// capture.
struct PageRow {
  std::uint32_t latest = 0;  ///< number of its newest version
  UtcTime last_seen{};       ///< when that was last seen
  Sha256 content{};          ///< VersionRow::content of it
  Sha256 payload{};          ///< VersionRow::payload of it
  /// Which normal form `content` is of: 1 title and text, 2 VersionForm (base/article_text.h).
  std::uint8_t form = 2;
  /// The content of a state that is held back until seen twice (storage/quarantine.h).
  std::optional<Sha256> held{};
  bool operator==(const PageRow&) const = default;
};
std::string EncodePageRow(const PageRow& row);
Result<PageRow> DecodePageRow(std::string_view bytes);

/// Where bytes of a known digest lie.
struct PayloadPlace {
  std::uint64_t sequence = 0;  ///< of the payload row
  bool as_stored = false;      ///< the row's stored bytes themselves, not what they decode to
  std::uint64_t raw_bytes = 0;
  std::uint64_t stored_bytes = 0;  ///< 0 when as_stored: they are counted with the decoded body
  bool operator==(const PayloadPlace&) const = default;
};
std::string EncodePayloadPlace(const PayloadPlace& place);
Result<PayloadPlace> DecodePayloadPlace(std::string_view bytes);

/// The counts that go with every commit.
struct StoreCounts {
  std::uint64_t commit = 0;        ///< number of the last commit
  std::uint64_t next_payload = 1;  ///< sequence of the next payload row
  std::uint64_t captures = 0;      ///< also the sequence of the last capture
  std::uint64_t versions = 0;
  std::uint64_t pages = 0;
  std::uint64_t payloads = 0;
  std::uint64_t payload_bytes = 0;
  std::uint64_t stored_payload_bytes = 0;
  bool operator==(const StoreCounts&) const = default;
};
std::string EncodeStoreCounts(const StoreCounts& counts);
Result<StoreCounts> DecodeStoreCounts(std::string_view bytes);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_ROW_CODEC_H_
