// run_log.h — what a run says while it works: `--log-level`, `--log-file`.
//
// One line an event: time (UTC), level, text. Without a file, lines go to streams.err.
//
// Errors: kInvalidArgument when the file cannot be opened. Threads: the logger may be used from any
// thread.
#ifndef KIOSQUE_CLI_RUN_LOG_H_
#define KIOSQUE_CLI_RUN_LOG_H_

#include <memory>
#include <string>

#include "base/error.h"
#include "cli/streams.h"

namespace CLI {
class App;
}
namespace spdlog {
class logger;
}

namespace kiosque {

class RunLog {
 public:
  RunLog();
  ~RunLog();
  RunLog(const RunLog&) = delete;
  RunLog& operator=(const RunLog&) = delete;

  void AddTo(CLI::App& app);
  /// Opens the log. With `over_progress`, each line on the terminal first clears the progress line.
  Status Open(Streams& streams, bool over_progress);
  /// REQUIRES: Open succeeded. Null with level "off".
  spdlog::logger* get() const { return logger_.get(); }

 private:
  std::string level_ = "warn";
  std::string file_;
  std::unique_ptr<spdlog::logger> logger_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_RUN_LOG_H_
