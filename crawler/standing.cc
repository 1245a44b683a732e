// Under which of its addresses an article is kept.
#include <fmt/format.h>

#include <utility>

#include "base/surt.h"
#include "crawler/alarm.h"
#include "crawler/capture_record.h"
#include "crawler/crawl_loop.h"
#include "crawler/url_shape.h"
#include "seeds/site.h"
#include "storage/page_aliases.h"

namespace kiosque {
namespace {

/// Templates keep the http of years ago: on its own host, an address has the scheme of the page
/// that names it.
Url InSchemeOf(const Url& page, Url named) {
  if (named.scheme() == page.scheme() || named.hostname() != page.hostname() ||
      named.has_explicit_port() || page.has_explicit_port()) {
    return named;
  }
  const Result<Url> same =
      Url::Parse(fmt::format("{}://{}{}", page.scheme(), named.hostname(), named.path_and_query()));
  return same ? *same : named;
}

/// The same address on another host of the site; empty when it cannot be told.
std::optional<Url> OnHost(const Url& url, const std::string& host) {
  if (url.has_explicit_port() || SiteHost(url.hostname()) == host) {
    return std::nullopt;
  }
  const Result<Url> other =
      Url::Parse(std::string(url.scheme()) + "://" + host + std::string(url.path_and_query()));
  return other ? std::optional(*other) : std::nullopt;
}

/// Whether an article of which another address shows the text brings nothing, as far as is known of
/// it. What was announced is believed: some sites show one text while they are being repaired.
bool IsNothingNew(const FrontierEntry& entry, bool same_title) {
  constexpr std::uint8_t kAnnounced = kInFeed | kInSitemap | kHeadline | kWasArticle;
  const bool shaped = (entry.evidence & kArticleShape) != 0;
  return (entry.evidence & kAnnounced) == 0 && (same_title || !shaped);
}

}  // namespace

/// Remembers that `alias` shows what `holder` holds.
void Crawl::Loop::NoteAlias(const Url& holder, const Url& alias) {
  for (StateChange& row : AliasRows(holder, alias)) {
    frontier_.rows().Put(std::move(row.key), *std::move(row.value));
  }
}

/// What was found to show what another address holds: since it was last read, or by the word of
/// that address. An index that tells of a change has it read again all the same.
bool Crawl::Loop::IsKnownAlias(const Lease& lease) const {
  const FrontierEntry& entry = lease.entry;
  return !entry.told && entry.link_class >= LinkClass::kArticle &&
         frontier_.rows().Get(HolderKey(entry.url)).has_value();
}

/// The address that the page names as the right one, when that can be the address of an article of
/// the same site that may be visited.
std::optional<Url> Crawl::Loop::CanonicalOf(const Lease& lease, const PageLinks& links) const {
  if (!links.canonical || LooksLikeList(*links.canonical) || links.canonical->path() == "/") {
    return std::nullopt;
  }
  FrontierEntry target = lease.entry;
  target.url = InSchemeOf(lease.entry.url, links.canonical->WithoutFragment());
  const RobotsRules* const rules = robots_.Rules(target.url);
  const bool forbidden =
      !options_.ignore_robots && rules != nullptr && !rules->Allowed(target.url, kProductToken);
  if (forbidden || scope_.SiteOf(target.url) != lease.site ||
      scope_.Judge(target) != SkipReason::kNone ||
      IdentityOf(target.url) == IdentityOf(lease.entry.url)) {
    return std::nullopt;
  }
  return target.url;
}

/// The address that holds what `url` shows, and what that makes of `url`.
std::pair<Standing, std::optional<Url>> Crawl::Loop::StandingOf(const Lease& lease,
                                                                const PageLinks& links,
                                                                const ArticleSketch& sketch,
                                                                const ArticleTexts::Text& text) {
  const Url& url = lease.entry.url;
  if (const std::optional<Url> canonical = CanonicalOf(lease, links)) {
    const Standing standing =
        claims_.Judge(url, *canonical, sketch, frontier_.WasTried(*canonical));
    return {standing, canonical};
  }
  // A site of several hosts: the first one holds what both have.
  const std::string& main_host = SiteAt(lease.site).hosts.front();
  if (const std::optional<Url> main = OnHost(url, main_host);
      main && claims_.IsHeld(*main, sketch)) {
    return {Standing::kAlias, main};
  }
  // What stood on its own once does: another address may have taken its text over.
  const bool stood = (lease.entry.evidence & kWasArticle) != 0;
  if (!stood && text.held && text.SameTitle() &&
      text.shown->rank >= ArticleTexts::RankOf(lease.entry) &&
      ArticleTexts::AreRelated(text.shown->url, url)) {
    return {Standing::kAlias, text.shown->url};
  }
  return {Standing::kOwn, std::nullopt};
}

/// What the article's text is known by, and who showed the same on this site, to the letter.
ArticleTexts::Text Crawl::Loop::TextOf(const Lease& lease, const Article& article,
                                       const ArticleSketch& sketch) const {
  ArticleTexts::Text text;
  text.marks = ArticleTexts::MarksOf(SiteAt(lease.site).id, article);
  text.shown = texts_.Find(text.marks);
  text.own = text.shown && IdentityOf(text.shown->url) == IdentityOf(lease.entry.url);
  text.held = text.shown && !text.own && claims_.IsHeld(text.shown->url, sketch);
  return text;
}

/// What a page brought, and what that says of the lists that named it.
void Crawl::Loop::ReportToTraps(const FrontierEntry& entry, bool story, std::size_t news,
                                const std::vector<Url>& named) {
  traps_.Report(entry, story, news, named);
  AskSample(entry.url);
}

/// Has the article asked for first, if there is one, that the lists of the origin of `url` are held
/// to.
void Crawl::Loop::AskSample(const Url& url) {
  while (const std::optional<Url> sample = traps_.Sample(url)) {
    if (frontier_.AskFirst(*sample)) {
      return;
    }
    traps_.SkipSample(url);
  }
  frontier_.AskAnything(url);
}

/// Deals with an article that another address holds. False when it is to be kept here: also when
/// the address that it names was not read yet, which is asked for then.
/// `repeated` becomes true when another address shows the same though the two have nothing in
/// common: then it is kept, but brings nothing new.
bool Crawl::Loop::SettleElsewhere(Lease& lease, ParsedResponse& parsed, UsageTerms terms,
                                  bool& repeated) {
  const ArticleSketch sketch = ArticleSketch::Of(parsed.page->article);
  const ArticleTexts::Text text = TextOf(lease, parsed.page->article, sketch);
  const auto [standing, holder] = StandingOf(lease, parsed.page->links, sketch, text);
  std::size_t news = 0;
  if (holder && standing != Standing::kOwn) {
    FrontierEntry entry = lease.entry;
    entry.url = *holder;
    entry.via = lease.entry.url.href();
    entry.hops = 0;
    entry.failures = 0;
    entry.evidence &= static_cast<std::uint8_t>(~(kWasArticle | kWasHub | kIsAlias));
    entry.visited = UtcTime{};
    entry.etag.clear();
    entry.last_modified.clear();
    entry.payload = 0;
    news = AddAll({std::move(entry)});
  }
  if (standing != Standing::kAlias) {
    repeated = text.held && IsNothingNew(lease.entry, text.SameTitle());
    KeepHere(lease, sketch, text);
    NoteAmp(lease, parsed.page->links);
    return false;
  }
  ReportToTraps(lease.entry, false, news);
  NoteAlias(*holder, lease.entry.url);
  lease.entry.visited = parsed.result.started;
  lease.entry.evidence |= kIsAlias;
  const std::string via = lease.entry.via;
  const std::size_t site_index = lease.site;
  Conclude(std::move(lease), VisitEnd::kMoved);
  CountSitePage(site_index);
  SubmitAlias(std::move(parsed), via, site_index, terms);
  return true;
}

/// The capture of a page that another address holds.
void Crawl::Loop::SubmitAlias(ParsedResponse parsed, const std::string& via, std::size_t site,
                              UsageTerms terms) {
  CaptureRecord record = MakeCaptureRecord(std::move(parsed.result), via, options_.ignore_robots);
  record.capture.terms = terms;
  record.capture.charset = std::move(parsed.page->charset.encoding);
  PendingVisit visit = Pending(record.capture, site);
  Submit(std::move(record), std::move(visit));
}

/// An article's own AMP page need not be asked for to know what it shows.
void Crawl::Loop::NoteAmp(const Lease& lease, const PageLinks& links) {
  const Url& url = lease.entry.url;
  if (links.amp && scope_.SiteOf(*links.amp) == lease.site &&
      ArticleTexts::AreRelated(url, *links.amp) && IdentityOf(url) != IdentityOf(*links.amp)) {
    NoteAlias(url, links.amp->WithoutFragment());
  }
}

/// This is the article's address: what claimed to show the same is its alias from now on.
void Crawl::Loop::KeepHere(Lease& lease, const ArticleSketch& sketch,
                           const ArticleTexts::Text& text) {
  const Url& url = lease.entry.url;
  const bool better = text.held && text.shown->rank < ArticleTexts::RankOf(lease.entry);
  if (better && text.SameTitle() && ArticleTexts::AreRelated(text.shown->url, url)) {
    NoteAlias(url, text.shown->url);  // first met under a lesser address
  }
  if (!text.own && (!text.held || better)) {
    texts_.Keep(text.marks, lease.entry);
  }
  if ((lease.entry.evidence & kIsAlias) != 0) {
    lease.entry.evidence &= static_cast<std::uint8_t>(~kIsAlias);
    frontier_.rows().Delete(HolderKey(url));
  }
  for (const Url& alias : claims_.Confirm(url, sketch)) {
    NoteAlias(url, alias);
  }
  if (lease.entry.visited != UtcTime{}) {
    return;
  }
  for (const std::string& host : SiteAt(lease.site).hosts) {
    if (const std::optional<Url> other = OnHost(url, host);
        other && claims_.IsHeld(*other, sketch)) {
      NoteAlias(url, *other);  // the site moved
    }
  }
}

}  // namespace kiosque
