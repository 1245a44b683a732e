#include "cli/command_import.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/sanitize.h"
#include "cli/json_row.h"
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
            "file is counted and said; what can be read is kept. Captures that the archive holds "
            "already are passed over, so an import that was stopped can be run again.",
            "# a month of Common Crawl's news archive, then its corpus\n"
            "kiosque import CC-NEWS-2024*.warc.gz && kiosque export -o corpus.jsonl.zst\n"
            "# captures only, without reading articles\n"
            "kiosque import --no-articles crawl.warc.gz\n"
            "# how many records of which type, and what was odd, for scripts\n"
            "kiosque import --json crawl.warc.gz"};
  }

  void AddOptions(CLI::App& app) override {
    AddStoreOption(app, store_);
    app.add_option("FILE", files_, "WARC, ARC or WACZ files")->required();
    app.add_flag("--no-articles", no_articles_, "keep the captures, do not read their pages");
    app.add_flag("--json", json_, "print the report as one JSON object");
  }

  Result<ExitCode> Run(Streams& streams) override {
    for (const std::string& file : files_) {
      if (const Status readable = CheckReadable(file); !readable) {
        return readable.error();  // before anything is imported
      }
    }
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kCreate);
    if (!archive) {
      return archive.error();
    }
    ImportOptions options;
    options.articles = !no_articles_;
    options.read_page = ReadPage;
    ImportReport report;
    ExitCode code = ExitCode::kOk;
    for (const std::string& file : files_) {
      const Status status = ImportFile(**archive, file, options, report);
      if (!status && status.error().code != Errc::kInvalidArgument) {
        return status.error();
      }
      if (!status) {  // no archive file: the others are
        streams.err << fmt::format("kiosque: {}\n", SanitizeLine(status.error().message));
        code = ExitCodeOf(status.error().code);
      }
    }
    json_ ? PrintJson(report, streams.out) : PrintText(report, streams);
    return code;
  }

 private:
  static Status CheckReadable(const std::string& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("{} is a folder; name the files in it ({}/*.warc.gz)", file, file));
    }
    if (!std::ifstream(file)) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("cannot read {}: {}", file, std::strerror(errno)));
    }
    return Ok();
  }

  static void PrintText(const ImportReport& report, Streams& streams) {
    for (const auto& [type, count] : report.records) {
      streams.err << fmt::format("{:>10}  {} records\n", count, SanitizeLine(type));
    }
    for (const auto& [what, count] : report.oddities) {
      streams.err << fmt::format("{:>10}  {}\n", count, what);
    }
    if (report.held > 0) {
      streams.err << fmt::format("{:>10}  captures that were in the archive already\n",
                                 report.held);
    }
    streams.out << fmt::format("{} captures imported, {} new versions\n", report.captures,
                               report.new_versions);
  }

  static void PrintJson(const ImportReport& report, std::ostream& out) {
    out << DumpJsonRow({{"captures", report.captures},
                        {"held_already", report.held},
                        {"new_versions", report.new_versions},
                        {"new_payloads", report.new_payloads},
                        {"compressed_bytes", report.compressed_bytes},
                        {"records", report.records},
                        {"oddities", report.oddities}})
        << "\n";
  }

  std::string store_;
  std::vector<std::string> files_;
  bool no_articles_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeImportCommand() {
  return std::make_unique<ImportCommand>();
}

}  // namespace kiosque
