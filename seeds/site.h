// site.h — a site and a run as the crawl takes them: typed, complete, checked.
//
// Threads: plain values, constant after LoadSeeds.
#ifndef KIOSQUE_SEEDS_SITE_H_
#define KIOSQUE_SEEDS_SITE_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/selector.h"
#include "base/url.h"
#include "seeds/age_ladder.h"
#include "seeds/boost_window.h"
#include "seeds/day_hours.h"
#include "seeds/setting.h"
#include "seeds/url_pattern.h"

namespace kiosque {

/// How strictly a site's certificate is taken.
enum class TlsStrictness : std::uint8_t { kStrict, kFetchIntermediate, kAllowBroken };

enum class Revisit : std::uint8_t {
  kLadder,  ///< articles by their age and how they change, lists by what they bring
  kAlways,  ///< the next run asks again for everything known, conditionally
  kNever,   ///< what was fetched once is never asked for again
};

/// What is done when a page says "noarchive".
enum class NoArchivePolicy {
  kObey,    ///< not kept when the response says it (X-Robots-Tag); recorded when only the page does
  kStrict,  ///< not kept whoever says it
  kIgnore,  ///< recorded
};

/// One [[site]]. The defaults are those of seeds/keys.cc.
struct Site {
  std::string id;
  std::vector<Url> urls;           ///< where it begins; never empty
  std::vector<std::string> hosts;  ///< without "www.": of the urls first, then the aliases
  std::vector<Url> feeds;
  std::vector<Url> sitemaps;
  std::vector<UrlPattern> include;  ///< empty = everything
  std::vector<UrlPattern> exclude;
  std::uint32_t depth = 0;
  std::uint32_t limit = 0;  ///< pages a run; 0 = none
  std::optional<UtcTime> since;
  std::chrono::milliseconds delay{0};
  std::chrono::milliseconds max_delay{0};
  std::uint32_t per_host = 1;
  std::vector<DayHours> active_hours;  ///< empty = any
  std::uint64_t site_bytes = 0;        ///< received in one run; 0 = no limit
  NoArchivePolicy noarchive = NoArchivePolicy::kObey;
  bool tdmrep = false;  ///< ask for /.well-known/tdmrep.json
  std::chrono::milliseconds timeout{0};
  std::uint64_t max_page = 0;  ///< bytes, decoded
  TlsStrictness tls = TlsStrictness::kStrict;
  std::string lang;
  std::string timezone;
  SiteRules rules;  ///< where things stand on its pages
  Revisit revisit = Revisit::kAlways;
  AgeLadder ladder;
  bool second_look = false;
  std::chrono::milliseconds list_min{0};
  std::chrono::milliseconds list_max{0};
  std::vector<BoostWindow> boost;
  std::vector<std::string> tags;
};

/// What [crawler] says of the whole run.
struct RunSettings {
  std::string contact;
  std::string user_agent;  ///< empty = the program's own
  std::string store;       ///< empty = the user's data directory
  std::uint32_t jobs = 0;
  std::uint32_t run_limit = 0;
  std::chrono::milliseconds time_limit{0};
  std::uint64_t max_bytes = 0;
  std::uint32_t per_address = 0;  ///< origins at once on one IP address; 0 = any number
  std::vector<std::string> allow_net;
  std::string proxy;
  std::string cacert;
  std::vector<std::string> connect_to;
  std::vector<std::string> resolve;
};

/// Reads a complete, checked table (every key of its place has a value or none by default).
/// `now` is what an age in `since` is counted from. Errors name place and key.
Result<Site> MakeSite(const SettingTable& table, UtcTime now);
Result<RunSettings> MakeRunSettings(const SettingTable& table);

/// The host by which a site is known: lower case, without a leading "www.".
std::string SiteHost(std::string_view hostname);

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_SITE_H_
