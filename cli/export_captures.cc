#include "cli/export_captures.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "base/sanitize.h"
#include "cli/program.h"
#include "cli/streams.h"
#include "corpus/cdxj_export.h"
#include "corpus/wacz_export.h"
#include "corpus/warc_export.h"

namespace kiosque {
namespace {

void SayWhatIsLeftOut(const WarcExportReport& report, Streams& streams) {
  if (report.without_body + report.without_response > 0) {
    streams.err << fmt::format(
        "not written: {} captures whose body was not kept (only noise had changed), {} attempts "
        "that got no response\n",
        report.without_body, report.without_response);
  }
}

CaptureSelection CapturesOf(const Selection& selection) {
  return {.hosts = selection.hosts, .since = selection.since, .until = selection.until};
}

Result<ExitCode> WriteWarc(const Archive& archive, const Selection& selection,
                           const CaptureExport& request, Streams& streams) {
  WarcExportOptions options;
  options.writer.output = request.output;
  options.writer.info = WarcInfo(std::string(ProgramVersion()), std::string());
  options.writer.max_file_bytes = request.max_file_bytes;
  options.selection = CapturesOf(selection);
  std::error_code ignored;
  const bool folder = !options.writer.output.has_filename() ||
                      std::filesystem::is_directory(options.writer.output, ignored);
  options.cdxj = folder ? options.writer.output / "index.cdxj"
                        : std::filesystem::path(request.output + ".cdxj");
  if (folder) {
    std::filesystem::create_directories(options.writer.output, ignored);
  }
  const Result<WarcExportReport> report = ExportWarc(archive, options);
  if (!report) {
    return report.error();
  }
  streams.err << fmt::format(
      "{} responses, {} revisits and {} articles written to {}, indexed in {}\n", report->responses,
      report->revisits, report->articles, SanitizeLine(request.output), options.cdxj.string());
  SayWhatIsLeftOut(*report, streams);
  return ExitCode::kOk;
}

Result<ExitCode> WriteWacz(const Archive& archive, const Selection& selection,
                           const CaptureExport& request, Streams& streams) {
  if (!request.output.ends_with(".wacz")) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("--output {}: the name of a package ends in .wacz", request.output));
  }
  WaczOptions options;
  options.output = request.output;
  options.selection = CapturesOf(selection);
  options.software = fmt::format("kiosque/{}", ProgramVersion());
  options.info = WarcInfo(std::string(ProgramVersion()), std::string());
  options.max_file_bytes = request.max_file_bytes;
  options.title = std::filesystem::path(request.output).stem().string();
  const Result<WaczReport> report = ExportWacz(archive, options);
  if (!report) {
    return report.error();
  }
  streams.err << fmt::format(
      "{} responses and {} revisits, {} pages written to {}; package digest sha256:{}\n",
      report->captures.responses, report->captures.revisits, report->pages,
      SanitizeLine(request.output), report->digest.Hex());
  SayWhatIsLeftOut(report->captures, streams);
  return ExitCode::kOk;
}

Result<ExitCode> WriteCdxj(const Archive& archive, const Selection& selection,
                           const CaptureExport& request, Streams& streams) {
  std::unique_ptr<ByteSink> sink;
  if (request.output.empty()) {
    sink = MakeDescriptorSink(STDOUT_FILENO, "standard output");
  } else {
    Result<std::unique_ptr<ByteSink>> file = MakeFileSink(request.output);
    if (!file) {
      return file.error();
    }
    sink = MakeCompressingSink(CompressionFor(request.output), *std::move(file));
  }
  const Result<std::uint64_t> lines = ExportCdxj(archive, CapturesOf(selection), std::move(sink));
  if (!lines) {
    return lines.error();
  }
  if (!request.output.empty()) {
    streams.err << fmt::format("{} captures listed in {}\n", *lines, SanitizeLine(request.output));
  }
  return ExitCode::kOk;
}

}  // namespace

bool IsCaptureFormat(const std::string& format) {
  return format == "warc" || format == "wacz" || format == "cdxj";
}

Result<ExitCode> ExportCaptures(const Archive& archive, const Selection& selection,
                                const CaptureExport& request, Streams& streams) {
  if (request.output.empty() && request.format != "cdxj") {
    return Fail(Errc::kInvalidArgument,
                request.format == "warc"
                    ? "--format warc needs --output FILE.warc.gz, or a folder for many files"
                    : "--format wacz needs --output FILE.wacz");
  }
  if (!selection.languages.empty() || !selection.tags.empty() || selection.as_of ||
      selection.min_words > 0) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("--format {} writes captures: of the filters, --host, --since and "
                            "--until apply",
                            request.format));
  }
  if (request.format == "warc") {
    return WriteWarc(archive, selection, request, streams);
  }
  return request.format == "wacz" ? WriteWacz(archive, selection, request, streams)
                                  : WriteCdxj(archive, selection, request, streams);
}

}  // namespace kiosque
