#include "storage/repair_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/capture_log.h"
#include "storage/codec.h"
#include "storage/index_keys.h"
#include "storage/leveldb_database.h"
#include "storage/payload_store.h"
#include "storage/raw_cache.h"
#include "storage/repair_log.h"
#include "storage/row_codec.h"
#include "storage/salvaged_rows.h"
#include "storage/verify.h"

namespace kiosque {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRepairCacheBytes = 64u << 20;

// Puts an archive's databases together anew in `work`.
class RepairBuilder {
 public:
  RepairBuilder(const StoreDirectory& directory, fs::path work, RepairReport& report)
      : directory_(directory), work_(std::move(work)), report_(report) {}

  Status Run() {
    for (const auto step :
         {&RepairBuilder::OpenAll, &RepairBuilder::SalvageAll, &RepairBuilder::BuildPayloads,
          &RepairBuilder::BuildVersions, &RepairBuilder::BuildCaptures,
          &RepairBuilder::BuildLonelyPages, &RepairBuilder::BuildLog, &RepairBuilder::CopyStateRows,
          &RepairBuilder::CountOrphans, &RepairBuilder::Finish, &RepairBuilder::Check}) {
      if (Status status = (this->*step)(); !status) {
        return status;
      }
    }
    return Ok();
  }

  const StoreCounts& counts() const { return counts_; }

 private:
  void Lose(std::string what) { report_.Lose(std::move(what)); }

  Status OpenAll() {
    DatabaseOptions options;
    options.create = true;
    options.write_buffer = 8u << 20;
    auto payloads = PayloadStore::OpenUnchecked(work_ / "payloads", options);
    auto index = Database::Open(work_ / "index", options);
    auto index_rows = Database::Open(work_ / "index-rows", options);
    auto payload_rows = Database::Open(work_ / "payload-rows", options);
    if (!payloads || !index || !index_rows || !payload_rows) {
      return !payloads     ? payloads.error()
             : !index      ? index.error()
             : !index_rows ? index_rows.error()
                           : payload_rows.error();
    }
    payloads_ = std::move(*payloads);
    index_ = std::move(*index);
    index_rows_ = std::move(*index_rows);
    payload_rows_ = std::move(*payload_rows);
    filler_.emplace(*index_);
    return Ok();
  }

  Status SalvageAll() {
    const SalvageTargets into{*payload_rows_, *index_rows_};
    for (const auto& folder : {directory_.payloads_path(), directory_.index_path()}) {
      if (Status status = SalvageNewest(folder, into, report_.damage); !status) {
        return status;
      }
    }
    const auto saved = SavedValue(*index_rows_, MetaKey());
    const auto counts =
        saved ? DecodeStoreCounts(*saved) : Result<StoreCounts>(Fail(Errc::kNotFound, "no counts"));
    if (counts) {
      before_ = *counts;
    } else if (directory_.head() > 0) {
      Lose("the counts: how many captures and versions there were is not known");
    }
    return Ok();
  }

  // --- payloads ---

  Status BuildPayloads() {
    BatchFiller rows(payloads_->database());
    std::uint64_t last = 0;
    Status status =
        VisitSalvaged(*payload_rows_, "", [&](std::string_view key, std::string_view value) {
          auto row = DecodePayloadRow(value);
          if (key.size() != 8 || !row) {
            return Ok();
          }
          last = ReadBe64(key);
          counts_.commit = std::max(counts_.commit, row->commit);
          return rows.Put(key, value);
        });
    if (!status || !(status = rows.Finish())) {
      return status;
    }
    counts_.next_payload = std::max(before_.next_payload, last + 1);
    body_used_.resize(counts_.next_payload);
    article_used_.resize(counts_.next_payload);
    is_article_.resize(counts_.next_payload);
    is_body_.resize(counts_.next_payload);
    for (std::uint64_t sequence = 1; sequence < counts_.next_payload; ++sequence) {
      if (status = BuildPayload(sequence, rows); !status) {
        return status;
      }
    }
    return rows.Finish();
  }

  Status BuildPayload(std::uint64_t sequence, BatchFiller& rows) {
    auto bytes = payloads_->ReadRow(sequence);
    auto row = bytes ? DecodePayloadRow(*bytes) : Result<PayloadRow>(bytes.error());
    if (row && row->kind == PayloadKind::kTombstone) {
      return Ok();
    }
    auto body = payloads_->Read(sequence, &cache_);
    if (!row || !body) {
      ++report_.lost_payloads;
      PayloadRow tombstone;
      tombstone.kind = PayloadKind::kTombstone;
      if (row) {
        tombstone.digest = row->digest;
      }
      return rows.Put(PayloadStore::RowKey(sequence), EncodePayloadRow(tombstone));
    }
    ++report_.payloads;
    if (row->kind == PayloadKind::kArticle) {
      is_article_[sequence] = true;
      return Ok();
    }
    is_body_[sequence] = true;
    ++counts_.payloads;
    counts_.payload_bytes += row->raw_bytes;
    counts_.stored_payload_bytes += row->data.size();
    const bool as_received = row->encoding >= PayloadEncoding::kGzip &&
                             row->encoding <= PayloadEncoding::kZstdAsReceived;
    if (as_received) {
      const PayloadPlace stored{
          .sequence = sequence, .as_stored = true, .raw_bytes = row->data.size()};
      if (Status status =
              filler_->Put(PayloadKey(Sha256::Of(row->data)), EncodePayloadPlace(stored));
          !status) {
        return status;
      }
    }
    return PutPlace(*row, sequence);
  }

  Status PutPlace(const PayloadRow& row, std::uint64_t sequence) {
    const PayloadPlace place{
        .sequence = sequence, .raw_bytes = row.raw_bytes, .stored_bytes = row.data.size()};
    return filler_->Put(PayloadKey(row.digest), EncodePayloadPlace(place));
  }

  // --- versions ---

  Status BuildVersions() {
    if (Status status = filler_->Flush(); !status) {
      return status;
    }
    std::string page;
    std::uint32_t expected = 1;
    return VisitSalvaged(
        *index_rows_, std::string(1, kVersionTable),
        [&](std::string_view key, std::string_view value) {
          const auto parts = ParseVersionKey(key);
          auto row = DecodeVersionRow(value);
          if (!parts || !row || parts->number == 0) {
            return Ok();  // the captures tell its number
          }
          if (parts->surt != page) {
            page = parts->surt;
            expected = 1;
          }
          for (; expected < parts->number; ++expected) {
            if (Status status = PutLostVersion(page, expected, row->url, row->first_seen);
                !status) {
              return status;
            }
          }
          expected = parts->number + 1;
          return PutVersion(std::string(key), *row);
        });
  }

  Status PutVersion(const std::string& key, VersionRow row) {
    const auto saved = [this](std::uint64_t sequence) {
      return sequence < is_article_.size() && is_article_[sequence];
    };
    std::erase_if(row.earlier,
                  [&](const EarlierArticle& earlier) { return !saved(earlier.article); });
    if (!saved(row.article) && !row.earlier.empty()) {
      // What was read before it is better than nothing.
      const EarlierArticle before = row.earlier.back();
      row.earlier.pop_back();
      row.article = before.article;
      row.extractor = before.extractor;
      row.content = before.content;
      row.form = before.form;
      Lose(fmt::format("the newest reading of version {} of {}; the one before it stands in",
                       ParseVersionKey(key)->number, row.url.href()));
    }
    for (const EarlierArticle& earlier : row.earlier) {
      article_used_[earlier.article] = true;
    }
    if (!saved(row.article)) {
      row.article = 0;
    }
    if (row.article == 0) {
      ++report_.lost_versions;
      Lose(fmt::format("the text of version {} of {}", ParseVersionKey(key)->number,
                       row.url.href()));
    } else {
      article_used_[row.article] = true;
      ++report_.versions;
    }
    ++counts_.versions;
    return filler_->Put(key, EncodeVersionRow(row));
  }

  Status PutLostVersion(std::string_view surt, std::uint32_t number, const Url& url, UtcTime time) {
    VersionRow row{.url = url};
    row.first_seen = row.last_seen = time;
    return PutVersion(VersionKey(surt, number), row);
  }

  Result<std::optional<VersionRow>> BuiltVersion(std::string_view surt, std::uint32_t number) {
    auto bytes = index_->Get(VersionKey(surt, number));
    if (!bytes) {
      return bytes.error();
    }
    if (!*bytes) {
      return std::optional<VersionRow>();
    }
    auto row = DecodeVersionRow(**bytes);
    if (!row) {
      return row.error();
    }
    return std::optional<VersionRow>(*row);
  }

  // --- captures ---

  // The captures of one page, gathered until the next page begins.
  struct Page {
    std::string surt;
    std::map<std::uint32_t, Capture> seen;  // the newest capture of each version
  };

  Status BuildCaptures() {
    if (Status status = filler_->Flush(); !status) {
      return status;
    }
    Page page;
    Status status =
        VisitSalvaged(*index_rows_, std::string(1, kCaptureTable),
                      [&](std::string_view key, std::string_view value) {
                        const auto parts = ParseCaptureKey(key);
                        auto capture = DecodeCapture(value);
                        if (!parts || !capture || capture->sequence != parts->sequence ||
                            capture->time != parts->time) {
                          return Ok();
                        }
                        if (parts->surt != page.surt) {
                          if (Status built = BuildPage(page); !built) {
                            return built;
                          }
                          page = Page{std::string(parts->surt), {}};
                        }
                        if (capture->version > 0) {
                          page.seen.insert_or_assign(capture->version, *capture);
                        }
                        return PutCapture(std::string(key), *capture);
                      });
    return status ? BuildPage(page) : status;
  }

  // Whether the bytes of `digest` were saved; then somebody needs them.
  bool MarkUsed(const Sha256& digest) {
    auto bytes = index_->Get(PayloadKey(digest));
    auto place = bytes && *bytes ? DecodePayloadPlace(**bytes)
                                 : Result<PayloadPlace>(Fail(Errc::kNotFound, "no place"));
    if (place) {
      body_used_[place->sequence] = true;
    }
    return place.has_value();
  }

  Status PutCapture(const std::string& key, Capture capture) {
    ++report_.captures;
    counts_.captures = std::max(counts_.captures, capture.sequence);
    if (capture.payload && capture.payload_kept) {
      capture.payload_kept = MarkUsed(*capture.payload);
      if (!capture.payload_kept) {
        Lose(fmt::format("the body of {} at {}", capture.url.href(), FormatUtc(capture.time)));
      }
    }
    if (capture.coding.coded_digest) {
      MarkUsed(*capture.coding.coded_digest);
    }
    if (Status status = filler_->Put(key, EncodeCapture(capture)); !status) {
      return status;
    }
    return filler_->Put(LogKey(capture.sequence), EncodeLogRow({std::nullopt, key}));
  }

  Status BuildPage(const Page& page) {
    if (page.surt.empty()) {
      return Ok();
    }
    std::uint32_t latest = page.seen.empty() ? 0 : page.seen.rbegin()->first;
    std::optional<VersionRow> newest;
    for (std::uint32_t number = 1;; ++number) {
      auto row = BuiltVersion(page.surt, number);
      if (!row) {
        return row.error();
      }
      if (!*row && number > latest) {
        break;
      }
      if (!*row) {
        const Capture& capture = page.seen.lower_bound(number)->second;
        if (Status status = PutLostVersion(page.surt, number, capture.url, capture.time); !status) {
          return status;
        }
        newest.reset();
        continue;
      }
      latest = std::max(latest, number);
      newest = **row;
    }
    const auto seen = page.seen.find(latest);
    return latest == 0 ? Ok()
                       : PutPage(page.surt, latest, newest,
                                 seen == page.seen.end() ? UtcTime{} : seen->second.time);
  }

  Status PutPage(std::string_view surt, std::uint32_t latest,
                 const std::optional<VersionRow>& newest, UtcTime last_seen) {
    PageRow row;
    row.latest = latest;
    row.last_seen = last_seen;
    if (newest) {
      row.last_seen = std::max(last_seen, newest->last_seen);
      row.content = newest->content;
      row.form = newest->form;
      row.payload = newest->payload;
    }
    ++counts_.pages;
    return filler_->Put(PageKey(surt), EncodePageRow(row));
  }

  // Pages of which versions were saved and no capture.
  Status BuildLonelyPages() {
    if (Status status = filler_->Flush(); !status) {
      return status;
    }
    std::string surt;
    std::uint32_t latest = 0;
    std::optional<VersionRow> newest;
    const auto end_page = [&]() -> Status {
      auto page = index_->Get(PageKey(surt));
      if (!page) {
        return page.error();
      }
      return surt.empty() || *page ? Ok() : PutPage(surt, latest, newest, UtcTime{});
    };
    const std::string begin(1, kVersionTable);
    DatabaseCursor cursor = index_->NewCursor(nullptr, /*fill_cache=*/false);
    for (cursor.Seek(begin); cursor.Valid() && cursor.key().starts_with(begin); cursor.Next()) {
      const auto parts = ParseVersionKey(cursor.key());
      auto row = DecodeVersionRow(cursor.value());
      if (!parts || !row) {
        return Fail(Errc::kCorrupt, "a row just written does not read back");
      }
      if (parts->surt != surt) {
        if (Status status = end_page(); !status) {
          return status;
        }
        surt = parts->surt;
      }
      latest = parts->number;
      newest = *row;
    }
    Status status = cursor.status();
    return status ? end_page() : status;
  }

  // --- the rest ---

  Status BuildLog() {
    if (Status status = filler_->Flush(); !status) {
      return status;
    }
    counts_.captures = std::max(counts_.captures, before_.captures);
    return RebuildLog(*index_, *index_rows_, counts_.captures, *filler_, report_);
  }

  // Rows that nothing else tells: the crawl's state, and what was forgotten.
  Status CopyStateRows() {
    for (const char table : {kStateTable, kForgottenTable}) {
      Status status = VisitSalvaged(*index_rows_, std::string(1, table),
                                    [&](std::string_view key, std::string_view value) {
                                      report_.state_rows += table == kStateTable ? 1 : 0;
                                      return filler_->Put(key, value);
                                    });
      if (!status) {
        return status;
      }
    }
    return Ok();
  }

  // Articles that lost their version are placed by digest, so that they can be read and are known.
  Status CountOrphans() {
    for (std::uint64_t sequence = 1; sequence < counts_.next_payload; ++sequence) {
      report_.orphan_payloads += is_body_[sequence] && !body_used_[sequence] ? 1 : 0;
      if (!is_article_[sequence] || article_used_[sequence]) {
        continue;
      }
      ++report_.orphan_payloads;
      auto bytes = payloads_->ReadRow(sequence);
      auto row = bytes ? DecodePayloadRow(*bytes) : Result<PayloadRow>(bytes.error());
      if (!row) {
        return row.error();
      }
      if (Status status = PutPlace(*row, sequence); !status) {
        return status;
      }
    }
    return Ok();
  }

  Status Finish() {
    counts_.commit = std::max({counts_.commit, before_.commit, directory_.head()});
    if (Status status = filler_->Put(MetaKey(), EncodeStoreCounts(counts_)); !status) {
      return status;
    }
    return filler_->Finish();
  }

  Status Check() {
    VerifyOptions options;
    options.deep = true;
    const VerifyReport verified = VerifyDatabases(*index_, *payloads_, counts_, options);
    if (!verified.whole()) {
      return Fail(Errc::kCorrupt, fmt::format("the repaired archive would not be whole, so nothing "
                                              "was changed: {}",
                                              verified.problems.front()));
    }
    return Ok();
  }

  const StoreDirectory& directory_;
  const fs::path work_;
  std::unique_ptr<PayloadStore> payloads_;
  std::unique_ptr<Database> index_;
  std::unique_ptr<Database> index_rows_;    // salvaged
  std::unique_ptr<Database> payload_rows_;  // salvaged
  std::optional<BatchFiller> filler_;       // of the new index
  StoreCounts before_;                      // as salvaged; zeros when lost
  StoreCounts counts_;
  RawCache cache_{kRepairCacheBytes};
  std::vector<bool> is_article_;  // by payload sequence
  std::vector<bool> article_used_;
  std::vector<bool> is_body_;
  std::vector<bool> body_used_;
  RepairReport& report_;
};

}  // namespace

Result<std::uint64_t> RebuildDatabases(const StoreDirectory& directory, const fs::path& work,
                                       RepairReport& report) {
  RepairBuilder builder(directory, work, report);
  if (Status status = builder.Run(); !status) {
    return status.error();
  }
  return builder.counts().commit;
}

}  // namespace kiosque
