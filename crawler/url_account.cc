#include "crawler/url_account.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <utility>

#include "crawler/robots_copy.h"
#include "storage/page_aliases.h"

namespace kiosque {
namespace {

std::string Days(std::chrono::seconds interval) {
  using std::chrono::days, std::chrono::hours, std::chrono::minutes;
  if (interval < hours(2)) {
    return fmt::format("{} min", interval / minutes(1));
  }
  return interval < days(2) ? fmt::format("{} h", interval / hours(1))
                            : fmt::format("{} days", interval / days(1));
}

/// Why the schedule says what it says.
std::string Why(const FrontierEntry& entry, std::uint8_t evidence) {
  if (entry.failures > 0) {
    return fmt::format("it failed {} times in a row", entry.failures);
  }
  if (entry.told) {
    return "an index tells of a change";
  }
  if (entry.visited == UtcTime{}) {
    return "refused so far: by robots.txt, the scope of the site or a limit";
  }
  if ((evidence & kWasArticle) != 0) {
    return entry.modified ? "an index of the site vouches for it; audited all the same"
                          : "an article, by its age";
  }
  if (entry.link_class <= LinkClass::kHub || (evidence & kWasHub) != 0) {
    return entry.interval.count() == 0
               ? std::string("a list that brings news, in every run")
               : fmt::format("a list, every {}; {} looks in a row brought nothing new",
                             Days(entry.interval), entry.quiet);
  }
  return "neither an article nor a list";
}

}  // namespace

Result<UrlAccount> ReadUrlAccount(const Archive& archive, const Url& url, UtcTime now) {
  UrlAccount account;
  account.identity = IdentityOf(url);
  const auto known = archive.StateRow(KnownKey(url, Fingerprint(account.identity)));
  const auto robots = archive.StateRow(RobotsKey(url.origin()));
  if (!known || !robots) {
    return known ? robots.error() : known.error();
  }
  if (const auto row = *known ? KnownUrl::Decode(**known) : std::nullopt) {
    account.known = true;
    account.evidence = row->evidence;
    if (!row->row.empty()) {
      const auto bytes = archive.StateRow(row->row);
      if (!bytes) {
        return bytes.error();
      }
      account.entry = *bytes ? FrontierEntry::Decode(**bytes) : std::nullopt;
      account.due = IsScheduleKey(row->row) ? std::optional(DueOf(row->row)) : std::nullopt;
    }
  }
  if (const auto copy = *robots ? RobotsCopy::FromRow(**robots) : std::nullopt) {
    account.robots = copy->Decide(url, kProductToken, now);
  }
  account.holder = HolderOfAlias(archive, url);
  account.aliases = AliasesOf(archive, url);
  return account;
}

std::string EvidenceText(std::uint8_t evidence) {
  constexpr std::array<std::pair<EvidenceBit, std::string_view>, 8> kWords{{
      {kInFeed, "named by a feed or an API"},
      {kInSitemap, "named by a sitemap"},
      {kHeadline, "linked by a headline"},
      {kListed, "linked in a heading of a list"},
      {kArticleShape, "its address looks like an article's"},
      {kWasArticle, "was an article when last visited"},
      {kWasHub, "was a list when last visited"},
      {kIsAlias, "an alias of another address"},
  }};
  std::string text;
  for (const auto& [bit, words] : kWords) {
    if ((evidence & bit) != 0) {
      text += (text.empty() ? "" : ", ") + std::string(words);
    }
  }
  return text.empty() ? "none" : text;
}

std::string_view LinkClassText(LinkClass link_class) {
  constexpr std::array<std::string_view, 7> kNames{
      "seed", "feed or API", "sitemap", "list", "article", "other page", "tried again later"};
  return kNames[static_cast<std::size_t>(link_class)];
}

std::string NextVisitText(const UrlAccount& account) {
  if (!account.known) {
    return "never: nothing that was visited names it";
  }
  if (!account.entry) {
    return account.holder ? "never: it is an alias, and the article is visited where it is held"
                          : "never: it is gone, moved, or was given up";
  }
  if (!account.due) {
    return account.entry->failures > 0
               ? "in the run under way: " + Why(*account.entry, account.evidence)
               : "as soon as its turn comes in the next run: it is queued";
  }
  const std::string why = Why(*account.entry, account.evidence);
  if (*account.due >= kDormant) {
    return "when an index tells of a change: too old for visits of its own";
  }
  return fmt::format("{}: {}", FormatUtcSeconds(*account.due), why);
}

}  // namespace kiosque
