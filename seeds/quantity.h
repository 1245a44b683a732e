// quantity.h — durations, sizes and times as people write them in seed files and flags.
//
// Errors: empty for anything that is not wholly understood. Threads: pure functions.
#ifndef KIOSQUE_SEEDS_QUANTITY_H_
#define KIOSQUE_SEEDS_QUANTITY_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kiosque {

/// "2", "1.5s", "500ms", "2m" or "2min", "1h", "3d", "2w"; a bare number is seconds. At most 100
/// years, not negative.
std::optional<std::chrono::milliseconds> ParseDuration(std::string_view text);
/// The shortest exact spelling that ParseDuration reads back: "1s", "1500ms", "2h".
std::string FormatDuration(std::chrono::milliseconds duration);

/// "1000", "16M", "16MB", "16MiB": K, M, G, T are powers of 1024, as curl and wget have them.
std::optional<std::uint64_t> ParseSize(std::string_view text);

/// A date, an RFC 3339 time, or a duration before `now` ("30d").
std::optional<UtcTime> ParseSince(std::string_view text, UtcTime now);

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_QUANTITY_H_
