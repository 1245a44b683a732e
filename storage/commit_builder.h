// commit_builder.h — what a group of captures means for the store: which versions are born, which
// bytes are new.
//
// Pure planning: it reads the index and fills two batches, one for the payloads and one for the
// index that refers to them; nothing is written here. Captures of one group see each other. Bodies
// and articles are stored as differences from rows already there (storage/delta_planner.h), and
// each capture is entered into the log (storage/capture_log.h).
//
// Errors: those of reading the index. Threads: the writer thread.
#ifndef KIOSQUE_STORAGE_COMMIT_BUILDER_H_
#define KIOSQUE_STORAGE_COMMIT_BUILDER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/archive.h"
#include "storage/capture_log.h"
#include "storage/content_coding.h"
#include "storage/delta_planner.h"
#include "storage/leveldb_database.h"
#include "storage/payload_store.h"
#include "storage/raw_cache.h"
#include "storage/row_codec.h"

namespace kiosque {

class CommitBuilder {
 public:
  /// `before` and `tree` are the counts and the log of the last commit. The rest outlives this.
  CommitBuilder(const Database& index, const PayloadStore& payloads, const StoreCounts& before,
                const LogTree& tree, RecipeMemory& recipes, RawCache& cache);

  /// Whether some pages were forgotten (storage/forget.h): of visits to those nothing but the
  /// capture is kept.
  void set_forgets(bool forgets) { forgets_ = forgets; }

  Status AddCapture(CaptureRecord record);
  /// kNotFound when there is no such version.
  Status ReplaceArticle(const ArticleReplacement& replacement);
  void AddState(const StateChange& change);
  /// Puts what is shared by the whole group into the index batch. Call last.
  void Finish();

  PayloadBatch& payload_batch() { return payload_batch_; }
  DatabaseBatch& index_batch() { return index_batch_; }
  const StoreCounts& counts() const { return counts_; }
  const LogTree& tree() const { return tree_; }
  std::vector<CaptureReceipt> TakeReceipts() { return std::move(receipts_); }

 private:
  struct Page {
    std::optional<PageRow> row;  // empty: the page has no version yet
    bool changed = false;
  };

  Result<Page*> LoadPage(const std::string& surt);
  Status JudgeVersion(const std::string& surt, Page& page, const CaptureRecord& record,
                      Capture& capture, bool& keep, CaptureReceipt& receipt);
  /// What a state that differs from the newest version is.
  enum class Novelty : std::uint8_t {
    kVersion,   ///< a new version
    kMetadata,  ///< the same text with another byline, date or image: told by one visit alone
    kAccident,  ///< held back (storage/quarantine.h)
  };
  Result<Novelty> JudgeNovelty(const std::string& surt, Page& page, const Article& article,
                               const Sha256& content);
  Status AddVersion(const std::string& surt, Page& page, const CaptureRecord& record,
                    const Capture& capture, const Sha256& content);
  Status SeeAgain(const std::string& surt, Page& page, UtcTime time);
  Result<VersionRow> LoadVersion(const std::string& surt, std::uint32_t number);
  void PutVersion(const std::string& surt, std::uint32_t number, const VersionRow& row);

  Status StoreBody(const std::string& surt, const std::optional<PageRow>& before,
                   CaptureRecord& record, Capture& capture, CaptureReceipt& receipt);
  Status StoreDecoded(const std::string& surt, const std::optional<PageRow>& before,
                      const CaptureRecord& record, const Capture& capture,
                      const CaptureReceipt& receipt);
  Result<DeltaPlan> PlanBody(const std::string& surt, const std::optional<PageRow>& before,
                             const Capture& capture, const CaptureReceipt& receipt);
  Status StoreCoded(const CaptureRecord& record, const Capture& capture);
  Status StoreArticle(const std::string& article, std::uint64_t previous, VersionRow& row);
  Result<bool> IsStored(const Sha256& digest);
  void Place(const Sha256& digest, const PayloadPlace& place);
  std::uint64_t AddRow(PayloadRow row, std::string_view raw);
  /// Compresses `raw` by `plan` and adds the row; the bytes stored.
  std::pair<std::uint64_t, std::uint64_t> AddCompressed(PayloadKind kind, const Sha256& digest,
                                                        std::string_view raw,
                                                        const DeltaPlan& plan);
  /// The row that holds the body `digest`, to refer to; none when it is not kept.
  DeltaBase BaseOf(const Sha256& digest);
  DeltaBase BaseAt(std::uint64_t sequence);
  /// How to code the body again, for a capture that shows bytes already there.
  Status KeepWayBack(const std::string& surt, const CaptureRecord& record, Capture& capture);
  /// The last captures of earlier groups, newest first, until `visit` has had enough.
  void VisitNewest(const std::string& surt, const std::function<bool(const Capture&)>& visit) const;
  /// The body last kept of a page, whatever it was.
  DeltaBase LastKept(const std::string& surt);

  const Database& index_;
  const PayloadStore& payloads_;
  RecipeMemory& recipes_;
  RawCache& cache_;
  DeltaPlanner planner_;
  StoreCounts counts_;
  LogTree tree_;
  bool forgets_ = false;
  PayloadBatch payload_batch_;
  DatabaseBatch index_batch_;
  std::vector<CaptureReceipt> receipts_;
  std::unordered_map<std::string, Page> pages_;             // by SURT
  std::unordered_map<std::string, VersionRow> versions_;    // by key; written by this group
  std::map<Sha256, PayloadPlace> places_;                   // written by this group
  std::unordered_map<std::uint64_t, std::uint32_t> costs_;  // of payload rows of this group
  std::unordered_map<std::string, Sha256> last_kept_;       // by SURT; of this group
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_COMMIT_BUILDER_H_
