#include "cli/corpus_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <numeric>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/program.h"

namespace kiosque {
namespace {

/// "80,10,10": three shares that add up to 100.
std::optional<std::vector<unsigned>> ReadShares(std::string_view text) {
  constexpr std::size_t kSplits = 3;
  constexpr unsigned kWhole = 100;
  std::vector<unsigned> shares;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    unsigned share = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + end, share);
    if (error != std::errc() || stop != text.data() + end || share > kWhole) {
      return std::nullopt;
    }
    shares.push_back(share);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const bool good =
      shares.size() == kSplits && std::accumulate(shares.begin(), shares.end(), 0U) == kWhole;
  return good ? std::optional<std::vector<unsigned>>(std::move(shares)) : std::nullopt;
}

}  // namespace

void CorpusOptions::AddTo(CLI::App& app) {
  selection_.AddTo(app);
  app.add_option("--versions", versions_, "of each article: latest, first or all")
      ->type_name("WHICH")
      ->capture_default_str()
      ->check(CLI::IsMember({"latest", "first", "all"}));
  app.add_option("--as-of", as_of_, "the archive as it was then; default for a folder: now")
      ->type_name("TIME");
  app.add_option("--schema", schema_, "names of the columns: kiosque, fineweb, ccnews, news-please")
      ->type_name("NAME")
      ->capture_default_str()
      ->check(CLI::IsMember({"kiosque", "fineweb", "ccnews", "news-please"}));
  app.add_option("--partition", partition_,
                 "folders within the folder: host, language, year, month (of publication) or split")
      ->type_name("COLUMN")
      ->capture_default_str()
      ->check(CLI::IsMember({"none", "host", "language", "year", "month", "split"}));
  app.add_option("--rows-per-file", rows_per_file_, "begin a new file in a folder after so many")
      ->type_name("N");
  app.add_option("--compression", compression_, "of the files in a folder: none, gzip or zstd")
      ->type_name("NAME")
      ->capture_default_str()
      ->check(CLI::IsMember({"none", "gzip", "zstd"}));
  app.add_option("--dedup", dedup_,
                 "keep only the first of the stories that say the same: exact or near")
      ->type_name("HOW")
      ->check(CLI::IsMember({"exact", "near"}));
  app.add_option("--clusters", clusters_,
                 "keep them all, and say which belong together: exact or near")
      ->type_name("HOW")
      ->check(CLI::IsMember({"exact", "near"}));
  app.add_option(
         "--splits", splits_,
         "shares of train, validation and test, e.g. 80,10,10; by time, and no cluster in two")
      ->type_name("SHARES");
  app.add_flag("--csv-raw", csv_raw_,
               "leave cells as they are that a spreadsheet would run as formulas");
}

Status CorpusOptions::ReadClusters(ExportOptions& options) const {
  const std::string& how = dedup_.empty() ? clusters_ : dedup_;
  if (!how.empty()) {
    options.clusters.likeness = how == "near" ? Likeness::kNear : Likeness::kExact;
  }
  options.clusters.drop_duplicates = !dedup_.empty();
  if (!splits_.empty()) {
    auto shares = ReadShares(splits_);
    if (!shares) {
      return Fail(
          Errc::kInvalidArgument,
          fmt::format("--splits: '{}' is not three shares that add up to 100; write 80,10,10",
                      splits_));
    }
    options.clusters.splits = *std::move(shares);
    if (how.empty()) {
      options.clusters.likeness = Likeness::kNear;
    }
  }
  if (options.clusters.wanted() && versions_ == "all") {
    return Fail(Errc::kInvalidArgument,
                "--dedup, --clusters and --splits compare articles, not versions of one: use "
                "--versions latest or first");
  }
  return Ok();
}

Status CorpusOptions::CheckOutput(const ExportOptions& options, const std::string& output) const {
  const bool folder = IsFolderName(options.output);
  if (!folder && (partition_ != "none" || rows_per_file_ > 0)) {
    return Fail(Errc::kInvalidArgument,
                "--partition and --rows-per-file are for a folder: name one with -o DIR/");
  }
  if (partition_ == "split" && splits_.empty()) {
    return Fail(Errc::kInvalidArgument, "--partition split needs --splits");
  }
  const std::filesystem::path parent = options.output.parent_path();
  std::error_code ignored;
  if (!folder && !parent.empty() && !std::filesystem::is_directory(parent, ignored)) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("--output {}: there is no folder {}", output, parent.string()));
  }
  return Ok();
}

Result<ExportOptions> CorpusOptions::Read(const std::string& format, const std::string& output,
                                          UtcTime now) const {
  Result<Selection> selection = selection_.Read(now);
  if (!selection) {
    return selection.error();
  }
  ExportOptions options;
  options.program = fmt::format("kiosque/{}", ProgramVersion());
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
  options.format = CorpusFormatFromName(format).value_or(CorpusFormat::kJsonl);
  options.writer.guard_formulas = !csv_raw_;
  options.writer.schema = CorpusSchemaFromName(schema_).value_or(CorpusSchema::kKiosque);
  options.partition.key = PartitionKeyFromName(partition_).value_or(PartitionKey::kNone);
  options.partition.rows_per_file = rows_per_file_;
  options.partition.compression = compression_ == "gzip"   ? OutputCompression::kGzip
                                  : compression_ == "zstd" ? OutputCompression::kZstd
                                                           : OutputCompression::kNone;
  options.output = output;
  if (const Status clusters = ReadClusters(options); !clusters) {
    return clusters.error();
  }
  if (const Status good = CheckOutput(options, output); !good) {
    return good.error();
  }
  return options;
}

}  // namespace kiosque
