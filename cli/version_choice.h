// version_choice.h — `--at`: which version of a story.
//
//   (nothing)   the newest          -1, -2 …  so many versions before the newest
//   3           version 3           TIME      the version that stood then; of a plain date, at its
//   end
//
// Errors: kInvalidArgument for what is none of these; kNotFound when there is no such version,
// naming those that are there. Threads: pure functions but for reading the archive.
#ifndef KIOSQUE_CLI_VERSION_CHOICE_H_
#define KIOSQUE_CLI_VERSION_CHOICE_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/url.h"
#include "storage/archive.h"

namespace kiosque {

struct VersionsBack {
  std::uint32_t count = 0;
};
struct VersionNumber {
  std::uint32_t number = 0;
};
using VersionChoice = std::variant<VersionsBack, VersionNumber, UtcTime>;

/// `now` is what an age ("2d") is counted back from.
Result<VersionChoice> ParseVersionChoice(const std::string& text, UtcTime now);

/// The chosen one of `versions` (oldest first, not empty); `url` is for the message.
Result<Version> ChooseVersion(std::vector<Version> versions, const VersionChoice& choice,
                              const Url& url);

/// Reads a URL that a person typed: kInvalidArgument says what was typed.
Result<Url> ReadUrlArgument(const std::string& text);

/// `url` or, when the archive has captures under that only, its canonical form. kNotFound when it
/// has neither.
Result<Url> FindArchivedUrl(const Archive& archive, const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_VERSION_CHOICE_H_
