#include "cli/export_warc.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "base/sanitize.h"
#include "cli/program.h"
#include "cli/streams.h"
#include "corpus/warc_export.h"

namespace kiosque {

Result<ExitCode> ExportWarcFiles(const Archive& archive, const Selection& selection,
                                 const std::string& output, Streams& streams) {
  if (output.empty()) {
    return Fail(Errc::kInvalidArgument,
                "--format warc needs --output FILE.warc.gz, or a folder for many files");
  }
  if (!selection.languages.empty() || selection.as_of || selection.min_words > 0) {
    return Fail(Errc::kInvalidArgument,
                "--format warc writes captures: of the filters, --host, --since and --until apply");
  }
  WarcExportOptions options;
  options.writer.output = output;
  options.writer.info = WarcInfo(std::string(ProgramVersion()), std::string());
  options.hosts = selection.hosts;
  options.since = selection.since;
  options.until = selection.until;
  std::error_code ignored;
  const bool folder = !options.writer.output.has_filename() ||
                      std::filesystem::is_directory(options.writer.output, ignored);
  options.cdxj =
      folder ? options.writer.output / "index.cdxj" : std::filesystem::path(output + ".cdxj");
  if (folder) {
    std::filesystem::create_directories(options.writer.output, ignored);
  }
  const Result<WarcExportReport> report = ExportWarc(archive, options);
  if (!report) {
    return report.error();
  }
  streams.err << fmt::format("{} responses and {} revisits written to {}, indexed in {}\n",
                             report->responses, report->revisits, SanitizeLine(output),
                             options.cdxj.string());
  if (report->without_body + report->without_response > 0) {
    streams.err << fmt::format(
        "not written: {} captures whose body was not kept (only noise had changed), {} attempts "
        "that got no response\n",
        report->without_body, report->without_response);
  }
  return ExitCode::kOk;
}

}  // namespace kiosque
