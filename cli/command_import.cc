#include "cli/command_import.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/sanitize.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "corpus/http_message.h"
#include "corpus/wacz_import.h"
#include "parser/charset.h"
#include "parser/page.h"

namespace kiosque {
namespace {

/// Reads the page of a capture as a crawl would.
ImportedReading ReadPage(const Capture& capture, std::string_view body) {
  PageContext context{.url = capture.url,
                      .fetched = capture.time,
                      .language_hint = std::string(),
                      .time_zone = std::string()};
  const std::string_view charset =
      CharsetOfContentType(HttpField(capture.response_head, "Content-Type"));
  ParsedPage page = ParsePage(body, charset, context);
  ImportedReading reading;
  reading.charset = page.charset.encoding;
  reading.extractor = kExtractorVersion;
  const PageKind kind = page.article.kind;
  if (kind != PageKind::kHub && kind != PageKind::kOther) {
    reading.article = std::move(page.article);
  }
  return reading;
}

class ImportCommand final : public Command {
 public:
  CommandText text() const override {
    return {"import", "take WARC, ARC and WACZ files of other archives in",
            "Puts the captures of WARC (0.17 to 1.1), ARC and WACZ files into the archive, "
            "compressed or "
            "not, whoever wrote them, and reads the articles out of their pages. What is odd in a "
            "file is counted and said; what can be read is kept.",
            "# a month of Common Crawl's news archive, then its corpus\n"
            "kiosque import CC-NEWS-2024*.warc.gz && kiosque export -o corpus.jsonl.zst\n"
            "# captures only, without reading articles\n"
            "kiosque import --no-articles crawl.warc.gz"};
  }

  void AddOptions(CLI::App& app) override {
    AddStoreOption(app, store_);
    app.add_option("FILE", files_, "WARC, ARC or WACZ files")->required();
    app.add_flag("--no-articles", no_articles_, "keep the captures, do not read their pages");
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kCreate);
    if (!archive) {
      return archive.error();
    }
    ImportOptions options;
    options.articles = !no_articles_;
    options.read_page = ReadPage;
    ImportReport report;
    for (const std::string& file : files_) {
      if (const Status status = ImportFile(**archive, file, options, report); !status) {
        return status.error();
      }
    }
    for (const auto& [type, count] : report.records) {
      streams.err << fmt::format("{:>10}  {} records\n", count, SanitizeLine(type));
    }
    for (const auto& [what, count] : report.oddities) {
      streams.err << fmt::format("{:>10}  {}\n", count, what);
    }
    streams.out << fmt::format("{} captures imported, {} new versions\n", report.captures,
                               report.new_versions);
    return ExitCode::kOk;
  }

 private:
  std::string store_;
  std::vector<std::string> files_;
  bool no_articles_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeImportCommand() {
  return std::make_unique<ImportCommand>();
}

}  // namespace kiosque
