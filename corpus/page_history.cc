#include "corpus/page_history.h"

#include <algorithm>
#include <utility>

#include "base/surt.h"
#include "corpus/http_message.h"

namespace kiosque {
namespace {

// One capture without an article may be a slip of the server; two in a row are a page that is gone.
constexpr int kMissesUntilGone = 2;

bool IsGoneStatus(std::uint16_t status) {
  return status == 404 || status == 410;
}

std::optional<Url> RedirectTarget(const Capture& capture) {
  if (capture.outcome != FetchOutcome::kRedirect) {
    return std::nullopt;
  }
  auto target = capture.url.Resolve(HttpField(capture.response_head, "location"));
  // The same page under https or www is no other address.
  if (!target || SurtKey(*target) == SurtKey(capture.url)) {
    return std::nullopt;
  }
  return std::move(*target);
}

bool IsFrontPage(const Url& url) {
  return url.path() == "/" && url.search().empty();
}

class Historian {
 public:
  explicit Historian(const std::vector<Version>& versions) : versions_(versions) {}

  void Visit(const Capture& capture) {
    if (capture.version > 0) {
      ShowVersion(capture);
    } else if (current_ > 0 && !gone_) {
      ShowNone(capture);
    }
  }
  std::vector<ChangeEvent> Take() { return std::move(events_); }

 private:
  const Version* Find(std::uint32_t number) const {
    const auto found =
        std::find_if(versions_.begin(), versions_.end(),
                     [&](const Version& version) { return version.number == number; });
    return found == versions_.end() ? nullptr : &*found;
  }

  ChangeEvent& Put(const Capture& capture, ChangeClass change) {
    ChangeEvent event{.url = capture.url};
    event.time = capture.time;
    event.snapshot = capture.sequence;
    event.status = capture.status;
    event.from = current_;
    event.summary.change = change;
    event.summary.classes = {change};
    if (const Version* version = Find(current_)) {
      event.title = version->article.title;
    }
    events_.push_back(std::move(event));
    return events_.back();
  }

  void ShowVersion(const Capture& capture) {
    misses_ = 0;
    moved_to_.reset();
    if (gone_) {
      gone_ = false;
      Put(capture, ChangeClass::kUndeleted).version = capture.version;
    }
    const Version* before = Find(current_);
    const Version* after = Find(capture.version);
    if (capture.version != current_ && before != nullptr && after != nullptr) {
      ChangeSummary summary =
          ClassifyChange(DiffArticles(before->article, after->article), after->article.language);
      if (summary.change != ChangeClass::kNone) {
        ChangeEvent& event = Put(capture, summary.change);
        event.summary = std::move(summary);
        event.version = capture.version;
        event.title = after->article.title;
        if (before->article.title != after->article.title) {
          event.old_title = before->article.title;
        }
      }
    }
    current_ = capture.version;
  }

  // A visit that showed no article, after there had been one.
  void ShowNone(const Capture& capture) {
    const std::optional<Url> target = RedirectTarget(capture);
    if (target && !IsFrontPage(*target)) {
      if (moved_to_ != target) {
        moved_to_ = target;
        Put(capture, ChangeClass::kMoved).moved_to = target;
      }
      return;
    }
    const bool other_page = capture.outcome == FetchOutcome::kOk && capture.status == 200 &&
                            !capture.quarantined &&
                            capture.media_type.find("html") != std::string::npos;
    misses_ = other_page ? misses_ + 1 : 0;
    if (target || IsGoneStatus(capture.status) || misses_ >= kMissesUntilGone) {
      gone_ = true;
      misses_ = 0;
      Put(capture, ChangeClass::kDeleted);
    }
  }

  const std::vector<Version>& versions_;
  std::vector<ChangeEvent> events_;
  std::uint32_t current_ = 0;
  bool gone_ = false;
  int misses_ = 0;
  std::optional<Url> moved_to_;
};

// Whether anything can have happened: most pages have one version and are simply there.
bool MayHaveChanged(const std::vector<Capture>& captures) {
  std::uint32_t first = 0;
  for (const Capture& capture : captures) {
    const bool shows_other = capture.version != first && first != 0;
    if (shows_other && capture.outcome != FetchOutcome::kNotModified) {
      return true;
    }
    first = first == 0 ? capture.version : first;
  }
  return false;
}

bool Reaches(const ChangeSummary& summary, ChangeClass least) {
  return std::any_of(summary.classes.begin(), summary.classes.end(),
                     [&](ChangeClass change) { return change >= least; });
}

// Gathers the captures of one page until the next begins.
class ChangeFinder {
 public:
  ChangeFinder(const Archive& archive, const ChangeQuery& query)
      : archive_(archive), query_(query) {}

  bool Visit(const Capture& capture) {
    std::string surt = SurtKey(capture.url);
    if (surt != surt_ && !EndPage()) {
      return false;
    }
    surt_ = std::move(surt);
    captures_.push_back(capture);
    return true;
  }

  // False when the archive failed.
  bool EndPage() {
    const std::vector<Capture> captures = std::exchange(captures_, {});
    if (!MayHaveChanged(captures) || (query_.since && captures.back().time < *query_.since)) {
      return true;
    }
    auto versions = archive_.Versions(captures.front().url);
    if (!versions) {
      failure_ = versions.error();
      return false;
    }
    for (ChangeEvent& event : PageHistory(captures, *versions)) {
      const bool in_time = (!query_.since || event.time >= *query_.since) &&
                           (!query_.until || event.time < *query_.until);
      if (in_time && Reaches(event.summary, query_.least)) {
        events_.push_back(std::move(event));
      }
    }
    return true;
  }

  const std::optional<Error>& failure() const { return failure_; }
  std::vector<ChangeEvent> Take() { return std::move(events_); }

 private:
  const Archive& archive_;
  const ChangeQuery& query_;
  std::string surt_;
  std::vector<Capture> captures_;
  std::vector<ChangeEvent> events_;
  std::optional<Error> failure_;
};

}  // namespace

std::vector<ChangeEvent> PageHistory(const std::vector<Capture>& captures,
                                     const std::vector<Version>& versions) {
  Historian historian(versions);
  for (const Capture& capture : captures) {
    historian.Visit(capture);
  }
  return historian.Take();
}

Result<std::vector<ChangeEvent>> FindChanges(const Archive& archive, const ChangeQuery& query) {
  ChangeFinder finder(archive, query);
  const std::vector<std::string> all{""};
  for (const std::string& site : query.sites.empty() ? all : query.sites) {
    const Status walked =
        archive.ScanCaptures(site, [&](const Capture& capture) { return finder.Visit(capture); });
    if (!walked || (!finder.failure() && !finder.EndPage()) || finder.failure()) {
      return finder.failure() ? *finder.failure() : walked.error();
    }
  }
  std::vector<ChangeEvent> events = finder.Take();
  std::stable_sort(events.begin(), events.end(),
                   [](const ChangeEvent& a, const ChangeEvent& b) { return a.time > b.time; });
  return events;
}

}  // namespace kiosque
