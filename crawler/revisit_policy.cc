#include "crawler/revisit_policy.h"

namespace kiosque {

std::optional<UtcTime> RevisitPolicy::Next(const Site& site, const FrontierEntry& entry,
                                           VisitEnd end, UtcTime run_start) {
  // Just after this run's start: due in every later run, however the wall clock is set meanwhile.
  const UtcTime next_run = run_start + std::chrono::microseconds(1);
  const bool list = entry.link_class <= LinkClass::kHub || (entry.evidence & kWasHub) != 0;
  const bool declared = entry.link_class <= LinkClass::kSitemap;
  switch (end) {
    case VisitEnd::kSeen:
      return site.revisit == Revisit::kAlways || list ? std::optional(next_run) : std::nullopt;
    case VisitEnd::kMoved:
      return declared ? std::optional(next_run) : std::nullopt;
    case VisitEnd::kRefused:
      // robots.txt and seed files change; asking again costs nothing until they do.
      return next_run;
    case VisitEnd::kGone:
    case VisitEnd::kFailed:
      return declared || entry.failures < kGiveUpAfter ? std::optional(next_run) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace kiosque
