#include "cli/command_archive.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/sanitize.h"
#include "cli/json_row.h"
#include "cli/program.h"
#include "cli/run_log.h"
#include "cli/seed_flags.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/version_choice.h"
#include "crawler/archive_page.h"

namespace kiosque {
namespace {

/// The keys that mean something for a single page.
const std::vector<std::string_view> kKeys = {
    "contact", "user_agent", "store",    "allow_net", "proxy", "cacert", "connect_to",
    "resolve", "timeout",    "max_page", "delay",     "tls",   "lang",   "timezone"};

/// What the person can do about an outcome; empty when nothing comes to mind.
std::string_view Advice(FetchOutcome outcome) {
  switch (outcome) {
    case FetchOutcome::kRobotsDenied:
      return "; --ignore-robots archives it all the same, and the capture says so";
    case FetchOutcome::kAddressRefused:
      return "; --allow-net CIDR admits private addresses";
    case FetchOutcome::kDnsFailure:
      return "; check the host name and the network";
    case FetchOutcome::kTlsFailure:
      return "; --tls fetch-intermediate repairs incomplete chains, allow-broken accepts any";
    case FetchOutcome::kTimeout:
      return "; --timeout gives it more time";
    case FetchOutcome::kTooLarge:
      return "; --max-page admits larger pages";
    default:
      return "";
  }
}

constexpr int kFirstErrorStatus = 400;

/// Why the page counts as not archived; empty when it is.
std::string Problem(const ArchivedPage& page) {
  if (page.outcome != FetchOutcome::kOk) {
    const std::string detail = page.detail.empty() ? "" : ": " + page.detail;
    return fmt::format("{}{}{}", FetchOutcomeName(page.outcome), detail, Advice(page.outcome));
  }
  if (!page.captures.empty() && page.captures.back().status >= kFirstErrorStatus) {
    return fmt::format("the server answered {}; the answer is archived, not an article",
                       page.captures.back().status);
  }
  return {};
}

std::string Joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

class ArchiveCommand final : public Command {
 public:
  CommandText text() const override {
    return {"archive", "archive single pages now",
            "Fetches each page, archives it with everything it says of itself, and prints what was "
            "saved. robots.txt is obeyed unless --ignore-robots is given.",
            "# a page, to be read again later\n"
            "kiosque archive https://www.radiookapi.net/2024/04/13/actualite/a --contact "
            "you@example.org\n"
            "# several, as JSON Lines\n"
            "kiosque archive --json https://example.org/a https://example.org/b"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("URL", urls_, "addresses of pages")->required();
    app.add_flag("--ignore-robots", ignore_robots_,
                 "fetch even what robots.txt forbids; every capture records it");
    app.add_flag("--json", json_, "one JSON object a page");
    log_.AddTo(app);
    flags_.AddTo(app, kKeys);
  }

  Result<ExitCode> Run(Streams& streams) override {
    std::vector<Url> urls;
    for (const std::string& text : urls_) {
      Result<Url> url = ReadUrlArgument(text);
      if (!url) {
        return url.error();
      }
      urls.push_back(*std::move(url));
    }
    Result<SeedList> list = flags_.Load(urls_);
    if (!list) {
      return list.error();
    }
    if (const Status contact = list->RequireContact(); !contact) {
      return contact.error();
    }
    if (const Status opened = log_.Open(streams, false); !opened) {
      return opened.error();
    }
    const std::string store = list->run.store;
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store, OpenMode::kCreate);
    if (!archive) {
      return archive.error();
    }
    CrawlOptions options = CrawlOptions::From(*std::move(list));
    options.ignore_robots = ignore_robots_;
    options.version = ProgramVersion();
    return ArchiveAll(urls, options, **archive, streams);
  }

 private:
  Result<ExitCode> ArchiveAll(const std::vector<Url>& urls, const CrawlOptions& options,
                              Archive& archive, Streams& streams) const {
    ExitCode code = ExitCode::kOk;
    for (const Url& url : urls) {
      const Result<ArchivedPage> page = ArchivePage(url, options, archive, log_.get());
      if (!page) {
        return page.error();
      }
      const std::string problem = Problem(*page);
      streams.out << (json_ ? DumpJsonRow(Json(url, *page)) + "\n"
                            : Text(url, *page, options.run.store))
                  << std::flush;
      if (page->outcome == FetchOutcome::kCancelled) {
        return ExitCode::kInterrupted;
      }
      if (!problem.empty()) {
        streams.err << fmt::format("kiosque: {}: {}\n", url.href(), SanitizeLine(problem));
        code = ExitCode::kFailure;
      }
    }
    return code;
  }

  /// What was saved; nothing when nothing was.
  static std::string Text(const Url& url, const ArchivedPage& page, const std::string& store) {
    if (page.captures.empty()) {
      return {};
    }
    const Capture& capture = page.captures.back();
    const CaptureReceipt& receipt = page.receipts.back();
    std::string text = fmt::format("{}\n", url.href());
    const auto line = [&text](std::string_view name, const std::string& value) {
      if (!value.empty()) {
        text += fmt::format("  {:<9} {}\n", name, SanitizeLine(value));
      }
    };
    line("status", capture.status > 0 ? std::to_string(capture.status)
                                      : std::string(FetchOutcomeName(capture.outcome)));
    line("landed at", capture.url == url.WithoutFragment() ? "" : capture.url.href());
    line("charset", page.charset ? fmt::format("{} ({})", page.charset->encoding,
                                               CharsetSourceName(page.charset->source))
                                 : "");
    if (page.article) {
      const Article& article = *page.article;
      line("kind", std::string(PageKindName(article.kind)));
      line("title", article.title);
      line("byline", Joined(article.byline));
      line("agency", article.agency);
      line("date", article.published ? article.published->Iso() : "");
      line("language", article.language);
      line("words", std::to_string(article.words));
    }
    line("digest", capture.payload ? "sha256:" + capture.payload->Hex() : "");
    line("snapshot", receipt.version == 0
                         ? std::to_string(receipt.sequence)
                         : fmt::format("{}, version {}{}", receipt.sequence, receipt.version,
                                       receipt.new_version ? " (new)" : " (known)"));
    line("read it", fmt::format("kiosque show '{}'{}", capture.url.href(),
                                store.empty() ? "" : fmt::format(" --store '{}'", store)));
    return text;
  }

  static nlohmann::ordered_json Json(const Url& url, const ArchivedPage& page) {
    nlohmann::ordered_json row = {
        {"url", url.href()}, {"outcome", FetchOutcomeName(page.outcome)}, {"detail", page.detail}};
    if (!page.captures.empty()) {
      const Capture& capture = page.captures.back();
      const CaptureReceipt& receipt = page.receipts.back();
      row["final_url"] = capture.url.href();
      row["status"] = capture.status;
      row["time"] = FormatUtc(capture.time);
      row["bytes"] = capture.payload_bytes;
      row["sha256"] = capture.payload ? capture.payload->Hex() : "";
      row["snapshot"] = receipt.sequence;
      row["version"] = receipt.version;
      row["new_version"] = receipt.new_version;
      row["robots_ignored"] = capture.robots_ignored;
    }
    if (page.charset) {
      row["charset"] = page.charset->encoding;
      row["charset_source"] = CharsetSourceName(page.charset->source);
    }
    if (page.article) {
      const Article& article = *page.article;
      row["kind"] = PageKindName(article.kind);
      row["title"] = article.title;
      row["authors"] = article.byline;
      row["published"] = article.published ? article.published->Iso() : "";
      row["language"] = article.language;
      row["words"] = article.words;
    }
    return row;
  }

  std::vector<std::string> urls_;
  bool ignore_robots_ = false;
  bool json_ = false;
  RunLog log_;
  SeedFlags flags_;
};

}  // namespace

std::unique_ptr<Command> MakeArchiveCommand() {
  return std::make_unique<ArchiveCommand>();
}

}  // namespace kiosque
