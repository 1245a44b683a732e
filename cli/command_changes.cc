#include "cli/command_changes.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/surt.h"
#include "cli/selection_options.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/webhook_option.h"
#include "corpus/change_feed.h"
#include "corpus/diff_render.h"
#include "corpus/page_history.h"

namespace kiosque {
namespace {

class ChangesCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "changes", "list what was edited, taken down and put back",
        "Prints a line for each change of an archived article, newest first: time, class, "
        "address, title, and what changed. Classes by rank: date, credits, typo, moved, "
        "wording, headline, substance, undeleted, deleted; --min-change leaves out those below. "
        "--format rss gives a feed whose items show the words that changed. --webhook sends each "
        "event to a service instead, oldest first, as the object that --format json prints; an "
        "event "
        "is offered until the service answers 2xx, in this run (five times, with growing waits) or "
        "in a later one, and is known by its \"id\" should it come twice.",
        "# corrections of substance in the last week\n"
        "kiosque changes --since 7d --min-change substance\n"
        "# a feed for the newsroom, written by cron\n"
        "kiosque changes --since 7d --min-change headline --format rss > "
        "/var/www/changes.xml\n"
        "# one site, for a program\n"
        "kiosque changes --host radiookapi.net --format json\n"
        "# each new correction to a service, by cron; the address is a secret\n"
        "kiosque changes --since 7d --min-change headline --webhook @/etc/kiosque/hook --contact "
        "you@example.org"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("--since", since_, "only what was seen at or after: a date, a time or an age")
        ->type_name("TIME");
    app.add_option("--until", until_, "only what was seen before")->type_name("TIME");
    app.add_option("--host", hosts_, "only these sites, subdomains with them")->type_name("HOST");
    app.add_option("--min-change", least_, "the least class that is told")
        ->type_name("CLASS")
        ->capture_default_str()
        ->check(CLI::IsMember({"date", "credits", "typo", "moved", "wording", "headline",
                               "substance", "undeleted", "deleted"}));
    app.add_option("--format", format_, "terminal, json or rss")
        ->type_name("FORMAT")
        ->capture_default_str()
        ->check(CLI::IsMember({"terminal", "json", "rss"}));
    webhook_.AddTo(app);
    AddStoreOption(app, store_);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const UtcTime now = SystemClock().Now();
    const Result<ChangeQuery> query = ReadQuery(now);
    if (!query) {
      return query.error();
    }
    Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    const Result<std::vector<ChangeEvent>> events = FindChanges(**archive, *query);
    if (!events) {
      return events.error();
    }
    if (webhook_.given()) {
      const Result<std::filesystem::path> store = StoreDirectory(store_);
      archive->reset();  // a crawl may go on while a service is waited for
      return webhook_.Deliver(*events, *store, streams);
    }
    if (format_ == "rss") {
      streams.out << ChangeRss(*events, now,
                               [&](const ChangeEvent& event) { return Body(**archive, event); });
      return ExitCode::kOk;
    }
    for (const ChangeEvent& event : *events) {
      streams.out << (format_ == "json" ? ChangeJson(event) : ChangeLine(event)) << '\n';
    }
    return ExitCode::kOk;
  }

 private:
  Result<ChangeQuery> ReadQuery(UtcTime now) const {
    ChangeQuery query;
    for (const auto& [option, text, time] : {std::tuple("--since", &since_, &query.since),
                                             std::tuple("--until", &until_, &query.until)}) {
      if (!text->empty()) {
        const Result<UtcTime> read = ReadTimeOption(option, *text, now);
        if (!read) {
          return read.error();
        }
        *time = *read;
      }
    }
    for (const std::string& host : hosts_) {
      query.sites.push_back(SurtHostPrefix(host));
    }
    query.least = *ChangeClassFromName(least_);
    return query;
  }

  /// The words that changed; empty where there are none to show.
  static std::string Body(const Archive& archive, const ChangeEvent& event) {
    if (event.from == 0 || event.version == 0) {
      return {};
    }
    const Result<Version> from = archive.VersionNumber(event.url, event.from);
    const Result<Version> to = archive.VersionNumber(event.url, event.version);
    return from && to ? DiffHtmlBody(DiffArticles(from->article, to->article)) : std::string();
  }

  std::string since_;
  std::string until_;
  std::vector<std::string> hosts_;
  std::string least_ = "date";
  std::string format_ = "terminal";
  std::string store_;
  WebhookOption webhook_;
};

}  // namespace

std::unique_ptr<Command> MakeChangesCommand() {
  return std::make_unique<ChangesCommand>();
}

}  // namespace kiosque
