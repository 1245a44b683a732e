#include "cli/command_export.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "base/sanitize.h"
#include "cli/export_captures.h"
#include "cli/selection_options.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "corpus/export.h"
#include "seeds/quantity.h"

namespace kiosque {
namespace {

class ExportCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "export", "write the archive as a corpus",
        "Writes one row for each selected version of each article, in a fixed order: the same "
        "archive and the same options give the same bytes. A name that ends in .gz or .zst is "
        "compressed. The columns are those of docs/corpus.md. With --format warc the captures "
        "themselves are written, as WARC 1.1 with a CDXJ index beside, for other tools of web "
        "archiving; with --format wacz the same as one package that ReplayWeb.page opens; with "
        "--format cdxj the index alone.",
        "# everything, as JSON Lines, compressed\n"
        "kiosque export --output corpus.jsonl.zst\n"
        "# last month's articles in French of one site, for a spreadsheet\n"
        "kiosque export --format csv --host radiookapi.net --since 30d --language fr -o april.csv\n"
        "# a folder with a Markdown file an article\n"
        "kiosque export --format markdown --output articles/\n"
        "# everything that was fetched, for pywb or ReplayWeb.page\n"
        "kiosque export --format warc --output captures.warc.gz\n"
        "# a site as one file to look at in a browser\n"
        "kiosque export --format wacz --host radiookapi.net --output okapi.wacz"};
  }

  void AddOptions(CLI::App& app) override {
    AddStoreOption(app, store_);
    app.add_option("--format", format_, "jsonl, csv, markdown, text, warc, wacz or cdxj")
        ->type_name("FORMAT")
        ->capture_default_str()
        ->check(CLI::IsMember({"jsonl", "csv", "markdown", "text", "warc", "wacz", "cdxj"}));
    app.add_option("-o,--output", output_,
                   "file to write, or for markdown and warc a folder; default: standard output")
        ->type_name("PATH");
    selection_.AddTo(app);
    app.add_option("--versions", versions_, "of each article: latest, first or all")
        ->type_name("WHICH")
        ->capture_default_str()
        ->check(CLI::IsMember({"latest", "first", "all"}));
    app.add_option("--as-of", as_of_, "the archive as it was then")->type_name("TIME");
    app.add_option("--max-file-bytes", max_file_bytes_,
                   "of a WARC file, when there may be several: a folder, a package")
        ->type_name("SIZE")
        ->capture_default_str();
    app.add_flag("--csv-raw", csv_raw_,
                 "leave cells as they are that a spreadsheet would run as formulas");
  }

  Result<ExitCode> Run(Streams& streams) override {
    Result<ExportOptions> options = ReadOptions();
    if (!options) {
      return options.error();
    }
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    if (IsCaptureFormat(format_)) {
      const std::optional<std::uint64_t> size = ParseSize(max_file_bytes_);
      if (!size || *size == 0) {
        return Fail(
            Errc::kInvalidArgument,
            fmt::format("--max-file-bytes: '{}' is no size; write 500M or 1G", max_file_bytes_));
      }
      const CaptureExport request{format_, output_, *size};
      return ExportCaptures(**archive, options->selection, request, streams);
    }
    const Result<ExportReport> report = ExportCorpus(**archive, *options);
    if (!report) {
      return report.error();
    }
    if (!output_.empty()) {
      streams.err << fmt::format("{} articles, {} words written to {}\n", report->rows,
                                 report->words, SanitizeLine(output_));
    }
    return ExitCode::kOk;
  }

 private:
  Result<ExportOptions> ReadOptions() const {
    const UtcTime now = SystemClock().Now();
    Result<Selection> selection = selection_.Read(now);
    if (!selection) {
      return selection.error();
    }
    ExportOptions options;
    options.selection = *std::move(selection);
    options.selection.versions = versions_ == "all"     ? VersionQuery::Which::kAll
                                 : versions_ == "first" ? VersionQuery::Which::kFirst
                                                        : VersionQuery::Which::kLatest;
    if (!as_of_.empty()) {
      const Result<UtcTime> time = ReadTimeOption("--as-of", as_of_, now);
      if (!time) {
        return time.error();
      }
      options.selection.as_of = *time;
    }
    options.format = CorpusFormatFromName(format_).value_or(CorpusFormat::kJsonl);
    options.writer.guard_formulas = !csv_raw_;
    options.output = output_;
    const std::filesystem::path folder = options.output.parent_path();
    std::error_code ignored;
    if (!folder.empty() && format_ != "markdown" && format_ != "warc" &&
        !std::filesystem::is_directory(folder, ignored)) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("--output {}: there is no folder {}", output_, folder.string()));
    }
    return options;
  }

  std::string store_;
  std::string format_ = "jsonl";
  std::string output_;
  SelectionOptions selection_;
  std::string versions_ = "latest";
  std::string as_of_;
  std::string max_file_bytes_ = "1G";
  bool csv_raw_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeExportCommand() {
  return std::make_unique<ExportCommand>();
}

}  // namespace kiosque
