#include "cli/command_diff.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/version_choice.h"
#include "corpus/diff_render.h"

namespace kiosque {
namespace {

/// "A..B", "A.." (to the newest), "..B", or one version against the one before it.
struct VersionRange {
  std::optional<VersionChoice> from;
  VersionChoice to = VersionsBack{};
};

Result<VersionRange> ParseVersionRange(const std::string& text, UtcTime now) {
  VersionRange range;
  const std::size_t dots = text.find("..");
  const std::string to = dots == std::string::npos ? text : text.substr(dots + 2);
  const std::string from = dots == std::string::npos ? "" : text.substr(0, dots);
  Result<VersionChoice> end = ParseVersionChoice(to, now);
  Result<VersionChoice> begin = ParseVersionChoice(from, now);
  if (!end || !begin) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("'{}' names no versions; write 1..3, -1.. (against the newest), "
                            "2024-04-13..2024-04-14, or 2 for version 2 against version 1",
                            text));
  }
  range.to = *end;
  if (!from.empty()) {
    range.from = *begin;
  }
  return range;
}

class DiffCommand final : public Command {
 public:
  CommandText text() const override {
    return {"diff", "show what changed between two versions of an article",
            "Compares two versions word by word inside each paragraph and says what kind of change "
            "it is: typo, wording, headline, substance (numbers, names, quotations, paragraphs), "
            "credits or date. Without RANGE the newest version is compared with the one before. "
            "RANGE is A..B, where A and B are numbers of versions, -N for N versions before the "
            "newest, or times; A.. means up to the newest, and a single version is compared with "
            "the one before it.",
            "# the last correction\n"
            "kiosque diff https://www.radiookapi.net/2024/04/13/actualite/a\n"
            "# from the first version to the newest, as a patch\n"
            "kiosque diff https://www.radiookapi.net/2024/04/13/actualite/a 1.. --format unified\n"
            "# between two days, as a web page\n"
            "kiosque diff https://www.radiookapi.net/2024/04/13/actualite/a "
            "2024-04-13..2024-04-20 --format html"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("URL", url_, "address of the article")->required();
    app.add_option("RANGE", range_, "the versions to compare")->type_name("A..B");
    app.add_option("--format", format_, "terminal, unified, html or json")
        ->type_name("FORMAT")
        ->capture_default_str()
        ->check(CLI::IsMember({"terminal", "unified", "html", "json"}));
    AddStoreOption(app, store_);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<Url> asked = ReadUrlArgument(url_);
    const Result<VersionRange> range = ParseVersionRange(range_, SystemClock().Now());
    if (!asked || !range) {
      return asked ? range.error() : asked.error();
    }
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    const Result<Url> url = FindArchivedUrl(**archive, *asked);
    if (!url) {
      return url.error();
    }
    const Result<std::vector<Version>> versions = (*archive)->Versions(*url);
    if (!versions) {
      return versions.error();
    }
    return Compare(*url, *versions, *range, streams);
  }

 private:
  Result<ExitCode> Compare(const Url& url, const std::vector<Version>& versions,
                           const VersionRange& range, Streams& streams) const {
    if (versions.empty()) {
      return Fail(Errc::kNotFound,
                  fmt::format("{}: no article was ever seen there; 'kiosque log {}' lists the "
                              "captures",
                              url.href(), url.href()));
    }
    const Result<Version> to = ChooseVersion(versions, range.to, url);
    if (!to) {
      return to.error();
    }
    if (!range.from && to->number == versions.front().number) {
      return Fail(Errc::kNotFound,
                  fmt::format("{}: version {} is the first; there is nothing to compare it with",
                              url.href(), to->number));
    }
    // The one before by its place, not its number: a version may have been lost.
    const Result<Version> from =
        range.from ? ChooseVersion(versions, *range.from, url) : Before(versions, to->number);
    if (!from) {
      return from.error();
    }
    const ArticleDiff diff = DiffArticles(from->article, to->article);
    const ChangeSummary summary = ClassifyChange(diff, to->article.language);
    streams.out << RenderDiff(VersionDiff{url, *from, *to, diff, summary},
                              *DiffFormatFromName(format_), streams.out_is_terminal);
    return ExitCode::kOk;
  }

  static Result<Version> Before(const std::vector<Version>& versions, std::uint32_t number) {
    std::size_t i = versions.size();
    while (i-- > 1 && versions[i].number != number) {
    }
    return versions[i - 1];
  }

  std::string url_;
  std::string range_;
  std::string format_ = "terminal";
  std::string store_;
};

}  // namespace

std::unique_ptr<Command> MakeDiffCommand() {
  return std::make_unique<DiffCommand>();
}

}  // namespace kiosque
