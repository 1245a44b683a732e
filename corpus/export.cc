#include "corpus/export.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/surt.h"
#include "corpus/byte_sink.h"
#include "corpus/markdown_tree.h"

namespace kiosque {
namespace {

UtcTime Appeared(const CorpusRow& row) {
  const auto& published = row.version.article.published;
  return published ? UtcTime(published->utc) : row.version.first_seen;
}

std::string PrimaryTag(const std::string& language) {
  return language.substr(0, language.find('-'));
}

bool IsFolder(const std::filesystem::path& path) {
  std::error_code error;
  return !path.empty() && (!path.has_filename() || std::filesystem::is_directory(path, error));
}

Result<std::unique_ptr<RowWriter>> OpenWriter(const ExportOptions& options) {
  if (IsFolder(options.output)) {
    if (options.format != CorpusFormat::kMarkdown) {
      return Fail(
          Errc::kInvalidArgument,
          fmt::format("{} is a folder; {} needs a file name, only markdown can fill a folder",
                      options.output.string(), CorpusFormatName(options.format)));
    }
    return MakeMarkdownTree(options.output);
  }
  std::unique_ptr<ByteSink> sink;
  if (options.output.empty()) {
    sink = MakeDescriptorSink(STDOUT_FILENO, "standard output");
  } else {
    auto file = MakeFileSink(options.output);
    if (!file) {
      return file.error();
    }
    sink = MakeCompressingSink(CompressionFor(options.output), std::move(*file));
  }
  return MakeRowWriter(options.format, std::move(sink), options.writer);
}

}  // namespace

bool Selects(const Selection& selection, const CorpusRow& row) {
  const Article& article = row.version.article;
  if (article.words < selection.min_words) {
    return false;
  }
  if (selection.since && Appeared(row) < *selection.since) {
    return false;
  }
  if (selection.until && Appeared(row) >= *selection.until) {
    return false;
  }
  return selection.languages.empty() ||
         std::any_of(selection.languages.begin(), selection.languages.end(),
                     [&](const std::string& wanted) {
                       return article.language == wanted || PrimaryTag(article.language) == wanted;
                     });
}

Status VisitCorpus(const Archive& archive, const Selection& selection,
                   const std::function<bool(const CorpusRow&)>& visit) {
  VersionQuery query;
  query.which = selection.versions;
  query.as_of = selection.as_of;
  for (const std::string& host : selection.hosts) {
    query.sites.push_back(SurtHostPrefix(host));
  }
  return archive.ScanVersions(query, [&](const VersionVisit& found) {
    const CorpusRow row{found.url, found.version, found.latest, !selection.as_of};
    return !Selects(selection, row) || visit(row);
  });
}

Result<ExportReport> ExportCorpus(const Archive& archive, const ExportOptions& options) {
  auto writer = OpenWriter(options);
  if (!writer) {
    return writer.error();
  }
  ExportReport report;
  Status written = Ok();
  const Status visited = VisitCorpus(archive, options.selection, [&](const CorpusRow& row) {
    written = (*writer)->Write(row);
    ++report.rows;
    report.words += row.version.article.words;
    return written.has_value();
  });
  if (!visited) {
    return visited.error();
  }
  if (!written) {
    return written.error();
  }
  if (Status finished = (*writer)->Finish(); !finished) {
    return finished.error();
  }
  return report;
}

}  // namespace kiosque
