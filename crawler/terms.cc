// Usage terms of pages, and the file in which a site reserves text and data mining.
#include "crawler/alarm.h"
#include "crawler/capture_record.h"
#include "crawler/crawl_loop.h"
#include "crawler/response_terms.h"

namespace kiosque {
namespace {

constexpr std::string_view kTdmVia = "tdmrep";
constexpr std::chrono::days kTdmFresh{30};

}  // namespace

bool Crawl::Loop::IsTdmFile(const FrontierEntry& entry) {
  return entry.via == kTdmVia;
}

/// Known once, it is asked again by its own schedule.
void Crawl::Loop::AddTdmFile(const Url& url) {
  if (!SiteAt(SiteIndexOf(url)).tdmrep) {
    return;
  }
  FrontierEntry entry(url.WithPath(kTdmPath).WithoutCredentials());
  entry.link_class = LinkClass::kSeed;  // before the pages that it speaks of
  entry.via = kTdmVia;
  entry.found = parts_.clock.Now();
  frontier_.Add(entry);
}

/// Whatever the server says: a file, or that there is none.
void Crawl::Loop::SettleTdmFile(Lease lease, FetchResult result) {
  const std::string origin = lease.entry.url.origin();
  const std::size_t site = lease.site;
  --begun_;  // no page
  if (result.outcome == FetchOutcome::kOk) {
    const bool had = result.status == 200;
    std::string json(had ? result.body.view().substr(0, TdmRules::kMaxBytes) : "");
    tdm_rules_.insert_or_assign(origin, TdmRules::Parse(json));
    frontier_.rows().Put(TdmRowKey(origin), std::move(json));
    lease.entry.etag = had ? result.etag : "";
    lease.entry.last_modified = had ? result.last_modified : "";
  }
  lease.entry.visited = result.started;
  const bool answered =
      result.outcome == FetchOutcome::kOk || result.outcome == FetchOutcome::kNotModified;
  frontier_.Finish(lease, parts_.clock.Now() + (answered ? kTdmFresh : std::chrono::days(1)));
  CaptureRecord record =
      MakeCaptureRecord(std::move(result), std::string(kTdmVia), options_.ignore_robots);
  PendingVisit visit = Pending(record.capture, site);
  Submit(std::move(record), std::move(visit));
}

/// What head, page and the site's file say of a page, and what was known of it.
UsageTerms Crawl::Loop::TermsOf(const FetchResult& result, const PageLinks* page,
                                UsageTerms known) {
  const std::string origin = result.url.origin();
  auto rules = tdm_rules_.find(origin);
  if (rules == tdm_rules_.end()) {
    const std::optional<std::string> row = frontier_.rows().Get(TdmRowKey(origin));
    rules = tdm_rules_.emplace(origin, row ? TdmRules::Parse(*row) : TdmRules()).first;
  }
  const UsageTerms reserved =
      rules->second.Reserves(result.url) ? UsageTerms{kTdmReserved} : UsageTerms{0};
  return static_cast<UsageTerms>(TermsOfResponse(result, page) | reserved | known);
}

}  // namespace kiosque
