#include "cli/command_explain.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "base/canonical.h"
#include "base/sanitize.h"
#include "cli/json_row.h"
#include "cli/seed_flags.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/version_choice.h"
#include "crawler/crawl_stats.h"
#include "crawler/index_rows.h"
#include "crawler/scope.h"
#include "crawler/url_account.h"

namespace kiosque {
namespace {

std::string RobotsText(const std::optional<RobotsAnswer>& robots) {
  if (!robots) {
    return "not asked yet";
  }
  const bool denied = robots->verdict == RobotsVerdict::kDenied;
  const std::string verdict = denied ? "forbidden" : "allowed";
  if (robots->verdict == RobotsVerdict::kUnreachable) {
    return SanitizeLine("cannot be had: " + robots->reason);
  }
  return robots->line > 0
             ? fmt::format("{} by line {}: {}", verdict, robots->line, SanitizeLine(robots->rule))
             : fmt::format(
                   "{}; {}", verdict,
                   robots->reason.empty() ? "no rule matches" : SanitizeLine(robots->reason));
}

std::string VisitText(const Capture& capture) {
  return fmt::format(
      "{} {}{}", FormatUtcSeconds(capture.time),
      capture.status > 0 ? std::to_string(capture.status)
                         : std::string(FetchOutcomeName(capture.outcome)),
      capture.version > 0 ? fmt::format(", version {}", capture.version) : std::string());
}

class ExplainCommand final : public Command {
 public:
  CommandText text() const override {
    return {"explain", "say all that is known of a URL and why it is or is not visited",
            "Prints how a URL was found, its canonical form and aliases, what speaks for its being "
            "an article, the line of robots.txt that holds for it, its last visits, and when it "
            "is next asked for and why. With seed files also the rule that admits or refuses it.",
            "# why is this page not in the archive?\n"
            "kiosque explain https://www.radiookapi.net/2024/04/13/actualite/a --seeds "
            "seeds/drc.toml"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("URL", url_, "address of the page")->required();
    app.add_option("--seeds", seeds_, "seed files whose scope to judge by");
    app.add_flag("--json", json_, "one JSON object");
    AddStoreOption(app, store_);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<Url> url = ReadUrlArgument(url_);
    if (!url) {
      return url.error();
    }
    const Result<std::string> scope = ScopeText(*url);
    if (!scope) {
      return scope.error();
    }
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    const auto account = ReadUrlAccount(**archive, *url, SystemClock().Now());
    const auto captures = (*archive)->Captures(*url);
    if (!account || !captures) {
      return account ? captures.error() : account.error();
    }
    const auto lines = Lines(*url, *account, *captures, IndexRowOf(**archive, *url), *scope);
    if (json_) {
      nlohmann::ordered_json row;
      for (const auto& [name, value] : lines) {
        row[name] = value;
      }
      streams.out << DumpJsonRow(row) << '\n';
    } else {
      for (const auto& [name, value] : lines) {
        streams.out << fmt::format("{:<13} {}\n", name, value);
      }
    }
    return ExitCode::kOk;
  }

 private:
  using Line = std::pair<std::string, std::string>;

  /// Which rule of the seed files admits or refuses the URL; empty without seed files.
  Result<std::string> ScopeText(const Url& url) const {
    if (seeds_.empty()) {
      return std::string();
    }
    const Result<SeedList> list = SeedFlags().Load(seeds_);
    if (!list) {
      return list.error();
    }
    const Scope scope(list->sites);
    const auto site = scope.SiteOf(url);
    if (!site) {
      return std::string("refused: no site of the seed files has this host");
    }
    FrontierEntry entry(url);
    entry.link_class = LinkClass::kArticle;
    const SkipReason reason = scope.Judge(entry);
    return fmt::format(
        "{} by site {}{}", reason == SkipReason::kNone ? "admitted" : "refused",
        list->sites[*site].id,
        reason == SkipReason::kNone ? std::string() : fmt::format(": {}", SkipReasonName(reason)));
  }

  static std::vector<Line> Lines(const Url& url, const UrlAccount& account,
                                 const std::vector<Capture>& captures,
                                 const std::optional<IndexRow>& index, const std::string& scope) {
    std::vector<Line> lines{{"url", url.href()}, {"canonical", CanonicalUrl(url).href()}};
    if (account.holder) {
      lines.emplace_back("alias of", account.holder->href());
    }
    for (const Url& alias : account.aliases) {
      lines.emplace_back(fmt::format("alias {}", &alias - account.aliases.data() + 1),
                         alias.href());
    }
    AddFinding(account, captures, lines);
    AddIndexRow(index, lines);
    if (!scope.empty()) {
      lines.emplace_back("scope", scope);
    }
    lines.emplace_back("robots.txt", RobotsText(account.robots));
    constexpr std::size_t kLast = 3;
    const std::size_t from = captures.size() - std::min(kLast, captures.size());
    lines.emplace_back("visits", std::to_string(captures.size()));
    for (std::size_t i = from; i < captures.size(); ++i) {
      lines.emplace_back(fmt::format("visit {}", i + 1), VisitText(captures[i]));
    }
    lines.emplace_back("next visit", NextVisitText(account));
    return lines;
  }

  static void AddFinding(const UrlAccount& account, const std::vector<Capture>& captures,
                         std::vector<Line>& lines) {
    const std::string via = account.entry      ? account.entry->via
                            : captures.empty() ? std::string()
                                               : captures.front().via;
    lines.emplace_back("found", via.empty() ? "never" : SanitizeLine("by " + via));
    lines.emplace_back("evidence", EvidenceText(account.evidence));
    if (!account.entry) {
      return;
    }
    const FrontierEntry& entry = *account.entry;
    lines.emplace_back("asked as", std::string(LinkClassText(entry.link_class)));
    lines.emplace_back("found at", FormatUtcSeconds(entry.found));
    lines.emplace_back("depth", std::to_string(entry.depth));
    if (entry.published) {
      lines.emplace_back("published", FormatUtcSeconds(*entry.published));
    }
    if (entry.modified) {
      lines.emplace_back("index says", "changed " + FormatUtcSeconds(*entry.modified));
    }
  }

  /// What a feed, an API or a sitemap says of it.
  static void AddIndexRow(const std::optional<IndexRow>& index, std::vector<Line>& lines) {
    if (!index) {
      return;
    }
    const auto time = [](const std::optional<UtcTime>& at) {
      return at ? FormatUtcSeconds(*at) : std::string("-");
    };
    lines.emplace_back("index", SanitizeLine(index->source));
    lines.emplace_back("index title", SanitizeLine(index->title));
    lines.emplace_back("index id", SanitizeLine(index->id));
    lines.emplace_back("index dates", fmt::format("published {}, changed {}",
                                                  time(index->published), time(index->modified)));
  }

  std::string url_;
  std::vector<std::string> seeds_;
  bool json_ = false;
  std::string store_;
};

}  // namespace

std::unique_ptr<Command> MakeExplainCommand() {
  return std::make_unique<ExplainCommand>();
}

}  // namespace kiosque
