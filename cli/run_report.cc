#include "cli/run_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "cli/crawl_summary.h"
#include "cli/json_row.h"
#include "crawler/frontier_entry.h"
#include "storage/store_directory.h"

namespace kiosque {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSkipped = ".skipped.jsonl";

/// "20240413T080000Z": sorts by time, and every file system takes it.
std::string Stem(UtcTime time) {
  std::string text = FormatUtcSeconds(time);
  std::erase(text, '-');
  std::erase(text, ':');
  return text;
}

Error Failed(const fs::path& path, const std::error_code& error) {
  return Fail(Errc::kIo, fmt::format("{}: {}", path.string(), error.message()));
}

}  // namespace

RunReport::RunReport(fs::path store, UtcTime started, CrawlObserver& next)
    : folder_(std::move(store) / "reports"), stem_(Stem(started)), next_(next) {
  std::error_code ignored;  // Finish will say it
  fs::create_directories(folder_, ignored);
  skipped_.open(Name(std::string(kSkipped) + ".part"), std::ios::binary | std::ios::trunc);
}

fs::path RunReport::Name(std::string_view suffix) const {
  return folder_ / (stem_ + std::string(suffix));
}

void RunReport::OnSkip(const Url& url, SkipReason reason, std::string_view via) {
  next_.OnSkip(url, reason, via);
  const std::uint64_t mark = Fingerprint(url.href()) ^ static_cast<std::uint64_t>(reason);
  if (told_.size() >= kMostRemembered) {
    told_.clear();
  }
  if (told_.insert(mark).second) {
    skipped_ << DumpJsonRow({{"url", url.href()}, {"reason", SkipReasonName(reason)}, {"via", via}})
             << '\n';
  }
}

Result<fs::path> RunReport::Finish(const CrawlReport& report) {
  skipped_.close();
  if (skipped_.fail()) {
    return Fail(Errc::kIo, fmt::format("{}: cannot be written", Name(kSkipped).string()));
  }
  std::error_code error;
  fs::rename(Name(std::string(kSkipped) + ".part"), Name(kSkipped), error);
  if (error) {
    return Failed(Name(kSkipped), error);
  }
  const std::string json =
      SummaryJson(report, false)
          .dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  if (Status written = WriteFileAtomically(Name(".json"), json + '\n'); !written) {
    return written.error();
  }
  if (Status written = WriteFileAtomically(Name(".txt"), SummaryText(report, false)); !written) {
    return written.error();
  }
  if (Status pruned = Prune(); !pruned) {
    return pruned.error();
  }
  return Name(".txt");
}

Status RunReport::Prune() const {
  std::set<std::string> stems;
  std::error_code error;
  for (const fs::directory_entry& file : fs::directory_iterator(folder_, error)) {
    const std::string name = file.path().filename().string();
    stems.insert(name.substr(0, name.find('.')));
  }
  while (!error && stems.size() > kReportsKept) {
    for (const std::string_view suffix : {std::string_view(".json"), std::string_view(".txt"),
                                          kSkipped, std::string_view(".skipped.jsonl.part")}) {
      fs::remove(folder_ / (*stems.begin() + std::string(suffix)), error);
    }
    stems.erase(stems.begin());
  }
  return error ? Status(Failed(folder_, error)) : Ok();
}

}  // namespace kiosque
