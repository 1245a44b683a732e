#include "cli/command_crawl.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/sanitize.h"
#include "cli/crawl_progress.h"
#include "cli/crawl_summary.h"
#include "cli/fail_on.h"
#include "cli/json_row.h"
#include "cli/program.h"
#include "cli/run_log.h"
#include "cli/run_metrics.h"
#include "cli/run_report.h"
#include "cli/seed_flags.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "crawler/crawl.h"
#include "crawler/scratch_archive.h"
#include "storage/store_directory.h"

namespace kiosque {
namespace {

ExitCode ExitCodeOfStop(StopReason reason) {
  switch (reason) {
    case StopReason::kFinished:
      return ExitCode::kOk;
    case StopReason::kRunLimit:
    case StopReason::kByteLimit:
      return ExitCode::kSizeLimit;
    case StopReason::kTimeLimit:
      return ExitCode::kTimeLimit;
    case StopReason::kInterrupted:
      return ExitCode::kInterrupted;
    case StopReason::kStoreFailed:
      return ExitCode::kFailure;
  }
  return ExitCode::kFailure;
}

/// When nothing at all could be fetched, the first host and what it failed with; else empty. Hosts
/// that were not asked, because it is not their time, did not fail.
std::string NothingFetched(const CrawlStats& stats) {
  const CrawlCounts& total = stats.total;
  if (total.pages + total.not_modified + total.redirects > 0 ||
      total.requests + total.robots_requests == 0) {
    return {};
  }
  for (const auto& [host, row] : stats.hosts) {
    if (!row.errors.empty() || !row.note.empty()) {
      return fmt::format("nothing could be fetched; {}: {}", host,
                         row.note.empty() ? row.errors.begin()->first : row.note);
    }
  }
  return {};
}

class CrawlCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "crawl", "crawl sites into the archive",
        "Visits everything that is due on the sites of seed files, or on the sites of the URLs "
        "given, and archives it. Politely: robots.txt is obeyed, one request at a time and origin, "
        "a pause between two. What is interrupted, by a limit, Ctrl-C or a crash, goes on where it "
        "stopped when the same command is given again. Flags override seed files; variables such "
        "as "
        "KIOSQUE_CONTACT and KIOSQUE_STORE stand between the two.",
        "# the sites of a seed file\n"
        "kiosque crawl seeds/drc.toml --contact archive@example.org\n"
        "# one section of one site, two links deep\n"
        "kiosque crawl https://www.radiookapi.net/actualite --depth 2 --contact "
        "archive@example.org\n"
        "# from cron, four hours at most, what happened as JSON\n"
        "kiosque crawl seeds/*.toml --time-limit 4h --json > report.json\n"
        "# what would be fetched\n"
        "kiosque crawl seeds/drc.toml --dry-run --contact archive@example.org"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("SEEDFILE|URL", arguments_, "seed files (TOML, or a URL a line) and URLs")
        ->required();
    app.add_flag("--dry-run", dry_run_,
                 "read robots.txt, feeds, sitemaps and hubs; fetch no article, write nothing");
    app.add_flag("--no-guess", no_guess_,
                 "ask for no feed, sitemap or API that neither the site nor the seed file names");
    app.add_flag("--json", json_, "print the summary as JSON");
    app.add_flag("-q,--quiet", quiet_, "no progress line and no summary");
    app.add_option("--metrics", metrics_,
                   "write the run's figures to FILE for Prometheus (textfile collector)")
        ->type_name("FILE");
    app.add_option("--fail-on", fail_on_,
                   "exit 22 when a host had an error, a challenge, an unreachable robots.txt, "
                   "nothing but failures, or something left to fetch; comma-separated")
        ->delimiter(',')
        ->check(CLI::IsMember(FailConditions()))
        ->type_name("CONDITION");
    log_.AddTo(app);
    flags_.AddTo(app);
  }

  Result<ExitCode> Run(Streams& streams) override {
    Result<SeedList> list = flags_.Load(arguments_);
    if (!list) {
      return list.error();
    }
    if (const Status contact = list->RequireContact(); !contact) {
      return contact.error();
    }
    const bool progress_shown = streams.err_is_terminal && !quiet_;
    if (const Status opened = log_.Open(streams, progress_shown); !opened) {
      return opened.error();
    }
    Result<std::unique_ptr<Archive>> archive = OpenArchive(list->run.store);
    if (!archive) {
      return archive.error();
    }
    const std::string store = list->run.store;
    CrawlOptions options = CrawlOptions::From(*std::move(list));
    options.dry_run = dry_run_;
    options.guess_lists = !no_guess_;
    options.parser_threads = std::max(1u, std::thread::hardware_concurrency());
    options.version = ProgramVersion();
    CrawlProgress progress(streams.err, progress_shown, streams.columns);
    std::optional<RunReport> written;
    if (!dry_run_) {
      written.emplace(*StoreDirectory(store), SystemClock().Now(), progress);
    }
    CrawlObserver& observer = written ? static_cast<CrawlObserver&>(*written) : progress;
    Result<CrawlReport> report = RunCrawl(std::move(options), **archive, &observer, log_.get());
    progress.Clear();
    if (!report) {
      return report.error();
    }
    if (!dry_run_ && !report->error) {
      if (Status counted = CountCoverage(**archive, *report); !counted) {
        return counted.error();
      }
    }
    if (const Status kept = KeepReport(*report, written, streams); !kept) {
      return kept.error();
    }
    return PrintReport(*report, streams);
  }

 private:
  static Status CountCoverage(const Archive& archive, CrawlReport& report) {
    std::vector<std::string> hosts;
    for (const auto& [host, row] : report.stats.hosts) {
      hosts.push_back(host);
    }
    auto coverage = ReadCoverageOf(archive, SystemClock().Now(), hosts);
    if (!coverage) {
      return coverage.error();
    }
    std::erase_if(*coverage, [](const SiteCoverage& site) { return site.named == 0; });
    report.coverage = *std::move(coverage);
    return Ok();
  }

  /// The files of the run: what cannot be written is said, the crawl itself stands.
  Status KeepReport(const CrawlReport& report, std::optional<RunReport>& written,
                    Streams& streams) const {
    if (written) {
      if (const auto path = written->Finish(report); !path && !report.error) {
        streams.err << "kiosque: no report of the run: " << path.error().message << '\n';
      }
    }
    return metrics_.empty() ? Ok() : WriteFileAtomically(metrics_, RunMetrics(report));
  }

  Result<std::unique_ptr<Archive>> OpenArchive(const std::string& store) const {
    if (dry_run_) {
      return std::unique_ptr<Archive>(std::make_unique<ScratchArchive>());
    }
    return OpenStore(store, OpenMode::kCreate);
  }

  Result<ExitCode> PrintReport(const CrawlReport& report, Streams& streams) const {
    if (json_) {
      streams.out << DumpJsonRow(SummaryJson(report, dry_run_)) << '\n';
    } else if (!quiet_) {
      streams.out << SummaryText(report, dry_run_);
    }
    streams.out.flush();
    if (report.error) {
      return *report.error;
    }
    if (const std::string why = NothingFetched(report.stats);
        !why.empty() && report.stopped == StopReason::kFinished) {
      return Fail(Errc::kIo, why);
    }
    if (report.stopped != StopReason::kFinished) {
      return ExitCodeOfStop(report.stopped);
    }
    for (const auto& [site, why] : report.stats.silent) {
      streams.err << "kiosque: " << SanitizeLine(site) << ": " << SanitizeLine(why) << '\n';
    }
    if (!report.stats.silent.empty()) {
      return ExitCode::kSilentSite;
    }
    if (const std::string failure = FailureOf(report, fail_on_); !failure.empty()) {
      streams.err << "kiosque: " << failure << '\n';
      return ExitCode::kFailOn;
    }
    return ExitCode::kOk;
  }

  std::vector<std::string> arguments_;
  bool dry_run_ = false;
  bool no_guess_ = false;
  bool json_ = false;
  bool quiet_ = false;
  std::string metrics_;
  std::vector<std::string> fail_on_;
  RunLog log_;
  SeedFlags flags_;
};

}  // namespace

std::unique_ptr<Command> MakeCrawlCommand() {
  return std::make_unique<CrawlCommand>();
}

}  // namespace kiosque
