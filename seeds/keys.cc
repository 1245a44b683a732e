#include "seeds/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "base/sanitize.h"
#include "base/selector.h"
#include "base/url.h"
#include "seeds/age_ladder.h"
#include "seeds/boost_window.h"
#include "seeds/day_hours.h"
#include "seeds/quantity.h"
#include "seeds/url_pattern.h"

namespace kiosque {
namespace {

using enum KeyPlace;
using enum KeyType;

constexpr std::array kKeys{
    // Who crawls, and what one run may cost.
    KeySpec{"contact", "contact", kCrawler, kText, "", "",
            "mail address or web page where site owners reach you; part of the User-Agent"},
    KeySpec{"user_agent", "user-agent", kCrawler, kText, "", "",
            "the User-Agent sent instead of Kiosque/VERSION (+CONTACT)"},
    KeySpec{"store", "store", kCrawler, kPath, "", "", "directory of the archive"},
    KeySpec{"jobs", "jobs", kCrawler, kInteger, "64", "",
            "requests in flight at once, over all sites"},
    KeySpec{"run_limit", "limit", kCrawler, kInteger, "0", "",
            "pages fetched by one run; 0 = no limit"},
    KeySpec{"time_limit", "time-limit", kCrawler, kDuration, "0", "",
            "how long one run may take; 0 = no limit"},
    KeySpec{"max_bytes", "max-bytes", kCrawler, kSize, "0", "",
            "bytes received by one run; 0 = no limit"},
    KeySpec{"per_address", "per-address", kCrawler, kInteger, "1", "",
            "origins asked at once on one IP address; 0 = any number"},
    KeySpec{"allow_net", "allow-net", kCrawler, kTextList, "", "",
            "private networks that may be visited, as CIDR"},
    KeySpec{"proxy", "proxy", kCrawler, kText, "", "", "HTTP or SOCKS proxy, as curl's --proxy"},
    KeySpec{"cacert", "cacert", kCrawler, kPath, "", "",
            "file of certificate authorities, instead of the system's"},
    KeySpec{"connect_to", "connect-to", kCrawler, kTextList, "", "",
            "HOST1:PORT1:HOST2:PORT2, as curl's --connect-to"},
    KeySpec{"resolve", "resolve", kCrawler, kTextList, "", "",
            "HOST:PORT:ADDRESS, as curl's --resolve"},
    // What a site is.
    KeySpec{"id", "id", kSite, kText, "", "", "short name in reports; default: the host"},
    KeySpec{"url", "url", kSite, kUrlList, "", "", "where the crawl of this site begins"},
    KeySpec{"aliases", "alias", kSite, kTextList, "", "",
            "other hosts that are the same site (old domains, mirrors)"},
    KeySpec{"feeds", "feed", kSite, kUrlList, "", "", "RSS, Atom or JSON feeds to read"},
    KeySpec{"sitemaps", "sitemap", kSite, kUrlList, "", "",
            "sitemaps to read, besides those that robots.txt names"},
    // What belongs to it.
    KeySpec{"include", "include", kBoth, kPatternList, "", "",
            "only URLs that match one of these, e.g. /blog/"},
    KeySpec{"exclude", "exclude", kBoth, kPatternList, "", "",
            "no URL that matches one of these, e.g. *.pdf$"},
    KeySpec{"depth", "depth", kBoth, kInteger, "5", "",
            "links followed from the start; further pages of a list, feeds and sitemaps are free"},
    KeySpec{"limit", "site-limit", kBoth, kInteger, "0", "",
            "pages of this site in one run; 0 = no limit"},
    KeySpec{"since", "since", kBoth, kTime, "", "",
            "only articles published since then: a date, or an age such as 30d"},
    // How gently it is visited.
    KeySpec{"delay", "delay", kBoth, kDuration, "1s", "",
            "least time between two requests to one origin"},
    KeySpec{"max_delay", "max-delay", kBoth, kDuration, "60s", "",
            "most time that Crawl-delay or a slow server may stretch the delay to"},
    KeySpec{"per_host", "per-host", kBoth, kInteger, "1", "",
            "parallel requests to one origin; more than 1 only for your own servers"},
    KeySpec{"active_hours", "active-hours", kBoth, kHoursList, "", "",
            "only at these hours of the site's own zone, e.g. 22:00-06:00"},
    KeySpec{"site_bytes", "site-bytes", kBoth, kSize, "0", "",
            "bytes received from this site in one run; 0 = no limit"},
    KeySpec{"noarchive", "noarchive", kBoth, kChoice, "obey", "obey|strict|ignore",
            "pages that say noarchive in X-Robots-Tag, or (strict) in themselves, are read for "
            "links only"},
    KeySpec{"tdmrep", "tdmrep", kBoth, kBoolean, "true", "",
            "ask once a month for /.well-known/tdmrep.json and record what it reserves"},
    KeySpec{"timeout", "timeout", kBoth, kDuration, "30s", "", "longest time for one response"},
    KeySpec{"max_page", "max-page", kBoth, kSize, "16M", "", "largest page kept, decoded"},
    KeySpec{"tls", "tls", kBoth, kChoice, "strict", "strict|fetch-intermediate|allow-broken",
            "how strictly certificates are taken"},
    // What is known of it.
    KeySpec{"lang", "lang", kBoth, kText, "", "", "language of the site, e.g. fr"},
    KeySpec{"timezone", "timezone", kBoth, kText, "", "",
            "zone of dates that name none, e.g. Africa/Kinshasa"},
    KeySpec{"select_body", "select-body", kBoth, kSelectorList, "", "",
            "where the article's text stands, e.g. article .text; default: found by reading"},
    KeySpec{"select_title", "select-title", kBoth, kSelectorList, "", "",
            "the element that has the title, e.g. h1.headline"},
    KeySpec{"select_date", "select-date", kBoth, kSelectorList, "", "",
            "the element that has the date of publication, e.g. time[datetime]"},
    KeySpec{"remove", "remove", kBoth, kSelectorList, "", "",
            "elements that never belong to the article, e.g. .related"},
    KeySpec{"tags", "tag", kBoth, kTextList, "", "", "words of your own, kept with the site"},
    // When it is visited again.
    KeySpec{"revisit", "revisit", kBoth, kChoice, "ladder", "ladder|always|never",
            "articles again by their age, all in every run, or only lists for new ones"},
    KeySpec{"ladder", "ladder", kBoth, kLadder,
            "15m for 3h, 1h for 1d, 3h for 7d, 3d for 30d, 30d for 365d", "",
            "how often an article is asked again until it has which age; then never"},
    KeySpec{"second_look", "second-look", kBoth, kBoolean, "true", "",
            "ask in the run after the first for an article of which no index tells changes"},
    KeySpec{"list_min", "list-min", kBoth, kDuration, "15m", "",
            "least time between two looks at a list that brought nothing new"},
    KeySpec{"list_max", "list-max", kBoth, kDuration, "1d", "",
            "most time between two looks at a list, however quiet"},
    KeySpec{"boost", "boost", kBoth, kBoostList, "", "",
            "days in which everything is asked more often, e.g. 2023-12-18/2023-12-31 x4"},
};

bool Integer(std::string_view text) {
  std::uint32_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && rest == text.data() + text.size();
}

bool OneOf(std::string_view choices, std::string_view word) {
  while (!choices.empty()) {
    const std::size_t bar = std::min(choices.find('|'), choices.size());
    if (choices.substr(0, bar) == word) {
      return true;
    }
    choices.remove_prefix(std::min(bar + 1, choices.size()));
  }
  return false;
}

bool Readable(const KeySpec& key, std::string_view item) {
  switch (key.type) {
    case kText:
    case kPath:
    case kTextList:
      return !item.empty();
    case kInteger:
      return Integer(item);
    case kBoolean:
      return item == "true" || item == "false";
    case kDuration:
      return ParseDuration(item).has_value();
    case kSize:
      return ParseSize(item).has_value();
    case kTime:
      return ParseSince(item, UtcTime{}).has_value();
    case kChoice:
      return OneOf(key.choices, item);
    case kUrlList:
      return Url::Parse(item).has_value();
    case kPatternList:
      return UrlPattern::Parse(item).has_value();
    case kLadder:
      return AgeLadder::Parse(item).has_value();
    case kHoursList:
      return DayHours::Parse(item).has_value();
    case kBoostList:
      return BoostWindow::Parse(item).has_value();
    case kSelectorList:
      return Selector::Parse(item).has_value();
  }
  return false;
}

}  // namespace

std::span<const KeySpec> SeedKeys() {
  return kKeys;
}

const KeySpec* FindKey(std::string_view name, KeyPlace table) {
  const auto found = std::find_if(kKeys.begin(), kKeys.end(), [&](const KeySpec& key) {
    return key.name == name && (key.place == table || key.place == kBoth);
  });
  return found == kKeys.end() ? nullptr : &*found;
}

const KeySpec* FindFlag(std::string_view flag) {
  const auto found = std::find_if(kKeys.begin(), kKeys.end(),
                                  [&](const KeySpec& key) { return key.flag == flag; });
  return found == kKeys.end() ? nullptr : &*found;
}

bool IsList(KeyType type) {
  return type == kTextList || type == kUrlList || type == kPatternList || type == kHoursList ||
         type == kBoostList || type == kSelectorList;
}

std::string_view Expectation(KeyType type) {
  switch (type) {
    case kText:
      return "a text that is not empty";
    case kPath:
      return "a path";
    case kInteger:
      return "a whole number from 0 to 4294967295";
    case kBoolean:
      return "true or false";
    case kDuration:
      return "a duration such as \"1s\", \"500ms\", \"2m\" or \"1h\"";
    case kSize:
      return "a size such as \"16M\" or \"2G\"";
    case kTime:
      return "a date such as \"2024-04-13\", a time, or an age such as \"30d\"";
    case kChoice:
      return "one of its choices";
    case kTextList:
      return "a list of texts";
    case kUrlList:
      return "an absolute http or https URL such as \"https://example.org/\"";
    case kPatternList:
      return "patterns that begin with '/', '*', http:// or https://, such as \"/blog/\"";
    case kLadder:
      return "steps of rising age such as \"15m for 3h, 1h for 1d, 3d for 30d\"";
    case kHoursList:
      return "hours such as \"22:00-06:00\"";
    case kBoostList:
      return "days such as \"2023-12-18/2023-12-31 x4\"";
    case kSelectorList:
      return "selectors of tag, .class, #id, [attribute] and spaces, such as \"article .text\"";
  }
  return "";
}

Status CheckSetting(const KeySpec& key, const Setting& value) {
  for (const std::string& item : value.items) {
    if (Readable(key, item)) {
      continue;
    }
    const bool flag = value.from.kind == Provenance::Kind::kCommandLine;
    const std::string name = flag ? "--" + std::string(key.flag) : std::string(key.name);
    const std::string expected = key.type == kChoice ? "one of " + std::string(key.choices)
                                                     : std::string(Expectation(key.type));
    return Fail(Errc::kInvalidArgument,
                fmt::format("{}{} = \"{}\" is not understood: write {}",
                            flag ? "" : value.from.Where(), name, SanitizeLine(item), expected));
  }
  return Ok();
}

}  // namespace kiosque
