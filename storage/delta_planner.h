// delta_planner.h — what a new body is stored as a difference from.
//
// A page of a site is mostly its template, and a new version of a page is mostly the old one. So a
// body is stored as a zstd frame that refers to rows already there:
//
//   new page       a sibling of its section (origin and first folder of the path)
//   new version    the page's own version before, and a sibling newer than that: it has today's
//   boxes other bodies   the body last kept of the same URL (feeds, hubs, robots.txt)
//
// The cost of a row is how many other rows must be read for it: never more than kMaxDeltaCost. In a
// section every 64th page is stored whole (cost 0), every 8th refers to that one (cost 1), the rest
// to the newest of those (cost 2): damage to one row loses at most 63 pages, and what a page refers
// to is never far away. When the version before is too costly, the page's first version stands in
// for it.
//
// Errors: none; a base that cannot be read is not used, so damage does not spread. Threads: the
// writer's.
// Source: zstd's ZSTD_CCtx_refPrefix; the ladder is that of skip deltas (Subversion).
#ifndef KIOSQUE_STORAGE_DELTA_PLANNER_H_
#define KIOSQUE_STORAGE_DELTA_PLANNER_H_

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/url.h"
#include "storage/compression.h"
#include "storage/leveldb_database.h"
#include "storage/payload_store.h"
#include "storage/raw_cache.h"

namespace kiosque {

/// The most rows that are read before any row.
inline constexpr std::uint32_t kMaxDeltaCost = 8;

/// A row to refer to. Sequence 0 = none.
struct DeltaBase {
  std::uint64_t sequence = 0;
  std::uint32_t cost = 0;
  bool operator==(const DeltaBase&) const = default;
};

/// The rows of a section that others refer to: the newest of cost 0, 1, 2, and of cost 3 to 5.
struct SectionRow {
  std::uint64_t pages = 0;  ///< new pages so far
  std::array<DeltaBase, 4> newest{};
  bool operator==(const SectionRow&) const = default;
};
std::string EncodeSectionRow(const SectionRow& row);
Result<SectionRow> DecodeSectionRow(std::string_view bytes);

/// "https://example.org/politique": pages below it look alike.
std::string SectionOf(const Url& url);

/// How to store one body. No bases: whole.
struct DeltaPlan {
  std::uint64_t base = 0;
  std::uint64_t base2 = 0;
  std::uint32_t cost = 0;
  int level = kPayloadLevel;  ///< of the frame, when there is a base
  std::string reference{};    ///< what the frame refers to
};

class DeltaPlanner {
 public:
  /// All outlive this.
  DeltaPlanner(const Database& index, const PayloadStore& payloads, RawCache& cache)
      : index_(index), payloads_(payloads), cache_(cache) {}

  /// For a page of `url` that has no version yet.
  Result<DeltaPlan> ForNewPage(const Url& url);
  /// For a version after `previous`. `first` finds the page's first version, when it is asked.
  Result<DeltaPlan> ForNewVersion(const Url& url, const DeltaBase& previous,
                                  const std::function<DeltaBase()>& first);
  /// For a body that is compared with one other alone.
  DeltaPlan ForOne(const DeltaBase& base);

  /// A page's body was put into row `sequence`. `new_page`: it was planned by ForNewPage.
  Status Stored(const Url& url, std::uint64_t sequence, std::uint32_t cost, bool new_page);
  /// Puts what changed of the sections into `batch`.
  void Save(DatabaseBatch& batch) const;

 private:
  struct Section {
    SectionRow row;
    bool changed = false;
  };
  Result<Section*> Load(const Url& url);
  /// Appends the bytes of `base`; false when they cannot be had.
  bool AppendRaw(std::uint64_t sequence, std::string& reference);
  DeltaPlan Build(const DeltaBase& base, const DeltaBase& base2);

  const Database& index_;
  const PayloadStore& payloads_;
  RawCache& cache_;
  std::unordered_map<std::string, Section> sections_;
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_DELTA_PLANNER_H_
