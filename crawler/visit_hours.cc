#include "crawler/visit_hours.h"

#include <algorithm>

#include "parser/site_zone.h"

namespace kiosque {
namespace {

int MinuteOfDay(UtcTime time) {
  const auto since_midnight = time - std::chrono::floor<std::chrono::days>(time);
  return static_cast<int>(std::chrono::floor<std::chrono::minutes>(since_midnight).count());
}

}  // namespace

bool InActiveHours(const Site& site, UtcTime now) {
  if (site.active_hours.empty()) {
    return true;
  }
  const std::string zone = site.timezone.empty() ? ZoneOfHost(site.hosts.front()) : site.timezone;
  const int minute = MinuteOfDay(now + SiteOffset(zone, now).value_or(std::chrono::minutes(0)));
  return std::any_of(site.active_hours.begin(), site.active_hours.end(),
                     [&](const DayHours& hours) { return hours.Contains(minute); });
}

bool InVisitTimes(const std::vector<RobotsVisitTime>& times, UtcTime now) {
  const int minute = MinuteOfDay(now);
  return times.empty() || std::any_of(times.begin(), times.end(), [&](const RobotsVisitTime& time) {
           const DayHours hours{static_cast<int>(time.begin.count()),
                                static_cast<int>(time.end.count())};
           return hours.Contains(minute);
         });
}

}  // namespace kiosque
