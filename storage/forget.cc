#include "storage/forget.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "base/surt.h"
#include "storage/capture_log.h"
#include "storage/codec.h"
#include "storage/compression.h"
#include "storage/index_keys.h"
#include "storage/index_reader.h"
#include "storage/row_format.h"
#include "storage/store_archive.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kTombstoneFormat = 1;
constexpr std::size_t kForgetBatchBytes = 4u << 20;

}  // namespace

// One removal; a friend of StoreArchive.
class Forgetter {
 public:
  Forgetter(StoreArchive& archive, const ForgetRequest& request)
      : archive_(archive), request_(request), counts_(archive.counts()) {}

  Result<ForgetReport> Run() {
    // LevelDB writes what is in memory to a table with all its old states, and leaves a table alone
    // that nothing newer lies above: so what there is goes into tables first, and is merged after.
    Compact();
    for (const auto step : {&Forgetter::FindPages, &Forgetter::FindRows, &Forgetter::SpareShared,
                            &Forgetter::FindPlaces, &Forgetter::RewriteDependents,
                            &Forgetter::BuryPayloads, &Forgetter::CleanIndex}) {
      if (Status status = (this->*step)(); !status) {
        return status.error();
      }
    }
    Compact();
    if (Status status = FindCopies(); !status) {
      return status.error();
    }
    return std::move(report_);
  }

 private:
  void Compact() {
    archive_.index_->CompactAll();
    archive_.payloads_->database().CompactAll();
  }

  // --- what there is ---

  Status FindPages() {
    for (const Url& url : request_.urls) {
      pages_.insert(SurtKey(url));
    }
    for (const std::string& site : request_.sites) {
      Status status = Walk(kCaptureTable, site, [&](std::string_view key, std::string_view) {
        const auto parts = ParseCaptureKey(key);
        if (parts && SurtUnder(site, parts->surt)) {
          pages_.emplace(parts->surt);
        }
      });
      if (!status) {
        return status;
      }
    }
    return Ok();
  }

  template <typename Visit>
  Status Walk(char table, std::string_view prefix, Visit visit) {
    const std::string begin = std::string(1, table).append(prefix);
    DatabaseCursor cursor = archive_.index_->NewCursor(nullptr, /*fill_cache=*/false);
    for (cursor.Seek(begin); cursor.Valid() && cursor.key().starts_with(begin); cursor.Next()) {
      visit(cursor.key(), cursor.value());
    }
    return cursor.status();
  }

  // Captures, versions and the digests that they lead to.
  Status FindRows() {
    Status failed = Ok();
    for (const std::string& surt : pages_) {
      Status status =
          Walk(kCaptureTable, surt + '\0', [&](std::string_view key, std::string_view value) {
            auto capture = DecodeCapture(value);
            if (!capture) {
              failed = capture.error();
              return;
            }
            captures_.emplace_back(capture->sequence, key);
            const auto host =
                hosts_.emplace(capture->url.hostname(), capture->time).first;  // the earliest
            host->second = std::min(host->second, capture->time);
            ++tombstones_[surt].captures;
            Want(capture->payload);
            Want(capture->coding.coded_digest);
          });
      if (status) {
        status =
            Walk(kVersionTable, surt + '\0', [&](std::string_view key, std::string_view value) {
              auto row = DecodeVersionRow(value);
              if (!row) {
                failed = row.error();
                return;
              }
              version_keys_.emplace_back(key);
              ++tombstones_[surt].versions;
              Want(row->payload);
              if (row->article != 0) {
                rows_.insert(row->article);
              }
              for (const EarlierArticle& earlier : row->earlier) {
                rows_.insert(earlier.article);
              }
            });
      }
      if (!status || !failed) {
        return status ? failed : status;
      }
    }
    if (captures_.empty() && version_keys_.empty()) {
      return Fail(Errc::kNotFound, "nothing of that is in the archive");
    }
    report_.pages = tombstones_.size();
    report_.captures = captures_.size();
    report_.versions = version_keys_.size();
    return Ok();
  }
  void Want(const std::optional<Sha256>& digest) {
    if (digest) {
      digests_.insert(*digest);
    }
  }

  // Equal bytes are kept once: what another page has too must stay.
  Status SpareShared() {
    return Walk(kCaptureTable, "", [&](std::string_view key, std::string_view value) {
      const auto parts = ParseCaptureKey(key);
      auto capture = DecodeCapture(value);
      if (!parts || !capture || pages_.contains(std::string(parts->surt))) {
        return;
      }
      for (const std::optional<Sha256>& digest : {capture->payload, capture->coding.coded_digest}) {
        report_.shared += digest ? digests_.erase(*digest) : 0;
      }
    });
  }

  Status FindPlaces() {
    const IndexReader reader(*archive_.index_);
    for (const Sha256& digest : digests_) {
      auto place = reader.Place(digest);
      if (!place) {
        return place.error();
      }
      if (*place) {
        rows_.insert((*place)->sequence);
        places_.emplace_back(digest, **place);
      }
    }
    report_.payloads = rows_.size();
    return Ok();
  }

  // --- payloads ---

  Status RewriteDependents() {
    DatabaseBatch batch;
    std::size_t bytes = 0;
    const PayloadStore& payloads = *archive_.payloads_;
    DatabaseCursor cursor = payloads.database().NewCursor(nullptr, /*fill_cache=*/false);
    for (cursor.SeekToFirst(); cursor.Valid(); cursor.Next()) {
      auto row = DecodePayloadRow(cursor.value());
      const std::uint64_t sequence = ReadBe64(cursor.key());
      if (!row || rows_.contains(sequence) ||
          (!rows_.contains(row->base) && !rows_.contains(row->base2))) {
        continue;
      }
      auto raw = payloads.Read(sequence);
      if (!raw) {
        return raw.error();
      }
      const std::string frame = Compress(raw->view(), kWholeLevel);
      PayloadRow whole{.kind = row->kind, .encoding = PayloadEncoding::kZstd};
      whole.commit = row->commit;
      whole.raw_bytes = row->raw_bytes;
      whole.digest = row->digest;
      whole.data = frame;
      batch.Put(cursor.key(), EncodePayloadRow(whole));
      bytes += frame.size();
      ++report_.rewritten;
      if (bytes > kForgetBatchBytes) {
        if (Status status = Flush(batch); !status) {
          return status;
        }
        bytes = 0;
      }
    }
    Status status = cursor.status();
    return status ? Flush(batch) : status;
  }
  Status Flush(DatabaseBatch& batch) {
    Status status =
        batch.empty() ? Ok() : archive_.payloads_->database().Write(batch, /*sync=*/true);
    batch.Clear();
    return status;
  }

  Status BuryPayloads() {
    Tombstone stone;
    stone.time = request_.now;
    stone.reason = request_.reason;
    const std::string text = EncodeTombstone(stone);
    DatabaseBatch batch;
    for (const std::uint64_t sequence : rows_) {
      auto bytes = archive_.payloads_->ReadRow(sequence);
      auto row = bytes ? DecodePayloadRow(*bytes) : Result<PayloadRow>(bytes.error());
      PayloadRow tombstone{.kind = PayloadKind::kTombstone};
      if (row && row->kind != PayloadKind::kTombstone) {
        tombstone.commit = row->commit;
        tombstone.digest = row->digest;
        const bool body = row->kind != PayloadKind::kArticle;
        counts_.payloads -= body ? 1 : 0;
        counts_.payload_bytes -= body ? row->raw_bytes : 0;
        counts_.stored_payload_bytes -= body ? row->data.size() : 0;
      }
      tombstone.data = text;
      batch.Put(PayloadStore::RowKey(sequence), EncodePayloadRow(tombstone));
    }
    return Flush(batch);
  }

  // --- index ---

  Status CleanIndex() {
    DatabaseBatch batch;
    for (const auto& [sequence, key] : captures_) {
      auto value = archive_.index_->Get(LogKey(sequence));
      auto row = value && *value ? DecodeLogRow(**value) : Result<LogRow>(LogRow{});
      if (!value || !row) {
        return value ? row.error() : value.error();
      }
      row->capture_key.clear();
      batch.Put(LogKey(sequence), EncodeLogRow(*row));
      batch.Delete(key);
    }
    for (const std::string& key : version_keys_) {
      batch.Delete(key);
    }
    for (const auto& [digest, place] : places_) {
      batch.Delete(PayloadKey(digest));
    }
    for (auto& [surt, stone] : tombstones_) {
      counts_.versions -= stone.versions;
      counts_.pages -= stone.versions > 0 ? 1 : 0;
      stone.time = request_.now;
      stone.reason = request_.reason;
      batch.Delete(PageKey(surt));
      batch.Put(ForgottenKey(Sha256::Of(surt)), EncodeTombstone(stone));
    }
    batch.Put(MetaKey(), EncodeStoreCounts(counts_));
    if (Status status = archive_.index_->Write(batch, /*sync=*/true); !status) {
      return status;
    }
    const std::lock_guard lock(archive_.counts_mutex_);
    archive_.counts_ = counts_;
    archive_.forgets_ = true;
    archive_.raws_.Clear();
    return Ok();
  }

  // --- elsewhere ---

  Status FindCopies() {
    const std::filesystem::path& store = archive_.directory_->path();
    auto exports = ReadExports(store);
    if (!exports) {
      return exports.error();
    }
    for (const ExportEntry& entry : *exports) {
      const bool contained = std::any_of(hosts_.begin(), hosts_.end(), [&](const auto& host) {
        return MayContain(entry, host.first, host.second);
      });
      if (contained) {
        report_.exports.push_back(entry);
      }
    }
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(store, error)) {
      const std::string name = entry.path().filename().string();
      if (name == "torn" || name == "repair" || name.starts_with("damaged-")) {
        report_.leftovers.push_back(entry.path());
      }
    }
    return Ok();
  }

  StoreArchive& archive_;
  const ForgetRequest& request_;
  StoreCounts counts_;
  std::set<std::string> pages_;                  // SURT keys asked for
  std::map<std::string, Tombstone> tombstones_;  // of those that are there
  std::vector<std::pair<std::uint64_t, std::string>> captures_;
  std::map<std::string, UtcTime> hosts_;  // and when something of it was first captured
  std::vector<std::string> version_keys_;
  std::set<Sha256> digests_;
  std::set<std::uint64_t> rows_;
  std::vector<std::pair<Sha256, PayloadPlace>> places_;
  ForgetReport report_;
};

Result<ForgetReport> ForgetPages(StoreArchive& archive, const ForgetRequest& request) {
  return Forgetter(archive, request).Run();
}

Result<ForgetReport> ForgetPages(const std::filesystem::path& store, const ForgetRequest& request) {
  auto archive = StoreArchive::Open(store, OpenMode::kReadWrite, StoreOptions{});
  if (!archive) {
    return archive.error();
  }
  return ForgetPages(**archive, request);
}

std::string EncodeTombstone(const Tombstone& tombstone) {
  ByteWriter writer;
  writer.U8(kTombstoneFormat);
  writer.Time(tombstone.time);
  writer.Bytes(tombstone.reason);
  writer.Varint(tombstone.captures);
  writer.Varint(tombstone.versions);
  return writer.Take();
}

Result<Tombstone> DecodeTombstone(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kTombstoneFormat, "tombstone")) {
    return *error;
  }
  Tombstone tombstone;
  tombstone.time = reader.Time();
  tombstone.reason = reader.Bytes();
  tombstone.captures = reader.Varint();
  tombstone.versions = reader.Varint();
  if (!reader.Done()) {
    return NotARow("tombstone");
  }
  return tombstone;
}

Result<std::optional<Tombstone>> FindTombstone(const Database& index, std::string_view surt) {
  auto bytes = index.Get(ForgottenKey(Sha256::Of(surt)));
  if (!bytes) {
    return bytes.error();
  }
  if (!*bytes) {
    return std::optional<Tombstone>();
  }
  auto tombstone = DecodeTombstone(**bytes);
  if (!tombstone) {
    return tombstone.error();
  }
  return std::optional<Tombstone>(std::move(*tombstone));
}

}  // namespace kiosque
