#include "cli/exit_code.h"

namespace kiosque {
namespace {

constexpr ExitCodeMeaning kMeanings[] = {
    {ExitCode::kOk, "done"},
    {ExitCode::kFailure,
     "could not be done: network, disk, or nothing there; the message says what"},
    {ExitCode::kBadInput, "bad arguments, seed file, URL or store; nothing was done"},
    {ExitCode::kSizeLimit, "stopped by --limit or --max-bytes; run again to continue"},
    {ExitCode::kTimeLimit, "stopped by --time-limit; run again to continue"},
    {ExitCode::kStoreLocked, "another process holds the store"},
    {ExitCode::kSilentSite, "a site that had news before has none now"},
    {ExitCode::kFailOn, "the crawl ended, and a condition of --fail-on holds"},
    {ExitCode::kInterrupted, "interrupted; everything fetched is saved"},
};

}  // namespace

std::span<const ExitCodeMeaning> ExitCodeMeanings() {
  return kMeanings;
}

ExitCode ExitCodeOf(Errc code) {
  switch (code) {
    case Errc::kInvalidUrl:
    case Errc::kInvalidArgument:
    case Errc::kTooNew:
      return ExitCode::kBadInput;
    case Errc::kLocked:
      return ExitCode::kStoreLocked;
    case Errc::kNotFound:
    case Errc::kCorrupt:
    case Errc::kIo:
    case Errc::kNoSpace:
    case Errc::kUnsupported:
      return ExitCode::kFailure;
  }
  return ExitCode::kFailure;
}

}  // namespace kiosque
