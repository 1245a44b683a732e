#include "storage/commit_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/article_text.h"
#include "base/surt.h"
#include "storage/codec.h"
#include "storage/index_keys.h"
#include "storage/quarantine.h"

namespace kiosque {
CommitBuilder::CommitBuilder(const Database& index, const PayloadStore& payloads,
                             const StoreCounts& before, const LogTree& tree, RecipeMemory& recipes,
                             RawCache& cache)
    : index_(index),
      payloads_(payloads),
      recipes_(recipes),
      cache_(cache),
      planner_(index, payloads, cache),
      counts_(before),
      tree_(tree),
      payload_batch_(before.next_payload) {
  ++counts_.commit;
}

Status CommitBuilder::AddCapture(CaptureRecord record) {
  Capture capture = std::move(record.capture);
  const std::string surt = SurtKey(capture.url);
  CaptureReceipt receipt;
  capture.sequence = ++counts_.captures;
  if (forgets_) {
    auto forgotten = index_.Get(ForgottenKey(Sha256::Of(surt)));
    if (!forgotten) {
      return forgotten.error();
    }
    if (*forgotten) {
      record.body = Body();
      record.coded_body.clear();
      record.article.reset();
    }
  }
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
  const std::optional<PageRow> before = (*page)->row;
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
    if (Status status = KeepWayBack(surt, record, capture); !status) {
      return status;
    }
  } else if (Status status = StoreBody(surt, before, record, capture, receipt); !status) {
    return status;
  }
  if (capture.payload_kept) {
    last_kept_.insert_or_assign(surt, *capture.payload);
  }
  receipt.version = capture.version;
  receipt.sequence = capture.sequence;
  const std::string key = CaptureKey(surt, capture.time, capture.sequence);
  index_batch_.Put(key, EncodeCapture(capture));
  const Sha256 leaf = LeafHash(LogEntryText(capture, tree_.last));
  tree_.Append(leaf);
  index_batch_.Put(LogKey(capture.sequence), EncodeLogRow({leaf, key}));
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
  planner_.Save(index_batch_);
  counts_.next_payload = payload_batch_.next();
  index_batch_.Put(TreeKey(), EncodeLogTree(tree_));
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
      return RowError(key, row.error());
    }
    page.row = *row;
  }
  return &pages_.emplace(surt, page).first->second;
}

// Decides which version the capture shows, and whether its body is to be kept.
Status CommitBuilder::JudgeVersion(const std::string& surt, Page& page, const CaptureRecord& record,
                                   Capture& capture, bool& keep, CaptureReceipt& receipt) {
  const bool same_bytes = page.row && capture.payload && *capture.payload == page.row->payload;
  if (record.article) {
    const Sha256 content = Sha256::Of(VersionForm(*record.article));
    // Before there was a version form, the content was that of title and text.
    const bool same = page.row && (page.row->form == 1 ? page.row->content ==
                                                             Sha256::Of(NormalForm(*record.article))
                                                       : page.row->content == content);
    if (!same && !same_bytes) {
      auto novelty = JudgeNovelty(surt, page, *record.article, content);
      if (!novelty) {
        return novelty.error();
      }
      capture.quarantined = *novelty == Novelty::kAccident;
      if (capture.quarantined) {
        return Ok();
      }
      if (*novelty == Novelty::kVersion) {
        if (Status status = AddVersion(surt, page, record, capture, content); !status) {
          return status;
        }
        capture.version = page.row->latest;
        receipt.new_version = true;
        return Ok();
      }
    } else if (page.row->held) {
      page.row->held.reset();  // what was held back is over
      page.changed = true;
    }
    keep = false;
  } else if (!page.row || (capture.outcome != FetchOutcome::kNotModified && !same_bytes)) {
    return Ok();
  }
  capture.version = page.row->latest;
  return SeeAgain(surt, page, capture.time);
}

// What looks like an accident, and what metadata alone tell, is believed when the same is seen a
// second time: images and names around an article change with its advertisements.
Result<CommitBuilder::Novelty> CommitBuilder::JudgeNovelty(const std::string& surt, Page& page,
                                                           const Article& article,
                                                           const Sha256& content) {
  if (!page.row || page.row->held == content) {
    return Novelty::kVersion;
  }
  auto row = LoadVersion(surt, page.row->latest);
  if (!row) {
    return row.error();
  }
  const std::string* cached = cache_.Find(row->article);
  Result<Body> body = cached != nullptr ? Result<Body>(Body(*cached))
                      : row->article != 0
                          ? payloads_.Read(row->article, &cache_)
                          : Result<Body>(Fail(Errc::kNotFound, "the article was lost"));
  auto before = body ? DecodeArticle(body->view()) : Result<Article>(body.error());
  if (!before) {
    return Novelty::kVersion;  // there is nothing to compare it with
  }
  Article text = article;
  text.byline = before->byline;
  text.agency = before->agency;
  text.published = before->published;
  text.lead_image = before->lead_image;
  const bool metadata_alone = VersionForm(text) == VersionForm(*before);
  if (!metadata_alone && !LooksLikeAccident(*before, article)) {
    return Novelty::kVersion;
  }
  page.row->held = content;
  page.changed = true;
  return metadata_alone ? Novelty::kMetadata : Novelty::kAccident;
}

Status CommitBuilder::AddVersion(const std::string& surt, Page& page, const CaptureRecord& record,
                                 const Capture& capture, const Sha256& content) {
  std::uint64_t previous = 0;
  if (page.row) {
    // From now on the page row speaks of the new version: write down when the old one was last
    // seen.
    auto old = LoadVersion(surt, page.row->latest);
    if (!old) {
      return old.error();
    }
    old->last_seen = page.row->last_seen;
    previous = old->article;
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
  if (Status status = StoreArticle(article, previous, row); !status) {
    return status;
  }
  ++page.row->latest;
  page.row->last_seen = capture.time;
  page.row->content = content;
  page.row->form = row.form;
  page.row->held.reset();
  page.row->payload = row.payload;
  page.changed = true;
  ++counts_.versions;
  PutVersion(surt, page.row->latest, row);
  return Ok();
}

// The row read before stays, as the reference of the new one and as what the archive said until
// now. The log of captures knows nothing of articles, so it is as it was.
Status CommitBuilder::ReplaceArticle(const ArticleReplacement& replacement) {
  const std::string surt = SurtKey(replacement.url);
  auto page = LoadPage(surt);
  if (!page) {
    return page.error();
  }
  const std::uint32_t number = replacement.version;
  if (!(*page)->row || number == 0 || number > (*page)->row->latest) {
    return Fail(Errc::kNotFound,
                fmt::format("version {} of {} is not archived", number, replacement.url.href()));
  }
  auto row = LoadVersion(surt, number);
  if (!row) {
    return row.error();
  }
  const std::string article = EncodeArticle(replacement.article);
  const auto before = row->article != 0 ? payloads_.Read(row->article, &cache_)
                                        : Result<Body>(Fail(Errc::kNotFound, "it was lost"));
  const bool same = before && before->view() == article;
  if (same && row->extractor == replacement.extractor) {
    return Ok();
  }
  const std::uint64_t previous = row->article;
  if (previous != 0) {
    row->earlier.push_back({row->extractor, previous, row->content, row->form, replacement.time});
  }
  if (!same) {
    if (Status status = StoreArticle(article, before ? previous : 0, *row); !status) {
      return status;
    }
    row->content = Sha256::Of(VersionForm(replacement.article));
    row->form = VersionRow{.url = replacement.url}.form;
  }
  row->extractor = replacement.extractor;
  PutVersion(surt, number, *row);
  if (number == (*page)->row->latest) {  // what the next capture is compared with
    (*page)->row->content = row->content;
    (*page)->row->form = row->form;
    (*page)->changed = true;
  }
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
    return RowError(key, row.error());
  }
  return row;
}

void CommitBuilder::PutVersion(const std::string& surt, std::uint32_t number,
                               const VersionRow& row) {
  const std::string key = VersionKey(surt, number);
  index_batch_.Put(key, EncodeVersionRow(row));
  versions_.insert_or_assign(key, row);
}

}  // namespace kiosque
