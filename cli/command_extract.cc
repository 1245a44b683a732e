#include "cli/command_extract.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "base/sanitize.h"
#include "cli/article_view.h"
#include "cli/json_row.h"
#include "cli/ordered_lines.h"
#include "cli/page_file.h"
#include "cli/streams.h"
#include "parser/page.h"

namespace kiosque {
namespace {

/// What references are resolved against when nobody says where the page came from.
constexpr std::string_view kUnknownUrl = "http://unknown.invalid/";

class ExtractCommand final : public Command {
 public:
  CommandText text() const override {
    return {"extract", "read the article out of HTML files",
            "Reads one page and prints its article, or with --batch reads rows "
            "{\"id\", \"url\", \"html\", \"charset\"} from standard input and answers each with a "
            "row of JSON, in the same order. \"html\" is the path of a file, gzipped or not; "
            "\"charset\" is what the HTTP header said, if anything.",
            "# the article of a saved page, as Markdown\n"
            "kiosque extract page.html --url https://example.org/2024/04/13/a/\n"
            "# everything that is known of it\n"
            "curl -s https://example.org/a | kiosque extract - --url https://example.org/a "
            "--format json\n"
            "# many pages, on four threads\n"
            "kiosque extract --batch -j 4 --base pages < rows.jsonl > articles.jsonl"};
  }

  void AddOptions(CLI::App& app) override {
    CLI::Option* const file =
        app.add_option("FILE", file_, "an HTML file, or - for standard input");
    CLI::Option* const batch = app.add_flag("--batch", batch_, "read rows of JSON instead");
    file->excludes(batch);
    app.add_option("--url", url_, "where the page came from: links and dates are read by it")
        ->type_name("URL")
        ->excludes(batch);
    app.add_option("--charset", charset_, "the charset that the HTTP header named")
        ->type_name("NAME")
        ->excludes(batch);
    app.add_option("--format", format_, "markdown, text, html or json")
        ->type_name("FORMAT")
        ->capture_default_str()
        ->check(CLI::IsMember({"markdown", "text", "html", "json"}))
        ->excludes(batch);
    app.add_option("--base", base_, "directory that the paths of rows are relative to")
        ->type_name("DIR")
        ->needs(batch);
    app.add_option("-j,--jobs", jobs_, "threads; default: one a processor")
        ->type_name("N")
        ->check(CLI::Range(1u, 1024u))
        ->needs(batch);
  }

  Result<ExitCode> Run(Streams& streams) override {
    if (batch_) {
      return RunBatch(streams);
    }
    if (file_.empty()) {
      return Fail(Errc::kInvalidArgument,
                  "nothing to extract: name an HTML file, '-' for standard input, or --batch");
    }
    Result<std::string> bytes = file_ == "-" ? ReadPageStream(streams.in) : ReadPageFile(file_);
    if (!bytes) {
      return Fail(Errc::kInvalidArgument, bytes.error().message);
    }
    return PrintArticle(*bytes, streams);
  }

 private:
  /// Parses once more when the page says itself where it belongs and nobody else does.
  static ParsedPage Parse(std::string_view bytes, std::string_view charset,
                          const Result<Url>& given, Url& url) {
    url = given ? *given : Url::Parse(kUnknownUrl).value();
    ParsedPage page = ParsePage(bytes, charset, PageContext{url, {}, {}, {}});
    if (!given && page.article.canonical) {
      url = *page.article.canonical;
      page = ParsePage(bytes, charset, PageContext{url, {}, {}, {}});
    }
    return page;
  }

  Result<ExitCode> PrintArticle(const std::string& bytes, Streams& streams) const {
    const Result<Url> given = Url::Parse(url_);
    if (!url_.empty() && !given) {
      return Fail(Errc::kInvalidArgument, "--url: " + given.error().message);
    }
    Url url = Url::Parse(kUnknownUrl).value();
    const ParsedPage page = Parse(bytes, charset_, given, url);
    const std::string shown = url.href() == kUnknownUrl ? "" : url.href();
    streams.out << RenderArticle(page.article, shown, *ArticleFormatFromName(format_));
    if (page.article.blocks.empty()) {
      return Fail(Errc::kNotFound, fmt::format("{}: no article found (the page is of kind {})",
                                               file_, PageKindName(page.article.kind)));
    }
    return ExitCode::kOk;
  }

  Result<ExitCode> RunBatch(Streams& streams) const {
    std::atomic<bool> failed = false;
    std::mutex err_mutex;
    const unsigned threads = jobs_ > 0 ? jobs_ : std::max(1u, std::thread::hardware_concurrency());
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
    const Result<std::string> bytes =
        ReadPageFile(std::filesystem::path(base_) / TextAt(*row, "html"));
    if (!bytes) {
      answer["error"] = bytes.error().message;
      return answer;
    }
    Url url = Url::Parse(kUnknownUrl).value();
    const ParsedPage page = Parse(*bytes, TextAt(*row, "charset"), Url::Parse(address), url);
    answer["charset"] = page.charset.encoding;
    answer.update(ArticleJson(page.article));
    return answer;
  }

  std::string file_;
  bool batch_ = false;
  std::string url_;
  std::string charset_;
  std::string format_ = "markdown";
  std::string base_;
  unsigned jobs_ = 0;
};

}  // namespace

std::unique_ptr<Command> MakeExtractCommand() {
  return std::make_unique<ExtractCommand>();
}

}  // namespace kiosque
