#include "cli/command_repair.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

#include "base/clock.h"
#include "base/sanitize.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "storage/repair.h"

namespace kiosque {
namespace {

class RepairCommand final : public Command {
 public:
  CommandText text() const override {
    return {"repair", "save what is whole of a damaged archive",
            "Reads the files of the archive row by row, keeps every row that proves itself, builds "
            "new databases beside the old ones, checks them, and exchanges them. The damaged ones "
            "stay in a folder damaged-TIME of the archive. Says what is lost, by name where that "
            "is known.",
            "# after 'kiosque verify' found problems\n"
            "kiosque repair --store /srv/news"};
  }

  void AddOptions(CLI::App& app) override { AddStoreOption(app, store_); }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<std::filesystem::path> directory = StoreDirectory(store_);
    if (!directory) {
      return directory.error();
    }
    const Result<RepairReport> report = RepairArchive(*directory, SystemClock().Now());
    if (!report) {
      return report.error();
    }
    for (const std::string& place : report->damage) {
      streams.out << "unreadable: " << SanitizeLine(place) << '\n';
    }
    for (const std::string& loss : report->losses) {
      streams.out << "lost: " << SanitizeLine(loss) << '\n';
    }
    if (report->orphan_payloads > 0) {
      streams.out << fmt::format("{} payloads are kept whose captures are lost\n",
                                 report->orphan_payloads);
    }
    streams.out << fmt::format(
        "saved {} captures, {} versions, {} payloads, {} state rows\n"
        "lost {} captures, {} versions, {} payloads; rows of the crawl's state (queues, feeds, "
        "other "
        "addresses of pages) are counted nowhere, so how many of them are missing is not known\n"
        "the damaged databases are in {}\n",
        report->captures, report->versions, report->payloads, report->state_rows,
        report->lost_captures, report->lost_versions, report->lost_payloads, report->kept.string());
    return ExitCode::kOk;
  }

 private:
  std::string store_;
};

}  // namespace

std::unique_ptr<Command> MakeRepairCommand() {
  return std::make_unique<RepairCommand>();
}

}  // namespace kiosque
