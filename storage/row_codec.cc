#include "storage/row_codec.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "storage/codec.h"
#include "storage/head_codec.h"
#include "storage/row_format.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kCaptureFormat = 3;  // 2: terms; 3: heads made small
constexpr std::uint8_t kPlainHeads = 2;     // the last format that has them as they are
constexpr std::uint8_t kVersionFormat =
    3;                                   // 2: normal form; 3: earlier articles, when there are any
constexpr std::uint8_t kPageFormat = 2;  // 2: normal form, what is held back
constexpr std::uint8_t kPlaceFormat = 1;
constexpr std::uint8_t kCountsFormat = 1;

// Flags of a capture row: their bits are the format.
constexpr unsigned kHasPayload = 1;
constexpr unsigned kPayloadKept = 2;
constexpr unsigned kTruncated = 4;
constexpr unsigned kRobotsIgnored = 8;
constexpr unsigned kTlsBroken = 16;
constexpr unsigned kHasCodedDigest = 32;
constexpr unsigned kQuarantined = 64;

std::uint8_t FlagsOf(const Capture& capture) {
  unsigned flags = 0;
  flags |= capture.payload ? kHasPayload : 0u;
  flags |= capture.payload_kept ? kPayloadKept : 0u;
  flags |= capture.truncated ? kTruncated : 0u;
  flags |= capture.robots_ignored ? kRobotsIgnored : 0u;
  flags |= capture.tls_broken ? kTlsBroken : 0u;
  flags |= capture.coding.coded_digest ? kHasCodedDigest : 0u;
  flags |= capture.quarantined ? kQuarantined : 0u;
  return static_cast<std::uint8_t>(flags);
}

void ReadFlags(unsigned flags, Capture& capture) {
  capture.payload_kept = (flags & kPayloadKept) != 0;
  capture.truncated = (flags & kTruncated) != 0;
  capture.robots_ignored = (flags & kRobotsIgnored) != 0;
  capture.tls_broken = (flags & kTlsBroken) != 0;
  capture.quarantined = (flags & kQuarantined) != 0;
}

bool ReadPlainHeads(ByteReader& reader, Capture& capture) {
  capture.request_head = reader.Bytes();
  capture.response_head = reader.Bytes();
  return reader.ok();
}

bool ReadSmallHeads(ByteReader& reader, Capture& capture) {
  const std::uint64_t request = reader.Varint();
  const std::uint64_t response = reader.Varint();
  const std::string_view frame = reader.Bytes();
  if (!reader.ok() || request > kMaxSmallHeads || response > kMaxSmallHeads) {
    return false;
  }
  auto heads = DecodeHeads(frame, request + response, capture.url);
  if (!heads) {
    return false;
  }
  capture.response_head = heads->substr(request);
  heads->resize(request);
  capture.request_head = std::move(*heads);
  return true;
}

}  // namespace

std::string EncodeCapture(const Capture& capture) {
  ByteWriter writer;
  const bool small = capture.request_head.size() + capture.response_head.size() <= kMaxSmallHeads;
  writer.U8(small ? kCaptureFormat : kPlainHeads);
  writer.U8(FlagsOf(capture));
  writer.Bytes(capture.url.href());
  writer.Time(capture.time);
  writer.Varint(capture.sequence);
  writer.U8(static_cast<std::uint8_t>(capture.outcome));
  writer.Varint(capture.status);
  writer.Varint(capture.version);
  writer.Signed(capture.duration.count());
  writer.Bytes(capture.ip);
  writer.Bytes(capture.protocol);
  writer.Bytes(capture.tls);
  writer.Bytes(capture.media_type);
  writer.Bytes(capture.charset);
  writer.Bytes(capture.via);
  if (capture.payload) {
    writer.Digest(*capture.payload);
  }
  writer.Varint(capture.payload_bytes);
  writer.Bytes(capture.coding.name);
  writer.Varint(capture.coding.coded_bytes);
  if (capture.coding.coded_digest) {
    writer.Digest(*capture.coding.coded_digest);
  }
  writer.Bytes(capture.coding.recipe);
  if (small) {
    writer.Varint(capture.request_head.size());
    writer.Varint(capture.response_head.size());
    writer.Bytes(EncodeHeads(capture.request_head + capture.response_head, capture.url));
  } else {
    writer.Bytes(capture.request_head);
    writer.Bytes(capture.response_head);
  }
  writer.U8(capture.terms);
  return writer.Take();
}

Result<Capture> DecodeCapture(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kCaptureFormat, "capture")) {
    return *error;
  }
  const unsigned flags = reader.U8();
  auto url = Url::Parse(reader.Bytes());
  if (!url) {
    return NotARow("capture");
  }
  Capture capture{.url = std::move(*url)};
  ReadFlags(flags, capture);
  capture.time = reader.Time();
  capture.sequence = reader.Varint();
  capture.outcome = static_cast<FetchOutcome>(reader.U8());
  capture.status = static_cast<std::uint16_t>(reader.Varint());
  capture.version = static_cast<std::uint32_t>(reader.Varint());
  capture.duration = std::chrono::milliseconds(reader.Signed());
  capture.ip = reader.Bytes();
  capture.protocol = reader.Bytes();
  capture.tls = reader.Bytes();
  capture.media_type = reader.Bytes();
  capture.charset = reader.Bytes();
  capture.via = reader.Bytes();
  if ((flags & kHasPayload) != 0) {
    capture.payload = reader.Digest();
  }
  capture.payload_bytes = reader.Varint();
  capture.coding.name = reader.Bytes();
  capture.coding.coded_bytes = reader.Varint();
  if ((flags & kHasCodedDigest) != 0) {
    capture.coding.coded_digest = reader.Digest();
  }
  capture.coding.recipe = reader.Bytes();
  const auto format = static_cast<std::uint8_t>(bytes.front());
  const bool heads =
      format > kPlainHeads ? ReadSmallHeads(reader, capture) : ReadPlainHeads(reader, capture);
  if (format >= 2) {
    capture.terms = reader.U8();
  }
  if (!heads || !reader.Done()) {
    return NotARow("capture");
  }
  return capture;
}

std::string EncodeVersionRow(const VersionRow& row) {
  ByteWriter writer;
  writer.U8(row.earlier.empty() ? kVersionFormat - 1 : kVersionFormat);
  writer.Bytes(row.url.href());
  writer.Time(row.first_seen);
  writer.Time(row.last_seen);
  writer.Digest(row.content);
  writer.Digest(row.payload);
  writer.Signed(row.extractor);
  writer.Varint(row.article);
  writer.U8(row.form);
  if (!row.earlier.empty()) {
    writer.Varint(row.earlier.size());
  }
  for (const EarlierArticle& earlier : row.earlier) {
    writer.Signed(earlier.extractor);
    writer.Varint(earlier.article);
    writer.Digest(earlier.content);
    writer.U8(earlier.form);
    writer.Time(earlier.until);
  }
  return writer.Take();
}

Result<VersionRow> DecodeVersionRow(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kVersionFormat, "version")) {
    return *error;
  }
  auto url = Url::Parse(reader.Bytes());
  if (!url) {
    return NotARow("version");
  }
  VersionRow row{.url = std::move(*url)};
  row.first_seen = reader.Time();
  row.last_seen = reader.Time();
  row.content = reader.Digest();
  row.payload = reader.Digest();
  row.extractor = static_cast<int>(reader.Signed());
  row.article = reader.Varint();
  row.form = bytes[0] == 1 ? 1 : reader.U8();
  const std::uint64_t earlier = bytes[0] < kVersionFormat ? 0 : reader.Varint();
  for (std::uint64_t i = 0; i < earlier && reader.ok(); ++i) {
    EarlierArticle& entry = row.earlier.emplace_back();
    entry.extractor = static_cast<int>(reader.Signed());
    entry.article = reader.Varint();
    entry.content = reader.Digest();
    entry.form = reader.U8();
    entry.until = reader.Time();
  }
  if (!reader.Done()) {
    return NotARow("version");
  }
  return row;
}

std::string EncodePageRow(const PageRow& row) {
  ByteWriter writer;
  writer.U8(kPageFormat);
  writer.Varint(row.latest);
  writer.Time(row.last_seen);
  writer.Digest(row.content);
  writer.Digest(row.payload);
  writer.U8(row.form);
  writer.Bool(row.held.has_value());
  if (row.held) {
    writer.Digest(*row.held);
  }
  return writer.Take();
}

Result<PageRow> DecodePageRow(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kPageFormat, "page")) {
    return *error;
  }
  PageRow row;
  row.latest = static_cast<std::uint32_t>(reader.Varint());
  row.last_seen = reader.Time();
  row.content = reader.Digest();
  row.payload = reader.Digest();
  row.form = bytes[0] == 1 ? 1 : reader.U8();
  if (bytes[0] != 1 && reader.Bool()) {
    row.held = reader.Digest();
  }
  if (!reader.Done()) {
    return NotARow("page");
  }
  return row;
}

std::string EncodePayloadPlace(const PayloadPlace& place) {
  ByteWriter writer;
  writer.U8(kPlaceFormat);
  writer.Varint(place.sequence);
  writer.Bool(place.as_stored);
  writer.Varint(place.raw_bytes);
  writer.Varint(place.stored_bytes);
  return writer.Take();
}

Result<PayloadPlace> DecodePayloadPlace(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kPlaceFormat, "payload place")) {
    return *error;
  }
  PayloadPlace place;
  place.sequence = reader.Varint();
  place.as_stored = reader.Bool();
  place.raw_bytes = reader.Varint();
  place.stored_bytes = reader.Varint();
  if (!reader.Done()) {
    return NotARow("payload place");
  }
  return place;
}

std::string EncodeStoreCounts(const StoreCounts& counts) {
  ByteWriter writer;
  writer.U8(kCountsFormat);
  writer.Varint(counts.commit);
  writer.Varint(counts.next_payload);
  writer.Varint(counts.captures);
  writer.Varint(counts.versions);
  writer.Varint(counts.pages);
  writer.Varint(counts.payloads);
  writer.Varint(counts.payload_bytes);
  writer.Varint(counts.stored_payload_bytes);
  return writer.Take();
}

Result<StoreCounts> DecodeStoreCounts(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kCountsFormat, "counts")) {
    return *error;
  }
  StoreCounts counts;
  counts.commit = reader.Varint();
  counts.next_payload = reader.Varint();
  counts.captures = reader.Varint();
  counts.versions = reader.Varint();
  counts.pages = reader.Varint();
  counts.payloads = reader.Varint();
  counts.payload_bytes = reader.Varint();
  counts.stored_payload_bytes = reader.Varint();
  if (!reader.Done()) {
    return NotARow("counts");
  }
  return counts;
}

}  // namespace kiosque
