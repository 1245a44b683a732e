#include "storage/commit_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/article_text.h"
#include "base/surt.h"
#include "storage/codec.h"
#include "storage/compression.h"
#include "storage/index_keys.h"

namespace kiosque {
namespace {

std::optional<PayloadEncoding> EncodingAsReceived(std::string_view coding) {
  if (coding == "gzip" || coding == "x-gzip") {
    return PayloadEncoding::kGzip;
  }
  if (coding == "deflate") {
    return PayloadEncoding::kDeflate;
  }
  if (coding == "br") {
    return PayloadEncoding::kBrotli;
  }
  if (coding == "zstd") {
    return PayloadEncoding::kZstdAsReceived;
  }
  return std::nullopt;
}

Error InRow(const std::string& key, const Error& error) {
  return Fail(error.code, fmt::format("index row {}: {}", PrintableKey(key), error.message));
}

}  // namespace

CommitBuilder::CommitBuilder(const Database& index, const StoreCounts& before,
                             RecipeMemory& recipes)
    : index_(index), recipes_(recipes), counts_(before), payload_batch_(before.next_payload) {
  ++counts_.commit;
}

Status CommitBuilder::AddCapture(CaptureRecord record) {
  Capture capture = std::move(record.capture);
  const std::string surt = SurtKey(capture.url);
  CaptureReceipt receipt;
  capture.sequence = ++counts_.captures;
  capture.payload_bytes = record.body.size();
  if (!record.body.empty()) {
    capture.payload = record.body.digest();
  }
  if (!record.coded_body.empty()) {
    capture.coding.coded_bytes = record.coded_body.size();
    capture.coding.coded_digest = Sha256::Of(record.coded_body);
  }
  auto page = LoadPage(surt);
  if (!page) {
    return page.error();
  }
  bool keep = true;
  if (Status status = JudgeVersion(surt, **page, record, capture, keep, receipt); !status) {
    return status;
  }
  if (!keep && capture.payload) {
    auto stored = IsStored(*capture.payload);
    if (!stored) {
      return stored.error();
    }
    // The same bytes as before: not kept again, but there.
    capture.payload_kept = *stored;
  } else if (Status status = StoreBody(record, capture, receipt); !status) {
    return status;
  }
  receipt.version = capture.version;
  receipt.sequence = capture.sequence;
  const std::string key = CaptureKey(surt, capture.time, capture.sequence);
  index_batch_.Put(key, EncodeCapture(capture));
  index_batch_.Put(LogKey(capture.sequence), key);
  receipts_.push_back(receipt);
  return Ok();
}

void CommitBuilder::AddState(const StateChange& change) {
  const std::string key = StateKey(change.key);
  if (change.value) {
    index_batch_.Put(key, *change.value);
  } else {
    index_batch_.Delete(key);
  }
}

void CommitBuilder::Finish() {
  for (const auto& [surt, page] : pages_) {
    if (page.changed) {
      index_batch_.Put(PageKey(surt), EncodePageRow(*page.row));
    }
  }
  counts_.next_payload = payload_batch_.next();
  index_batch_.Put(MetaKey(), EncodeStoreCounts(counts_));
}

// --- versions ---

Result<CommitBuilder::Page*> CommitBuilder::LoadPage(const std::string& surt) {
  const auto found = pages_.find(surt);
  if (found != pages_.end()) {
    return &found->second;
  }
  const std::string key = PageKey(surt);
  auto bytes = index_.Get(key);
  if (!bytes) {
    return bytes.error();
  }
  Page page;
  if (*bytes) {
    auto row = DecodePageRow(**bytes);
    if (!row) {
      return InRow(key, row.error());
    }
    page.row = *row;
  }
  return &pages_.emplace(surt, page).first->second;
}

// Decides which version the capture shows, and whether its body is to be kept.
Status CommitBuilder::JudgeVersion(const std::string& surt, Page& page, const CaptureRecord& record,
                                   Capture& capture, bool& keep, CaptureReceipt& receipt) {
  if (record.article) {
    const Sha256 content = Sha256::Of(NormalForm(*record.article));
    if (!page.row || page.row->content != content) {
      if (Status status = AddVersion(surt, page, record, capture, content); !status) {
        return status;
      }
      capture.version = page.row->latest;
      receipt.new_version = true;
      return Ok();
    }
    keep = false;
  } else {
    const bool same_bytes = page.row && capture.payload && *capture.payload == page.row->payload;
    if (!page.row || (capture.outcome != FetchOutcome::kNotModified && !same_bytes)) {
      return Ok();
    }
  }
  capture.version = page.row->latest;
  return SeeAgain(surt, page, capture.time);
}

Status CommitBuilder::AddVersion(const std::string& surt, Page& page, const CaptureRecord& record,
                                 const Capture& capture, const Sha256& content) {
  if (page.row) {
    // From now on the page row speaks of the new version: write down when the old one was last
    // seen.
    auto old = LoadVersion(surt, page.row->latest);
    if (!old) {
      return old.error();
    }
    old->last_seen = page.row->last_seen;
    PutVersion(surt, page.row->latest, *old);
  } else {
    page.row.emplace();
    ++counts_.pages;
  }
  const std::string article = EncodeArticle(*record.article);
  VersionRow row{.url = capture.url};
  row.first_seen = row.last_seen = capture.time;
  row.content = content;
  row.payload = capture.payload.value_or(Sha256{});
  row.extractor = record.extractor;
  row.article = AddRow(PayloadKind::kArticle, PayloadEncoding::kZstd, Sha256::Of(article),
                       article.size(), Compress(article, kPayloadLevel));
  ++page.row->latest;
  page.row->last_seen = capture.time;
  page.row->content = content;
  page.row->payload = row.payload;
  page.changed = true;
  ++counts_.versions;
  PutVersion(surt, page.row->latest, row);
  return Ok();
}

Status CommitBuilder::SeeAgain(const std::string& surt, Page& page, UtcTime time) {
  if (time >= page.row->last_seen) {
    page.row->last_seen = time;
    page.changed = true;
    return Ok();
  }
  // An import of older captures: the version may have been there before we thought.
  auto row = LoadVersion(surt, page.row->latest);
  if (!row) {
    return row.error();
  }
  if (time < row->first_seen) {
    row->first_seen = time;
    PutVersion(surt, page.row->latest, *row);
  }
  return Ok();
}

Result<VersionRow> CommitBuilder::LoadVersion(const std::string& surt, std::uint32_t number) {
  const std::string key = VersionKey(surt, number);
  if (const auto found = versions_.find(key); found != versions_.end()) {
    return found->second;
  }
  auto bytes = index_.Get(key);
  if (!bytes) {
    return bytes.error();
  }
  if (!*bytes) {
    return Fail(Errc::kCorrupt, fmt::format("index row {} is missing", PrintableKey(key)));
  }
  auto row = DecodeVersionRow(**bytes);
  if (!row) {
    return InRow(key, row.error());
  }
  return row;
}

void CommitBuilder::PutVersion(const std::string& surt, std::uint32_t number,
                               const VersionRow& row) {
  const std::string key = VersionKey(surt, number);
  index_batch_.Put(key, EncodeVersionRow(row));
  versions_.insert_or_assign(key, row);
}

// --- payloads ---

Status CommitBuilder::StoreBody(CaptureRecord& record, Capture& capture, CaptureReceipt& receipt) {
  const std::string_view body = record.body.view();
  const std::string_view coded = record.coded_body;
  if (!coded.empty()) {
    capture.coding.recipe = recipes_.Find(capture.url.origin(), capture.coding.name, body, coded);
  }
  const bool coded_to_keep = !coded.empty() && capture.coding.recipe.empty();
  if (body.empty()) {
    return coded_to_keep ? StoreCoded(record, capture) : Ok();
  }
  auto stored = IsStored(*capture.payload);
  if (!stored) {
    return stored.error();
  }
  capture.payload_kept = true;
  if (*stored) {
    return coded_to_keep ? StoreCoded(record, capture) : Ok();
  }
  receipt.new_payload = true;
  PayloadPlace place{.sequence = 0, .raw_bytes = body.size()};
  const auto as_received = EncodingAsReceived(capture.coding.name);
  if (coded_to_keep && as_received) {
    auto decoded = DecodeContent(capture.coding.name, coded, body.size());
    if (decoded && *decoded == body) {
      // One row for both: what was received, which decodes to the body.
      place.sequence =
          AddRow(PayloadKind::kBody, *as_received, *capture.payload, body.size(), coded);
      place.stored_bytes = coded.size();
      Place(*capture.payload, place);
      Place(*capture.coding.coded_digest,
            PayloadPlace{.sequence = place.sequence, .as_stored = true, .raw_bytes = coded.size()});
      return Ok();
    }
  }
  const std::string frame = Compress(body, kPayloadLevel);
  const bool smaller = frame.size() < body.size();
  const std::string_view data = smaller ? std::string_view(frame) : body;
  place.stored_bytes = data.size();
  place.sequence =
      AddRow(PayloadKind::kBody, smaller ? PayloadEncoding::kZstd : PayloadEncoding::kIdentity,
             *capture.payload, body.size(), data);
  Place(*capture.payload, place);
  return coded_to_keep ? StoreCoded(record, capture) : Ok();
}

Status CommitBuilder::StoreCoded(const CaptureRecord& record, const Capture& capture) {
  auto stored = IsStored(*capture.coding.coded_digest);
  if (!stored) {
    return stored.error();
  }
  if (*stored) {
    return Ok();
  }
  const std::string_view coded = record.coded_body;
  PayloadPlace place{.sequence = 0, .raw_bytes = coded.size(), .stored_bytes = coded.size()};
  place.sequence = AddRow(PayloadKind::kCoded, PayloadEncoding::kIdentity,
                          *capture.coding.coded_digest, coded.size(), coded);
  Place(*capture.coding.coded_digest, place);
  return Ok();
}

Result<bool> CommitBuilder::IsStored(const Sha256& digest) {
  if (places_.contains(digest)) {
    return true;
  }
  auto bytes = index_.Get(PayloadKey(digest));
  if (!bytes) {
    return bytes.error();
  }
  return bytes->has_value();
}

void CommitBuilder::Place(const Sha256& digest, const PayloadPlace& place) {
  places_.emplace(digest, place);
  index_batch_.Put(PayloadKey(digest), EncodePayloadPlace(place));
  if (!place.as_stored) {
    ++counts_.payloads;
    counts_.payload_bytes += place.raw_bytes;
    counts_.stored_payload_bytes += place.stored_bytes;
  }
}

std::uint64_t CommitBuilder::AddRow(PayloadKind kind, PayloadEncoding encoding,
                                    const Sha256& digest, std::uint64_t raw_bytes,
                                    std::string_view data) {
  PayloadRow row;
  row.kind = kind;
  row.encoding = encoding;
  row.commit = counts_.commit;
  row.raw_bytes = raw_bytes;
  row.digest = digest;
  row.data = data;
  return payload_batch_.Add(row);
}

}  // namespace kiosque
