// exit_code.h — what the program's exit code says, for scripts and cron.
//
// The numbers are part of the interface: documented in `kiosque --help` and the man page, never
// reused.
//
// Threads: constants. Source: 14 and 15 are Browsertrix Crawler's size and time limits; 130 is a
// shell's 128 + SIGINT.
#ifndef KIOSQUE_CLI_EXIT_CODE_H_
#define KIOSQUE_CLI_EXIT_CODE_H_

#include <span>
#include <string_view>

#include "base/error.h"

namespace kiosque {

enum class ExitCode : int {
  kOk = 0,
  kFailure = 1,
  kBadInput = 2,
  kSizeLimit = 14,
  kTimeLimit = 15,
  kStoreLocked = 20,
  kSilentSite = 21,
  kFailOn = 22,
  kInterrupted = 130,
};

struct ExitCodeMeaning {
  ExitCode code;
  std::string_view meaning;
};

/// All codes with their meanings, in rising order.
std::span<const ExitCodeMeaning> ExitCodeMeanings();

/// The code with which a command ends that failed with `code`.
ExitCode ExitCodeOf(Errc code);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_EXIT_CODE_H_
