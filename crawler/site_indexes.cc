#include "crawler/site_indexes.h"

#include <algorithm>
#include <utility>

#include "seeds/site.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kIndexesFormat = 2;
constexpr std::string_view kComplete = ", complete";

/// A candidate as a row keeps it: kind, whether it is complete, URL.
std::string Pack(const CmsIndex& index) {
  std::string packed(1, static_cast<char>('0' + static_cast<int>(index.kind)));
  return packed + (index.complete ? '+' : '-') + index.url.href();
}

LinkClass ClassOf(char kind) {
  switch (static_cast<IndexKind>(kind - '0')) {
    case IndexKind::kSitemap:
      return LinkClass::kSitemap;
    case IndexKind::kHub:
      return LinkClass::kHub;
    default:
      return LinkClass::kFeed;
  }
}

bool IsComplete(const FrontierEntry& list) {
  return list.via.ends_with(kComplete);
}

/// A site of no known system: only what nobody names.
void KeepUnnamed(std::vector<CmsIndex>& candidates, bool has_sitemaps, bool has_feeds) {
  constexpr std::size_t kGuesses = 3;
  std::erase_if(candidates, [&](const CmsIndex& index) {
    return has_sitemaps || (index.kind == IndexKind::kFeed && has_feeds);
  });
  // One guess at each usual place; three misses say enough.
  if (candidates.size() > kGuesses) {
    const auto feed = std::find_if(candidates.begin(), candidates.end(), [](const CmsIndex& index) {
      return index.kind == IndexKind::kFeed;
    });
    if (feed != candidates.end()) {
      std::iter_swap(candidates.begin() + 2, feed);
    }
    candidates.erase(candidates.begin() + kGuesses, candidates.end());
  }
}

}  // namespace

std::string SiteIndexRecord::Encode() const {
  ByteWriter out;
  out.U8(kIndexesFormat);
  out.Bytes(host);
  out.Bytes(CmsName(cms));
  out.Bytes(evidence);
  out.Bytes(works);
  out.Varint(named);
  out.Varint(waiting.size());
  for (const std::string& candidate : waiting) {
    out.Bytes(candidate);
  }
  return out.Take();
}

std::optional<SiteIndexRecord> SiteIndexRecord::Decode(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kIndexesFormat) {
    return std::nullopt;
  }
  SiteIndexRecord record;
  record.host = in.Bytes();
  record.cms = CmsFromName(in.Bytes()).value_or(Cms::kUnknown);
  record.evidence = in.Bytes();
  record.works = in.Bytes();
  record.named = in.Varint();
  const std::size_t waiting = in.Count();
  for (std::size_t i = 0; i < waiting && in.ok(); ++i) {
    record.waiting.emplace_back(in.Bytes());
  }
  return in.Done() ? std::optional(std::move(record)) : std::nullopt;
}

std::string SiteIndexKey(std::string_view site) {
  return std::string(kSiteIndexPrefix) + BigEndian(Fingerprint(site));
}

std::optional<SiteIndexRecord> SiteIndexes::Record(std::string_view site) const {
  const auto row = rows_.Get(SiteIndexKey(site));
  return row ? SiteIndexRecord::Decode(*row) : std::nullopt;
}

std::vector<FrontierEntry> SiteIndexes::OnFrontPage(std::string_view site,
                                                    const CmsVerdict& verdict,
                                                    const FrontierEntry& front, bool has_sitemaps,
                                                    bool has_feeds, UtcTime now) {
  std::optional<SiteIndexRecord> known = Record(site);
  // A page without signs (a maintenance notice, a new design) is no change of system.
  if (known && (known->cms == verdict.cms || verdict.cms == Cms::kUnknown)) {
    return {};
  }
  SiteIndexRecord record;
  record.host = SiteHost(front.url.hostname());
  record.cms = verdict.cms;
  record.evidence = verdict.evidence;
  std::vector<CmsIndex> candidates = CmsIndexes(verdict, front.url);
  if (verdict.cms == Cms::kUnknown) {
    KeepUnnamed(candidates, has_sitemaps, has_feeds);
  }
  for (const CmsIndex& index : candidates) {
    record.waiting.push_back(Pack(index));
  }
  std::vector<FrontierEntry> next = TakeNext(record, front, now);
  rows_.Put(SiteIndexKey(site), record.Encode());
  return next;
}

std::vector<FrontierEntry> SiteIndexes::TakeNext(SiteIndexRecord& record, const FrontierEntry& from,
                                                 UtcTime now) const {
  std::vector<FrontierEntry> next;
  while (!record.waiting.empty() && next.empty()) {
    const std::string packed = std::move(record.waiting.front());
    record.waiting.erase(record.waiting.begin());
    const Result<Url> url = packed.size() > 2 ? Url::Parse(packed.substr(2))
                                              : Result<Url>(Fail(Errc::kInvalidArgument, ""));
    if (!url) {
      continue;
    }
    FrontierEntry entry(*url);
    entry.link_class = ClassOf(packed[0]);
    entry.depth = from.link_class == LinkClass::kSeed ? from.depth : 0;
    entry.found = now;
    entry.via = std::string(kGuess).append(CmsName(record.cms));
    entry.via += packed[1] == '+' ? kComplete : std::string_view();
    next.push_back(std::move(entry));
  }
  return next;
}

std::vector<FrontierEntry> SiteIndexes::OnAnswer(std::string_view site, const FrontierEntry& list,
                                                 std::optional<std::size_t> rows, UtcTime now) {
  std::optional<SiteIndexRecord> record = Record(site);
  // Only its first answer counts: what fails one day is tried again another.
  if (!record || !list.via.starts_with(kGuess) || list.visited != UtcTime{} ||
      !record->works.empty()) {
    return {};
  }
  if (rows.value_or(0) > 0 && IsComplete(list)) {
    record->works = list.url.href();
    record->waiting.clear();
    rows_.Put(SiteIndexKey(site), record->Encode());
    return {};
  }
  std::vector<FrontierEntry> next = TakeNext(*record, list, now);
  rows_.Put(SiteIndexKey(site), record->Encode());
  return next;
}

void SiteIndexes::SetNamed(std::string_view site, std::uint64_t named) {
  if (std::optional<SiteIndexRecord> record = Record(site); record && record->named != named) {
    record->named = named;
    rows_.Put(SiteIndexKey(site), record->Encode());
  }
}

}  // namespace kiosque
