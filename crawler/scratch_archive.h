// scratch_archive.h — an Archive that keeps state rows in memory and forgets captures: what
// --dry-run crawls into.
//
// Errors: reads of captures answer "nothing there". Threads: as Archive (one lock).
#ifndef KIOSQUE_CRAWLER_SCRATCH_ARCHIVE_H_
#define KIOSQUE_CRAWLER_SCRATCH_ARCHIVE_H_

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/sorted_rows.h"
#include "storage/archive.h"

namespace kiosque {

class ScratchArchive : public Archive {
 public:
  Result<std::vector<CaptureReceipt>> Commit(CommitGroup group) override;
  Result<std::vector<Capture>> Captures(const Url& url) const override;
  Result<std::vector<Version>> Versions(const Url& url) const override;
  Result<Version> LatestVersion(const Url& url) const override;
  Result<Version> VersionNumber(const Url& url, std::uint32_t number) const override;
  Result<Body> Payload(const Sha256& digest) const override;
  Result<Body> CodedBody(const Capture& capture) const override;
  Result<std::optional<std::string>> StateRow(std::string_view key) const override;
  Status ScanState(std::string_view prefix, std::string_view from,
                   const std::function<bool(std::string_view key, std::string_view value)>& visit)
      const override;
  using Archive::ScanVersions;
  Status ScanVersions(const VersionQuery& query,
                      const std::function<bool(const VersionVisit& found)>& visit) const override;
  Status ScanCaptures(std::string_view surt_prefix,
                      const std::function<bool(const Capture& capture)>& visit) const override;
  Stats stats() const override;

 private:
  mutable std::mutex mutex_;
  SortedRows rows_;             // guarded by mutex_
  std::uint64_t captures_ = 0;  // guarded by mutex_
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_SCRATCH_ARCHIVE_H_
