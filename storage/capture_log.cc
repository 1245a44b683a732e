#include "storage/capture_log.h"

#include <fmt/format.h>

#include <bit>
#include <utility>

#include "storage/codec.h"
#include "storage/row_format.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kTreeFormat = 1;
constexpr std::uint8_t kUnchainedLogFormat = 3;
constexpr std::uint8_t kLogFormat = 2;  // 1 was the capture's key alone, which begins with 'c'
constexpr std::uint8_t kRootFormat = 1;

std::string DigestOrDash(const std::optional<Sha256>& digest) {
  return digest ? digest->Hex() : std::string("-");
}

// The largest power of two below `n`; n > 1.
std::uint64_t SplitOf(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

Sha256 RootOf(const std::vector<Sha256>& leaves, std::uint64_t begin, std::uint64_t end) {
  LogTree tree;
  for (std::uint64_t i = begin; i < end; ++i) {
    tree.Append(leaves[i]);
  }
  return tree.Root();
}

}  // namespace

std::string LogEntryText(const Capture& capture, const Sha256& previous) {
  return fmt::format(
      "kiosque capture 1\n"
      "sequence {}\n"
      "previous {}\n"
      "url {}\n"
      "time {}\n"
      "outcome {}\n"
      "status {}\n"
      "ip {}\n"
      "request-head-sha256 {}\n"
      "response-head-sha256 {}\n"
      "payload-sha256 {}\n"
      "payload-bytes {}\n"
      "coded-sha256 {}\n"
      "truncated {}\n",
      capture.sequence, previous.Hex(), capture.url.href(), FormatUtc(capture.time),
      FetchOutcomeName(capture.outcome), capture.status, capture.ip.empty() ? "-" : capture.ip,
      Sha256::Of(capture.request_head).Hex(), Sha256::Of(capture.response_head).Hex(),
      DigestOrDash(capture.payload), capture.payload_bytes,
      DigestOrDash(capture.coding.coded_digest), capture.truncated ? 1 : 0);
}

std::string LostEntryText(std::uint64_t sequence, const Sha256& previous) {
  return fmt::format("kiosque capture lost\nsequence {}\nprevious {}\n", sequence, previous.Hex());
}

Sha256 LeafHash(std::string_view entry) {
  std::string bytes(1, '\0');
  bytes.append(entry);
  return Sha256::Of(bytes);
}

Sha256 NodeHash(const Sha256& left, const Sha256& right) {
  std::string bytes(1, '\1');
  bytes.append(left.raw()).append(right.raw());
  return Sha256::Of(bytes);
}

void LogTree::Append(const Sha256& leaf) {
  Sha256 peak = leaf;
  // As in adding one to a binary number: each trailing one bit is a subtree to merge with.
  for (std::uint64_t bits = size; (bits & 1u) != 0; bits >>= 1) {
    peak = NodeHash(peaks.back(), peak);
    peaks.pop_back();
  }
  peaks.push_back(peak);
  last = leaf;
  ++size;
}

Sha256 LogTree::Root() const {
  if (peaks.empty()) {
    return Sha256::Of("");
  }
  Sha256 root = peaks.back();
  for (std::size_t i = peaks.size() - 1; i-- > 0;) {
    root = NodeHash(peaks[i], root);
  }
  return root;
}

std::string EncodeLogTree(const LogTree& tree) {
  ByteWriter writer;
  writer.U8(kTreeFormat);
  writer.Varint(tree.size);
  writer.Digest(tree.last);
  for (const Sha256& peak : tree.peaks) {
    writer.Digest(peak);
  }
  return writer.Take();
}

Result<LogTree> DecodeLogTree(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kTreeFormat, "log tree")) {
    return *error;
  }
  LogTree tree;
  tree.size = reader.Varint();
  tree.last = reader.Digest();
  for (int i = 0; i < std::popcount(tree.size); ++i) {
    tree.peaks.push_back(reader.Digest());
  }
  if (!reader.Done()) {
    return NotARow("log tree");
  }
  return tree;
}

std::string EncodeLogRow(const LogRow& row) {
  if (!row.leaf) {
    return row.capture_key;
  }
  ByteWriter writer;
  writer.U8(row.unchained ? kUnchainedLogFormat : kLogFormat);
  writer.Digest(*row.leaf);
  writer.Raw(row.capture_key);
  return writer.Take();
}

Result<LogRow> DecodeLogRow(std::string_view bytes) {
  LogRow row;
  if (bytes.empty() || bytes.front() == 'c') {
    row.capture_key = bytes;
    return row;
  }
  ByteReader reader(bytes);
  const std::uint8_t format = reader.U8();
  if (format > kUnchainedLogFormat) {
    return Fail(Errc::kTooNew,
                fmt::format("log row format {} is newer than {}", format, kUnchainedLogFormat));
  }
  row.unchained = format == kUnchainedLogFormat;
  row.leaf = reader.Digest();
  row.capture_key = reader.rest();
  if (!reader.ok() || format < kLogFormat) {
    return Fail(Errc::kCorrupt, "the bytes are not a row of the capture log");
  }
  return row;
}

std::string EncodeRootRow(const RootRow& row) {
  ByteWriter writer;
  writer.U8(kRootFormat);
  writer.Time(row.time);
  writer.Digest(row.root);
  return writer.Take();
}

Result<RootRow> DecodeRootRow(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kRootFormat, "root")) {
    return *error;
  }
  RootRow row;
  row.time = reader.Time();
  row.root = reader.Digest();
  if (!reader.Done()) {
    return NotARow("root");
  }
  return row;
}

std::vector<Sha256> InclusionPath(const std::vector<Sha256>& leaves, std::uint64_t index) {
  std::vector<Sha256> path;  // highest first, turned round at the end
  std::uint64_t begin = 0;
  std::uint64_t end = leaves.size();
  while (end - begin > 1) {
    const std::uint64_t middle = begin + SplitOf(end - begin);
    if (index < middle) {
      path.push_back(RootOf(leaves, middle, end));
      end = middle;
    } else {
      path.push_back(RootOf(leaves, begin, middle));
      begin = middle;
    }
  }
  return {path.rbegin(), path.rend()};
}

std::optional<Sha256> RootOfPath(const Sha256& leaf, std::uint64_t index, std::uint64_t size,
                                 const std::vector<Sha256>& path) {
  if (index >= size) {
    return std::nullopt;
  }
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Sha256 root = leaf;
  for (const Sha256& node : path) {
    if (sn == 0) {
      return std::nullopt;
    }
    if ((fn & 1u) != 0 || fn == sn) {
      root = NodeHash(node, root);
      while ((fn & 1u) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      root = NodeHash(root, node);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 ? std::optional<Sha256>(root) : std::nullopt;
}

}  // namespace kiosque
