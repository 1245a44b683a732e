#include "cli/command_demo.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/sanitize.h"
#include "cli/demo_folder.h"
#include "cli/program.h"
#include "cli/streams.h"
#include "cli/text_changes.h"
#include "crawler/crawl.h"
#include "seeds/seed_list.h"
#include "storage/archive.h"
#include "web/newsroom.h"
#include "web/newsroom_articles.h"
#include "web/newsroom_server.h"

namespace kiosque {
namespace {

/// The story whose number the newsroom corrects.
const NewsroomArticle& CorrectedStory() {
  const auto articles = NewsroomArticles();
  return *std::find_if(articles.begin(), articles.end(), [](const NewsroomArticle& article) {
    return !article.old_sentence.empty();
  });
}

std::string Count(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string Address(std::string_view path) {
  return fmt::format("http://{}{}", Newsroom::kHost, path);
}

/// Prints a line for each visit that brought an article, or lost one.
class VisitPrinter final : public CrawlObserver {
 public:
  explicit VisitPrinter(std::ostream& out) : out_(out) {}

  void OnVisit(const Visit& visit) override {
    const Capture& capture = visit.capture;
    if (visit.receipt.new_version) {
      out_ << fmt::format("   {}  {}\n", visit.receipt.version == 1 ? "new     " : "changed ",
                          SanitizeLine(visit.title));
    } else if (capture.status == 404 || capture.status == 410) {
      out_ << fmt::format("   gone      {}\n", SanitizeLine(capture.url.path()));
    }
  }
  void OnSkip(const Url& url, SkipReason reason, std::string_view /*via*/) override {
    if (reason == SkipReason::kRobots) {
      out_ << fmt::format("   left out  {} (robots.txt forbids it)\n", SanitizeLine(url.path()));
    }
  }
  void OnProgress(const CrawlStats& /*stats*/) override {}

 private:
  std::ostream& out_;
};

/// One showing of the demonstration.
class Demonstration {
 public:
  Demonstration(Streams& streams, const DemoFolder& folder, NewsroomServer& server)
      : streams_(streams), folder_(folder), server_(server), store_(folder.path() / "archive") {}

  Status Run() {
    Open();
    Step("The first visit",
         "Kiosque reads robots.txt, the sitemap, the feed and the front page, follows the links, "
         "and\n"
         "archives every story once. It waits 20 ms between requests: the server is our own. "
         "Anybody\n"
         "else's gets a second at least.");
    if (const Status crawled = Visit(); !crawled) {
      return crawled.error();
    }
    server_.SetEdition(2);
    Step("The newsroom works a day",
         "One number is corrected in one story, one story is new, one is deleted. The "
         "advertisements, the\n"
         "visitors' counter and the boxes beside the stories differ at every visit anyhow.");
    Step("The second visit",
         "Only what the article says makes a new version; noise around it does not.");
    if (const Status crawled = Visit(); !crawled) {
      return crawled.error();
    }
    if (const Status shown = ShowVersions(); !shown) {
      return shown.error();
    }
    if (const Status exported = Export(); !exported) {
      return exported.error();
    }
    Close();
    return Ok();
  }

 private:
  void Step(std::string_view title, std::string_view text) {
    const std::string head = fmt::format("{}. {}", ++step_, title);
    streams_.out << (streams_.out_is_terminal ? fmt::format("\x1b[1m{}\x1b[0m\n", head)
                                              : fmt::format("{}\n", head))
                 << text << "\n\n"
                 << std::flush;
  }

  void Open() {
    const auto articles = NewsroomArticles();
    const auto stories =
        std::count_if(articles.begin(), articles.end(),
                      [](const NewsroomArticle& article) { return article.first_edition == 1; });
    Step("A newsroom opens",
         fmt::format("{}, an invented newspaper in French, Swahili and Lingala, is served by this "
                     "very\nprogram on "
                     "127.0.0.1:{}, where nobody else can reach it. It has {} stories, some only "
                     "in its\narchive pages, one in "
                     "ISO-8859-1, and a draft that robots.txt asks robots to leave alone.",
                     Newsroom::kName, server_.port(), stories));
  }

  Result<CrawlOptions> Options() const {
    SeedSources sources;
    sources.arguments = {Address("/")};
    sources.flags = {
        {"contact", "demo@gazette-du-fleuve.example"},
        {"connect-to", fmt::format("{}:80:127.0.0.1:{}", Newsroom::kHost, server_.port())},
        {"allow-net", "127.0.0.1/32"},
        {"delay", "20ms"},
        {"timezone", "Africa/Kinshasa"}};
    sources.now = SystemClock().Now();
    Result<SeedList> seeds = SeedList::Load(sources);
    if (!seeds) {
      return seeds.error();
    }
    CrawlOptions options = CrawlOptions::From(std::move(*seeds));
    options.version = ProgramVersion();
    return options;
  }

  Status Visit() {
    Result<CrawlOptions> options = Options();
    if (!options) {
      return options.error();
    }
    const Result<std::unique_ptr<Archive>> archive = Archive::Open(store_, OpenMode::kCreate);
    if (!archive) {
      return archive.error();
    }
    VisitPrinter printer(streams_.out);
    const Result<CrawlReport> report = RunCrawl(std::move(*options), **archive, &printer, nullptr);
    if (!report || report->error) {
      return report ? *report->error : report.error();
    }
    if (report->stopped == StopReason::kInterrupted) {
      return Fail(Errc::kIo, "interrupted");
    }
    Summarise(report->stats);
    return Ok();
  }

  void Summarise(const CrawlStats& stats) {
    const std::vector<NewsroomRequest> requests = server_.TakeRequests();
    const auto drafts = std::count_if(
        requests.begin(), requests.end(),
        [](const NewsroomRequest& request) { return request.path.starts_with("/brouillons/"); });
    const CrawlCounts& total = stats.total;
    streams_.out << fmt::format(
        "\n   {} in {:.1f} s: {} new, {} changed, {} fetched again and unchanged, {} answered\n"
        "   \"304 not modified\", {}. The newsroom's own log: {}, of these {} for the draft.\n\n",
        Count(total.requests + total.robots_requests, "request", "requests"),
        static_cast<double>(stats.elapsed.count()) / 1000,
        Count(total.new_articles, "story", "stories"), total.changed, total.unchanged,
        total.not_modified, Count(total.errors, "error", "errors"),
        Count(requests.size(), "request", "requests"), drafts);
  }

  /// Runs a command as the reader could, and shows the line that does it.
  Status RunShown(const std::vector<std::string>& words) {
    streams_.out << "   $ kiosque " << fmt::format("{}", fmt::join(words, " "));
    if (folder_.kept()) {
      streams_.out << " --store " << store_.string();
    }
    streams_.out << "\n\n" << std::flush;
    std::vector<std::string> arguments = words;
    arguments.insert(arguments.end(), {"--store", store_.string()});
    if (RunProgram(arguments, streams_) != 0) {
      return Fail(Errc::kIo, fmt::format("'kiosque {}' failed", words.front()));
    }
    streams_.out << "\n" << std::flush;
    return Ok();
  }

  Status ShowVersions() {
    const NewsroomArticle& story = CorrectedStory();
    Step("What changed",
         "Every visit to a story is logged; a version is there for each state of its text.");
    if (const Status shown = RunShown({"log", Address(story.path)}); !shown) {
      return shown.error();
    }
    const Result<std::unique_ptr<Archive>> archive = Archive::Open(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    const Result<Url> url = Url::Parse(Address(story.path));
    const Result<std::vector<Version>> versions = (*archive)->Versions(*url);
    if (!versions) {
      return versions.error();
    }
    for (std::size_t i = 1; i < versions->size(); ++i) {
      for (const TextChange& change :
           TextChanges((*versions)[i - 1].article, (*versions)[i].article)) {
        PrintChange(change);
      }
    }
    streams_.out << "\n";
    return Ok();
  }

  void PrintChange(const TextChange& change) {
    const bool colour = streams_.out_is_terminal;
    const auto line = [&](char sign, const std::string& words, std::string_view code) {
      const std::string marked = colour
                                     ? fmt::format("\x1b[{}m{}\x1b[0m", code, SanitizeLine(words))
                                     : fmt::format("[{}]", SanitizeLine(words));
      streams_.out << fmt::format("   {} {} {} {}\n", sign, SanitizeLine(change.before), marked,
                                  Beginning(SanitizeLine(change.after)));
    };
    if (!change.old_words.empty()) {
      line('-', change.old_words, "31");
    }
    if (!change.new_words.empty()) {
      line('+', change.new_words, "32");
    }
  }

  /// The first words of a long text.
  static std::string Beginning(const std::string& text) {
    constexpr std::size_t kShown = 40;
    if (text.size() <= kShown) {
      return text;
    }
    return text.substr(0, std::min(text.find(' ', kShown), text.size())) + " …";
  }

  Status Export() {
    Step("The corpus",
         "The newest version of each story, one JSON object a line, ready for pandas, jq or a "
         "search engine.\n"
         "The deleted story is still in it: an archive forgets nothing by itself.");
    const std::string file = (folder_.path() / "corpus.jsonl").string();
    if (const Status exported = RunShown({"export", "--format", "jsonl", "--output", file});
        !exported) {
      return exported.error();
    }
    return RunShown({"list"});
  }

  void Close() {
    Step("Where to go from here", folder_.kept()
                                      ? "Archive and corpus are yours to explore."
                                      : "What you saw lay in a temporary folder that is gone now.");
    if (folder_.kept()) {
      streams_.out << fmt::format(
          "   The archive is in {0}, the corpus in {1}.\n"
          "   kiosque show {2} --at -1 --store {0}\n"
          "       reads the story as it stood before the correction\n",
          store_.string(), (folder_.path() / "corpus.jsonl").string(),
          Address(CorrectedStory().path));
    } else {
      streams_.out << "   kiosque demo --keep DIR\n       does the same and keeps archive and "
                      "corpus for you to explore\n";
    }
    streams_.out
        << "   kiosque crawl seeds/fatshimetrie.toml --contact you@example.org\n"
           "       archives a real site; run it again from cron and versions come by themselves\n"
           "   kiosque --help\n       has everything else\n";
  }

  Streams& streams_;
  const DemoFolder& folder_;
  NewsroomServer& server_;
  const std::filesystem::path store_;
  int step_ = 0;
};

class DemoCommand final : public Command {
 public:
  CommandText text() const override {
    return {"demo", "see the whole line work on an invented newspaper, offline",
            "Serves a small newspaper on this machine's loopback interface, crawls it into a fresh "
            "archive, lets the "
            "newsroom edit it, crawls it again, shows the versions and exports the corpus. It "
            "needs no network and touches "
            "nobody's site; a few seconds.",
            "# watch it\n"
            "kiosque demo\n"
            "# keep the archive to explore it afterwards\n"
            "kiosque demo --keep ./demo"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("--keep", keep_, "new folder in which archive and corpus are left")
        ->type_name("DIR");
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<DemoFolder> folder = DemoFolder::Make(keep_);
    if (!folder) {
      return folder.error();
    }
    const Result<std::unique_ptr<NewsroomServer>> server = NewsroomServer::Start();
    if (!server) {
      return server.error();
    }
    if (const Status shown = Demonstration(streams, *folder, **server).Run(); !shown) {
      return shown.error();
    }
    return ExitCode::kOk;
  }

 private:
  std::string keep_;
};

}  // namespace

std::unique_ptr<Command> MakeDemoCommand() {
  return std::make_unique<DemoCommand>();
}

}  // namespace kiosque
