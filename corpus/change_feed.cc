#include "corpus/change_feed.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/sanitize.h"
#include "base/sha256.h"
#include "base/surt.h"
#include "corpus/json_text.h"
#include "corpus/tei_writer.h"

namespace kiosque {
namespace {

std::string EscapeXml(std::string_view text) {
  std::string out;
  AppendXml(SanitizeText(text), out);
  return out;
}

// RFC 822, as RSS wants it.
std::string RssDate(UtcTime time) {
  const std::time_t seconds =
      std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(seconds));
}

std::string ItemTitle(const ChangeEvent& event) {
  const std::string name(ChangeClassName(event.summary.change));
  return event.old_title.empty() ? fmt::format("[{}] {}", name, event.title)
                                 : fmt::format("[{}] {} → {}", name, event.old_title, event.title);
}

}  // namespace

std::string ChangeId(const ChangeEvent& event) {
  constexpr std::size_t kDigits = 32;
  return Sha256::Of(fmt::format("{}#{}#{}", SurtKey(event.url), event.snapshot,
                                ChangeClassName(event.summary.change)))
      .Hex()
      .substr(0, kDigits);
}

std::string ChangeLine(const ChangeEvent& event) {
  const UtcTime second = std::chrono::floor<std::chrono::seconds>(event.time);
  std::string line =
      fmt::format("{}  {:<10} {}  {}", FormatUtc(second), ChangeClassName(event.summary.change),
                  event.url.href(), SanitizeLine(event.title));
  if (!event.old_title.empty()) {
    line += fmt::format(" (was: {})", SanitizeLine(event.old_title));
  }
  if (event.moved_to) {
    line += fmt::format("  → {}", event.moved_to->href());
  }
  const std::string what = DescribeChange(event.summary);
  if (what != ChangeClassName(event.summary.change)) {
    line += "  " + SanitizeLine(what);
  }
  return line;
}

std::string ChangeJson(const ChangeEvent& event) {
  const ChangeSummary& summary = event.summary;
  std::vector<std::string> classes;
  for (const ChangeClass change : summary.classes) {
    classes.emplace_back(ChangeClassName(change));
  }
  return fmt::format(
      R"({{"id":"{}","time":"{}","class":"{}","classes":{},"url":{},"from":{},"version":{},)"
      R"("snapshot":{},"status":{},"title":{},"old_title":{},"numbers":{},"names":{},"quotes":{},)"
      R"("paragraphs_added":{},"paragraphs_removed":{},"words_added":{},"words_removed":{},"moved_to":{}}})",
      ChangeId(event), FormatUtc(event.time), ChangeClassName(summary.change), JsonStrings(classes),
      JsonText(event.url.href()), event.from, event.version, event.snapshot, event.status,
      JsonText(event.title), JsonText(event.old_title), JsonStrings(summary.numbers),
      JsonStrings(summary.names), summary.quotes, summary.paragraphs_added,
      summary.paragraphs_removed, summary.words_added, summary.words_removed,
      JsonText(event.moved_to ? event.moved_to->href() : ""));
}

std::string ChangeRss(const std::vector<ChangeEvent>& events, UtcTime now,
                      const std::function<std::string(const ChangeEvent& event)>& body) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n"
      "<title>Changes in archived articles</title>\n"
      "<link>{}</link>\n<description>What was edited, corrected, taken down and put back, as "
      "Kiosque saw it.</description>\n<lastBuildDate>{}</lastBuildDate>\n"
      "<generator>Kiosque</generator>\n",
      events.empty() ? "about:blank" : EscapeXml(events.front().url.origin()), RssDate(now));
  for (const ChangeEvent& event : events) {
    out += fmt::format(
        "<item>\n<title>{}</title>\n<link>{}</link>\n<guid isPermaLink=\"false\">{}</guid>\n"
        "<pubDate>{}</pubDate>\n<category>{}</category>\n<description>{}</description>\n</item>\n",
        EscapeXml(ItemTitle(event)), EscapeXml(event.url.href()), ChangeId(event),
        RssDate(event.time), ChangeClassName(event.summary.change),
        EscapeXml(
            fmt::format("<p>{}</p>\n{}", EscapeXml(DescribeChange(event.summary)), body(event))));
  }
  return out + "</channel>\n</rss>\n";
}

}  // namespace kiosque
