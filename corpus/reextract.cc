#include "corpus/reextract.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "base/surt.h"

namespace kiosque {
namespace {

using Outcome = ReextractedVersion::Outcome;

// A version without its article.
struct Head {
  std::uint32_t number = 0;
  Sha256 payload{};
  int extractor = 0;
  bool stale = false;  // to be read again
};

// The versions of one page, and what came of them.
struct PageJob {
  Url url;
  std::vector<Head> versions{};
  std::vector<ReextractedVersion> told{};
  std::vector<ArticleReplacement> replacements{};
};

// The first capture that showed a version, with its own body where that can be told.
const Capture* CaptureOf(const std::vector<Capture>& captures, const Head& head) {
  const Capture* first = nullptr;
  for (const Capture& capture : captures) {
    if (capture.version != head.number) {
      continue;
    }
    if (capture.payload == head.payload) {
      return &capture;
    }
    first = first == nullptr ? &capture : first;
  }
  return first;
}

bool SameWords(const std::vector<Block>& from, const std::vector<Block>& to) {
  return std::equal(from.begin(), from.end(), to.begin(), to.end(),
                    [](const Block& a, const Block& b) { return a.text == b.text; });
}

// Reads one page after the other; the batch's threads share it.
class PageReader {
 public:
  PageReader(const Archive& archive, const ReextractOptions& options)
      : archive_(archive), options_(options) {}

  void Read(PageJob& job) const {
    const auto captures = archive_.Captures(job.url);
    std::optional<Article> previous;  // of the version before, as it is read now
    std::optional<Body> previous_html;
    for (std::size_t i = 0; i < job.versions.size(); ++i) {
      const Head& head = job.versions[i];
      if (!head.stale) {
        previous.reset();
        continue;
      }
      if (!previous && i > 0) {
        Load(job.url, job.versions[i - 1], previous, previous_html);
      }
      const Capture* const capture = captures ? CaptureOf(*captures, head) : nullptr;
      std::optional<Article> stored;
      std::optional<Body> html;
      Load(job.url, head, stored, html);
      ReextractedVersion told{.url = job.url, .version = head.number};
      told.extractor = head.extractor;
      std::optional<Article> article;
      if (capture == nullptr || !html) {
        told.outcome = Outcome::kNoPage;
      } else {
        static const Article kLost;
        article = options_.read({*capture, html->view(), stored ? *stored : kLost,
                                 previous ? &*previous : nullptr,
                                 previous_html ? previous_html->view() : std::string_view()});
        Judge(stored, article, told);
      }
      if (article) {
        job.replacements.push_back(
            {job.url, head.number, *article, options_.extractor, options_.now});
      }
      job.told.push_back(std::move(told));
      previous = article ? std::move(article) : std::move(stored);
      previous_html = std::move(html);
    }
  }

 private:
  void Load(const Url& url, const Head& head, std::optional<Article>& article,
            std::optional<Body>& html) const {
    article.reset();
    html.reset();
    if (auto version = archive_.VersionNumber(url, head.number)) {
      article = std::move(version->article);
    }
    if (auto body = archive_.Payload(head.payload)) {
      html = std::move(*body);
    }
  }

  static void Judge(const std::optional<Article>& stored, const std::optional<Article>& article,
                    ReextractedVersion& told) {
    const Article before = stored.value_or(Article());
    told.words_before = before.words;
    told.title = article ? article->title : before.title;
    told.words = article ? article->words : before.words;
    if (!article) {
      told.outcome = Outcome::kNothing;
      return;
    }
    told.fields = ChangedFields(before, *article);
    told.outcome = told.fields.empty() ? Outcome::kSame : Outcome::kChanged;
  }

  const Archive& archive_;
  const ReextractOptions& options_;
};

class Reextraction {
 public:
  Reextraction(Archive& archive, const ReextractOptions& options)
      : archive_(archive), options_(options), reader_(archive, options) {}

  Result<ReextractReport> Run() {
    VersionQuery query;
    query.sites = options_.sites;
    query.articles = false;
    std::string surt;
    Status ended = Ok();
    const Status walked = archive_.ScanVersions(query, [&](const VersionVisit& found) {
      std::string at = SurtKey(found.url);
      if (at != surt) {
        ended = EndPage();
        surt = std::move(at);
        jobs_.push_back(PageJob{.url = found.url});
      }
      const Version& version = found.version;
      const bool stale = options_.all || version.extractor < options_.extractor;
      stale_ += stale ? 1 : 0;
      report_.passed += stale ? 0 : 1;
      jobs_.back().versions.push_back({version.number, version.payload, version.extractor, stale});
      return ended.has_value();
    });
    if (!walked || !ended) {
      return walked ? ended.error() : walked.error();
    }
    if (const Status last = RunBatch(); !last) {
      return last.error();
    }
    return std::move(report_);
  }

 private:
  // The last job is complete.
  Status EndPage() {
    if (!jobs_.empty() && std::none_of(jobs_.back().versions.begin(), jobs_.back().versions.end(),
                                       [](const Head& head) { return head.stale; })) {
      jobs_.pop_back();
    }
    return stale_ >= options_.batch_versions ? RunBatch() : Ok();
  }

  Status RunBatch() {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t at = next++; at < jobs_.size(); at = next++) {
        reader_.Read(jobs_[at]);
      }
    };
    {
      std::vector<std::jthread> helpers;
      for (unsigned i = 1; i < options_.threads; ++i) {
        helpers.emplace_back(work);
      }
      work();
    }
    CommitGroup group;
    for (PageJob& job : jobs_) {
      std::move(job.replacements.begin(), job.replacements.end(),
                std::back_inserter(group.articles));
    }
    if (!options_.dry_run) {
      if (const auto committed = archive_.Commit(std::move(group)); !committed) {
        return committed.error();
      }
    }
    for (const PageJob& job : jobs_) {
      for (const ReextractedVersion& version : job.told) {
        Tell(version);
      }
    }
    jobs_.clear();
    stale_ = 0;
    return Ok();
  }

  void Tell(const ReextractedVersion& version) {
    ++report_.versions;
    ++report_.outcomes[version.outcome];
    for (const std::string& field : version.fields) {
      ++report_.fields[field];
    }
    if (options_.told) {
      options_.told(version);
    }
  }

  Archive& archive_;
  const ReextractOptions& options_;
  const PageReader reader_;
  std::vector<PageJob> jobs_;  // of this batch
  std::size_t stale_ = 0;      // versions in them that are to be read
  ReextractReport report_;
};

}  // namespace

std::string_view ReextractOutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kChanged:
      return "changed";
    case Outcome::kNoPage:
      return "no page";
    case Outcome::kNothing:
      return "nothing";
    default:
      return "same";
  }
}

std::vector<std::string> ChangedFields(const Article& from, const Article& to) {
  std::vector<std::string> fields;
  const auto compare = [&](const char* name, const auto& before, const auto& after) {
    if (before != after) {
      fields.emplace_back(name);
    }
  };
  compare("title", from.title, to.title);
  if (from.blocks != to.blocks) {
    fields.emplace_back(SameWords(from.blocks, to.blocks) ? "markup" : "text");
  }
  compare("byline", from.byline, to.byline);
  compare("agency", from.agency, to.agency);
  compare("credit", from.credit, to.credit);
  compare("published", from.published, to.published);
  compare("modified", from.modified, to.modified);
  compare("language", from.language, to.language);
  compare("declared_language", from.declared_language, to.declared_language);
  compare("site_name", from.site_name, to.site_name);
  compare("section", from.section, to.section);
  compare("tags", from.tags, to.tags);
  compare("description", from.description, to.description);
  compare("canonical", from.canonical, to.canonical);
  compare("amp", from.amp, to.amp);
  compare("lead_image", from.lead_image, to.lead_image);
  compare("license", from.license, to.license);
  compare("paywalled", from.paywalled, to.paywalled);
  compare("kind", from.kind, to.kind);
  compare("captions", from.captions, to.captions);
  compare("comments", from.comments, to.comments);
  compare("evidence", from.evidence, to.evidence);
  if (fields.empty() && !(from == to)) {
    fields.emplace_back("template_blocks");
  }
  return fields;
}

Result<ReextractReport> Reextract(Archive& archive, const ReextractOptions& options) {
  return Reextraction(archive, options).Run();
}

}  // namespace kiosque
