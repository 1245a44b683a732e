// crawl_simulation.h — a whole crawl in virtual time: real Crawl, Frontier and Archive, a web in
// memory.
#ifndef KIOSQUE_TESTS_SUPPORT_CRAWL_SIMULATION_H_
#define KIOSQUE_TESTS_SUPPORT_CRAWL_SIMULATION_H_

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crawler/alarm.h"
#include "crawler/crawl.h"
#include "storage/archive.h"
#include "support/fake_clock.h"
#include "support/fake_fetcher.h"
#include "support/run_coroutine.h"
#include "support/store_fixture.h"

namespace kiosque::testing {

class FakeAlarm final : public Alarm {
 public:
  void Set(SteadyTime at, std::function<void()> fire) override {
    at_ = at;
    fire_ = std::move(fire);
  }
  void Cancel() override { at_.reset(); }
  std::optional<SteadyTime> next() const { return at_; }
  void FireIfDue(SteadyTime now) {
    if (at_ && *at_ <= now) {
      at_.reset();
      fire_();
    }
  }

 private:
  std::optional<SteadyTime> at_;
  std::function<void()> fire_;
};

class CrawlSimulation : public ::testing::Test, public CrawlObserver {
 protected:
  CrawlSimulation() { Reopen(); }

  /// As after a crash: everything that was only in memory is gone.
  void Reopen() {
    archive_.reset();
    Result<std::unique_ptr<Archive>> archive = Archive::Open(folder_.path(), OpenMode::kCreate);
    if (!archive) {
      throw std::runtime_error(archive.error().message);
    }
    archive_ = std::move(*archive);
  }

  /// Options for sites as a person would give them.
  static CrawlOptions Options(std::vector<std::string> urls, std::vector<FlagValue> flags = {}) {
    SeedSources sources;
    sources.arguments = std::move(urls);
    // All of FakeFetcher's sites answer from one address; tests count requests.
    sources.flags = {{"per-address", "0"}, {"tdmrep", "false"}};
    sources.flags.insert(sources.flags.end(), flags.begin(), flags.end());
    sources.flags.push_back({"contact", "test@example.org"});
    CrawlOptions options = CrawlOptions::From(SeedList::Load(sources).value());
    options.handle_signals = false;
    options.guess_lists = false;  // tests count requests; those of discovery say otherwise
    options.parser_threads = 0;
    options.writer_thread = false;
    return options;
  }

  /// Runs to the end, or until `until` (asked after every step) says so: then the crawl is dropped
  /// as by kill -9.
  std::optional<CrawlReport> Run(CrawlOptions options, const std::function<bool()>& until = {}) {
    boost::asio::io_context context;
    FakeAlarm alarm;
    Crawl crawl(context, std::move(options), CrawlParts{*archive_, web_, clock_, alarm, this});
    std::optional<Result<CrawlReport>> report;
    Spawn(context, crawl.Run(), report);
    for (int step = 0; !report; ++step) {
      context.restart();
      context.poll();
      if (report || (until && until())) {
        break;
      }
      std::optional<SteadyTime> next = alarm.next();
      if (const auto due = web_.NextDue(); due && (!next || *due < *next)) {
        next = due;
      }
      if (!next || step > 1'000'000) {
        ADD_FAILURE() << "the crawl stands still";
        return std::nullopt;
      }
      if (*next > clock_.Steady()) {
        clock_.Advance(
            std::chrono::duration_cast<std::chrono::microseconds>(*next - clock_.Steady()));
      }
      alarm.FireIfDue(clock_.Steady());
      web_.CompleteDue();
    }
    web_.CancelAll();
    if (!report) {
      return std::nullopt;
    }
    EXPECT_TRUE(*report) << (*report ? "" : report->error().message);
    return *report ? std::optional((**report)) : std::nullopt;
  }

  std::size_t VersionsOf(const std::string& url) const {
    return archive_->Versions(MakeUrl(url)).value().size();
  }
  std::size_t CapturesOf(const std::string& url) const {
    return archive_->Captures(MakeUrl(url)).value().size();
  }
  bool Skipped(const std::string& url, SkipReason reason) const {
    const auto [begin, end] = skipped_.equal_range(url);
    for (auto skip = begin; skip != end; ++skip) {
      if (skip->second == reason) {
        return true;
      }
    }
    return false;
  }

  static std::string ArticleHtml(const std::string& title, const std::string& text,
                                 const std::string& around = "") {
    return "<!doctype html><html lang=fr><head><title>" + title +
           "</title><meta property=\"og:type\" content=\"article\"><meta property=\"og:title\" "
           "content=\"" +
           title + "\"></head><body><nav><a href=\"/\">Accueil</a></nav><article><h1>" + title +
           "</h1><p>" + text +
           " Le ministre a rappelé devant la presse que les travaux de la route nationale avaient "
           "repris "
           "depuis lundi, malgré la saison des pluies.</p><p>Les habitants, eux, attendent de voir "
           ": la "
           "dernière promesse date de deux ans, et le pont n'est toujours pas réparé, dit un "
           "chauffeur "
           "rencontré au marché central.</p></article>" +
           around + "</body></html>";
  }
  static std::string HubHtml(const std::vector<std::pair<std::string, std::string>>& links,
                             const std::string& head = "", const std::string& foot = "") {
    std::string html = "<!doctype html><html><head><title>Une</title>" + head + "</head><body><ul>";
    for (const auto& [href, text] : links) {
      html += "<li><h2><a href=\"" + href + "\">" + text + "</a></h2></li>";
    }
    return html + "</ul>" + foot + "</body></html>";
  }
  void ServeArticle(const std::string& url, const std::string& text = "Une première phrase.") {
    web_.Serve(url, FakeResponse().Html(ArticleHtml("Le titre de " + url, text)));
  }
  void ServeRobots(const std::string& origin,
                   const std::string& text = "User-agent: *\nDisallow:\n") {
    web_.Serve(origin + "/robots.txt", FakeResponse().Text(text));
  }

  /// A site with a hub of `n` articles.
  void ServeSite(const std::string& origin, int n) {
    ServeRobots(origin);
    std::vector<std::pair<std::string, std::string>> links;
    for (int i = 0; i < n; ++i) {
      const std::string path = "/2024/04/13/article-numero-" + std::to_string(i) + "/";
      links.emplace_back(path, "Un titre assez long pour cet article " + std::to_string(i));
      ServeArticle(origin + path, "Phrase " + std::to_string(i) + ".");
    }
    web_.Serve(origin + "/", FakeResponse().Html(HubHtml(links)));
  }

  void OnVisit(const Visit& visit) override { visited_.push_back(visit.capture.url.href()); }
  void OnSkip(const Url& url, SkipReason reason, std::string_view) override {
    skipped_.emplace(url.href(), reason);
  }
  void OnProgress(const CrawlStats&) override {}

  TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
  FakeClock clock_;
  FakeFetcher web_{clock_};
  std::vector<std::string> visited_;
  std::multimap<std::string, SkipReason> skipped_;
};

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_CRAWL_SIMULATION_H_
