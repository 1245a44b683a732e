#include "corpus/foreign_body.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/ascii.h"
#include "corpus/warc_digest.h"
#include "storage/content_coding.h"

namespace kiosque {
namespace {

constexpr std::uint64_t kMaxBody = std::uint64_t{512} << 20;

bool LooksLikeText(std::string_view body) {
  constexpr std::size_t kLookedAt = 512;
  const std::string_view start = body.substr(0, kLookedAt);
  return std::none_of(start.begin(), start.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
  });
}

// Only gzip says so itself; of the others it is known that they are no text.
bool LooksCoded(std::string_view coding, std::string_view body) {
  return coding.find("gzip") != std::string_view::npos ? body.starts_with("\x1f\x8b")
                                                       : !LooksLikeText(body);
}

// Whether the head says that there was more.
bool IsShort(std::string_view head, std::string_view body) {
  const std::string_view length = HttpField(head, "Content-Length");
  std::uint64_t bytes = 0;
  std::from_chars(length.data(), length.data() + length.size(), bytes);
  return bytes > body.size();
}

}  // namespace

bool PayloadDigestMatches(const WarcRecord& record, std::string_view body) {
  const std::string_view declared = record.Field("WARC-Payload-Digest");
  return declared.empty() || WarcDigestMatches(declared, body).value_or(true);
}

ForeignBody ReadForeignBody(const WarcRecord& record, const HttpMessage& message, bool truncated) {
  ForeignBody out;
  std::string body(message.body);
  bool digest_matches = PayloadDigestMatches(record, body);
  const std::string transfer = AsciiLower(HttpField(message.head, "Transfer-Encoding"));
  if (transfer.find("chunked") != std::string::npos) {
    if (auto whole = Dechunk(body)) {
      out.oddities.push_back("bodies stored in chunks");
      body = std::move(*whole);
      digest_matches = digest_matches || PayloadDigestMatches(record, body);
    }
  }
  if (!digest_matches && !record.cut) {
    out.oddities.push_back("payloads that are not what their digest says");
  }
  std::string coding = AsciiLower(HttpField(message.head, "Content-Encoding"));
  if (coding.empty() || coding == "identity" || body.empty()) {
    out.bytes = std::move(body);
    return out;
  }
  auto decoded = DecodeContentUpTo(coding, body, kMaxBody);
  if (!decoded && !truncated && !LooksCoded(coding, body)) {
    out.oddities.push_back("bodies decoded though their header says coded");
    out.bytes = std::move(body);
    return out;
  }
  if (decoded) {
    out.bytes = std::move(*decoded);
  } else {
    out.oddities.push_back("bodies whose content coding cannot be undone");
    out.cut = IsShort(message.head, body);
  }
  out.coding = std::move(coding);
  out.coded = std::move(body);
  return out;
}

}  // namespace kiosque
