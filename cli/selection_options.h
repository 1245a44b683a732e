// selection_options.h — `--host`, `--since`, `--until`, `--language`, `--tag`, `--min-words`: which
// articles.
//
// Errors: kInvalidArgument naming the option. Threads: one command, one thread.
#ifndef KIOSQUE_CLI_SELECTION_OPTIONS_H_
#define KIOSQUE_CLI_SELECTION_OPTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "corpus/export.h"

namespace CLI {
class App;
}

namespace kiosque {

class SelectionOptions {
 public:
  void AddTo(CLI::App& app);
  /// `now` is what an age ("30d") is counted back from.
  Result<Selection> Read(UtcTime now) const;

 private:
  std::vector<std::string> hosts_;
  std::string since_;
  std::string until_;
  std::vector<std::string> languages_;
  std::vector<std::string> tags_;
  std::uint32_t min_words_ = 0;
};

/// A date, an RFC 3339 time or an age before `now`; the message names `option`.
Result<UtcTime> ReadTimeOption(const std::string& option, const std::string& value, UtcTime now);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_SELECTION_OPTIONS_H_
