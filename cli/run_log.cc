#include "cli/run_log.h"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/ostream_sink.h>

#include <CLI/CLI.hpp>
#include <utility>

namespace kiosque {

RunLog::RunLog() = default;
RunLog::~RunLog() = default;

void RunLog::AddTo(CLI::App& app) {
  app.add_option("--log-level", level_, "debug, info, warn, error or off")
      ->type_name("LEVEL")
      ->capture_default_str()
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}));
  app.add_option("--log-file", file_, "write the log there instead of standard error; appended to")
      ->type_name("FILE");
}

Status RunLog::Open(Streams& streams, bool over_progress) {
  if (level_ == "off") {
    return Ok();
  }
  spdlog::sink_ptr sink;  // a shared_ptr because spdlog asks for one
  if (file_.empty()) {
    sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(streams.err, /*force_flush=*/true);
  } else {
    try {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file_);
    } catch (const spdlog::spdlog_ex& error) {
      return Fail(Errc::kInvalidArgument, fmt::format("--log-file: {}", error.what()));
    }
  }
  const bool clear_line = over_progress && file_.empty();
  sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      std::string(clear_line ? "\r\x1b[K" : "") + "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
      spdlog::pattern_time_type::utc));
  logger_ = std::make_unique<spdlog::logger>("kiosque", std::move(sink));
  logger_->set_level(spdlog::level::from_str(level_));
  logger_->flush_on(spdlog::level::warn);
  return Ok();
}

}  // namespace kiosque
