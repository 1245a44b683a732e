#include "storage/verify.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "storage/capture_log.h"
#include "storage/codec.h"
#include "storage/delta_planner.h"
#include "storage/index_keys.h"
#include "storage/index_reader.h"
#include "storage/row_codec.h"
#include "storage/store_archive.h"

namespace kiosque {
namespace {

// Rows are read in their order, so those that many refer to stay at hand.
constexpr std::size_t kVerifyCacheBytes = 64u << 20;

// One run over an open archive.
class Verifier {
 public:
  Verifier(const Database& index, const PayloadStore& payloads, const StoreCounts& counts,
           const VerifyOptions& options)
      : index_(index),
        payloads_(payloads),
        counts_(counts),
        options_(options),
        article_needed_(counts_.next_payload),
        body_placed_(counts_.next_payload),
        removed_(counts_.next_payload),
        captures_seen_(counts_.captures + 1) {}

  VerifyReport Run() {
    CheckCaptures();
    ReadRoots();
    CheckLog();
    CheckVersions();
    CheckPages();
    CheckPlaces();
    CheckSections();
    CheckPayloads();
    Compare("captures", captures_, counts_.captures - log_lost_);
    Compare("versions", versions_, counts_.versions);
    Compare("pages", pages_, counts_.pages);
    Compare("payloads", bodies_, counts_.payloads);
    return std::move(report_);
  }

 private:
  void Problem(std::string what) {
    ++report_.problem_count;
    if (report_.problems.size() < options_.max_problems) {
      report_.problems.push_back(std::move(what));
    }
  }
  void ProblemAt(std::string_view key, std::string_view what) {
    Problem(fmt::format("index row {}: {}", PrintableKey(key), what));
  }
  void Compare(std::string_view what, std::uint64_t found, std::uint64_t counted) {
    if (found != counted) {
      Problem(fmt::format("{} {} are there, {} are counted", found, what, counted));
    }
  }

  // Walks one table of the index. LevelDB stops or skips at damage; both come to light in the
  // cursor's status.
  template <typename Visit>
  void Walk(char table, Visit visit) {
    DatabaseCursor cursor = index_.NewCursor(nullptr, /*fill_cache=*/false);
    const std::string begin(1, table);
    for (cursor.Seek(begin); cursor.Valid() && cursor.key().starts_with(begin); cursor.Next()) {
      visit(cursor.key(), cursor.value());
    }
    if (Status status = cursor.status(); !status) {
      Problem(fmt::format("table '{}': {}", table, status.error().message));
    }
  }
  bool Has(const std::string& key) {
    auto value = index_.Get(key);
    if (!value) {
      ProblemAt(key, value.error().message);
    }
    return value && value->has_value();
  }

  void CheckCaptures() {
    Walk(kCaptureTable, [&](std::string_view key, std::string_view value) {
      ++captures_;
      const auto parts = ParseCaptureKey(key);
      auto capture = DecodeCapture(value);
      if (!parts || !capture) {
        ProblemAt(key, capture ? "not a capture key" : capture.error().message);
        return;
      }
      if (capture->time != parts->time || capture->sequence != parts->sequence) {
        ProblemAt(key, "time or sequence is not that of its key");
      }
      if (parts->sequence > counts_.captures) {
        ProblemAt(key, "its sequence is beyond the count of captures");
      } else if (captures_seen_[parts->sequence]) {
        ProblemAt(key, "its sequence is used twice");
      } else {
        captures_seen_[parts->sequence] = true;
      }
      if (capture->payload_kept && capture->payload && !Has(PayloadKey(*capture->payload))) {
        ProblemAt(key, "its body has no place");
      }
      if (capture->version > 0 && !Has(VersionKey(parts->surt, capture->version))) {
        ProblemAt(key, fmt::format("its version {} is missing", capture->version));
      }
    });
  }

  void CheckLog() {
    std::uint64_t expected = 1;
    LogTree tree;
    Walk(kLogTable, [&](std::string_view key, std::string_view value) {
      const std::uint64_t sequence = key.size() == 9 ? ReadBe64(key.substr(1)) : 0;
      if (sequence != expected) {
        ProblemAt(key, fmt::format("the capture log goes on with {} where {} is due", sequence,
                                   expected));
      }
      expected = sequence + 1;
      auto row = DecodeLogRow(value);
      if (!row) {
        ProblemAt(key, row.error().message);
        return;
      }
      CheckLogRow(key, sequence, *row, tree);
    });
    if (expected != counts_.captures + 1) {
      Problem(fmt::format("the capture log ends at {}, {} are counted", expected - 1,
                          counts_.captures));
    }
    CheckTree(tree);
  }

  void CheckLogRow(std::string_view key, std::uint64_t sequence, const LogRow& row, LogTree& tree) {
    if (row.capture_key.empty()) {
      ++log_lost_;
      ++report_.known_lost;
    } else if (const auto parts = ParseCaptureKey(row.capture_key);
               !parts || parts->sequence != sequence) {
      ProblemAt(key, "the capture that it names is another");
    } else {
      auto value = index_.Get(row.capture_key);
      auto capture = value && *value ? DecodeCapture(**value)
                                     : Result<Capture>(Fail(Errc::kCorrupt, "missing"));
      if (!capture) {
        ProblemAt(key, "the capture that it names is missing");
      } else if (row.unchained) {
        ++report_.known_lost;
      } else if (row.leaf && *row.leaf != LeafHash(LogEntryText(*capture, tree.last))) {
        ProblemAt(key, "the capture is not what was entered into the log");
      }
    }
    if (!row.leaf) {
      unhashed_ = true;  // a store of format 1
      return;
    }
    tree.Append(*row.leaf);
    if (options_.root && !report_.root_captures && tree.Root() == *options_.root) {
      report_.root_captures = tree.size;
    }
    if (const auto root = roots_.find(tree.size);
        root != roots_.end() && root->second != tree.Root()) {
      ProblemAt(key, "the log up to here has not the root that was written down");
    }
  }

  void ReadRoots() {
    Walk(kRootTable, [&](std::string_view key, std::string_view value) {
      auto row = DecodeRootRow(value);
      if (!row || key.size() != 9) {
        ProblemAt(key, row ? "not a root key" : row.error().message);
        return;
      }
      roots_.emplace(ReadBe64(key.substr(1)), row->root);
    });
  }

  void CheckTree(const LogTree& tree) {
    auto stored = IndexReader(index_).Tree();
    if (!stored) {
      Problem(stored.error().message);
    } else if (unhashed_ && stored->size == 0) {
      return;  // a store of format 1, not opened for writing since
    } else if (unhashed_ || *stored != tree) {
      Problem("the hash log is not the one whose tree is kept");
    } else {
      report_.root = tree.Root();
    }
  }

  void CheckSections() {
    Walk(kSectionTable, [&](std::string_view key, std::string_view value) {
      auto row = DecodeSectionRow(value);
      if (!row) {
        ProblemAt(key, row.error().message);
        return;
      }
      for (const DeltaBase& base : row->newest) {
        if (base.sequence >= counts_.next_payload) {
          ProblemAt(key, "it leads beyond the last payload row");
        }
      }
    });
  }

  void CheckVersions() {
    std::string page;
    std::uint32_t expected = 1;
    Walk(kVersionTable, [&](std::string_view key, std::string_view value) {
      ++versions_;
      const auto parts = ParseVersionKey(key);
      auto row = DecodeVersionRow(value);
      if (!parts || !row) {
        ProblemAt(key, row ? "not a version key" : row.error().message);
        return;
      }
      if (parts->surt != page) {
        page = parts->surt;
        expected = 1;
        if (!Has(PageKey(page))) {
          ProblemAt(key, "its page row is missing");
        }
      }
      if (parts->number != expected) {
        ProblemAt(key, fmt::format("version {} is missing", expected));
      }
      expected = parts->number + 1;
      if (row->article == 0) {
        ++report_.known_lost;
      } else if (row->article >= counts_.next_payload) {
        ProblemAt(key, "its article is beyond the last payload row");
      } else {
        article_needed_[row->article] = true;
      }
      for (const EarlierArticle& earlier : row->earlier) {
        if (earlier.article == 0 || earlier.article >= counts_.next_payload) {
          ProblemAt(key, "an earlier article of it is no payload row");
        } else {
          article_needed_[earlier.article] = true;
        }
      }
    });
  }

  void CheckPages() {
    Walk(kPageTable, [&](std::string_view key, std::string_view value) {
      ++pages_;
      auto row = DecodePageRow(value);
      if (!row) {
        ProblemAt(key, row.error().message);
        return;
      }
      const std::string_view surt = key.substr(1);
      if (!Has(VersionKey(surt, row->latest))) {
        ProblemAt(key, fmt::format("its newest version {} is missing", row->latest));
      } else if (Has(VersionKey(surt, row->latest + 1))) {
        ProblemAt(key, fmt::format("version {} is newer than its newest", row->latest + 1));
      }
    });
  }

  void CheckPlaces() {
    Walk(kPayloadTable, [&](std::string_view key, std::string_view value) {
      auto place = DecodePayloadPlace(value);
      if (!place || key.size() != 1 + sizeof(Sha256::bytes)) {
        ProblemAt(key, place ? "not a digest" : place.error().message);
        return;
      }
      if (place->sequence == 0 || place->sequence >= counts_.next_payload) {
        ProblemAt(key, "it leads beyond the last payload row");
        return;
      }
      if (!place->as_stored) {
        body_placed_[place->sequence] = true;
      }
      auto bytes = payloads_.ReadRow(place->sequence);
      auto row = bytes ? DecodePayloadRow(*bytes) : Result<PayloadRow>(bytes.error());
      if (!row) {
        return;  // CheckPayloads names it
      }
      const std::string_view digest = key.substr(1);
      if (place->as_stored ? Sha256::Of(row->data).raw() != digest : row->digest.raw() != digest) {
        ProblemAt(key, fmt::format("payload row {} has another digest", place->sequence));
      }
    });
  }

  void CheckPayloads() {
    std::uint64_t expected = 1;
    DatabaseCursor cursor = payloads_.database().NewCursor(nullptr, /*fill_cache=*/false);
    for (cursor.SeekToFirst(); cursor.Valid(); cursor.Next()) {
      const std::uint64_t sequence = cursor.key().size() == 8 ? ReadBe64(cursor.key()) : 0;
      for (; expected < sequence && expected < counts_.next_payload; ++expected) {
        Problem(fmt::format("payload row {} is missing", expected));
      }
      if (sequence == 0 || sequence >= counts_.next_payload) {
        Problem(fmt::format("payload row {} is beyond the last that the index knows", sequence));
        continue;
      }
      expected = sequence + 1;
      CheckPayload(sequence, cursor.value());
    }
    if (Status status = cursor.status(); !status) {
      Problem(status.error().message);
    }
    for (; expected < counts_.next_payload; ++expected) {
      Problem(fmt::format("payload row {} is missing", expected));
    }
  }

  void CheckPayload(std::uint64_t sequence, std::string_view value) {
    ++report_.payload_rows;
    auto row = DecodePayloadRow(value);
    if (!row) {
      Problem(fmt::format("payload row {}: {}", sequence, row.error().message));
      return;
    }
    if (row->kind == PayloadKind::kTombstone) {
      ++(row->data.empty() ? report_.known_lost : report_.forgotten);
      removed_[sequence] = true;
      return;
    }
    const bool article = row->kind == PayloadKind::kArticle;
    bodies_ += article ? 0 : 1;
    // After a repair an article may have lost its version; then it is placed as a body is.
    if (!body_placed_[sequence] && !(article && article_needed_[sequence])) {
      Problem(fmt::format("payload row {}: nothing in the index leads to it", sequence));
    }
    if (!article && article_needed_[sequence]) {
      Problem(fmt::format("payload row {}: a version takes it for its article", sequence));
    }
    for (const std::uint64_t base : {row->base, row->base2}) {
      if (base >= sequence || (base != 0 && removed_[base])) {
        Problem(fmt::format("payload row {}: it refers to row {}, which cannot be read", sequence,
                            base));
        removed_[sequence] = true;
        return;
      }
    }
    if (row->depth > kMaxDeltaCost) {
      Problem(fmt::format("payload row {}: {} rows must be read before it", sequence, row->depth));
    }
    if (options_.deep) {
      HashPayload(sequence, article);
    }
  }

  void HashPayload(std::uint64_t sequence, bool article) {
    auto body = payloads_.Read(sequence, &cache_);
    if (!body) {
      Problem(body.error().message);
      removed_[sequence] = true;  // for what refers to it
      return;
    }
    report_.hashed_bytes += body->size();
    if (article) {
      if (auto decoded = DecodeArticle(body->view()); !decoded) {
        Problem(fmt::format("payload row {}: {}", sequence, decoded.error().message));
      }
    }
  }

  const Database& index_;
  const PayloadStore& payloads_;
  const StoreCounts counts_;
  const VerifyOptions options_;
  std::vector<bool> article_needed_;
  std::vector<bool> body_placed_;
  std::vector<bool> removed_;  // or not readable
  std::vector<bool> captures_seen_;
  RawCache cache_{kVerifyCacheBytes};
  std::map<std::uint64_t, Sha256> roots_;  // by number of captures
  bool unhashed_ = false;                  // a log row without a leaf hash was met
  std::uint64_t captures_ = 0;
  std::uint64_t log_lost_ = 0;
  std::uint64_t versions_ = 0;
  std::uint64_t pages_ = 0;
  std::uint64_t bodies_ = 0;
  VerifyReport report_;
};

}  // namespace

VerifyReport VerifyDatabases(const Database& index, const PayloadStore& payloads,
                             const StoreCounts& counts, const VerifyOptions& options) {
  return Verifier(index, payloads, counts, options).Run();
}

Result<VerifyReport> VerifyArchive(const std::filesystem::path& directory,
                                   const VerifyOptions& options) {
  auto archive = StoreArchive::Open(directory, OpenMode::kReadOnly, StoreOptions{});
  if (!archive) {
    if (archive.error().code != Errc::kCorrupt) {
      return archive.error();
    }
    VerifyReport report;
    report.problem_count = 1;
    report.problems.push_back(archive.error().message);
    return report;
  }
  VerifyReport report =
      VerifyDatabases((*archive)->index(), (*archive)->payloads(), (*archive)->counts(), options);
  report.stats = (*archive)->stats();
  return report;
}

}  // namespace kiosque
