#include "corpus/dataset_card.h"

#include <fmt/format.h>

#include <string_view>

#include "base/clock.h"
#include "base/sanitize.h"

namespace kiosque {
namespace {

std::string FrontMatter(const ExportReport& report) {
  std::string out = "---\npretty_name: News archived by Kiosque\nlicense: other\nlanguage:\n";
  for (const auto& [language, count] : report.languages) {
    if (!language.empty()) {
      out += fmt::format("- {}\n", SanitizeLine(language));
    }
  }
  return out + "tags:\n- news\n---\n";
}

std::string Condition(std::string_view name, const std::string& value) {
  return value.empty() ? std::string() : fmt::format("- {}: {}\n", name, SanitizeLine(value));
}

std::string SelectionText(const Selection& selection) {
  std::string out;
  out += Condition("hosts", fmt::format("{}", fmt::join(selection.hosts, ", ")));
  out += Condition("appeared since", selection.since ? FormatUtc(*selection.since) : "");
  out += Condition("appeared before", selection.until ? FormatUtc(*selection.until) : "");
  out += Condition("languages", fmt::format("{}", fmt::join(selection.languages, ", ")));
  out += Condition("tags", fmt::format("{}", fmt::join(selection.tags, ", ")));
  out += selection.min_words > 0 ? fmt::format("- at least {} words\n", selection.min_words) : "";
  out += Condition("versions of each article",
                   selection.versions == VersionQuery::Which::kAll     ? "all"
                   : selection.versions == VersionQuery::Which::kFirst ? "the first"
                                                                       : "the latest");
  out += Condition("the archive as of", selection.as_of ? FormatUtc(*selection.as_of) : "");
  return out;
}

std::string ClusterText(const ExportOptions& options, const ExportReport& report) {
  std::string out;
  if (report.duplicates > 0) {
    out += fmt::format("{} stories were left out because an earlier one says the same.\n",
                       report.duplicates);
  }
  if (!options.clusters.splits.empty()) {
    out += "Splits are by time and by cluster: no text, and no later time, is in an earlier split";
    out += fmt::format("; {} stories that would have been were left out.\n", report.between_splits);
    for (const auto& [split, rows] : report.splits) {
      out += fmt::format("- {}: {} rows\n", split, rows);
    }
  }
  return out.empty() ? out : "## Duplicates and splits\n\n" + out + "\n";
}

}  // namespace

std::string DatasetCard(const ExportOptions& options, const ExportReport& report) {
  std::string out = FrontMatter(report);
  out += fmt::format(
      "\n# News archived by Kiosque\n\n{} articles, {} words, as {} ({}).\n\n## Selection\n\n{}\n",
      report.rows, report.words, CorpusFormatName(options.format),
      CorpusSchemaName(options.writer.schema), SelectionText(options.selection));
  out += "## Languages\n\n| language | rows |\n| --- | --- |\n";
  for (const auto& [language, rows] : report.languages) {
    out +=
        fmt::format("| {} | {} |\n", language.empty() ? "not sure" : SanitizeLine(language), rows);
  }
  out += "\n" + ClusterText(options, report);
  out += "## Columns\n\n| column | meaning |\n| --- | --- |\n";
  for (const Column& column : ColumnsOf(options.writer.schema)) {
    out += fmt::format("| {} | {} |\n", column.name, column.meaning);
  }
  out += fmt::format(
      "\n## How it was made\n\nBy {} from an archive of Web pages; articles were found in them by "
      "a "
      "program, and a program errs. The texts belong to those who wrote and published them; what "
      "may "
      "be done with them is theirs, and the law's, to say. manifest.json names the SHA-256 of "
      "every "
      "file; `kiosque export --verify manifest.json` checks them, and makes the export again where "
      "the "
      "archive is at hand.\n",
      options.program);
  return out;
}

}  // namespace kiosque
