#include "parser/site_zone.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>

namespace kiosque {

std::optional<std::chrono::minutes> SiteOffset(const std::string& zone, UtcTime at) {
  if (zone.empty()) {
    return std::nullopt;
  }
  const std::unique_ptr<icu::TimeZone> found(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  if (found == nullptr || *found == icu::TimeZone::getUnknown()) {
    return std::nullopt;
  }
  std::int32_t raw = 0;
  std::int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  const auto milliseconds =
      std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
  found->getOffset(static_cast<double>(milliseconds), false, raw, daylight, status);
  if (U_FAILURE(status)) {
    return std::nullopt;
  }
  return std::chrono::minutes((raw + daylight) / 60'000);
}

}  // namespace kiosque
