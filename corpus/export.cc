#include "corpus/export.h"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>
#include <system_error>
#include <utility>

#include "corpus/byte_sink.h"
#include "corpus/dataset_card.h"
#include "corpus/manifest.h"
#include "corpus/markdown_tree.h"

namespace kiosque {
namespace {

Status WriteText(OutputFolder& folder, const std::string& path, const std::string& text) {
  auto sink = folder.Open(path);
  if (!sink) {
    return sink.error();
  }
  Status status = (*sink)->Append(text);
  return status ? (*sink)->Finish() : status;
}

Result<std::unique_ptr<RowWriter>> OpenWriter(const ExportOptions& options) {
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

// Walks the rows into `writer`, with what is known of their clusters.
Result<ExportReport> WriteRows(const Archive& archive, const ExportOptions& options,
                               RowWriter& writer) {
  std::optional<CorpusClusters> clusters;
  if (options.clusters.wanted()) {
    auto found = CorpusClusters::Find(archive, options.selection, options.clusters);
    if (!found) {
      return found.error();
    }
    clusters = std::move(*found);
  }
  ExportReport report;
  Status written = Ok();
  RowCluster cluster;
  const Status visited = VisitCorpus(archive, options.selection, [&](const CorpusRow& found) {
    CorpusRow row = found;
    if (clusters) {
      const CorpusClusters::Fate fate = clusters->Look(row, cluster);
      report.duplicates += fate == CorpusClusters::Fate::kDuplicate ? 1 : 0;
      report.between_splits += fate == CorpusClusters::Fate::kBetweenSplits ? 1 : 0;
      if (fate != CorpusClusters::Fate::kKeep) {
        return true;
      }
      row.cluster = &cluster;
    }
    written = writer.Write(row);
    ++report.rows;
    report.words += row.version.article.words;
    ++report.languages[row.version.article.language];
    if (!cluster.split.empty()) {
      ++report.splits[cluster.split];
    }
    return written.has_value();
  });
  if (!visited || !written) {
    return visited ? written.error() : visited.error();
  }
  if (Status finished = writer.Finish(); !finished) {
    return finished.error();
  }
  return report;
}

Result<ExportReport> ExportFolder(const Archive& archive, const ExportOptions& options) {
  std::error_code ignored;
  if (options.format != CorpusFormat::kMarkdown &&
      std::filesystem::exists(options.output / kManifestName, ignored)) {
    return Fail(
        Errc::kInvalidArgument,
        fmt::format("{} holds an export already; name another folder", options.output.string()));
  }
  OutputFolder folder(options.output, OutputFolder::Purpose::kWrite);
  auto report = ExportInto(folder, archive, options);
  if (!report) {
    return report;
  }
  if (Status status = WriteText(folder, std::string(kManifestName), ManifestJson(options, *report));
      !status) {
    return status.error();
  }
  return report;
}

}  // namespace

bool IsFolderName(const std::filesystem::path& output) {
  std::error_code error;
  return !output.empty() &&
         (!output.has_filename() || std::filesystem::is_directory(output, error));
}

Result<ExportReport> ExportInto(OutputFolder& folder, const Archive& archive,
                                const ExportOptions& options) {
  std::unique_ptr<RowWriter> writer;
  if (options.format == CorpusFormat::kMarkdown) {
    writer = MakeMarkdownTree(folder);
  } else {
    writer = std::make_unique<PartitionedWriter>(folder, options.format, options.writer,
                                                 options.partition);
  }
  auto report = WriteRows(archive, options, *writer);
  if (!report) {
    return report;
  }
  if (Status status = WriteText(folder, "README.md", DatasetCard(options, *report)); !status) {
    return status.error();
  }
  report->files = folder.Files();
  report->root = MerkleRoot(report->files);
  return report;
}

Result<ExportReport> ExportCorpus(const Archive& archive, const ExportOptions& options) {
  if (IsFolderName(options.output)) {
    return ExportFolder(archive, options);
  }
  auto writer = OpenWriter(options);
  if (!writer) {
    return writer.error();
  }
  return WriteRows(archive, options, **writer);
}

}  // namespace kiosque
