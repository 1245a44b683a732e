#include "cli/command_show.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cli/article_view.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/version_choice.h"
#include "cli/word_wrap.h"
#include "corpus/row_writer.h"

namespace kiosque {
namespace {

/// Longer lines are hard to read, however wide the terminal.
constexpr std::size_t kMaxLine = 100;

class ShowCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "show", "read an archived article",
        "Prints the article at a URL as it was archived: the newest version, or the one that "
        "--at names. --format raw gives the page's own bytes, decoded.",
        "# the newest version\n"
        "kiosque show https://www.radiookapi.net/2024/04/13/actualite/a\n"
        "# the version before it\n"
        "kiosque show https://www.radiookapi.net/2024/04/13/actualite/a --at -1\n"
        "# as it stood on a day, as Markdown\n"
        "kiosque show https://www.radiookapi.net/2024/04/13/actualite/a --at 2024-04-14 --format "
        "markdown"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("URL", url_, "address of the article")->required();
    app.add_option("--at", at_,
                   "a time, -N for N versions before the newest, or a version's number")
        ->type_name("TIME|-N|N");
    app.add_option("--format", format_, "text, markdown, html, json or raw")
        ->type_name("FORMAT")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "markdown", "html", "json", "raw"}));
    AddStoreOption(app, store_);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<Url> asked = ReadUrlArgument(url_);
    const Result<VersionChoice> choice = ParseVersionChoice(at_, SystemClock().Now());
    if (!asked || !choice) {
      return asked ? choice.error() : asked.error();
    }
    const Result<std::unique_ptr<Archive>> opened = OpenStore(store_, OpenMode::kReadOnly);
    if (!opened) {
      return opened.error();
    }
    const Archive& archive = **opened;
    const Result<Url> url = FindArchivedUrl(archive, *asked);
    if (!url) {
      return url.error();
    }
    Result<std::vector<Version>> versions = archive.Versions(*url);
    if (!versions) {
      return versions.error();
    }
    if (versions->empty()) {
      return ShowWithoutVersion(archive, *url, streams);
    }
    const std::uint32_t newest = versions->back().number;
    const Result<Version> version = ChooseVersion(*std::move(versions), *choice, *url);
    if (!version) {
      return version.error();
    }
    return ShowVersion(archive, *url, *version, version->number == newest, streams);
  }

 private:
  Result<ExitCode> ShowVersion(const Archive& archive, const Url& url, const Version& version,
                               bool newest, Streams& streams) const {
    if (format_ == "raw") {
      return ShowPayload(archive, version.payload, streams);
    }
    if (format_ == "json") {
      auto sink = std::make_unique<StringSink>();
      const StringSink& text = *sink;
      const std::unique_ptr<RowWriter> writer =
          MakeRowWriter(CorpusFormat::kJsonl, std::move(sink));
      const Status written = writer->Write(CorpusRow{url, version, newest});
      const Status finished = writer->Finish();
      if (!written || !finished) {
        return written ? finished.error() : written.error();
      }
      streams.out << text.text();
      return ExitCode::kOk;
    }
    std::string shown = RenderArticle(version.article, url.href(), *ArticleFormatFromName(format_));
    if (format_ == "text" && streams.out_is_terminal) {
      const auto columns = static_cast<std::size_t>(std::max(20, streams.columns));
      shown = WrapWords(shown, std::min(columns, kMaxLine));
    }
    streams.out << shown;
    return ExitCode::kOk;
  }

  /// Hubs, feeds and failures have captures and no version: their bytes can be had all the same.
  Result<ExitCode> ShowWithoutVersion(const Archive& archive, const Url& url,
                                      Streams& streams) const {
    const Result<std::vector<Capture>> captures = archive.Captures(url);
    if (!captures) {
      return captures.error();
    }
    const auto kept = std::find_if(captures->rbegin(), captures->rend(),
                                   [](const Capture& capture) { return capture.payload_kept; });
    if (format_ == "raw" && kept != captures->rend()) {
      return ShowPayload(archive, *kept->payload, streams);
    }
    return Fail(
        Errc::kNotFound,
        fmt::format("{}: {} captures and no article among them; 'kiosque log {}' lists them{}",
                    url.href(), captures->size(), url.href(),
                    kept != captures->rend() ? ", --format raw prints the last page" : ""));
  }

  static Result<ExitCode> ShowPayload(const Archive& archive, const Sha256& digest,
                                      Streams& streams) {
    const Result<Body> body = archive.Payload(digest);
    if (!body) {
      return body.error();
    }
    streams.out << body->view();
    return ExitCode::kOk;
  }

  std::string url_;
  std::string at_;
  std::string format_ = "text";
  std::string store_;
};

}  // namespace

std::unique_ptr<Command> MakeShowCommand() {
  return std::make_unique<ShowCommand>();
}

}  // namespace kiosque
