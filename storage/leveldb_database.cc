#include "storage/leveldb_database.h"

#include <fmt/format.h>
#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/filter_policy.h>
#include <leveldb/iterator.h>
#include <leveldb/options.h>
#include <leveldb/write_batch.h>

#include <utility>

#include "storage/leveldb_log.h"

namespace kiosque {
namespace {

leveldb::Slice ToSlice(std::string_view text) {
  return leveldb::Slice(text.data(), text.size());
}

std::string_view ToView(const leveldb::Slice& slice) {
  return std::string_view(slice.data(), slice.size());
}

bool Mentions(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

// The one place where leveldb::Status becomes an Error. LevelDB has one code for everything the
// system refuses, so the text of strerror decides what a caller can branch on.
Error ToError(const leveldb::Status& status, std::string_view name) {
  const std::string text = status.ToString();
  if (status.IsNotFound()) {
    return Fail(Errc::kNotFound, fmt::format("{}: {}", name, text));
  }
  // A table that the MANIFEST names and that is not there, or is shorter than its index says (a
  // read past its end is "Invalid argument"), is damage, whatever code it comes with.
  if (status.IsCorruption() || Mentions(text, "missing files") ||
      (Mentions(text, ".ldb") &&
       (Mentions(text, "No such file") || Mentions(text, "Invalid argument")))) {
    return Fail(Errc::kCorrupt, fmt::format("{}: {}", name, text));
  }
  if (status.IsInvalidArgument()) {
    const bool absent = Mentions(text, "does not exist");
    return Fail(absent ? Errc::kNotFound : Errc::kInvalidArgument,
                fmt::format("{}: {}", name, text));
  }
  if (Mentions(text, "No space left") || Mentions(text, "Disk quota") ||
      Mentions(text, "File too large")) {
    return Fail(Errc::kNoSpace, fmt::format("{}: {}; free some space and run again", name, text));
  }
  if (Mentions(text, "already held by process") || Mentions(text, "lock ")) {
    return Fail(Errc::kLocked, fmt::format("{}: {}", name, text));
  }
  return Fail(Errc::kIo, fmt::format("{}: {}", name, text));
}

}  // namespace

// --- batch ---

DatabaseBatch::DatabaseBatch() : batch_(std::make_unique<leveldb::WriteBatch>()) {}
DatabaseBatch::~DatabaseBatch() = default;
DatabaseBatch::DatabaseBatch(DatabaseBatch&&) noexcept = default;
DatabaseBatch& DatabaseBatch::operator=(DatabaseBatch&&) noexcept = default;

void DatabaseBatch::Put(std::string_view key, std::string_view value) {
  batch_->Put(ToSlice(key), ToSlice(value));
  ++changes_;
}

void DatabaseBatch::Delete(std::string_view key) {
  batch_->Delete(ToSlice(key));
  ++changes_;
}

void DatabaseBatch::Clear() {
  batch_->Clear();
  changes_ = 0;
}

// --- database ---

class Database::Parts {
 public:
  // Order matters: the DB goes first when this is destroyed, then what it used.
  std::string name;
  std::unique_ptr<leveldb::Cache> cache;
  std::unique_ptr<const leveldb::FilterPolicy> filter;
  std::unique_ptr<leveldb::DB> db;
};

namespace {

leveldb::Options ToLevelDbOptions(const DatabaseOptions& options) {
  leveldb::Options out;
  out.create_if_missing = options.create;
  out.paranoid_checks = true;
  out.env = options.env != nullptr ? options.env : leveldb::Env::Default();
  out.write_buffer_size = options.write_buffer;
  out.block_size = options.block_bytes;
  out.compression = options.compress_blocks ? leveldb::kSnappyCompression : leveldb::kNoCompression;
  return out;
}

leveldb::ReadOptions CheckedReads(const leveldb::Snapshot* snapshot, bool fill_cache) {
  leveldb::ReadOptions options;
  options.verify_checksums = true;
  options.fill_cache = fill_cache;
  options.snapshot = snapshot;
  return options;
}

}  // namespace

Database::Database(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::Open(const std::filesystem::path& path,
                                                 const DatabaseOptions& options) {
  auto parts = std::make_unique<Parts>();
  parts->name = path.string();
  parts->cache.reset(leveldb::NewLRUCache(options.block_cache));
  parts->filter.reset(leveldb::NewBloomFilterPolicy(10));
  leveldb::Options leveldb_options = ToLevelDbOptions(options);
  leveldb_options.block_cache = parts->cache.get();
  leveldb_options.filter_policy = parts->filter.get();
  leveldb::DB* db = nullptr;
  leveldb::Status status = leveldb::DB::Open(leveldb_options, parts->name, &db);
  if (status.IsCorruption() && !options.keep_torn_tails.empty()) {
    // A power cut may leave zeros or noise where the last, never acknowledged write was to be.
    // LevelDB takes that for damage; cut it off, and look again. Whether anything acknowledged went
    // with it is for the caller's own counts.
    auto mended = MendTornTails(path, options.keep_torn_tails);
    if (!mended) {
      return mended.error();
    }
    if (*mended > 0) {
      status = leveldb::DB::Open(leveldb_options, parts->name, &db);
    }
  }
  if (!status.ok()) {
    return ToError(status, parts->name);
  }
  parts->db.reset(db);
  return std::unique_ptr<Database>(new Database(std::move(parts)));
}

Status Database::RebuildManifest(const std::filesystem::path& path,
                                 const DatabaseOptions& options) {
  const std::unique_ptr<const leveldb::FilterPolicy> filter(leveldb::NewBloomFilterPolicy(10));
  leveldb::Options leveldb_options = ToLevelDbOptions(options);
  leveldb_options.filter_policy = filter.get();
  const leveldb::Status status = leveldb::RepairDB(path.string(), leveldb_options);
  if (!status.ok()) {
    return ToError(status, path.string());
  }
  return Ok();
}

Result<std::optional<std::string>> Database::Get(std::string_view key,
                                                 const DatabaseSnapshot* snapshot) const {
  std::string value;
  const leveldb::Status status =
      parts_->db->Get(CheckedReads(snapshot != nullptr ? snapshot->snapshot_ : nullptr, true),
                      ToSlice(key), &value);
  if (status.IsNotFound()) {
    return std::optional<std::string>();
  }
  if (!status.ok()) {
    return ToError(status, parts_->name);
  }
  return std::optional<std::string>(std::move(value));
}

Status Database::Write(DatabaseBatch& batch, bool sync) {
  leveldb::WriteOptions options;
  options.sync = sync;
  const leveldb::Status status = parts_->db->Write(options, batch.batch_.get());
  if (!status.ok()) {
    return ToError(status, parts_->name);
  }
  return Ok();
}

DatabaseCursor Database::NewCursor(const DatabaseSnapshot* snapshot, bool fill_cache) const {
  std::unique_ptr<leveldb::Iterator> iterator(parts_->db->NewIterator(
      CheckedReads(snapshot != nullptr ? snapshot->snapshot_ : nullptr, fill_cache)));
  return DatabaseCursor(std::move(iterator), parts_->name);
}

std::uint64_t Database::ApproximateBytes(std::string_view from, std::string_view to) const {
  const leveldb::Range range(ToSlice(from), ToSlice(to));
  std::uint64_t size = 0;
  parts_->db->GetApproximateSizes(&range, 1, &size);
  return size;
}

void Database::CompactAll() {
  parts_->db->CompactRange(nullptr, nullptr);
}

// --- snapshot ---

DatabaseSnapshot::DatabaseSnapshot(const Database& database)
    : db_(*database.parts_->db), snapshot_(db_.GetSnapshot()) {}
DatabaseSnapshot::~DatabaseSnapshot() {
  db_.ReleaseSnapshot(snapshot_);
}

// --- cursor ---

DatabaseCursor::DatabaseCursor(std::unique_ptr<leveldb::Iterator> iterator, std::string name)
    : iterator_(std::move(iterator)), name_(std::move(name)) {}
DatabaseCursor::~DatabaseCursor() = default;
DatabaseCursor::DatabaseCursor(DatabaseCursor&&) noexcept = default;

void DatabaseCursor::Seek(std::string_view key) {
  iterator_->Seek(ToSlice(key));
}
void DatabaseCursor::SeekToFirst() {
  iterator_->SeekToFirst();
}
void DatabaseCursor::SeekToLast() {
  iterator_->SeekToLast();
}
void DatabaseCursor::Next() {
  iterator_->Next();
}
void DatabaseCursor::Prev() {
  iterator_->Prev();
}
bool DatabaseCursor::Valid() const {
  return iterator_->Valid();
}
std::string_view DatabaseCursor::key() const {
  return ToView(iterator_->key());
}
std::string_view DatabaseCursor::value() const {
  return ToView(iterator_->value());
}

Status DatabaseCursor::status() const {
  const leveldb::Status status = iterator_->status();
  if (!status.ok()) {
    return ToError(status, name_);
  }
  return Ok();
}

}  // namespace kiosque
