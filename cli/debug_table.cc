#include "cli/debug_table.h"

#include "cli/debug_discovery.h"
#include "cli/debug_text.h"
#include "cli/debug_url.h"

namespace kiosque {
namespace {

// One line a probe, alphabetically.
constexpr DebugProbe kProbes[] = {
    {"canonical", "{url} -> {output}: the key under which a page is known", &DebugCanonical},
    {"charset", "{body_b64, transport} -> {encoding, text}; {label} -> {encoding}", &DebugCharset},
    {"date", "{in, lang} or {html, kw} -> {iso}: text or null", &DebugDate},
    {"feed", "{body_b64, expect} -> its parts by feedparser's names, or its pages", &DebugFeed},
    {"idna", "{input} -> {output}: a domain in ASCII, or null", &DebugIdna},
    {"robots", "{robots, agent, url} -> {allow} and the line that decided", &DebugRobots},
    {"robots-delay", "{robots, agent} -> {value}: Crawl-delay in seconds, or null",
     &DebugRobotsDelay},
    {"sitemap", "{url, body_b64} -> {pages, sitemaps}", &DebugSitemap},
    {"surt", "{url} -> {output}: the key under which archives sort a page", &DebugSurt},
    {"url", "{input, base} -> its parts, or {failure: true}", &DebugUrl},
    {"url-query", "{input, output: {encoding: …}} -> the query in each encoding", &DebugUrlQuery},
};

}  // namespace

std::span<const DebugProbe> DebugProbes() {
  return kProbes;
}

}  // namespace kiosque
