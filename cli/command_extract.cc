#include "cli/command_extract.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>
#include <utility>

#include "base/sanitize.h"
#include "cli/article_view.h"
#include "cli/explain_view.h"
#include "cli/json_row.h"
#include "cli/ordered_lines.h"
#include "cli/page_context.h"
#include "cli/page_file.h"
#include "cli/program.h"
#include "cli/run_log.h"
#include "cli/streams.h"
#include "crawler/archive_page.h"
#include "parser/page.h"

namespace kiosque {
namespace {

/// The keys that mean something for reading, or fetching, one page.
const std::vector<std::string_view> kExtractKeys = {
    "contact",  "user_agent",  "allow_net",    "proxy",       "cacert", "connect_to",
    "resolve",  "timeout",     "max_page",     "delay",       "tls",    "lang",
    "timezone", "select_body", "select_title", "select_date", "remove"};

bool IsAddress(std::string_view argument) {
  return argument.starts_with("http://") || argument.starts_with("https://");
}

/// A page at hand, wherever it came from.
struct PageSource {
  std::string bytes;
  std::string charset;  ///< of the HTTP header, or as decoded; may be empty
  std::string url;      ///< empty = unknown
  UtcTime fetched{};    ///< zero = unknown
};

class ExtractCommand final : public Command {
 public:
  CommandText text() const override {
    return {"extract", "read the article out of a page",
            "Reads one page and prints its article; nothing is archived. The page is a file, "
            "standard input, or an address, which is fetched as `archive` would: robots.txt is "
            "obeyed and a contact is sent. --explain tells why each block of text was kept or "
            "dropped and what else the title, the byline and the dates could have been. With "
            "--batch, rows {\"id\", \"url\", \"html\", \"charset\"} are read from standard input "
            "and each is answered with a row of JSON, in the same order. \"html\" is the path of a "
            "file, gzipped or not; \"charset\" is what the HTTP header said, if anything.",
            "# the article of a saved page, as Markdown\n"
            "kiosque extract page.html --url https://example.org/2024/04/13/a/\n"
            "# of a live page, as text\n"
            "kiosque extract https://example.org/a --format text --contact you@example.org\n"
            "# everything that is known of it\n"
            "curl -s https://example.org/a | kiosque extract - --url https://example.org/a "
            "--format json\n"
            "# why the body is what it is\n"
            "kiosque extract page.html --explain\n"
            "# many pages, on four threads\n"
            "kiosque extract --batch -j 4 --base pages < rows.jsonl > articles.jsonl"};
  }

  void AddOptions(CLI::App& app) override {
    CLI::Option* const file = app.add_option(
        "FILE|URL", file_, "an HTML file, an http or https address, or - for standard input");
    CLI::Option* const batch = app.add_flag("--batch", batch_, "read rows of JSON instead");
    file->excludes(batch);
    app.add_option("--url", url_, "where the page came from: links and dates are read by it")
        ->type_name("URL")
        ->excludes(batch);
    app.add_option("--charset", charset_, "the charset that the HTTP header named")
        ->type_name("NAME")
        ->excludes(batch);
    CLI::Option* const format = app.add_option("--format", format_, "markdown, text, html or json")
                                    ->type_name("FORMAT")
                                    ->capture_default_str()
                                    ->check(CLI::IsMember({"markdown", "text", "html", "json"}))
                                    ->excludes(batch);
    app.add_flag("--explain", explain_,
                 "print why each block was kept or dropped instead of the article")
        ->excludes(batch)
        ->excludes(format);
    app.add_flag("--ignore-robots", ignore_robots_, "fetch even what robots.txt forbids")
        ->excludes(batch);
    app.add_option("--base", base_, "directory that the paths of rows are relative to")
        ->type_name("DIR")
        ->needs(batch);
    AddJobsOption(app, jobs_)->needs(batch);
    log_.AddTo(app);
    sites_.AddTo(app, kExtractKeys);
  }

  Result<ExitCode> Run(Streams& streams) override {
    if (batch_) {
      if (const Status read = sites_.Read(SystemClock().Now()); !read) {
        return read.error();
      }
      return RunBatch(streams);
    }
    if (file_.empty()) {
      return Fail(Errc::kInvalidArgument,
                  "nothing to extract: name an HTML file, an address, '-' for standard input, or "
                  "--batch");
    }
    if (!url_.empty()) {
      if (const Result<Url> given = Url::Parse(url_); !given) {
        return Fail(Errc::kInvalidArgument, "--url: " + given.error().message);
      }
    }
    const bool live = IsAddress(file_);
    if (live && !url_.empty()) {
      return Fail(Errc::kInvalidArgument,
                  "--url says where a file came from; an address speaks for itself");
    }
    if (const Status read = sites_.Read(SystemClock().Now()); !read) {
      return read.error();
    }
    Result<PageSource> source = live ? Fetch(streams) : ReadFile(streams);
    if (!source) {
      return source.error();
    }
    return Print(*source, streams);
  }

 private:
  Result<PageSource> ReadFile(Streams& streams) const {
    Result<std::string> bytes = file_ == "-" ? ReadPageStream(streams.in) : ReadPageFile(file_);
    if (!bytes) {
      return Fail(Errc::kInvalidArgument, bytes.error().message);
    }
    return PageSource{*std::move(bytes), charset_, url_, UtcTime()};
  }

  Result<PageSource> Fetch(Streams& streams) {
    const Result<Url> url = Url::Parse(file_);
    if (!url) {
      return Fail(Errc::kInvalidArgument, url.error().message);
    }
    if (const Status contact = sites_.list().RequireContact(); !contact) {
      return contact.error();
    }
    if (const Status opened = log_.Open(streams, false); !opened) {
      return opened.error();
    }
    CrawlOptions options = CrawlOptions::From(sites_.list());
    options.ignore_robots = ignore_robots_;
    options.version = ProgramVersion();
    Result<VisitedPage> visited = VisitPage(*url, options, log_.get());
    if (!visited) {
      return visited.error();
    }
    if (visited->page.outcome != FetchOutcome::kOk || visited->group.captures.empty()) {
      const std::string& detail = visited->page.detail;
      return Fail(Errc::kIo,
                  fmt::format("{}: {}{}{}", url->href(), FetchOutcomeName(visited->page.outcome),
                              detail.empty() ? "" : ": ", SanitizeLine(detail)));
    }
    const CaptureRecord& last = visited->group.captures.back();
    if (last.capture.status >= kFirstErrorStatus) {
      return Fail(Errc::kIo,
                  fmt::format("{}: the server answered {}", url->href(), last.capture.status));
    }
    return PageSource{std::string(last.body.view()),
                      charset_.empty() ? last.capture.charset : charset_, last.capture.url.href(),
                      last.capture.time};
  }

  /// Parses once more when the page says itself where it belongs and nobody else does.
  ParsedPage Parse(const PageSource& source, Url& url) const {
    const Result<Url> given = Url::Parse(source.url);
    url = given ? *given : Url::Parse(kUnknownUrl).value();
    ParsedPage page =
        ParsePage(source.bytes, source.charset, sites_.ContextOf(url, source.fetched));
    if (!given && page.article.canonical) {
      url = *page.article.canonical;
      page = ParsePage(source.bytes, source.charset, sites_.ContextOf(url, source.fetched));
    }
    return page;
  }

  Result<ExitCode> Print(const PageSource& source, Streams& streams) const {
    Url url = Url::Parse(kUnknownUrl).value();
    const ParsedPage page = Parse(source, url);
    const std::string shown = url.href() == kUnknownUrl ? "" : url.href();
    streams.out << (explain_ ? ExplainPage(source.bytes, source.charset,
                                           sites_.ContextOf(url, source.fetched))
                             : RenderArticle(page.article, shown, *ArticleFormatFromName(format_)));
    if (page.article.blocks.empty()) {
      return Fail(Errc::kNotFound, fmt::format("{}: no article found (the page is of kind {})",
                                               file_, PageKindName(page.article.kind)));
    }
    return ExitCode::kOk;
  }

  Result<ExitCode> RunBatch(Streams& streams) const {
    std::atomic<bool> failed = false;
    std::mutex err_mutex;
    const unsigned threads = ThreadsFor(jobs_);
    AnswerLines(streams.in, streams.out, threads, [&](std::string line, std::uint64_t number) {
      nlohmann::ordered_json answer = AnswerRow(std::move(line));
      if (const auto error = answer.find("error"); error != answer.end()) {
        failed = true;
        const std::lock_guard lock(err_mutex);
        streams.err << fmt::format("kiosque: standard input, line {}: {}\n", number,
                                   SanitizeLine(error->get<std::string>()));
      }
      return DumpJsonRow(answer);
    });
    return failed ? ExitCode::kBadInput : ExitCode::kOk;
  }

  /// A row that cannot be read is answered too, with "error", so that rows and answers stay side by
  /// side.
  nlohmann::ordered_json AnswerRow(std::string line) const {
    const std::optional<nlohmann::json> row = ParseJsonRow(std::move(line));
    if (!row) {
      return {{"error", "not a JSON object"}};
    }
    nlohmann::ordered_json answer = nlohmann::ordered_json::object();
    if (const auto id = row->find("id"); id != row->end()) {
      answer["id"] = *id;
    }
    const std::string address = TextAt(*row, "url");
    answer["url"] = address;
    Result<std::string> bytes = ReadPageFile(std::filesystem::path(base_) / TextAt(*row, "html"));
    if (!bytes) {
      answer["error"] = bytes.error().message;
      return answer;
    }
    Url url = Url::Parse(kUnknownUrl).value();
    const PageSource source{*std::move(bytes), TextAt(*row, "charset"), address, UtcTime()};
    const ParsedPage page = Parse(source, url);
    answer["charset"] = page.charset.encoding;
    answer.update(ArticleJson(page.article));
    return answer;
  }

  std::string file_;
  bool batch_ = false;
  bool explain_ = false;
  bool ignore_robots_ = false;
  std::string url_;
  std::string charset_;
  std::string format_ = "markdown";
  std::string base_;
  unsigned jobs_ = 0;
  RunLog log_;
  PageSites sites_;
};

}  // namespace

std::unique_ptr<Command> MakeExtractCommand() {
  return std::make_unique<ExtractCommand>();
}

}  // namespace kiosque
