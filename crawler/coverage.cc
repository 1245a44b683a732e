#include "crawler/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "crawler/frontier_entry.h"
#include "crawler/robots_copy.h"
#include "seeds/site.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::string_view kKnownPrefix = "fu";

class CoverageReader {
 public:
  CoverageReader(const Archive& archive, UtcTime now) : archive_(archive), now_(now) {}

  Result<std::vector<SiteCoverage>> ReadAll() {
    Status read = ReadHosts();
    read = read ? ReadRows(std::string(kKnownPrefix)) : read;
    return read ? Result<std::vector<SiteCoverage>>(Sorted()) : read.error();
  }

  Result<std::vector<SiteCoverage>> ReadOnly(const std::vector<std::string>& hosts) {
    whole_ = false;
    for (const std::string& name : hosts) {
      const std::string host = SiteHost(name);
      const std::uint64_t mark = Fingerprint(host);
      if (!sites_.emplace(mark, SiteCoverage{}).second) {
        continue;
      }
      sites_[mark].host = host;
      if (const Status read = ReadRows(std::string(kKnownPrefix) + BigEndian(mark)); !read) {
        return read.error();
      }
    }
    return Sorted();
  }

 private:
  std::vector<SiteCoverage> Sorted() {
    std::vector<SiteCoverage> all;
    for (auto& [mark, site] : sites_) {
      all.push_back(std::move(site));
    }
    std::sort(all.begin(), all.end(),
              [](const SiteCoverage& a, const SiteCoverage& b) { return a.host < b.host; });
    return all;
  }

  Status ReadRows(const std::string& prefix) {
    return archive_.ScanState(prefix, prefix, [this](std::string_view key, std::string_view value) {
      Count(key, value);
      return true;
    });
  }

  /// Rows of URLs carry a fingerprint of their host; its name is in the hosts' rows.
  Status ReadHosts() {
    return archive_.ScanState(
        kHostPrefix, kHostPrefix, [this](std::string_view, std::string_view v) {
          const std::optional<HostRecord> record = HostRecord::Decode(v);
          const Result<Url> origin =
              Url::Parse(record ? std::string_view(record->origin) : std::string_view());
          if (origin) {
            const std::string host = SiteHost(origin->hostname());
            SiteCoverage& site = sites_[Fingerprint(host)];
            site.host = host;
            site.queued += record->queued;
            if (record->down_since) {
              site.down_since = record->down_since;
            }
          }
          return true;
        });
  }

  void Count(std::string_view key, std::string_view value) {
    const std::optional<KnownUrl> known = KnownUrl::Decode(value);
    const auto site = sites_.find(ReadBe64(key.substr(kKnownPrefix.size())));
    if (!known || site == sites_.end()) {
      return;
    }
    SiteCoverage& row = site->second;
    ++row.known;
    const bool held = (known->evidence & kWasArticle) != 0;
    const bool told = (known->evidence & (kInFeed | kInSitemap)) != 0 &&
                      (known->evidence & (kWasHub | kIsAlias)) == 0;
    std::optional<FrontierEntry> entry;
    if (!known->row.empty() && (whole_ || (told && !held))) {
      const Result<std::optional<std::string>> bytes = archive_.StateRow(known->row);
      entry = bytes && *bytes ? FrontierEntry::Decode(**bytes) : std::nullopt;
    }
    NoteTimes(known->row, entry, row);
    const bool list = !held && entry && entry->link_class <= LinkClass::kHub;
    const bool named = told && !list;
    row.named += named ? 1 : 0;
    row.held += named && held ? 1 : 0;
    row.other += !named && held && (known->evidence & kIsAlias) == 0 ? 1 : 0;
    if (named && !held) {
      ++row.missing[Reason(*known, entry)];
    }
  }

  static void NoteTimes(const std::string& key, const std::optional<FrontierEntry>& entry,
                        SiteCoverage& row) {
    if (entry && entry->visited != UtcTime{}) {
      row.visited = std::max(row.visited.value_or(UtcTime{}), entry->visited);
    }
    if (IsScheduleKey(key) && DueOf(key) < kDormant) {
      row.next = row.next ? std::min(*row.next, DueOf(key)) : DueOf(key);
    }
  }

  std::string Reason(const KnownUrl& known, const std::optional<FrontierEntry>& entry) {
    if (!entry) {
      return "gone";
    }
    if (entry->failures > 0) {
      return "failing";
    }
    if (entry->visited != UtcTime{}) {
      return "not an article";
    }
    if (Forbidden(entry->url)) {
      return "robots.txt";
    }
    return IsScheduleKey(known.row) ? "left out" : "waiting";
  }

  bool Forbidden(const Url& url) {
    const std::string origin = url.origin();
    auto found = robots_.find(origin);
    if (found == robots_.end()) {
      const auto row = archive_.StateRow(RobotsKey(origin));
      found = robots_
                  .emplace(origin,
                           row && *row ? RobotsCopy::FromRow(**row) : std::optional<RobotsCopy>())
                  .first;
    }
    return found->second &&
           found->second->Decide(url, kProductToken, now_).verdict == RobotsVerdict::kDenied;
  }

  const Archive& archive_;
  const UtcTime now_;
  bool whole_ = true;  // or only what is missing is looked at closely
  std::unordered_map<std::uint64_t, SiteCoverage> sites_;
  std::unordered_map<std::string, std::optional<RobotsCopy>> robots_;
};

}  // namespace

Result<std::vector<SiteCoverage>> ReadCoverage(const Archive& archive, UtcTime now) {
  return CoverageReader(archive, now).ReadAll();
}

Result<std::vector<SiteCoverage>> ReadCoverageOf(const Archive& archive, UtcTime now,
                                                 const std::vector<std::string>& hosts) {
  return CoverageReader(archive, now).ReadOnly(hosts);
}

std::string CoverageText(const SiteCoverage& site) {
  std::string text =
      fmt::format("the indexes name {} articles, we hold {}; {}", site.named, site.held,
                  site.missed() == 0 ? "none" : fmt::to_string(site.missed())) +
      " missing";
  const char* separator = ": ";
  for (const auto& [reason, count] : site.missing) {
    text += fmt::format("{}{} {}", separator, count, reason);
    separator = ", ";
  }
  return text;
}

Result<std::vector<SiteIndexRecord>> ReadSiteIndexes(const Archive& archive) {
  std::vector<SiteIndexRecord> records;
  const Status read = archive.ScanState(kSiteIndexPrefix, kSiteIndexPrefix,
                                        [&](std::string_view, std::string_view value) {
                                          if (auto record = SiteIndexRecord::Decode(value)) {
                                            records.push_back(std::move(*record));
                                          }
                                          return true;
                                        });
  if (!read) {
    return read.error();
  }
  std::sort(records.begin(), records.end(),
            [](const SiteIndexRecord& a, const SiteIndexRecord& b) { return a.host < b.host; });
  return records;
}

}  // namespace kiosque
