// The payload half of commit_builder.h: bodies and articles as rows.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "storage/codec.h"
#include "storage/commit_builder.h"
#include "storage/compression.h"
#include "storage/index_keys.h"
#include "storage/index_reader.h"

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

// Smaller bodies gain nothing, larger ones would take long to compare.
constexpr std::uint64_t kSmallestDelta = 512;
constexpr std::uint64_t kLargestDelta = 8u << 20;

}  // namespace

Status CommitBuilder::StoreBody(const std::string& surt, const std::optional<PageRow>& before,
                                CaptureRecord& record, Capture& capture, CaptureReceipt& receipt) {
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
  const auto as_received = EncodingAsReceived(capture.coding.name);
  if (coded_to_keep && as_received) {
    auto decoded = DecodeContent(capture.coding.name, coded, body.size());
    if (decoded && *decoded == body) {
      // One row for both: what was received, which decodes to the body.
      PayloadRow row{.kind = PayloadKind::kBody, .encoding = *as_received};
      row.digest = *capture.payload;
      row.raw_bytes = body.size();
      row.data = coded;
      PayloadPlace place{.sequence = AddRow(row, body), .raw_bytes = body.size()};
      place.stored_bytes = coded.size();
      Place(*capture.payload, place);
      Place(*capture.coding.coded_digest,
            PayloadPlace{.sequence = place.sequence, .as_stored = true, .raw_bytes = coded.size()});
      return Ok();
    }
  }
  if (Status status = StoreDecoded(surt, before, record, capture, receipt); !status) {
    return status;
  }
  return coded_to_keep ? StoreCoded(record, capture) : Ok();
}

Status CommitBuilder::StoreDecoded(const std::string& surt, const std::optional<PageRow>& before,
                                   const CaptureRecord& record, const Capture& capture,
                                   const CaptureReceipt& receipt) {
  auto plan = PlanBody(surt, before, capture, receipt);
  if (!plan) {
    return plan.error();
  }
  PayloadPlace place{.sequence = 0, .raw_bytes = record.body.size()};
  std::tie(place.sequence, place.stored_bytes) =
      AddCompressed(PayloadKind::kBody, *capture.payload, record.body.view(), *plan);
  Place(*capture.payload, place);
  return receipt.new_version
             ? planner_.Stored(capture.url, place.sequence, plan->cost, /*new_page=*/!before)
             : Ok();
}

// What the body is stored as a difference from.
Result<DeltaPlan> CommitBuilder::PlanBody(const std::string& surt,
                                          const std::optional<PageRow>& before,
                                          const Capture& capture, const CaptureReceipt& receipt) {
  if (capture.payload_bytes < kSmallestDelta || capture.payload_bytes > kLargestDelta) {
    return DeltaPlan{};
  }
  const DeltaBase previous = before ? BaseOf(before->payload) : DeltaBase{};
  if (receipt.new_version && previous.sequence != 0) {
    return planner_.ForNewVersion(capture.url, previous, [&] {
      auto first = LoadVersion(surt, 1);
      return first ? BaseOf(first->payload) : DeltaBase{};
    });
  }
  if (!receipt.new_version) {
    const DeltaBase last = previous.sequence != 0 ? previous : LastKept(surt);
    if (last.sequence != 0) {
      return planner_.ForOne(last);
    }
  }
  if (capture.media_type.find("html") == std::string::npos) {
    return DeltaPlan{};
  }
  return planner_.ForNewPage(capture.url);
}

DeltaBase CommitBuilder::BaseAt(std::uint64_t sequence) {
  if (const auto found = costs_.find(sequence); found != costs_.end()) {
    return {sequence, found->second};
  }
  auto bytes = payloads_.ReadRow(sequence);
  auto row = bytes ? DecodePayloadRow(*bytes) : Result<PayloadRow>(bytes.error());
  return row && row->kind != PayloadKind::kTombstone ? DeltaBase{sequence, row->depth}
                                                     : DeltaBase{};
}

DeltaBase CommitBuilder::BaseOf(const Sha256& digest) {
  if (const auto found = places_.find(digest); found != places_.end()) {
    return found->second.as_stored ? DeltaBase{} : BaseAt(found->second.sequence);
  }
  auto place = IndexReader(index_).Place(digest);
  return place && *place && !(*place)->as_stored ? BaseAt((*place)->sequence) : DeltaBase{};
}

DeltaBase CommitBuilder::LastKept(const std::string& surt) {
  if (const auto found = last_kept_.find(surt); found != last_kept_.end()) {
    const DeltaBase base = BaseOf(found->second);
    if (base.sequence != 0) {
      return base;
    }
  }
  DeltaBase base;
  VisitNewest(surt, [&](const Capture& capture) {
    const bool kept = capture.payload && capture.payload_kept;
    base = kept ? BaseOf(*capture.payload) : DeltaBase{};
    return !kept;
  });
  return base;
}

void CommitBuilder::VisitNewest(const std::string& surt,
                                const std::function<bool(const Capture&)>& visit) const {
  constexpr int kLookBack = 4;
  const std::string begin = RowsOfPage(kCaptureTable, surt);
  DatabaseCursor cursor = index_.NewCursor();
  cursor.Seek(begin + std::string(2 * sizeof(std::uint64_t) + 1, '\xff'));
  cursor.Valid() ? cursor.Prev() : cursor.SeekToLast();
  for (int i = 0; i < kLookBack && cursor.Valid() && cursor.key().starts_with(begin); ++i) {
    auto capture = DecodeCapture(cursor.value());
    if (capture && !visit(*capture)) {
      return;
    }
    cursor.Prev();
  }
}

// The body is the same as before and kept, but it came coded: an export needs those bytes, too. A
// server that sends the same page again has mostly coded it the same way.
Status CommitBuilder::KeepWayBack(const std::string& surt, const CaptureRecord& record,
                                  Capture& capture) {
  if (!capture.payload_kept || record.coded_body.empty()) {
    return Ok();
  }
  auto stored = IsStored(*capture.coding.coded_digest);
  if (!stored || *stored) {
    return stored ? Ok() : Status(stored.error());
  }
  VisitNewest(surt, [&](const Capture& earlier) {
    const bool same = earlier.coding.coded_digest == capture.coding.coded_digest;
    capture.coding.recipe = same ? earlier.coding.recipe : std::string();
    return capture.coding.recipe.empty();
  });
  if (capture.coding.recipe.empty()) {
    capture.coding.recipe = recipes_.Find(capture.url.origin(), capture.coding.name,
                                          record.body.view(), record.coded_body);
  }
  return Ok();
}

Status CommitBuilder::StoreArticle(const std::string& article, std::uint64_t previous,
                                   VersionRow& row) {
  const DeltaBase base = previous != 0 ? BaseAt(previous) : DeltaBase{};
  DeltaPlan plan = base.sequence != 0 ? planner_.ForOne(base) : DeltaPlan{};
  plan.level = kVersionLevel;
  row.article = AddCompressed(PayloadKind::kArticle, Sha256::Of(article), article, plan).first;
  return Ok();
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
  PayloadRow row{.kind = PayloadKind::kCoded, .encoding = PayloadEncoding::kIdentity};
  row.digest = *capture.coding.coded_digest;
  row.raw_bytes = coded.size();
  row.data = coded;
  PayloadPlace place{.sequence = 0, .raw_bytes = coded.size(), .stored_bytes = coded.size()};
  place.sequence = AddRow(row, {});
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

std::pair<std::uint64_t, std::uint64_t> CommitBuilder::AddCompressed(PayloadKind kind,
                                                                     const Sha256& digest,
                                                                     std::string_view raw,
                                                                     const DeltaPlan& plan) {
  PayloadRow row{.kind = kind, .encoding = PayloadEncoding::kZstd};
  row.digest = digest;
  row.raw_bytes = raw.size();
  const bool whole = plan.base == 0;
  const int whole_level = kind == PayloadKind::kArticle ? kArticleLevel : kWholeLevel;
  const std::string frame = Compress(raw, whole ? whole_level : plan.level, plan.reference);
  if (!whole) {
    row.encoding = plan.base2 != 0 ? PayloadEncoding::kZstdDelta2 : PayloadEncoding::kZstdDelta;
    row.base = plan.base;
    row.base2 = plan.base2;
    row.depth = plan.cost;
  }
  row.data = frame;
  if (whole && frame.size() >= raw.size()) {
    row.encoding = PayloadEncoding::kIdentity;
    row.data = raw;
  }
  const std::uint64_t sequence = AddRow(row, raw);
  return {sequence, row.data.size()};
}

// `raw` is kept at hand for the rows that will refer to this one; empty = nothing will.
std::uint64_t CommitBuilder::AddRow(PayloadRow row, std::string_view raw) {
  row.commit = counts_.commit;
  const std::uint64_t sequence = payload_batch_.Add(row);
  costs_.emplace(sequence, row.depth);
  if (!raw.empty()) {
    cache_.Put(sequence, std::string(raw));
  }
  return sequence;
}

}  // namespace kiosque
