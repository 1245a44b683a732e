#include "cli/command_log.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/sanitize.h"
#include "cli/json_row.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/version_choice.h"
#include "corpus/page_history.h"
#include "storage/page_aliases.h"

namespace kiosque {
namespace {

const Version* VersionOf(const std::vector<Version>& versions, std::uint32_t number) {
  const auto found =
      std::find_if(versions.begin(), versions.end(),
                   [number](const Version& version) { return version.number == number; });
  return found == versions.end() ? nullptr : &*found;
}

/// "200", or how the attempt ended when no response came.
std::string StatusText(const Capture& capture) {
  return capture.status > 0 ? std::to_string(capture.status)
                            : std::string(FetchOutcomeName(capture.outcome));
}

/// What a reader of the log should know besides: "robots ignored, cut".
std::string Notes(const Capture& capture) {
  std::vector<std::string> notes;
  if (capture.status > 0 && capture.outcome != FetchOutcome::kOk &&
      capture.outcome != FetchOutcome::kNotModified && capture.outcome != FetchOutcome::kRedirect) {
    notes.emplace_back(FetchOutcomeName(capture.outcome));
  }
  if (capture.truncated) {
    notes.emplace_back("cut");
  }
  if (capture.quarantined) {
    notes.emplace_back("held back until seen twice");
  }
  if (capture.robots_ignored) {
    notes.emplace_back("robots ignored");
  }
  if (capture.tls_broken) {
    notes.emplace_back("certificate not valid");
  }
  if (std::string terms = DescribeTerms(capture.terms); !terms.empty()) {
    notes.push_back("terms: " + std::move(terms));
  }
  return fmt::format("{}", fmt::join(notes, ", "));
}

class LogCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "log", "list the captures and versions of a URL",
        "Prints a line for each visit to a URL, oldest first: time, snapshot, status, the version "
        "of the article that it showed, bytes. A visit that brought a new version has its title "
        "and, "
        "in brackets, what kind of change it was; so has one that found the page gone, back, or "
        "moved.",
        "# what happened to a story\n"
        "kiosque log https://www.radiookapi.net/2024/04/13/actualite/a\n"
        "# the same for a program\n"
        "kiosque log https://www.radiookapi.net/2024/04/13/actualite/a --json"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("URL", url_, "address of the page")->required();
    app.add_flag("--json", json_, "one JSON object a line");
    AddStoreOption(app, store_);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<Url> asked = ReadUrlArgument(url_);
    if (!asked) {
      return asked.error();
    }
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    const Result<Url> url = FindArchivedUrl(**archive, *asked);
    if (!url) {
      return url.error();
    }
    const Result<std::vector<Capture>> captures = (*archive)->Captures(*url);
    const Result<std::vector<Version>> versions = (*archive)->Versions(*url);
    if (!captures || !versions) {
      return captures ? versions.error() : captures.error();
    }
    if (!json_) {
      PrintNames(**archive, *url, streams);
    }
    Print(*captures, *versions, *url, streams);
    return ExitCode::kOk;
  }

 private:
  /// Under which other addresses the article is known.
  static void PrintNames(const Archive& archive, const Url& url, Streams& streams) {
    if (const std::optional<Url> holder = HolderOfAlias(archive, url)) {
      streams.out << "an alias: the article is held under " << holder->href() << '\n';
    }
    for (const Url& alias : AliasesOf(archive, url)) {
      streams.out << "alias " << alias.href() << '\n';
    }
  }

  void Print(const std::vector<Capture>& captures, const std::vector<Version>& versions,
             const Url& url, Streams& streams) const {
    if (!json_) {
      streams.out << fmt::format(
          "{}\n{} captures, {} versions\n\n{:<27} {:>9} {:<8} {:<8} {:>10}\n", url.href(),
          captures.size(), versions.size(), "time", "snapshot", "status", "version", "bytes");
    }
    std::map<std::uint64_t, const ChangeEvent*> events;  // by snapshot; the last one of each
    const std::vector<ChangeEvent> history = PageHistory(captures, versions);
    for (const ChangeEvent& event : history) {
      events[event.snapshot] = &event;
    }
    std::uint32_t known = 0;
    for (const Capture& capture : captures) {
      const auto found = events.find(capture.sequence);
      const ChangeEvent* const event = found == events.end() ? nullptr : found->second;
      const bool is_new = capture.version > known;
      known = std::max(known, capture.version);
      const Version* const version = is_new ? VersionOf(versions, capture.version) : nullptr;
      streams.out << (json_ ? DumpJsonRow(Json(capture, version, event))
                            : Line(capture, version, event, url))
                  << '\n';
    }
  }

  static std::string Line(const Capture& capture, const Version* version, const ChangeEvent* event,
                          const Url& url) {
    std::string line =
        fmt::format("{:<27} {:>9} {:<8} {:<8} {:>10}", FormatUtc(capture.time), capture.sequence,
                    StatusText(capture),
                    capture.version == 0
                        ? "-"
                        : fmt::format("#{}{}", capture.version, version != nullptr ? " new" : ""),
                    capture.payload ? std::to_string(capture.payload_bytes) : "-");
    std::vector<std::string> more;
    if (version != nullptr) {
      more.push_back(SanitizeLine(version->article.title));
    }
    if (event != nullptr) {
      more.push_back("[" + SanitizeLine(DescribeChange(event->summary)) + "]");
    }
    if (capture.url != url) {  // the same page under another scheme or www
      more.push_back(capture.url.href());
    }
    if (const std::string notes = Notes(capture); !notes.empty()) {
      more.push_back("(" + notes + ")");
    }
    if (!more.empty()) {
      line += fmt::format("  {}", fmt::join(more, "  "));
    }
    return line;
  }

  static nlohmann::ordered_json Json(const Capture& capture, const Version* version,
                                     const ChangeEvent* event) {
    nlohmann::ordered_json row = {{"url", capture.url.href()},
                                  {"time", FormatUtc(capture.time)},
                                  {"snapshot", capture.sequence},
                                  {"outcome", FetchOutcomeName(capture.outcome)},
                                  {"status", capture.status},
                                  {"version", capture.version},
                                  {"new_version", version != nullptr},
                                  {"media_type", capture.media_type},
                                  {"charset", capture.charset},
                                  {"bytes", capture.payload_bytes},
                                  {"payload_sha256", capture.payload ? capture.payload->Hex() : ""},
                                  {"payload_kept", capture.payload_kept},
                                  {"ip", capture.ip},
                                  {"protocol", capture.protocol},
                                  {"duration_ms", capture.duration.count()},
                                  {"via", capture.via},
                                  {"truncated", capture.truncated},
                                  {"quarantined", capture.quarantined},
                                  {"robots_ignored", capture.robots_ignored},
                                  {"tls_broken", capture.tls_broken},
                                  {"terms", DescribeTerms(capture.terms)}};
    if (version != nullptr) {
      row["title"] = version->article.title;
      row["content_sha256"] = version->content.Hex();
    }
    if (event != nullptr) {
      row["change"] = ChangeClassName(event->summary.change);
      row["changed"] = DescribeChange(event->summary);
    }
    return row;
  }

  std::string url_;
  bool json_ = false;
  std::string store_;
};

}  // namespace

std::unique_ptr<Command> MakeLogCommand() {
  return std::make_unique<LogCommand>();
}

}  // namespace kiosque
