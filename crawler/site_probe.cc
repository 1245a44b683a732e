#include "crawler/site_probe.h"

#include <algorithm>
#include <map>
#include <thread>
#include <utility>

#include "crawler/archive_page.h"
#include "crawler/robots_copy.h"
#include "crawler/scratch_archive.h"
#include "parser/charset.h"
#include "parser/feed.h"
#include "parser/links.h"
#include "parser/site_zone.h"
#include "parser/sitemap.h"
#include "parser/wp_rest.h"

namespace kiosque {
namespace {

/// Keeps the last response in memory, and nothing else.
class LastResponse final : public ScratchArchive {
 public:
  Result<std::vector<CaptureReceipt>> Commit(CommitGroup group) override {
    std::vector<CaptureReceipt> receipts(group.captures.size());
    if (!group.captures.empty()) {
      record = std::move(group.captures.back());
    }
    return receipts;
  }
  std::optional<CaptureRecord> record;
};

/// Keeps robots.txt files while one site is looked at.
class RobotsFiles final : public RobotsRows {
 public:
  std::optional<std::string> Load(std::string_view origin) override {
    const auto found = rows_.find(origin);
    return found == rows_.end() ? std::nullopt : std::optional(found->second);
  }
  void Save(std::string_view origin, std::string row) override {
    rows_.insert_or_assign(std::string(origin), std::move(row));
  }
  RobotsRules Of(const Url& url) {
    const std::optional<std::string> row = Load(url.origin());
    const std::optional<RobotsCopy> copy = row ? RobotsCopy::FromRow(*row) : std::nullopt;
    return copy ? copy->rules() : RobotsRules();
  }

 private:
  std::map<std::string, std::string, std::less<>> rows_;  // by origin
};

class Prober {
 public:
  Prober(CrawlOptions options, spdlog::logger* log) : options_(std::move(options)), log_(log) {
    options_.sites.front().tdmrep = false;  // nothing is kept
    options_.sites.front().noarchive = NoArchivePolicy::kIgnore;
  }

  Result<SiteProbe> Run() {
    SiteProbe probe(options_.sites.front().urls.front());
    if (Status begun = ReadHome(&probe); !begun) {
      return begun.error();
    }
    if (!probe.problem.empty()) {
      return probe;
    }
    ReadRobots(&probe);
    FindIndex(&probe);
    return probe;
  }

 private:
  /// Asks for `url`; the answer when it is a whole 2xx.
  Result<std::optional<CaptureRecord>> Ask(const Url& url) {
    if (asked_) {
      const Site& site = options_.sites.front();
      const auto asked_for = robots_.Of(url).CrawlDelay(kProductToken).value_or(site.delay);
      std::this_thread::sleep_for(std::max(site.delay, std::min(asked_for, site.max_delay)));
    }
    asked_ = true;
    LastResponse last;
    ArchivePageOptions how;
    how.robots = &robots_;
    Result<ArchivedPage> page = ArchivePage(url, options_, last, log_, how);
    if (!page) {
      return page.error();
    }
    outcome_ = page->outcome;
    problem_ = page->detail;
    if (page->article) {
      article_ = std::move(*page->article);
    }
    const bool whole =
        last.record && page->outcome == FetchOutcome::kOk && last.record->capture.status / 100 == 2;
    if (!whole && last.record && problem_.empty()) {
      problem_ = "answers " + std::to_string(last.record->capture.status);
    }
    return whole ? std::move(last.record) : std::optional<CaptureRecord>();
  }

  Status ReadHome(SiteProbe* probe) {
    Result<std::optional<CaptureRecord>> home = Ask(probe->home);
    if (home && !*home && outcome_ == FetchOutcome::kTlsFailure) {
      options_.sites.front().tls = TlsStrictness::kFetchIntermediate;
      home = Ask(probe->home);
      probe->repaired_tls = home && *home;
    }
    if (!home) {
      return home.error();
    }
    if (!*home) {
      probe->problem = problem_.empty() ? std::string(FetchOutcomeName(outcome_)) : problem_;
      return Ok();
    }
    const CaptureRecord& record = **home;
    probe->home = record.capture.url;
    DecodedText decoded = DecodeHtml(record.body.view(), record.capture.charset);
    probe->charset = decoded.verdict.encoding;
    const Document document = Document::Parse(std::move(decoded.text));
    probe->cms = RecogniseCms(document, probe->home, record.capture.response_head);
    for (const Url& feed : ExtractLinks(document, probe->home, {}, probe->charset).feeds) {
      if (feed.path().find("comment") == std::string_view::npos) {
        probe->feeds.push_back(feed);
      }
    }
    probe->title = article_.title;
    const std::string& declared = article_.declared_language;
    probe->language = declared.empty() ? article_.language : declared.substr(0, declared.find('-'));
    probe->time_zone = ZoneOfHost(probe->home.hostname());
    return Ok();
  }

  /// What came with the home page already.
  void ReadRobots(SiteProbe* probe) {
    const RobotsRules rules = robots_.Of(probe->home);
    for (const std::string& sitemap : rules.sitemaps()) {
      if (const Result<Url> location = probe->home.Resolve(sitemap)) {
        probe->sitemaps.push_back(*location);
      }
    }
  }

  void FindIndex(SiteProbe* probe) {
    std::size_t tries = 0;
    for (const CmsIndex& index : CmsIndexes(probe->cms, probe->home)) {
      const bool named = index.kind == IndexKind::kSitemap && !probe->sitemaps.empty();
      if (!index.complete || index.kind == IndexKind::kHub || named) {
        continue;
      }
      if (++tries > SiteProbe::kMaxTries) {
        return;
      }
      const Result<std::optional<CaptureRecord>> answer = Ask(index.url);
      if (const std::size_t rows = answer && *answer ? RowsOf(index, **answer) : 0; rows > 0) {
        probe->index = index.url;
        probe->index_rows = rows;
        return;
      }
    }
  }

  static std::size_t RowsOf(const CmsIndex& index, const CaptureRecord& record) {
    const std::string_view body = record.body.view();
    switch (index.kind) {
      case IndexKind::kWordPressPosts: {
        const WpPosts posts = ParseWpPosts(body, record.capture.url);
        const auto total = WpTotal(record.capture.response_head, "X-WP-Total");
        return posts.valid ? total.value_or(posts.rows) : 0;
      }
      case IndexKind::kFeed:
        return ParseFeed(body, {record.capture.url, record.capture.charset, {}}).entries.size();
      case IndexKind::kSitemap: {
        const Sitemap sitemap = ParseSitemap(body, record.capture.url);
        return sitemap.entries.size() + sitemap.sitemaps.size();
      }
      case IndexKind::kHub:
        break;
    }
    return 0;
  }

  CrawlOptions options_;
  spdlog::logger* const log_;
  RobotsFiles robots_;
  bool asked_ = false;
  FetchOutcome outcome_ = FetchOutcome::kOk;
  std::string problem_;
  Article article_;
};

}  // namespace

Result<SiteProbe> ProbeSite(CrawlOptions options, spdlog::logger* log) {
  return Prober(std::move(options), log).Run();
}

}  // namespace kiosque
