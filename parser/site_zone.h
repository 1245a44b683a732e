// site_zone.h — what a site's clock adds to UTC at some instant.
//
// Errors: an empty or unknown zone gives nothing. Threads: thread-safe.
// Source: the IANA time zone database as ICU ships it.
#ifndef KIOSQUE_PARSER_SITE_ZONE_H_
#define KIOSQUE_PARSER_SITE_ZONE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kiosque {

/// `zone` is an IANA name ("Africa/Kinshasa").
std::optional<std::chrono::minutes> SiteOffset(const std::string& zone, UtcTime at);

/// The zone of the country that a host's top-level domain is of, where the country has one zone
/// that nearly all of it lives in; empty for all others.
std::string ZoneOfHost(std::string_view hostname);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_SITE_ZONE_H_
