// crawl_loop.h — the state of one running crawl; private to crawl.cc and visit.cc.
//
//   Pump   leases what may be fetched, as far as slots, pool and writer have room, and begins a
//   Visit for each;
//          called after every event, never twice at once
//   Visit  one coroutine a lease: scope → robots → fetch → release the origin → parse → settle
//   settle one transaction: frontier rows, capture and article go to the writer together
//
// Threads: everything here on the network thread, asserted in Pump and in the callbacks of pool and
// writer.
#ifndef KIOSQUE_CRAWLER_CRAWL_LOOP_H_
#define KIOSQUE_CRAWLER_CRAWL_LOOP_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "crawler/article_texts.h"
#include "crawler/canonical_claims.h"
#include "crawler/commit_queue.h"
#include "crawler/crawl.h"
#include "crawler/fetch_verdict.h"
#include "crawler/frontier.h"
#include "crawler/parser_pool.h"
#include "crawler/politeness.h"
#include "crawler/revisit_policy.h"
#include "crawler/robots_cache.h"
#include "crawler/scope.h"
#include "crawler/site_indexes.h"
#include "crawler/site_news.h"
#include "crawler/tally.h"
#include "crawler/tdm_rules.h"
#include "crawler/trap_guard.h"
#include "parser/site_template.h"

namespace kiosque {

class Crawl::Loop final : private RobotsTraffic, private RobotsRows {
 public:
  Loop(boost::asio::io_context& context, CrawlOptions options, CrawlParts parts);

  boost::asio::awaitable<Result<CrawlReport>> Run();
  void Stop(StopReason reason);
  bool busy() const { return pool_.outstanding() > 0 || commits_.outstanding() > 0; }

 private:
  // crawl.cc: beginning, going on, ending.
  Status Open();
  void AddSeeds();
  void ListenForSignals();
  void Wake();
  void Pump();
  void BeginVisits();
  std::size_t RoomForVisits() const;
  void CheckLimits();
  void EndIfDone();
  void KeepTraps(bool over);
  void JudgeSilence();
  void SetAlarm();
  void Progress(bool last);
  void OnCommit(std::uint64_t ticket, std::vector<CaptureReceipt> receipts);
  void OnStoreFailure(Error error);
  void AssertNetworkThread() const;

  // visit.cc: one URL.
  boost::asio::awaitable<void> DealWith(Lease lease);
  boost::asio::awaitable<void> Visit(Lease lease);
  boost::asio::awaitable<bool> AskRobots(const Lease& lease);
  void KeepCrawlDelay(const Lease& lease, std::optional<std::chrono::milliseconds> delay);
  SkipReason Admit(const Lease& lease);
  FetchRequest RequestFor(const Lease& lease);
  bool ReadUnderOtherRules(const Lease& lease) const;
  void AfterFetch(const Lease& lease, const FetchResult& result);
  void NoteSitemaps(const Url& url);
  void Undo(const Lease& lease);

  // rests.cc: when a host is left alone.
  void CloseResting();
  void CloseHost(const Url& url, const std::string& why);
  void NoteRefusal(const FetchResult& result);
  bool FallBackToHttp(const Lease& lease);
  bool InHours(const Url& url);
  void NoteExchange(const FetchResult& result, bool robots, bool closed);
  bool ProbeFailed(const FetchResult& result);
  void NoteChallenge(FetchResult& result);

  // terms.cc: usage terms.
  static bool IsTdmFile(const FrontierEntry& entry);
  void AddTdmFile(const Url& url);
  void SettleTdmFile(Lease lease, FetchResult result);
  UsageTerms TermsOf(const FetchResult& result, const PageLinks* page, UsageTerms known);

  // settle.cc: what a visit means for frontier and archive.
  void Refuse(const Lease& lease, SkipReason reason);
  void Conclude(Lease lease, VisitEnd end);
  void SettleAgain(Lease lease, ParsedResponse same);
  void SettleNotModified(Lease lease, const FetchResult& result);
  VisitEnd Weigh(Lease& lease, const ParsedResponse& parsed, bool story, bool news,
                 UsageTerms terms);
  void SettleUnread(Lease lease, FetchResult result, FetchVerdict verdict);
  void Follow(Lease lease, const FetchResult& result);
  void SettleParsed(Lease lease, ParsedResponse parsed);
  std::size_t AddAll(const std::vector<FrontierEntry>& entries, std::vector<Url>* named = nullptr);
  void NoteLook(const Lease& lease, std::size_t listed, std::size_t news, bool read);

  // standing.cc: under which of its addresses an article is kept.
  void NoteAlias(const Url& holder, const Url& alias);
  void NoteAmp(const Lease& lease, const PageLinks& links);
  bool IsKnownAlias(const Lease& lease) const;
  std::optional<Url> CanonicalOf(const Lease& lease, const PageLinks& links) const;
  std::pair<Standing, std::optional<Url>> StandingOf(const Lease& lease, const PageLinks& links,
                                                     const ArticleSketch& sketch,
                                                     const ArticleTexts::Text& text);
  bool SettleElsewhere(Lease& lease, ParsedResponse& parsed, UsageTerms terms, bool& repeated);
  void SubmitAlias(ParsedResponse parsed, const std::string& via, std::size_t site,
                   UsageTerms terms);
  void KeepHere(Lease& lease, const ArticleSketch& sketch, const ArticleTexts::Text& text);
  ArticleTexts::Text TextOf(const Lease& lease, const Article& article,
                            const ArticleSketch& sketch) const;
  void ReportToTraps(const FrontierEntry& entry, bool story, std::size_t news,
                     const std::vector<Url>& named = {});
  void AskSample(const Url& url);

  // discover.cc: lists that nobody links.
  bool Discover(Lease& lease, const ParsedResponse& parsed, std::size_t news);
  void ReadOn(Lease& lease, const ParsedResponse& parsed, std::size_t rows, std::size_t news);
  boost::asio::awaitable<void> ReadParts(const Lease& lease, ParsedResponse& parsed);
  boost::asio::awaitable<void> UntilWritten();
  /// Stopped by a person, a time limit or the store: nothing long may be gone on with.
  bool HurriesToEnd() const { return stopping_ && grace_end_ != SteadyTime::max(); }
  void TryNextIndex(const Lease& lease, std::optional<std::size_t> rows);
  void CountSitePage(std::size_t index);
  void Submit(CaptureRecord record, PendingVisit visit);
  void Flush();
  PendingVisit Pending(const Capture& capture, std::size_t site) const;

  // RobotsTraffic and RobotsRows: robots.txt under the same rules as everything else.
  boost::asio::awaitable<bool> BeforeRequest(const Url& url) override;
  void OnFetched(FetchResult result) override;
  std::optional<std::string> Load(std::string_view origin) override;
  void Save(std::string_view origin, std::string row) override;

  const Site& SiteAt(std::size_t index) const { return options_.sites[index]; }
  std::size_t SiteIndexOf(const Url& url) const { return scope_.SiteOf(url).value_or(0); }

  boost::asio::io_context& context_;
  const CrawlOptions options_;
  CrawlParts parts_;
  const Scope scope_;
  const std::vector<std::uint64_t> scope_marks_;  // of each site's rules
  Frontier frontier_;
  Politeness politeness_;
  TrapGuard traps_;
  SiteTemplates templates_;  // of this run; what a version owes to it is kept with the version
  Tally tally_;
  RobotsCache robots_;
  SiteIndexes indexes_;
  CanonicalClaims claims_;
  ArticleTexts texts_;

  boost::asio::steady_timer done_;  // never expires; cancelled when the crawl has ended
  boost::asio::signal_set signals_;
  std::set<boost::asio::steady_timer*>
      waiting_;                      // of BeforeRequest and UntilWritten; each Pump wakes all
  std::multiset<std::string> lent_;  // origins whose slot a visit lends to the robots cache
  std::unordered_map<std::string, std::optional<std::chrono::milliseconds>> crawl_delays_;
  std::unordered_map<std::string, SteadyTime> robots_asked_;  // by origin, until it was heeded
  std::unordered_set<std::string> sitemaps_noted_;
  std::unordered_set<std::string> no_https_;  // origins where nobody listens
  std::unordered_map<std::size_t, std::uint32_t> site_pages_;
  std::unordered_map<std::string, TdmRules> tdm_rules_;  // by origin
  std::unordered_map<std::size_t, SiteLook> looks_;
  std::unordered_map<std::size_t, std::uint64_t> site_bytes_;  // received in this run
  std::unordered_map<std::string, std::uint32_t> challenges_;  // in a row, by origin
  std::deque<std::pair<std::uint64_t, std::vector<PendingVisit>>> uncommitted_;

  std::thread::id network_thread_;
  bool pump_posted_ = false;
  bool running_ = false;
  std::size_t visits_ = 0;    // coroutines
  std::size_t fetching_ = 0;  // of them, those that hold a slot of `jobs`
  std::uint64_t begun_ = 0;   // pages counted against run_limit
  std::optional<StopReason> stopping_;
  bool cancelled_ = false;
  bool run_finished_ = false;
  bool traps_kept_ = false;
  SteadyTime begin_{};
  SteadyTime grace_end_ = SteadyTime::max();
  SteadyTime next_progress_{};
  std::optional<Error> error_;

  // Last, so that their threads end before what they call back goes.
  ParserPool pool_;
  CommitQueue commits_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CRAWL_LOOP_H_
