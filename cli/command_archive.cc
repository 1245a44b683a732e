#include "cli/command_archive.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/article_text.h"
#include "base/sanitize.h"
#include "cli/evidence.h"
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
const std::vector<std::string_view> kArchiveKeys = {
    "contact", "user_agent", "store", "allow_net", "proxy", "cacert",   "connect_to", "resolve",
    "timeout", "max_page",   "delay", "tls",       "lang",  "timezone", "noarchive",  "tdmrep"};

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
    case FetchOutcome::kChallenge:
      return "; ask the site's owner for permission";
    case FetchOutcome::kTooLarge:
      return "; --max-page admits larger pages";
    default:
      return "";
  }
}

/// Why the page counts as not archived; empty when it is.
std::string Problem(const ArchivedPage& page) {
  if (page.outcome != FetchOutcome::kOk) {
    const std::string detail = page.detail.empty() ? "" : ": " + page.detail;
    return fmt::format("{}{}{}", FetchOutcomeName(page.outcome), detail, Advice(page.outcome));
  }
  if (page.withheld) {
    return "the page says noarchive: the visit is recorded, the page not kept; --noarchive ignore "
           "keeps it";
  }
  if (!page.captures.empty() && page.captures.back().status >= kFirstErrorStatus) {
    return fmt::format("the server answered {}; the answer is archived, not an article",
                       page.captures.back().status);
  }
  return {};
}

class ArchiveCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "archive", "archive single pages now",
        "Fetches each page, archives it with everything it says of itself, and prints what was "
        "saved. robots.txt is obeyed unless --ignore-robots is given. With --output the same goes "
        "into a package (WACZ) that ReplayWeb.page opens and 'kiosque verify' checks; "
        "--requisites takes the images, styles, fonts and scripts of the page too; --timestamp "
        "has a time stamping authority (RFC 3161) vouch for when the package existed.",
        "# a page, to be read again later\n"
        "kiosque archive https://www.radiookapi.net/2024/04/13/actualite/a --contact "
        "you@example.org\n"
        "# several, as JSON Lines\n"
        "kiosque archive --json https://example.org/a https://example.org/b\n"
        "# as evidence\n"
        "kiosque archive https://example.org/a --requisites --timestamp "
        "http://timestamp.digicert.com -o evidence.wacz --contact you@example.org"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("URL", urls_, "addresses of pages")->required();
    app.add_option("-o,--output", output_, "package to write beside the archive: FILE.wacz")
        ->type_name("FILE");
    app.add_flag("--requisites", requisites_,
                 "take images, styles, fonts and scripts of the page too");
    app.add_option("--timestamp", timestamp_,
                   "address of a time stamping authority that is to vouch for the package")
        ->type_name("URL");
    app.add_flag("--ignore-robots", ignore_robots_,
                 "fetch even what robots.txt forbids; every capture records it");
    app.add_flag("--json", json_, "one JSON object a page");
    log_.AddTo(app);
    flags_.AddTo(app, kArchiveKeys);
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
    std::optional<Url> authority;
    if (!timestamp_.empty()) {
      Result<Url> url = ReadUrlArgument(timestamp_);
      if (!url || output_.empty()) {
        return url ? Fail(Errc::kInvalidArgument, "--timestamp is for a package: name one with -o")
                   : url.error();
      }
      authority = *std::move(url);
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
    std::unique_ptr<Evidence> evidence;
    if (!output_.empty()) {
      Result<std::unique_ptr<Evidence>> begun = Evidence::Begin(output_);
      if (!begun) {
        return begun.error();
      }
      evidence = *std::move(begun);
    }
    const std::string store = list->run.store;
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store, OpenMode::kCreate);
    if (!archive) {
      return archive.error();
    }
    CrawlOptions options = CrawlOptions::From(*std::move(list));
    options.ignore_robots = ignore_robots_;
    options.version = ProgramVersion();
    Result<ExitCode> code = ArchiveAll(urls, options, **archive, evidence.get(), streams);
    if (!code || !evidence || *code == ExitCode::kInterrupted) {
      return code;
    }
    const Result<EvidenceReport> report = evidence->Write(authority, options);
    if (!report) {
      return report.error();
    }
    streams.out << (json_ ? DumpJsonRow(PackageJson(*report)) + "\n" : PackageText(*report));
    return code;
  }

 private:
  Result<ExitCode> ArchiveAll(const std::vector<Url>& urls, const CrawlOptions& options,
                              Archive& archive, Evidence* evidence, Streams& streams) const {
    ExitCode code = ExitCode::kOk;
    ArchivePageOptions how;
    how.requisites = requisites_;
    how.copy = evidence != nullptr ? &evidence->archive() : nullptr;
    for (const Url& url : urls) {
      const Result<ArchivedPage> page = ArchivePage(url, options, archive, log_.get(), how);
      if (!page) {
        return page.error();
      }
      if (evidence != nullptr && !page->captures.empty()) {
        evidence->SetMainPage(MainPage(*page));
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

  static WaczMainPage MainPage(const ArchivedPage& page) {
    const Url& url = page.captures.back().url;
    return {
        .url = url,
        .title = page.article && !page.article->title.empty() ? page.article->title : url.href(),
        .text = page.article ? BodyText(*page.article) : std::string()};
  }

  std::string PackageText(const EvidenceReport& report) const {
    std::string text =
        fmt::format("{}\n  digest    sha256:{}\n  captures  {}\n", SanitizeLine(output_),
                    report.package.digest.Hex(),
                    report.package.captures.responses + report.package.captures.revisits);
    if (report.timestamp) {
      text += fmt::format("  stamped   {} by {}\n", FormatUtc(report.timestamp->time),
                          SanitizeLine(report.timestamp->authority));
    }
    return text + fmt::format("  check it  kiosque verify '{}'\n", SanitizeLine(output_));
  }

  nlohmann::ordered_json PackageJson(const EvidenceReport& report) const {
    nlohmann::ordered_json row = {
        {"package", output_},
        {"sha256", report.package.digest.Hex()},
        {"captures", report.package.captures.responses + report.package.captures.revisits}};
    if (report.timestamp) {
      row["timestamp"] = FormatUtc(report.timestamp->time);
      row["authority"] = report.timestamp->authority;
    }
    return row;
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
      line("byline", fmt::format("{}", fmt::join(article.byline, ", ")));
      line("agency", article.agency);
      line("date", article.published ? article.published->Iso() : "");
      line("language", article.language);
      line("words", std::to_string(article.words));
    }
    const RequisiteCounts& parts = page.requisites;
    if (parts.fetched + parts.failed + parts.denied + parts.left_out > 0) {
      line("parts",
           fmt::format("{} fetched, {} failed, {} forbidden by robots.txt, {} over the limits",
                       parts.fetched, parts.failed, parts.denied, parts.left_out));
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
    const RequisiteCounts& parts = page.requisites;
    if (parts.fetched + parts.failed + parts.denied + parts.left_out > 0) {
      row["requisites"] = {{"fetched", parts.fetched},
                           {"failed", parts.failed},
                           {"denied", parts.denied},
                           {"left_out", parts.left_out}};
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
  std::string output_;
  bool requisites_ = false;
  std::string timestamp_;
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
