// commit_builder.h — what a group of captures means for the store: which versions are born, which
// bytes are new.
//
// Pure planning: it reads the index and fills two batches, one for the payloads and one for the
// index that refers to them; nothing is written here. Captures of one group see each other.
//
// Errors: those of reading the index. Threads: the writer thread.
#ifndef KIOSQUE_STORAGE_COMMIT_BUILDER_H_
#define KIOSQUE_STORAGE_COMMIT_BUILDER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/archive.h"
#include "storage/content_coding.h"
#include "storage/leveldb_database.h"
#include "storage/payload_store.h"
#include "storage/row_codec.h"

namespace kiosque {

class CommitBuilder {
 public:
  /// `before` are the counts of the last commit. `index` and `recipes` outlive this.
  CommitBuilder(const Database& index, const StoreCounts& before, RecipeMemory& recipes);

  Status AddCapture(CaptureRecord record);
  void AddState(const StateChange& change);
  /// Puts what is shared by the whole group into the index batch. Call last.
  void Finish();

  PayloadBatch& payload_batch() { return payload_batch_; }
  DatabaseBatch& index_batch() { return index_batch_; }
  const StoreCounts& counts() const { return counts_; }
  std::vector<CaptureReceipt> TakeReceipts() { return std::move(receipts_); }

 private:
  struct Page {
    std::optional<PageRow> row;  // empty: the page has no version yet
    bool changed = false;
  };

  Result<Page*> LoadPage(const std::string& surt);
  Status JudgeVersion(const std::string& surt, Page& page, const CaptureRecord& record,
                      Capture& capture, bool& keep, CaptureReceipt& receipt);
  Status AddVersion(const std::string& surt, Page& page, const CaptureRecord& record,
                    const Capture& capture, const Sha256& content);
  Status SeeAgain(const std::string& surt, Page& page, UtcTime time);
  Result<VersionRow> LoadVersion(const std::string& surt, std::uint32_t number);
  void PutVersion(const std::string& surt, std::uint32_t number, const VersionRow& row);

  Status StoreBody(CaptureRecord& record, Capture& capture, CaptureReceipt& receipt);
  Status StoreCoded(const CaptureRecord& record, const Capture& capture);
  Result<bool> IsStored(const Sha256& digest);
  void Place(const Sha256& digest, const PayloadPlace& place);
  std::uint64_t AddRow(PayloadKind kind, PayloadEncoding encoding, const Sha256& digest,
                       std::uint64_t raw_bytes, std::string_view data);

  const Database& index_;
  RecipeMemory& recipes_;
  StoreCounts counts_;
  PayloadBatch payload_batch_;
  DatabaseBatch index_batch_;
  std::vector<CaptureReceipt> receipts_;
  std::unordered_map<std::string, Page> pages_;           // by SURT
  std::unordered_map<std::string, VersionRow> versions_;  // by key; written by this group
  std::map<Sha256, PayloadPlace> places_;                 // written by this group
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_COMMIT_BUILDER_H_
