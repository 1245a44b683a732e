// crawl_progress.h — the one line that a terminal shows while a crawl runs.
//
//   [#########>          ] 1234 pages, 56 new, 3 changed, 2 errors, 12.3/s, queue 1456, 2:03 left
//
// Errors: none. Threads: as CrawlObserver, the network thread.
#ifndef KIOSQUE_CLI_CRAWL_PROGRESS_H_
#define KIOSQUE_CLI_CRAWL_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <ostream>
#include <string>

#include "crawler/crawl.h"

namespace kiosque {

/// The line, at most `columns` characters.
std::string ProgressLine(const CrawlStats& stats, std::size_t columns);

/// "0:07", "2:03", "1:02:03", "3 d".
std::string ShortDuration(std::chrono::seconds duration);

class CrawlProgress final : public CrawlObserver {
 public:
  /// Draws on `terminal`, or not at all when `shown` is false.
  CrawlProgress(std::ostream& terminal, bool shown, int columns);
  ~CrawlProgress() override;

  void OnVisit(const Visit& visit) override;
  void OnSkip(const Url& url, SkipReason reason, std::string_view via) override;
  void OnProgress(const CrawlStats& stats) override;
  /// Takes the line away, before something else is printed.
  void Clear();

 private:
  std::ostream& terminal_;
  const bool shown_;
  const std::size_t columns_;
  bool drawn_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_CRAWL_PROGRESS_H_
