#include "cli/command_status.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/sanitize.h"
#include "cli/json_row.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "crawler/coverage.h"

namespace kiosque {
namespace {

std::string Time(const std::optional<UtcTime>& time) {
  return time ? FormatUtcSeconds(*time) : std::string();
}

class StatusCommand final : public Command {
 public:
  CommandText text() const override {
    return {"status", "say how complete the archive is, site by site",
            "Prints, for each host that was crawled: how many articles its feeds, sitemaps and "
            "APIs name, how many of them the archive holds, what became of the rest, articles "
            "found without any index, URLs waiting, last and next visit.",
            "# how complete is it?\n"
            "kiosque status\n"
            "# hosts with something missing, for a program\n"
            "kiosque status --missing --json"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_flag("--missing", missing_, "only hosts of which something is missing");
    app.add_flag("--json", json_, "one JSON object a line");
    AddStoreOption(app, store_);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    const auto sites = ReadCoverage(**archive, SystemClock().Now());
    const auto indexes = ReadSiteIndexes(**archive);
    if (!sites || !indexes) {
      return sites ? indexes.error() : sites.error();
    }
    std::unordered_map<std::string_view, const SiteIndexRecord*> by_host;
    for (const SiteIndexRecord& index : *indexes) {
      by_host.emplace(index.host, &index);
    }
    for (const SiteCoverage& site : *sites) {
      if (!missing_ || site.missed() > 0) {
        const auto found = by_host.find(site.host);
        const SiteIndexRecord* const index = found == by_host.end() ? nullptr : found->second;
        streams.out << (json_ ? DumpJsonRow(Json(site, index)) + "\n" : Text(site, index));
      }
    }
    return ExitCode::kOk;
  }

 private:
  static std::string Text(const SiteCoverage& site, const SiteIndexRecord* index) {
    std::string text = fmt::format("{}\n  {}\n", SanitizeLine(site.host), CoverageText(site));
    if (site.other > 0) {
      text += fmt::format("  {} articles that no index names\n", site.other);
    }
    if (index != nullptr) {
      text +=
          fmt::format("  system: {}{}\n", CmsName(index->cms),
                      index->evidence.empty() ? "" : " (" + SanitizeLine(index->evidence) + ")");
      if (!index->works.empty()) {
        text +=
            fmt::format("  complete list: {}{}\n", SanitizeLine(index->works),
                        index->named > 0 ? fmt::format(", {} when read whole", index->named) : "");
      }
    }
    text += fmt::format("  {} URLs known, {} waiting; last visit {}, next {}\n", site.known,
                        site.queued, site.visited ? Time(site.visited) : "never",
                        site.next ? Time(site.next) : "not planned");
    if (site.down_since) {
      text += fmt::format("  does not answer since {}\n", Time(site.down_since));
    }
    return text;
  }

  static nlohmann::ordered_json Json(const SiteCoverage& site, const SiteIndexRecord* index) {
    nlohmann::ordered_json row = {{"host", site.host},
                                  {"named", site.named},
                                  {"held", site.held},
                                  {"missing", site.missed()},
                                  {"missing_by_reason", site.missing},
                                  {"held_unnamed", site.other},
                                  {"known", site.known},
                                  {"queued", site.queued},
                                  {"last_visit", Time(site.visited)},
                                  {"next_visit", Time(site.next)},
                                  {"down_since", Time(site.down_since)}};
    if (index != nullptr) {
      row["system"] = CmsName(index->cms);
      row["complete_list"] = index->works;
      row["list_total"] = index->named;
    }
    return row;
  }

  std::string store_;
  bool missing_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeStatusCommand() {
  return std::make_unique<StatusCommand>();
}

}  // namespace kiosque
