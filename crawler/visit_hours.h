// visit_hours.h — may a site be visited at this time of day?
//
// `active_hours` are a seed file's, in the site's own zone (`timezone`, else the zone of its
// country, else UTC); Visit-time is robots.txt's, in UTC. Both must allow it.
//
// Times: UTC. Threads: pure functions. Source: "Extended Standard for Robot Exclusion" (Visit-time,
// GMT).
#ifndef KIOSQUE_CRAWLER_VISIT_HOURS_H_
#define KIOSQUE_CRAWLER_VISIT_HOURS_H_

#include <vector>

#include "base/clock.h"
#include "parser/robots_rules.h"
#include "seeds/site.h"

namespace kiosque {

/// Whether `site`'s active hours (none = any) hold at `now`.
bool InActiveHours(const Site& site, UtcTime now);
/// Whether one of `times` (none = any) holds at `now`.
bool InVisitTimes(const std::vector<RobotsVisitTime>& times, UtcTime now);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_VISIT_HOURS_H_
