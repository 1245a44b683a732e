#include "cli/command_forget.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/sanitize.h"
#include "base/surt.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/version_choice.h"
#include "crawler/forget_traces.h"
#include "storage/archive.h"
#include "storage/forget.h"
#include "storage/page_aliases.h"

namespace kiosque {
namespace {

class ForgetCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "forget", "remove pages from the archive for good",
        "Takes pages out of the archive, under all addresses that are known to show them: bodies, "
        "articles, captures and versions, what is planned of them and what indexes say of "
        "them, and rewrites the databases so that no file holds them. A tombstone stays: a hash of "
        "the address, "
        "the reason and the date, and the hashes in the capture log, so that proofs of other "
        "captures hold. The page is not kept again when it is visited again. Names the earlier "
        "exports that may contain it. What cannot be undone is not asked twice.",
        "# one page\n"
        "kiosque forget https://www.example.org/2024/04/13/a --reason 'request of 12 May'\n"
        "# everything of a site\n"
        "kiosque forget --host example.org --reason 'end of contract'"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("URL", urls_, "addresses of pages");
    app.add_option("--host", hosts_, "all pages of a site, subdomains with them")
        ->type_name("HOST");
    app.add_option("--reason", reason_, "why; kept in the tombstone")->required();
    AddStoreOption(app, store_);
  }

  Result<ExitCode> Run(Streams& streams) override {
    ForgetRequest request;
    request.reason = reason_;
    request.now = SystemClock().Now();
    if (urls_.empty() && hosts_.empty()) {
      return Fail(Errc::kInvalidArgument, "forget: name a URL, or a site by --host");
    }
    for (const std::string& text : urls_) {
      const Result<Url> url = ReadUrlArgument(text);
      if (!url) {
        return url.error();
      }
      request.urls.push_back(*url);
    }
    for (const std::string& host : hosts_) {
      request.sites.push_back(SurtHostPrefix(host));
    }
    const Result<std::filesystem::path> directory = StoreDirectory(store_);
    if (!directory) {
      return directory.error();
    }
    const Result<std::uint64_t> traces = ForgetInCrawl(*directory, request);
    if (!traces) {
      return traces.error();
    }
    const Result<ForgetReport> report = ForgetPages(*directory, request);
    if (!report) {
      return report.error();
    }
    Print(*report, streams);
    if (*traces > 0) {
      streams.out << fmt::format("{} rows of the crawl spoke of them and were removed\n", *traces);
    }
    return ExitCode::kOk;
  }

 private:
  /// The crawl's rows go first, so that the databases are rewritten without them. An article is
  /// forgotten under all of its addresses.
  static Result<std::uint64_t> ForgetInCrawl(const std::filesystem::path& directory,
                                             ForgetRequest& request) {
    const auto archive = Archive::Open(directory, OpenMode::kReadWrite);
    if (!archive) {
      return archive.error();
    }
    const std::vector<Url> named = request.urls;
    for (const Url& url : named) {
      for (Url& alias : AliasesOf(**archive, url)) {
        request.urls.push_back(std::move(alias));
      }
    }
    return ForgetTraces(**archive, request.urls, request.sites);
  }

  static void Print(const ForgetReport& report, Streams& streams) {
    streams.out << fmt::format("forgotten: {} pages, {} captures, {} versions, {} payload rows\n",
                               report.pages, report.captures, report.versions, report.payloads);
    if (report.rewritten > 0) {
      streams.out << fmt::format("{} rows of other pages referred to them and were written anew\n",
                                 report.rewritten);
    }
    if (report.shared > 0) {
      streams.out << fmt::format(
          "{} bodies stay: other pages have the same bytes; forget those too to remove them\n",
          report.shared);
    }
    for (const ExportEntry& entry : report.exports) {
      streams.out << fmt::format("may still be in the export {} of {} ({}{})\n",
                                 SanitizeLine(entry.path), FormatUtc(entry.time),
                                 SanitizeLine(entry.format),
                                 entry.digest.empty() ? "" : ", " + SanitizeLine(entry.digest));
    }
    for (const std::filesystem::path& folder : report.leftovers) {
      streams.out << fmt::format("may still hold it: {} (remove it by hand)\n",
                                 SanitizeLine(folder.string()));
    }
  }

  std::vector<std::string> urls_;
  std::vector<std::string> hosts_;
  std::string reason_;
  std::string store_;
};

}  // namespace

std::unique_ptr<Command> MakeForgetCommand() {
  return std::make_unique<ForgetCommand>();
}

}  // namespace kiosque
