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

bool IsDelta(PayloadEncoding encoding) {
  return encoding == PayloadEncoding::kZstdDelta || encoding == PayloadEncoding::kZstdDelta2;
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
    case PayloadEncoding::kZstdDelta2:
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
  if (IsDelta(row.encoding)) {
    writer.Varint(row.base);
    if (row.encoding == PayloadEncoding::kZstdDelta2) {
      writer.Varint(row.base2);
    }
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
      (format > kRowFormat || encoding > static_cast<std::uint8_t>(PayloadEncoding::kZstdDelta2))) {
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
  if (IsDelta(row.encoding)) {
    row.base = reader.Varint();
    if (row.encoding == PayloadEncoding::kZstdDelta2) {
      row.base2 = reader.Varint();
    }
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

// The rows that must be decoded for row `sequence`, itself included, but for those that the cache
// has. A row refers to earlier rows alone, so this ends, and their order is the order to decode in.
Status PayloadStore::Gather(std::uint64_t sequence, RawCache* cache,
                            std::map<std::uint64_t, std::string>& rows) const {
  std::vector<std::uint64_t> wanted{sequence};
  while (!wanted.empty()) {
    const std::uint64_t at = wanted.back();
    wanted.pop_back();
    if (rows.contains(at) || (at != sequence && cache != nullptr && cache->Find(at) != nullptr)) {
      continue;
    }
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
    if (row->base >= at || row->base2 >= at || (row->base == 0 && row->base2 != 0) ||
        (IsDelta(row->encoding) && row->base == 0) || rows.size() > kMaxDepth) {
      return Fail(Errc::kCorrupt, fmt::format("payload row {} refers to rows {} and {}", at,
                                              row->base, row->base2));
    }
    for (const std::uint64_t base : {row->base, row->base2}) {
      if (base != 0) {
        wanted.push_back(base);
      }
    }
    rows.emplace(at, std::move(*bytes));
  }
  return Ok();
}

Result<Body> PayloadStore::Read(std::uint64_t sequence, RawCache* cache) const {
  std::map<std::uint64_t, std::string> rows;
  if (Status status = Gather(sequence, cache, rows); !status) {
    return status.error();
  }
  std::map<std::uint64_t, std::string> raws;
  const auto raw_of = [&](std::uint64_t at) -> std::string_view {
    const auto found = raws.find(at);
    if (found != raws.end()) {
      return found->second;
    }
    const std::string* cached = at != 0 && cache != nullptr ? cache->Find(at) : nullptr;
    return cached != nullptr ? std::string_view(*cached) : std::string_view();
  };
  for (const auto& [at, bytes] : rows) {
    const PayloadRow row = *DecodePayloadRow(bytes);
    std::string reference;
    if (row.base2 != 0) {
      reference.append(raw_of(row.base2)).append(raw_of(row.base));
    }
    auto decoded = DecodeData(row, row.base2 != 0 ? std::string_view(reference) : raw_of(row.base));
    if (!decoded) {
      return RowError(sequence, decoded.error());
    }
    raws.emplace(at, std::move(*decoded));
  }
  Body body(std::move(raws[sequence]));
  raws.erase(sequence);
  const Sha256 wanted = DecodePayloadRow(rows[sequence])->digest;
  if (body.digest() != wanted) {
    return Fail(Errc::kCorrupt, fmt::format("payload row {} does not hash to its digest {}",
                                            sequence, wanted.Hex()));
  }
  if (cache != nullptr) {
    for (auto& [at, raw] : raws) {
      cache->Put(at, std::move(raw));
    }
    cache->Put(sequence, std::string(body.view()));
  }
  return body;
}

}  // namespace kiosque
