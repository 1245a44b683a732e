#include "cli/exit_code.h"

namespace kiosque {
namespace {

constexpr ExitCodeMeaning kMeanings[] = {
    {ExitCode::kOk, "done"},
    {ExitCode::kFailure, "the system or the network refused; the message says what"},
    {ExitCode::kBadInput, "bad arguments, seed file, URL or configuration"},
    {ExitCode::kNotFound, "nothing is there: no such page in the archive, no such file"},
    {ExitCode::kSizeLimit, "stopped by --limit or --max-bytes; run again to continue"},
    {ExitCode::kTimeLimit, "stopped by --time-limit; run again to continue"},
    {ExitCode::kStoreLocked, "another process holds the store"},
    {ExitCode::kSilentSite, "a site that had news before has none now"},
    {ExitCode::kStoreTooNew, "the store was written by a newer version of this program"},
    {ExitCode::kStoreCorrupt, "stored bytes are damaged"},
    {ExitCode::kNoSpace, "the disk is full"},
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
      return ExitCode::kBadInput;
    case Errc::kNotFound:
      return ExitCode::kNotFound;
    case Errc::kLocked:
      return ExitCode::kStoreLocked;
    case Errc::kTooNew:
      return ExitCode::kStoreTooNew;
    case Errc::kCorrupt:
      return ExitCode::kStoreCorrupt;
    case Errc::kNoSpace:
      return ExitCode::kNoSpace;
    case Errc::kIo:
    case Errc::kUnsupported:
      return ExitCode::kFailure;
  }
  return ExitCode::kFailure;
}

}  // namespace kiosque
