#include "cli/debug_discovery.h"

#include <string>

#include "base/ascii.h"
#include "cli/feed_names.h"
#include "cli/json_row.h"
#include "parser/charset.h"
#include "parser/feed.h"
#include "parser/feed_markup.h"
#include "parser/robots_rules.h"
#include "parser/sitemap.h"

namespace kiosque {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Where rows that name no address came from: feedparser's suite is served there.
constexpr std::string_view kDefaultUrl = "http://127.0.0.1:8097/feed";

ordered_json Answer(const std::vector<std::string>& pages,
                    const std::vector<std::string>& sitemaps) {
  return {{"pages", pages}, {"sitemaps", sitemaps}};
}

std::vector<std::string> EntryUrls(const Feed& feed) {
  std::vector<std::string> pages;
  for (const FeedEntry& entry : feed.entries) {
    if (entry.url) {
      pages.push_back(entry.url->href());
    }
  }
  return pages;
}

/// A header of the row, its name in any case.
std::string Header(const json& row, std::string_view lower_name) {
  const auto headers = row.find("headers");
  if (headers == row.end() || !headers->is_object()) {
    return {};
  }
  for (const auto& [name, value] : headers->items()) {
    if (EqualsNoCase(name, lower_name) && value.is_string()) {
      return value.get<std::string>();
    }
  }
  return {};
}

FeedContext ContextOf(const json& row) {
  FeedContext context;
  const Url fallback = *Url::Parse(kDefaultUrl);
  const Result<Url> url = Url::Parse(TextAt(row, "url", kDefaultUrl));
  context.url = url ? *url : fallback;
  // RFC 9110 §8.7: Content-Location is what references in the body are relative to.
  if (const std::string location = Header(row, "content-location"); !location.empty()) {
    if (const Result<Url> moved = context.url->Resolve(location)) {
      context.url = *moved;
    }
  }
  context.http_charset = CharsetOfContentType(Header(row, "content-type"));
  context.language = Header(row, "content-language");
  return context;
}

}  // namespace

ordered_json DebugRobots(const json& row) {
  const std::string address = TextAt(row, "url");
  const Result<Url> url = Url::Parse(address);
  const RobotsRules rules = RobotsRules::Parse(TextAt(row, "robots"));
  const RobotsDecision decision = rules.DecidePath(
      url ? std::string(url->path_and_query()) : RobotsPathOf(address), TextAt(row, "agent"));
  return {{"allow", decision.allowed}, {"line", decision.line}, {"text", decision.text}};
}

ordered_json DebugRobotsDelay(const json& row) {
  const auto delay = RobotsRules::Parse(TextAt(row, "robots")).CrawlDelay(TextAt(row, "agent"));
  return {{"value", delay ? ordered_json(static_cast<double>(delay->count()) / 1000)
                          : ordered_json(nullptr)}};
}

ordered_json DebugSitemap(const json& row) {
  const std::string bytes = DecodeBase64(TextAt(row, "body_b64"));
  const FeedContext context = ContextOf(row);
  if (SniffXml(bytes) == XmlKind::kFeed) {
    return Answer(EntryUrls(ParseFeed(bytes, context)), {});
  }
  const Sitemap sitemap = ParseSitemap(bytes, *context.url);
  std::vector<std::string> pages;
  for (const SitemapEntry& entry : sitemap.entries) {
    pages.push_back(entry.loc.href());
  }
  std::vector<std::string> sitemaps;
  for (const SubSitemap& sub : sitemap.sitemaps) {
    sitemaps.push_back(sub.loc.href());
  }
  return Answer(pages, sitemaps);
}

ordered_json DebugFeed(const json& row) {
  const auto expect = row.find("expect");
  if (expect == row.end() || !expect->is_array()) {
    return DebugSitemap(row);
  }
  const Feed feed = ParseFeed(DecodeBase64(TextAt(row, "body_b64")), ContextOf(row));
  const ordered_json names = FeedNames(feed, Header(row, "content-type"));
  ordered_json answers = ordered_json::array();
  for (const json& asked : *expect) {
    if (asked.is_array() && !asked.empty() && asked[0].is_array()) {
      answers.push_back(ordered_json::array({asked[0], AtPath(names, asked[0])}));
    }
  }
  return {{"expect", std::move(answers)}};
}

}  // namespace kiosque
