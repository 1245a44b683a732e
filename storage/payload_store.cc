#include "storage/payload_store.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "storage/codec.h"
#include "storage/compression.h"
#include "storage/content_coding.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kRowFormat = 1;
// No chain that we write is longer; a damaged row must not send a reader in circles.
constexpr std::uint32_t kMaxDepth = 64;

Error RowError(std::uint64_t sequence, const Error& error) {
  return Fail(error.code, fmt::format("payload row {}: {}", sequence, error.message));
}

std::string_view CodingName(PayloadEncoding encoding) {
  switch (encoding) {
    case PayloadEncoding::kGzip:
      return "gzip";
    case PayloadEncoding::kDeflate:
      return "deflate";
    case PayloadEncoding::kBrotli:
      return "br";
    case PayloadEncoding::kZstdAsReceived:
      return "zstd";
    default:
      return "";
  }
}

Result<std::string> DecodeData(const PayloadRow& row, std::string_view reference) {
  switch (row.encoding) {
    case PayloadEncoding::kIdentity:
      return std::string(row.data);
    case PayloadEncoding::kZstd:
      return Decompress(row.data, row.raw_bytes);
    case PayloadEncoding::kZstdDelta:
      return Decompress(row.data, row.raw_bytes, reference);
    default:
      return DecodeContent(CodingName(row.encoding), row.data, row.raw_bytes);
  }
}

}  // namespace

std::string EncodePayloadRow(const PayloadRow& row) {
  ByteWriter writer;
  writer.U8(kRowFormat);
  writer.U8(static_cast<std::uint8_t>(row.kind));
  writer.U8(static_cast<std::uint8_t>(row.encoding));
  writer.Varint(row.commit);
  writer.Varint(row.raw_bytes);
  writer.Digest(row.digest);
  if (row.encoding == PayloadEncoding::kZstdDelta) {
    writer.Varint(row.base);
    writer.Varint(row.depth);
  }
  writer.Raw(row.data);
  return writer.Take();
}

Result<PayloadRow> DecodePayloadRow(std::string_view bytes) {
  ByteReader reader(bytes);
  const std::uint8_t format = reader.U8();
  const std::uint8_t kind = reader.U8();
  const std::uint8_t encoding = reader.U8();
  if (reader.ok() &&
      (format > kRowFormat || encoding > static_cast<std::uint8_t>(PayloadEncoding::kZstdDelta))) {
    return Fail(Errc::kTooNew,
                fmt::format("format {} with encoding {} is newer than this program reads", format,
                            encoding));
  }
  PayloadRow row;
  row.kind = static_cast<PayloadKind>(kind);
  row.encoding = static_cast<PayloadEncoding>(encoding);
  row.commit = reader.Varint();
  row.raw_bytes = reader.Varint();
  row.digest = reader.Digest();
  if (row.encoding == PayloadEncoding::kZstdDelta) {
    row.base = reader.Varint();
    row.depth = static_cast<std::uint32_t>(reader.Varint());
  }
  row.data = reader.rest();
  if (!reader.ok() || format == 0 || kind > static_cast<std::uint8_t>(PayloadKind::kTombstone)) {
    return Fail(Errc::kCorrupt, "the bytes are not a payload row");
  }
  return row;
}

std::uint64_t PayloadBatch::Add(const PayloadRow& row) {
  batch_.Put(PayloadStore::RowKey(next_), EncodePayloadRow(row));
  return next_++;
}

std::string PayloadStore::RowKey(std::uint64_t sequence) {
  std::string key;
  AppendBe64(key, sequence);
  return key;
}

Result<std::unique_ptr<PayloadStore>> PayloadStore::OpenUnchecked(const std::filesystem::path& path,
                                                                  DatabaseOptions options) {
  options.compress_blocks = false;
  options.block_bytes = 16u << 10;
  auto database = Database::Open(path, options);
  if (!database) {
    return database.error();
  }
  return std::unique_ptr<PayloadStore>(new PayloadStore(std::move(*database)));
}

Result<std::unique_ptr<PayloadStore>> PayloadStore::Open(const std::filesystem::path& path,
                                                         const DatabaseOptions& options,
                                                         std::uint64_t next, std::uint64_t commit) {
  auto opened = OpenUnchecked(path, options);
  if (!opened) {
    return opened;
  }
  std::unique_ptr<PayloadStore> store = std::move(*opened);
  if (next > 1) {
    auto last = store->database_->Get(RowKey(next - 1));
    if (!last) {
      return last.error();
    }
    if (!*last) {
      return Fail(Errc::kCorrupt,
                  fmt::format("{}: row {} is missing, the last one that the index knows; "
                              "'kiosque repair' saves what is whole",
                              path.string(), next - 1));
    }
  }
  if (Status status = store->DropLeavings(next, commit); !status) {
    return status.error();
  }
  return store;
}

Status PayloadStore::DropLeavings(std::uint64_t next, std::uint64_t commit) {
  DatabaseBatch batch;
  DatabaseCursor cursor = database_->NewCursor();
  for (cursor.Seek(RowKey(next)); cursor.Valid(); cursor.Next()) {
    auto row = DecodePayloadRow(cursor.value());
    if (row && row->commit > commit + 1) {
      return Fail(Errc::kCorrupt,
                  fmt::format("the payloads know of commit {}, but the index ends at commit {}: "
                              "its log was cut or lost; 'kiosque repair' saves what is whole",
                              row->commit, commit));
    }
    batch.Delete(cursor.key());
  }
  if (Status status = cursor.status(); !status || batch.empty()) {
    return status;
  }
  return database_->Write(batch, /*sync=*/false);
}

Status PayloadStore::Write(PayloadBatch& batch) {
  return database_->Write(batch.batch_, true);
}

Result<std::string> PayloadStore::ReadRow(std::uint64_t sequence) const {
  auto bytes = database_->Get(RowKey(sequence));
  if (!bytes) {
    return RowError(sequence, bytes.error());
  }
  if (!*bytes) {
    return Fail(Errc::kCorrupt, fmt::format("payload row {} is missing", sequence));
  }
  return std::move(**bytes);
}

Result<Body> PayloadStore::ReadStored(std::uint64_t sequence) const {
  auto bytes = ReadRow(sequence);
  if (!bytes) {
    return bytes.error();
  }
  auto row = DecodePayloadRow(*bytes);
  if (!row) {
    return RowError(sequence, row.error());
  }
  if (row->kind == PayloadKind::kTombstone) {
    return Fail(Errc::kNotFound, fmt::format("payload row {} was removed", sequence));
  }
  return Body(std::string(row->data));
}

Result<Body> PayloadStore::Read(std::uint64_t sequence) const {
  // A delta names its base, that one perhaps another: walk down to a whole row, then apply upwards.
  std::vector<std::string> chain;
  for (std::uint64_t at = sequence; at != 0;) {
    auto bytes = ReadRow(at);
    if (!bytes) {
      return bytes.error();
    }
    auto row = DecodePayloadRow(*bytes);
    if (!row) {
      return RowError(at, row.error());
    }
    if (row->kind == PayloadKind::kTombstone) {
      return Fail(Errc::kNotFound, fmt::format("payload row {} was removed", at));
    }
    if (row->base >= at || chain.size() > kMaxDepth) {
      return Fail(Errc::kCorrupt, fmt::format("payload row {} refers to row {}", at, row->base));
    }
    at = row->base;
    chain.push_back(std::move(*bytes));
  }
  const PayloadRow wanted = *DecodePayloadRow(chain.front());
  std::string raw;
  for (; !chain.empty(); chain.pop_back()) {
    auto decoded = DecodeData(*DecodePayloadRow(chain.back()), raw);
    if (!decoded) {
      return RowError(sequence, decoded.error());
    }
    raw = std::move(*decoded);
  }
  Body body(std::move(raw));
  if (body.digest() != wanted.digest) {
    return Fail(Errc::kCorrupt, fmt::format("payload row {} does not hash to its digest {}",
                                            sequence, wanted.digest.Hex()));
  }
  return body;
}

}  // namespace kiosque
