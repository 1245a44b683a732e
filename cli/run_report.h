// run_report.h — what a run leaves behind for those who were not there: STORE/reports/.
//
//   20240413T080000Z.json            the summary as `kiosque crawl --json` prints it
//   20240413T080000Z.txt             the same for people
//   20240413T080000Z.skipped.jsonl   {"url", "reason", "via"} for each URL of a site that was not
//   fetched, once
//
// The newest kReportsKept are kept. Files appear whole, under their names, when the run has ended;
// a run that was killed leaves "….part".
//
// Errors: kIo, which never stops the crawl. Threads: the network thread (as CrawlObserver).
#ifndef KIOSQUE_CLI_RUN_REPORT_H_
#define KIOSQUE_CLI_RUN_REPORT_H_

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <unordered_set>

#include "base/error.h"
#include "crawler/crawl.h"

namespace kiosque {

class RunReport final : public CrawlObserver {
 public:
  static constexpr std::size_t kReportsKept = 1000;
  /// URLs whose second mention in one run is recognised.
  static constexpr std::size_t kMostRemembered = std::size_t{1} << 20;

  /// Writes below `store`, under the name of `started`; passes everything on to `next`, which
  /// outlives this.
  RunReport(std::filesystem::path store, UtcTime started, CrawlObserver& next);

  void OnVisit(const Visit& visit) override { next_.OnVisit(visit); }
  void OnSkip(const Url& url, SkipReason reason, std::string_view via) override;
  void OnProgress(const CrawlStats& stats) override { next_.OnProgress(stats); }

  /// Writes the files and drops the oldest. The path of the readable one.
  Result<std::filesystem::path> Finish(const CrawlReport& report);

 private:
  std::filesystem::path Name(std::string_view suffix) const;
  Status Prune() const;

  const std::filesystem::path folder_;
  const std::string stem_;
  CrawlObserver& next_;
  std::ofstream skipped_;
  std::unordered_set<std::uint64_t> told_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_RUN_REPORT_H_
