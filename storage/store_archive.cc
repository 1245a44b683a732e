#include "storage/store_archive.h"

#include <fmt/format.h>

#include <utility>

#include "base/surt.h"
#include "storage/commit_builder.h"
#include "storage/index_keys.h"
#include "storage/index_reader.h"
#include "storage/migration.h"
#include "storage/version_picker.h"

namespace kiosque {
namespace {

Result<std::unique_ptr<Database>> OpenIndex(const StoreDirectory& directory,
                                            const StoreOptions& options) {
  DatabaseOptions index;
  index.create = directory.head() == 0;  // once there was a commit, an absent index is a lost one
  index.write_buffer = options.index_write_buffer;
  index.env = options.env;
  index.keep_torn_tails = directory.torn_path();
  auto database = Database::Open(directory.index_path(), index);
  if (!database && database.error().code == Errc::kNotFound) {
    return Fail(Errc::kCorrupt,
                fmt::format("{} is missing, and it held commit {}; 'kiosque repair' "
                            "saves what is whole",
                            directory.index_path().string(), directory.head()));
  }
  return database;
}

}  // namespace

Result<std::unique_ptr<Archive>> Archive::Open(const std::filesystem::path& directory,
                                               OpenMode mode) {
  auto archive = StoreArchive::Open(directory, mode, StoreOptions{});
  if (!archive) {
    return archive.error();
  }
  return std::unique_ptr<Archive>(std::move(*archive));
}

Status Archive::ScanVersions(std::string_view surt_prefix,
                             const std::function<bool(const Url&, const Version&)>& visit) const {
  VersionQuery query;
  query.sites.emplace_back(surt_prefix);
  return ScanVersions(query,
                      [&](const VersionVisit& found) { return visit(found.url, found.version); });
}

Result<std::unique_ptr<StoreArchive>> StoreArchive::Open(const std::filesystem::path& path,
                                                         OpenMode mode,
                                                         const StoreOptions& options) {
  const UtcTime now = options.clock != nullptr ? options.clock->Now() : SystemClock().Now();
  auto directory = StoreDirectory::Open(path, mode, now);
  if (!directory) {
    return directory.error();
  }
  auto index = OpenIndex(**directory, options);
  if (!index) {
    return index.error();
  }
  auto counts = IndexReader(**index).Counts();
  if (!counts) {
    return counts.error();
  }
  if (counts->commit < (*directory)->head()) {
    return Fail(
        Errc::kCorrupt,
        fmt::format("{} ends at commit {}, but commit {} was acknowledged: its log was cut "
                    "or lost; 'kiosque repair' saves what is whole",
                    (*directory)->index_path().string(), counts->commit, (*directory)->head()));
  }
  DatabaseOptions payload_options;
  payload_options.create = counts->next_payload == 1;
  payload_options.env = options.env;
  payload_options.keep_torn_tails = (*directory)->torn_path();
  payload_options.write_buffer = options.payload_write_buffer;
  auto payloads = PayloadStore::Open((*directory)->payloads_path(), payload_options,
                                     counts->next_payload, counts->commit);
  if (!payloads) {
    Error error = payloads.error();
    if (error.code == Errc::kNotFound) {
      error.code = Errc::kCorrupt;  // there were payloads
    }
    return error;
  }
  auto tree = IndexReader(**index).Tree();
  if (!tree) {
    return tree.error();
  }
  std::unique_ptr<StoreArchive> archive(new StoreArchive(mode, std::move(*directory),
                                                         std::move(*index), std::move(*payloads),
                                                         *counts, *tree, options));
  if (mode != OpenMode::kReadOnly) {
    if (Status status = archive->Migrate(); !status) {
      return status.error();
    }
    DatabaseCursor forgotten = archive->index_->NewCursor();
    forgotten.Seek(std::string(1, kForgottenTable));
    archive->forgets_ = forgotten.Valid() && forgotten.key().front() == kForgottenTable;
  }
  return archive;
}

StoreArchive::StoreArchive(OpenMode mode, std::unique_ptr<StoreDirectory> directory,
                           std::unique_ptr<Database> index, std::unique_ptr<PayloadStore> payloads,
                           const StoreCounts& counts, const LogTree& tree,
                           const StoreOptions& options)
    : mode_(mode),
      clock_(options.clock),
      directory_(std::move(directory)),
      index_(std::move(index)),
      payloads_(std::move(payloads)),
      raws_(options.raw_cache),
      tree_(tree),
      counts_(counts) {}

StoreArchive::~StoreArchive() {
  if (mode_ != OpenMode::kReadOnly && !failure_) {
    // What this run added; after a crash the next run's first commit does it.
    [[maybe_unused]] const Status ignored = WriteRoot();
  }
}

// A store of format 1 has no hash log: its captures are entered in their order, in batches that
// each leave a valid log of so many entries, and then the store is of format 2.
Status StoreArchive::Migrate() {
  constexpr std::size_t kBatch = 1000;
  DatabaseBatch batch;
  const auto flush = [&]() -> Status {
    batch.Put(TreeKey(), EncodeLogTree(tree_));
    Status status = index_->Write(batch, /*sync=*/true);
    batch.Clear();
    return status;
  };
  // First, so that no older program meets a log half of which it cannot read.
  if (Status status = directory_->RaiseFormat(); !status) {
    return status;
  }
  while (tree_.size < counts_.captures) {
    const std::uint64_t sequence = tree_.size + 1;
    const std::string log_key = LogKey(sequence);
    auto bytes = index_->Get(log_key);
    auto row = bytes && *bytes ? DecodeLogRow(**bytes) : Result<LogRow>(LogRow{});
    if (!bytes || !row) {
      return bytes ? row.error() : bytes.error();
    }
    std::string entry = LostEntryText(sequence, tree_.last);
    if (!row->capture_key.empty()) {
      auto value = index_->Get(row->capture_key);
      auto capture = value && *value ? DecodeCapture(**value)
                                     : Result<Capture>(Fail(Errc::kCorrupt, "it is missing"));
      if (!value || !capture) {
        return Fail(Errc::kCorrupt,
                    fmt::format("capture {}: {}; 'kiosque repair' saves what is whole", sequence,
                                value ? capture.error().message : value.error().message));
      }
      entry = LogEntryText(*capture, tree_.last);
    }
    row->leaf = LeafHash(entry);
    tree_.Append(*row->leaf);
    ++migrated_;
    batch.Put(log_key, EncodeLogRow(*row));
    if (batch.changes() >= kBatch) {
      if (Status status = flush(); !status) {
        return status;
      }
    }
  }
  return migrated_ > 0 ? flush() : Ok();
}

Status StoreArchive::WriteRoot() {
  if (tree_.size == 0 || rooted_ == tree_.size) {
    return Ok();
  }
  DatabaseBatch batch;
  const UtcTime now = clock_ != nullptr ? clock_->Now() : SystemClock().Now();
  batch.Put(RootKey(tree_.size), EncodeRootRow({now, tree_.Root()}));
  if (Status status = index_->Write(batch, /*sync=*/false); !status) {
    return status;
  }
  rooted_ = tree_.size;
  return Ok();
}

std::unique_ptr<DatabaseSnapshot> StoreArchive::Now() const {
  return std::make_unique<DatabaseSnapshot>(*index_);
}

Result<std::vector<CaptureReceipt>> StoreArchive::Commit(CommitGroup group) {
  if (mode_ == OpenMode::kReadOnly) {
    return Fail(Errc::kInvalidArgument, "the archive was opened for reading only");
  }
  if (failure_) {
    return Fail(failure_->code, fmt::format("an earlier commit failed: {}", failure_->message));
  }
  if (group.captures.empty() && group.state.empty() && group.articles.empty()) {
    return std::vector<CaptureReceipt>();
  }
  if (rooted_ == 0) {  // the run before this one may have had no time to
    auto rooted = IndexReader(*index_).LastRoot();
    if (!rooted) {
      return rooted.error();
    }
    rooted_ = *rooted;
    if (Status status = WriteRoot(); !status) {
      failure_ = status.error();
      return status.error();
    }
  }
  // counts_ is written by this thread alone
  CommitBuilder builder(*index_, *payloads_, counts_, tree_, recipes_, raws_);
  builder.set_forgets(forgets_);
  for (CaptureRecord& record : group.captures) {
    if (Status status = builder.AddCapture(std::move(record)); !status) {
      failure_ = status.error();
      return status.error();
    }
  }
  for (const ArticleReplacement& replacement : group.articles) {
    if (Status status = builder.ReplaceArticle(replacement); !status) {
      failure_ = status.error();
      return status.error();
    }
  }
  for (const StateChange& change : group.state) {
    builder.AddState(change);
  }
  builder.Finish();
  if (!builder.payload_batch().empty()) {
    if (Status status = payloads_->Write(builder.payload_batch()); !status) {
      failure_ = status.error();
      return status.error();
    }
  }
  if (Status status = index_->Write(builder.index_batch(), /*sync=*/true); !status) {
    failure_ = status.error();
    return status.error();
  }
  directory_->RecordCommit(builder.counts().commit);
  tree_ = builder.tree();
  const std::lock_guard lock(counts_mutex_);
  counts_ = builder.counts();
  return builder.TakeReceipts();
}

Result<std::vector<Capture>> StoreArchive::Captures(const Url& url) const {
  std::vector<Capture> captures;
  const auto now = Now();
  const Status status =
      IndexReader(*index_, now.get()).VisitCaptures(SurtKey(url), [&](const Capture& capture) {
        captures.push_back(capture);
        return true;
      });
  if (!status) {
    return status.error();
  }
  return captures;
}

Result<Version> StoreArchive::LoadVersion(std::uint32_t number, const VersionRow& row,
                                          const VersionQuery& query) const {
  Version version;
  version.number = number;
  version.first_seen = row.first_seen;
  version.last_seen = row.last_seen;
  version.content = row.content;
  version.payload = row.payload;
  version.extractor = row.extractor;
  std::uint64_t sequence = row.article;
  if (query.as_of) {
    // The first that was not yet replaced then.
    for (auto earlier = row.earlier.rbegin();
         earlier != row.earlier.rend() && earlier->until > *query.as_of; ++earlier) {
      version.content = earlier->content;
      version.extractor = earlier->extractor;
      sequence = earlier->article;
    }
  }
  if (!query.articles) {
    return version;
  }
  if (sequence == 0) {
    return Fail(Errc::kNotFound,
                fmt::format("the article of version {} of {} was lost", number, row.url.href()));
  }
  auto bytes = payloads_->Read(sequence);
  if (!bytes) {
    return bytes.error();
  }
  auto article = DecodeArticle(bytes->view());
  if (!article) {
    return Fail(article.error().code,
                fmt::format("payload row {}: {}", sequence, article.error().message));
  }
  version.article = std::move(*article);
  return version;
}

Result<std::vector<Version>> StoreArchive::Versions(const Url& url) const {
  std::vector<Version> versions;
  const std::string surt = SurtKey(url);
  const auto now = Now();
  const IndexReader reader(*index_, now.get());
  auto page = reader.Page(surt);
  if (!page) {
    return page.error();
  }
  const std::uint32_t latest = *page ? (*page)->latest : 0;
  for (std::uint32_t number = 1; number <= latest; ++number) {
    auto version = VersionNumber(url, number);
    if (version) {
      versions.push_back(std::move(*version));
    } else if (version.error().code !=
               Errc::kNotFound) {  // one that a repair wrote off is passed over
      return version.error();
    }
  }
  return versions;
}

Result<Version> StoreArchive::LatestVersion(const Url& url) const {
  auto page = IndexReader(*index_).Page(SurtKey(url));
  if (!page) {
    return page.error();
  }
  if (!*page) {
    return Fail(Errc::kNotFound, fmt::format("no version of {} is archived", url.href()));
  }
  return VersionNumber(url, (*page)->latest);
}

Result<Version> StoreArchive::VersionNumber(const Url& url, std::uint32_t number) const {
  const std::string surt = SurtKey(url);
  const auto now = Now();
  const IndexReader reader(*index_, now.get());
  auto page = reader.Page(surt);
  if (!page) {
    return page.error();
  }
  auto row = reader.VersionAt(surt, number);
  if (!row) {
    return row.error();
  }
  if (!*page || !*row) {
    return Fail(Errc::kNotFound,
                fmt::format("version {} of {} is not archived", number, url.href()));
  }
  if ((*page)->latest == number) {
    (*row)->last_seen = (*page)->last_seen;
  }
  return LoadVersion(number, **row, VersionQuery{});
}

Result<Body> StoreArchive::Payload(const Sha256& digest) const {
  auto place = IndexReader(*index_).Place(digest);
  if (!place) {
    return place.error();
  }
  if (!*place) {
    return Fail(Errc::kNotFound, fmt::format("no payload {} is archived", digest.Hex()));
  }
  auto body = (*place)->as_stored ? payloads_->ReadStored((*place)->sequence)
                                  : payloads_->Read((*place)->sequence);
  if (body && body->digest() != digest) {
    return Fail(Errc::kCorrupt, fmt::format("payload row {} does not hash to {}",
                                            (*place)->sequence, digest.Hex()));
  }
  return body;
}

Result<Body> StoreArchive::CodedBody(const Capture& capture) const {
  if (!capture.coding.coded_digest) {
    if (!capture.payload) {
      return Fail(Errc::kNotFound, fmt::format("{} came without a body", capture.url.href()));
    }
    return Payload(*capture.payload);
  }
  if (capture.coding.recipe.empty()) {
    return Payload(*capture.coding.coded_digest);
  }
  if (!capture.payload) {
    return Fail(Errc::kCorrupt, "a capture with a coding recipe has no payload");
  }
  auto body = Payload(*capture.payload);
  if (!body) {
    return body;
  }
  auto coded = ApplyRecipe(capture.coding.recipe, body->view());
  if (!coded) {
    return coded.error();
  }
  Body out(std::move(*coded));
  if (out.digest() != *capture.coding.coded_digest) {
    return Fail(Errc::kCorrupt,
                fmt::format("coding {} anew does not give the bytes received; the {} library is "
                            "another than the one that found the recipe",
                            capture.payload->Hex(), capture.coding.name));
  }
  return out;
}

Result<std::optional<std::string>> StoreArchive::StateRow(std::string_view key) const {
  return index_->Get(StateKey(key));
}

Status StoreArchive::ScanState(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view, std::string_view)>& visit) const {
  const auto now = Now();
  return IndexReader(*index_, now.get()).ScanState(prefix, from, visit);
}

Status StoreArchive::ScanVersions(const VersionQuery& query,
                                  const std::function<bool(const VersionVisit&)>& visit) const {
  const auto now = Now();
  const IndexReader reader(*index_, now.get());
  VersionPicker picker(query, [&](std::uint32_t number, const VersionRow& row, bool latest) {
    auto version = LoadVersion(number, row, query);
    if (!version) {
      // What was lost or removed on purpose is no longer part of the corpus.
      const bool gone = version.error().code == Errc::kNotFound;
      return gone ? Result<bool>(true) : Result<bool>(version.error());
    }
    return Result<bool>(visit(VersionVisit{row.url, *version, latest}));
  });
  for (const std::string& site : picker.Sites()) {
    Status walked = reader.ScanVersions(
        site, [&](std::string_view surt, std::uint32_t number, const VersionRow& row) {
          return picker.Take(surt, number, row);
        });
    if (walked) {
      picker.EndSite();
    }
    if (!picker.status() || !walked || picker.stopped()) {
      return picker.status() ? walked : picker.status();
    }
  }
  return Ok();
}

Status StoreArchive::ScanCaptures(std::string_view surt_prefix,
                                  const std::function<bool(const Capture&)>& visit) const {
  const auto now = Now();
  return IndexReader(*index_, now.get()).ScanCaptures(surt_prefix, visit);
}

StoreCounts StoreArchive::counts() const {
  const std::lock_guard lock(counts_mutex_);
  return counts_;
}

Archive::Stats StoreArchive::stats() const {
  const StoreCounts counts = this->counts();
  Stats stats;
  stats.captures = counts.captures;
  stats.versions = counts.versions;
  stats.pages = counts.pages;
  stats.payloads = counts.payloads;
  stats.payload_bytes = counts.payload_bytes;
  stats.stored_payload_bytes = counts.stored_payload_bytes;
  return stats;
}

std::optional<std::string> MigrationNotice(const Archive& archive) {
  const auto* store = dynamic_cast<const StoreArchive*>(&archive);
  if (store == nullptr || store->migrated_captures() == 0) {
    return std::nullopt;
  }
  return fmt::format(
      "{} was of store format 1 and is now of format {}: {} captures were entered into the hash "
      "log; older programs no longer open it",
      store->path().string(), kStoreFormat, store->migrated_captures());
}

}  // namespace kiosque
