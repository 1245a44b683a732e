#include "cli/command_export.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "base/sanitize.h"
#include "cli/corpus_options.h"
#include "cli/export_captures.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "corpus/export.h"
#include "corpus/manifest.h"
#include "seeds/quantity.h"
#include "storage/export_log.h"

namespace kiosque {
namespace {

class ExportCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "export", "write the archive as a corpus",
        "Writes one row for each selected version of each article, in a fixed order: the same "
        "archive and the same options give the same bytes. A name that ends in .gz or .zst is "
        "compressed. The columns are those of docs/corpus.md. A folder as --output gets files that "
        "can be partitioned, a data card, and manifest.json with the SHA-256 of every file, which "
        "--verify checks. With --format warc the captures themselves are written, as WARC 1.1 with "
        "a CDXJ index beside, for other tools of web archiving; with --format wacz the same as one "
        "package that ReplayWeb.page opens; with --format cdxj the index alone.",
        "# everything, as JSON Lines, compressed\n"
        "kiosque export --output corpus.jsonl.zst\n"
        "# last month's articles in French of one site, for a spreadsheet\n"
        "kiosque export --format csv --host radiookapi.net --since 30d --language fr -o april.csv\n"
        "# a folder with a Markdown file an article\n"
        "kiosque export --format markdown --output articles/\n"
        "# a data set that others can check: by language, agency copy once, leak-free splits\n"
        "kiosque export --partition language --dedup near --splits 80,10,10 -o dataset/\n"
        "kiosque export --verify dataset/manifest.json\n"
        "# everything that was fetched, for pywb or ReplayWeb.page\n"
        "kiosque export --format warc --output captures.warc.gz\n"
        "# a site as one file to look at in a browser\n"
        "kiosque export --format wacz --host radiookapi.net --output okapi.wacz"};
  }

  void AddOptions(CLI::App& app) override {
    AddStoreOption(app, store_);
    app.add_option("--format", format_,
                   "jsonl, csv, markdown, text, tei, vertical, conllu, warc, wacz or cdxj")
        ->type_name("FORMAT")
        ->capture_default_str()
        ->check(CLI::IsMember({"jsonl", "csv", "markdown", "text", "tei", "vertical", "conllu",
                               "warc", "wacz", "cdxj"}));
    app.add_option("-o,--output", output_,
                   "file or folder (DIR/) to write; default: standard output")
        ->type_name("PATH");
    options_.AddTo(app);
    app.add_option("--max-file-bytes", max_file_bytes_,
                   "of a WARC file, when there may be several: a folder, a package")
        ->type_name("SIZE")
        ->capture_default_str();
    app.add_option("--verify", verify_,
                   "check the files of an export, and make it again, without writing, to compare")
        ->type_name("MANIFEST");
    app.add_flag("--files-only", files_only_, "with --verify: only check the files");
  }

  Result<ExitCode> Run(Streams& streams) override {
    if (!verify_.empty()) {
      return Verify(streams);
    }
    const UtcTime now = SystemClock().Now();
    Result<ExportOptions> options = options_.Read(format_, output_, now);
    if (!options) {
      return options.error();
    }
    const std::optional<std::uint64_t> size = ParseSize(max_file_bytes_);
    if (!size || *size == 0) {
      return Fail(
          Errc::kInvalidArgument,
          fmt::format("--max-file-bytes: '{}' is no size; write 500M or 1G", max_file_bytes_));
    }
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    ExportEntry entry{.time = now, .format = format_};
    entry.hosts = options->selection.hosts;
    if (IsCaptureFormat(format_)) {
      const CaptureExport request{format_, output_, *size};
      const Result<ExitCode> code = ExportCaptures(**archive, options->selection, request, streams);
      return code && *code == ExitCode::kOk ? Recorded(std::move(entry), *code) : code;
    }
    if (IsFolderName(options->output) && !options->selection.as_of) {
      options->selection.as_of = now;
    }
    const Result<ExportReport> report = ExportCorpus(**archive, *options);
    if (!report) {
      return report.error();
    }
    Say(*report, streams);
    entry.rows = report->rows;
    entry.as_of = options->selection.as_of;
    entry.digest = report->files.empty() ? "" : report->root.Hex();
    return Recorded(std::move(entry), ExitCode::kOk);
  }

 private:
  /// Writes down in the store what was made of it.
  Result<ExitCode> Recorded(ExportEntry entry, ExitCode code) const {
    const Result<std::filesystem::path> store = StoreDirectory(store_);
    if (output_.empty() || !store) {
      return code;
    }
    std::error_code ignored;
    entry.path = std::filesystem::absolute(output_, ignored).lexically_normal().string();
    const Status recorded = AppendExport(*store, entry);
    return recorded ? Result<ExitCode>(code) : recorded.error();
  }

  void Say(const ExportReport& report, Streams& streams) const {
    if (output_.empty()) {
      return;
    }
    streams.err << fmt::format("{} articles, {} words written to {}\n", report.rows, report.words,
                               SanitizeLine(output_));
    if (report.duplicates + report.between_splits > 0) {
      streams.err << fmt::format(
          "left out: {} that say what an earlier one says, {} between splits\n", report.duplicates,
          report.between_splits);
    }
    if (!report.files.empty()) {
      streams.err << fmt::format("{} files, Merkle root {}\n", report.files.size(),
                                 report.root.Hex());
    }
  }

  Result<ExitCode> Verify(Streams& streams) const {
    std::unique_ptr<Archive> archive;
    if (!files_only_) {
      Result<std::unique_ptr<Archive>> opened = OpenStore(store_, OpenMode::kReadOnly);
      if (!opened) {
        return Fail(opened.error().code,
                    opened.error().message + "; --files-only checks the files alone");
      }
      archive = *std::move(opened);
    }
    const Result<ManifestCheck> check = VerifyManifest(verify_, archive.get());
    if (!check) {
      return check.error();
    }
    for (const std::string& problem : check->problems) {
      streams.out << problem << '\n';
    }
    if (!check->problems.empty()) {
      streams.err << fmt::format("{}: {} problems\n", SanitizeLine(verify_),
                                 check->problems.size());
      return ExitCode::kFailure;
    }
    streams.out << fmt::format("{} files are as the manifest says{}\n", check->files,
                               check->made_again ? "; the archive gives the same bytes again" : "");
    return ExitCode::kOk;
  }

  std::string store_;
  std::string format_ = "jsonl";
  std::string output_;
  CorpusOptions options_;
  std::string max_file_bytes_ = "1G";
  std::string verify_;
  bool files_only_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeExportCommand() {
  return std::make_unique<ExportCommand>();
}

}  // namespace kiosque
