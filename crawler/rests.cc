// When a host is left alone, and what is remembered of it.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "crawler/alarm.h"
#include "crawler/challenge.h"
#include "crawler/crawl_loop.h"
#include "crawler/host_health.h"
#include "crawler/visit_hours.h"
#include "seeds/quantity.h"

namespace kiosque {
namespace {

/// So many challenges in a row from one host, and it is not asked again in this run.
constexpr std::uint32_t kMostChallenges = 3;

constexpr std::string_view kNoHttps = "nobody answers over https: crawled over http";

}  // namespace

/// Hosts that asked an earlier run to wait, and hosts that were down when they were last asked,
/// while their time has not come.
void Crawl::Loop::CloseResting() {
  const UtcTime now = parts_.clock.Now();
  const SteadyTime latest = parts_.clock.Steady() + Politeness::kLongestWait;
  std::vector<std::pair<Url, std::string>> resting;
  frontier_.VisitHosts([&](const HostQueue& host) {
    const std::optional<UtcTime> until = RestsUntil(host.record, now);
    const bool asked_to_wait = host.earliest > latest;
    const Result<Url> origin = Url::Parse(host.record.origin);
    if (origin && (until || asked_to_wait)) {
      resting.emplace_back(
          *origin, until ? DescribeRest(host.record, *until)
                         : "asked to wait until " + FormatUtcSeconds(*host.record.rests_until));
    }
  });
  for (const auto& [origin, why] : resting) {
    CloseHost(origin, why);
  }
}

void Crawl::Loop::CloseHost(const Url& url, const std::string& why) {
  frontier_.CloseHost(url);
  tally_.Note(url, SiteAt(SiteIndexOf(url)).id, why);
  if (parts_.log != nullptr) {
    parts_.log->warn("{}: {}", url.host(), why);
  }
}

/// A host that never answered over https, and has nobody listening there, may have http only.
void Crawl::Loop::NoteRefusal(const FetchResult& result) {
  const HostRecord* const host = frontier_.Record(result.url);
  const bool answered =
      host != nullptr && (!host->address.empty() || host->scheduled > 0);  // visited before
  if (result.outcome == FetchOutcome::kConnectFailure && result.url.is_https() &&
      !result.url.has_explicit_port() && !answered) {
    no_https_.insert(result.url.origin());
  }
}

/// Moves the URL to http where https was refused. Said in the report, never silent.
bool Crawl::Loop::FallBackToHttp(const Lease& lease) {
  const Url& url = lease.entry.url;
  if (!no_https_.contains(url.origin())) {
    return false;
  }
  const Result<Url> target =
      Url::Parse("http://" + std::string(url.host()) + std::string(url.path_and_query()));
  if (!target || !scope_.SiteOf(*target)) {
    return false;
  }
  --fetching_;
  --begun_;
  frontier_.Move(lease, *target);
  tally_.Note(url, SiteAt(lease.site).id, std::string(kNoHttps));
  Wake();
  return true;
}

/// False when it is not the time of day: then nothing more is asked of the host in this run.
bool Crawl::Loop::InHours(const Url& url) {
  const UtcTime now = parts_.clock.Now();
  if (!InActiveHours(SiteAt(SiteIndexOf(url)), now)) {
    CloseHost(url, "outside its active_hours");
    return false;
  }
  const RobotsRules* const rules = options_.ignore_robots ? nullptr : robots_.Rules(url);
  if (rules != nullptr && !InVisitTimes(rules->VisitTimes(kProductToken), now)) {
    CloseHost(url, "outside the Visit-time of its robots.txt");
    return false;
  }
  return true;
}

/// After any exchange: the address that answered, bytes spent, how the host does. `closed`: it was
/// given up for this run.
void Crawl::Loop::NoteExchange(const FetchResult& result, bool robots, bool closed) {
  frontier_.LearnAddress(result.url, result.ip);
  const std::size_t index = SiteIndexOf(result.url);
  const Site& site = SiteAt(index);
  std::uint64_t& bytes = site_bytes_[index];
  const bool within = bytes < site.site_bytes;
  bytes += result.wire_bytes;
  if (within && bytes >= site.site_bytes) {
    frontier_.CloseSite(index);
    tally_.Note(result.url, site.id, fmt::format("site_bytes: {} bytes received", bytes));
  }
  HostRecord* const host = frontier_.Record(result.url);
  const HostTrouble trouble = TroubleOf(result);
  const bool refused =
      result.outcome == FetchOutcome::kCancelled || result.outcome == FetchOutcome::kAddressRefused;
  // A robots.txt that can be had says little of the pages; one that cannot closes the host.
  const bool tells = trouble == HostTrouble::kNone ? !robots : closed || robots;
  if (host != nullptr && !refused && tells && NoteTrouble(*host, trouble, parts_.clock.Now())) {
    frontier_.SaveRecord(result.url);
  }
}

/// Whether the host was down before, so that the first failure is enough.
bool Crawl::Loop::ProbeFailed(const FetchResult& result) {
  const HostRecord* const host = frontier_.Record(result.url);
  return host != nullptr && host->down_since && TroubleOf(result) != HostTrouble::kNone &&
         result.outcome != FetchOutcome::kCancelled;
}

/// A test for humans instead of the page: kept as an outcome, without its body.
void Crawl::Loop::NoteChallenge(FetchResult& result) {
  std::uint32_t& row = challenges_[result.url.origin()];
  if (!TakeForChallenge(result)) {
    row = 0;
    return;
  }
  const std::string why = result.detail + ": ask the site's owner for permission";
  if (++row >= kMostChallenges) {
    CloseHost(result.url, why);
  } else {
    tally_.Note(result.url, SiteAt(SiteIndexOf(result.url)).id, why);
  }
}

}  // namespace kiosque
