#include "cli/command_reextract.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/sanitize.h"
#include "base/surt.h"
#include "cli/json_row.h"
#include "cli/page_context.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "corpus/http_message.h"
#include "corpus/reextract.h"
#include "crawler/steady_article.h"
#include "parser/charset.h"

namespace kiosque {
namespace {

using Outcome = ReextractedVersion::Outcome;

/// The keys that mean something for reading a page that is there already.
const std::vector<std::string_view> kReextractKeys = {"lang",         "timezone",    "select_body",
                                                      "select_title", "select_date", "remove"};

constexpr std::uint64_t kVersionsPerWord = 10'000;  // on standard error

class ReextractCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "reextract", "read stored articles from their pages again",
        "Reads the articles that an older extractor has read from their stored pages again, and "
        "prints a line for each that changed: its address, its version, and the fields. No version "
        "is born or lost, no capture and no hash of the log changes: the article of a version is "
        "replaced, and what was read before stays behind it, so that an export --as-of an earlier "
        "time still gives the same bytes. Can be stopped at any time; the next run goes on. With "
        "--seeds, the rules, language and time zone of its sites hold, as in a crawl.",
        "# what would change\n"
        "kiosque reextract --dry-run\n"
        "# after an upgrade, on four threads, with the sites' rules\n"
        "kiosque reextract -j 4 --seeds seeds/congo.toml\n"
        "# one site again, whoever had read it: its rules are new\n"
        "kiosque reextract --host example.org --all --seeds seeds/congo.toml"};
  }

  void AddOptions(CLI::App& app) override {
    AddStoreOption(app, store_);
    app.add_option("--host", hosts_, "only these sites, subdomains with them")->type_name("HOST");
    app.add_flag("--all", options_.all, "also what this extractor has read already");
    app.add_flag("--dry-run", options_.dry_run, "say what would change, write nothing");
    AddJobsOption(app, jobs_);
    app.add_flag("--json", json_, "one JSON object a line for each version that was read");
    sites_.AddTo(app, kReextractKeys);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const UtcTime now = SystemClock().Now();
    if (const Status read = sites_.Read(now); !read) {
      return read.error();
    }
    const Result<std::unique_ptr<Archive>> archive =
        OpenStore(store_, options_.dry_run ? OpenMode::kReadOnly : OpenMode::kReadWrite);
    if (!archive) {
      return archive.error();
    }
    for (const std::string& host : hosts_) {
      options_.sites.push_back(SurtHostPrefix(host));
    }
    options_.extractor = kExtractorVersion;
    options_.threads = ThreadsFor(jobs_);
    options_.now = now;
    options_.read = [this](const PageToRead& page) { return Read(page); };
    std::uint64_t told = 0;
    options_.told = [&](const ReextractedVersion& version) {
      Tell(version, streams);
      if (++told % kVersionsPerWord == 0) {
        streams.err << fmt::format("{} versions read again\n", told);
      }
    };
    const Result<ReextractReport> report = Reextract(**archive, options_);
    if (!report) {
      return report.error();
    }
    Summarize(*report, json_ ? streams.err : streams.out);
    return ExitCode::kOk;
  }

 private:
  std::optional<Article> Read(const PageToRead& page) const {
    PageContext context = sites_.ContextOf(page.capture.url, page.capture.time);
    context.template_blocks = page.stored.template_blocks;
    const std::string_view charset =
        CharsetOfContentType(HttpField(page.capture.response_head, "Content-Type"));
    ParsedPage parsed = ParsePage(page.html, charset, context);
    if (page.previous != nullptr) {
      KeepSteady(*page.previous, page.previous_html, page.html, parsed);
    }
    Article article = std::move(parsed.article);
    if (article.blocks.empty() && !page.stored.blocks.empty()) {
      return std::nullopt;
    }
    // That it is a story was decided by more than the page alone.
    if (article.kind == PageKind::kHub || article.kind == PageKind::kOther) {
      article.kind = page.stored.kind;
    }
    return article;
  }

  void Tell(const ReextractedVersion& version, Streams& streams) const {
    if (json_) {
      streams.out << DumpJsonRow({{"url", version.url.href()},
                                  {"version", version.version},
                                  {"outcome", ReextractOutcomeName(version.outcome)},
                                  {"extractor_before", version.extractor},
                                  {"extractor", kExtractorVersion},
                                  {"fields", version.fields},
                                  {"title", version.title},
                                  {"words_before", version.words_before},
                                  {"words", version.words}})
                  << '\n';
      return;
    }
    switch (version.outcome) {
      case Outcome::kSame:
        return;
      case Outcome::kNoPage:
        streams.out << fmt::format("{}  version {}: its page is not kept; the article stays\n",
                                   version.url.href(), version.version);
        return;
      case Outcome::kNothing:
        streams.out << fmt::format("{}  version {}: no article is found any more; it stays\n",
                                   version.url.href(), version.version);
        return;
      case Outcome::kChanged:
        streams.out << fmt::format("{}  version {}: {}", version.url.href(), version.version,
                                   fmt::join(version.fields, ", "));
        if (version.words != version.words_before) {
          streams.out << fmt::format(" ({} → {} words)", version.words_before, version.words);
        }
        streams.out << '\n';
    }
  }

  void Summarize(const ReextractReport& report, std::ostream& out) const {
    const auto count = [&report](Outcome outcome) {
      const auto found = report.outcomes.find(outcome);
      return found == report.outcomes.end() ? std::uint64_t{0} : found->second;
    };
    out << fmt::format(
        "{} versions read again by extractor {}: {} {}, {} the same, {} without a page, {} without "
        "an article; {} were read by it already\n",
        report.versions, kExtractorVersion, count(Outcome::kChanged),
        options_.dry_run ? "would change" : "changed", count(Outcome::kSame),
        count(Outcome::kNoPage), count(Outcome::kNothing), report.passed);
    for (const auto& [field, versions] : report.fields) {
      out << fmt::format("{:>10}  {}\n", versions, field);
    }
  }

  std::string store_;
  std::vector<std::string> hosts_;
  unsigned jobs_ = 0;
  bool json_ = false;
  PageSites sites_;
  ReextractOptions options_;
};

}  // namespace

std::unique_ptr<Command> MakeReextractCommand() {
  return std::make_unique<ReextractCommand>();
}

}  // namespace kiosque
