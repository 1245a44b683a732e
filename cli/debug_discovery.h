// debug_discovery.h — probes of parser/robots_rules.h, parser/sitemap.h and parser/feed.h.
//
// Threads: pure functions.
#ifndef KIOSQUE_CLI_DEBUG_DISCOVERY_H_
#define KIOSQUE_CLI_DEBUG_DISCOVERY_H_

#include <nlohmann/json.hpp>

namespace kiosque {

/// {"robots", "agent", "url"} -> {"allow", "line", "text"}: the line that decided, 0 = none did.
nlohmann::ordered_json DebugRobots(const nlohmann::json& row);
/// {"robots", "agent"} -> {"value"}: Crawl-delay in seconds, or null.
nlohmann::ordered_json DebugRobotsDelay(const nlohmann::json& row);
/// {"url", "body_b64"} -> {"pages", "sitemaps"}; feeds count as sitemaps.
nlohmann::ordered_json DebugSitemap(const nlohmann::json& row);
/// {"url"?, "headers"?, "body_b64", "expect": [[path, …], …]} -> {"expect": [[path, value], …]} for
/// the paths asked, by feedparser's names; without "expect" as DebugSitemap.
nlohmann::ordered_json DebugFeed(const nlohmann::json& row);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_DEBUG_DISCOVERY_H_
