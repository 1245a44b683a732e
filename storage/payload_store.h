// payload_store.h — bodies, articles and coded bytes, one row each, under ever-growing numbers.
//
//   key    be64(sequence)
//   value  format=1 | kind | encoding | varint commit | varint raw bytes | SHA-256 of the raw bytes
//   | encoding's own | data
//
// Rows are only ever added at the end (a removed one leaves a tombstone), so LevelDB moves its
// tables down without rewriting them, and a gap in the numbers is damage. Every row names its own
// digest and commit, so the index can be checked against it, and rebuilt from it.
//
// Errors: kCorrupt (bytes do not hash to the row's digest, a gap, a row of another shape),
// kNotFound for a tombstone. Threads: Write from one thread; reads from any.
#ifndef KIOSQUE_STORAGE_PAYLOAD_STORE_H_
#define KIOSQUE_STORAGE_PAYLOAD_STORE_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/body.h"
#include "base/error.h"
#include "base/sha256.h"
#include "storage/leveldb_database.h"
#include "storage/raw_cache.h"

namespace kiosque {

/// Numbers are stored: never renumber, only append.
enum class PayloadKind : std::uint8_t {
  kBody = 0,       ///< a decoded HTTP body
  kCoded = 1,      ///< a body as coded on the wire
  kArticle = 2,    ///< EncodeArticle
  kTombstone = 3,  ///< was there, removed on purpose; its digest stays
};

enum class PayloadEncoding : std::uint8_t {
  kIdentity = 0,
  kZstd = 1,
  kGzip = 2,            ///< the data are the body as it came with Content-Encoding: gzip
  kDeflate = 3,         ///< … deflate
  kBrotli = 4,          ///< … br
  kZstdAsReceived = 5,  ///< … zstd
  kZstdDelta = 6,   ///< a zstd frame that refers to another row's bytes; own: varint base sequence,
                    ///< varint depth
  kZstdDelta2 = 7,  ///< … to the bytes of a second row and those of the first behind them; own:
                    ///< varint base, varint second base, varint depth
};

/// A row taken apart. Views into the row's bytes.
struct PayloadRow {
  PayloadKind kind = PayloadKind::kBody;
  PayloadEncoding encoding = PayloadEncoding::kIdentity;
  std::uint64_t commit = 0;
  std::uint64_t raw_bytes = 0;
  Sha256 digest{};          ///< of the raw bytes
  std::uint64_t base = 0;   ///< of a delta: the row whose bytes the frame refers to; else 0
  std::uint64_t base2 = 0;  ///< kZstdDelta2: the row whose bytes stand in front of those; else 0
  std::uint32_t depth = 0;  ///< of a delta: how many rows must be read before this one, at most
  std::string_view data{};
};
std::string EncodePayloadRow(const PayloadRow& row);
Result<PayloadRow> DecodePayloadRow(std::string_view bytes);

/// Rows that are to be written together.
class PayloadBatch {
 public:
  /// `first` is the sequence that the first row gets.
  explicit PayloadBatch(std::uint64_t first) : next_(first) {}
  /// Adds a row; its sequence.
  std::uint64_t Add(const PayloadRow& row);
  std::uint64_t next() const { return next_; }
  bool empty() const { return batch_.empty(); }

 private:
  friend class PayloadStore;
  DatabaseBatch batch_;
  std::uint64_t next_;
};

class PayloadStore {
 public:
  /// `next` and `commit` are what the index says: the sequence of the next row and the last commit.
  /// Rows beyond `next` are leavings of a commit that did not happen and are dropped; kCorrupt when
  /// they are of a later commit than the next one (the index has lost commits) or when the row
  /// before `next` is missing (this store has).
  static Result<std::unique_ptr<PayloadStore>> Open(const std::filesystem::path& path,
                                                    const DatabaseOptions& options,
                                                    std::uint64_t next, std::uint64_t commit);
  /// Opens without asking what should be there; for repair, which finds out.
  static Result<std::unique_ptr<PayloadStore>> OpenUnchecked(const std::filesystem::path& path,
                                                             DatabaseOptions options);
  static std::string RowKey(std::uint64_t sequence);

  /// Makes `batch` durable.
  Status Write(PayloadBatch& batch);
  /// The decoded bytes of a row, verified. `cache`, when given, is asked for the rows that it
  /// refers to, and filled with them.
  Result<Body> Read(std::uint64_t sequence, RawCache* cache = nullptr) const;
  /// The stored bytes of a row as they are (a coded body, for its digest).
  Result<Body> ReadStored(std::uint64_t sequence) const;
  /// The row itself, as bytes for DecodePayloadRow.
  Result<std::string> ReadRow(std::uint64_t sequence) const;

  Database& database() { return *database_; }
  const Database& database() const { return *database_; }

 private:
  Status Gather(std::uint64_t sequence, RawCache* cache,
                std::map<std::uint64_t, std::string>& rows) const;
  explicit PayloadStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  Status DropLeavings(std::uint64_t next, std::uint64_t commit);

  std::unique_ptr<Database> database_;
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_PAYLOAD_STORE_H_
