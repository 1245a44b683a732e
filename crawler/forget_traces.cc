#include "crawler/forget_traces.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/surt.h"
#include "crawler/article_texts.h"
#include "crawler/canonical_claims.h"
#include "crawler/frontier_entry.h"
#include "crawler/index_rows.h"
#include "storage/index_keys.h"
#include "storage/page_aliases.h"

namespace kiosque {
namespace {

/// What is removed at once.
constexpr std::size_t kRowsPerCommit = 20'000;

class TraceRemover {
 public:
  TraceRemover(Archive& archive, const std::vector<Url>& urls,
               const std::vector<std::string>& sites)
      : archive_(archive), sites_(sites) {
    for (const Url& url : urls) {
      Name(url);
    }
  }

  Result<std::uint64_t> Run() {
    if (Status status = FindPages(); !status) {
      return status.error();
    }
    for (const auto step : {&TraceRemover::Queues, &TraceRemover::Indexes, &TraceRemover::Aliases,
                            &TraceRemover::Claims, &TraceRemover::Texts, &TraceRemover::Hosts}) {
      if (Status status = (this->*step)(); !status) {
        return status.error();
      }
    }
    if (Status status = Flush(); !status) {
      return status.error();
    }
    return count_;
  }

 private:
  void Name(const Url& url) {
    pages_.insert(SurtKey(url));
    marks_.insert(BigEndian(Fingerprint(IdentityOf(url))));
    holders_.insert(std::string(FirstMark(HolderKey(url))));
  }

  bool IsForgotten(const Url& url) const {
    const std::string surt = SurtKey(url);
    return pages_.contains(surt) ||
           std::any_of(sites_.begin(), sites_.end(),
                       [&surt](const std::string& site) { return SurtUnder(site, surt); });
  }
  bool IsForgotten(std::string_view address) const {
    const Result<Url> url = Url::Parse(address);
    return url && IsForgotten(*url);
  }

  /// Of sites: every page that has a row or a version.
  Status FindPages() {
    if (sites_.empty()) {
      return Ok();
    }
    for (const std::string_view prefix : {kQueuePrefix, kSchedulePrefix}) {
      Status status = archive_.ScanState(prefix, prefix, [&](auto, std::string_view value) {
        if (const auto entry = FrontierEntry::Decode(value); entry && IsForgotten(entry->url)) {
          Name(entry->url);
        }
        return true;
      });
      if (!status) {
        return status;
      }
    }
    for (const std::string& site : sites_) {
      Status status = archive_.ScanCaptures(site, [&](const Capture& capture) {
        Name(capture.url);
        return true;
      });
      if (!status) {
        return status;
      }
    }
    return Ok();
  }

  /// Calls `judge` for all rows with `prefix`: false = the row goes.
  template <typename Judge>
  Status Sweep(std::string_view prefix, Judge judge) {
    Status status =
        archive_.ScanState(prefix, prefix, [&](std::string_view key, std::string_view value) {
          if (!judge(key, value)) {
            Change(std::string(key), std::nullopt);
          }
          return true;
        });
    return status ? Flush() : status;
  }

  Status Queues() {
    for (const std::string_view prefix : {kQueuePrefix, kSchedulePrefix}) {
      Status status = Sweep(prefix, [&](std::string_view key, std::string_view value) {
        std::optional<FrontierEntry> entry = FrontierEntry::Decode(value);
        if (!entry) {
          return true;
        }
        if (IsForgotten(entry->url)) {
          const KnownUrl known{entry->evidence, {}};
          Change(KnownKey(entry->url, IdentityOfRow(key)), known.Encode());
          auto& [queued, scheduled] = gone_[HostOfRow(key)];
          ++(IsScheduleKey(key) ? scheduled : queued);
          return false;
        }
        if (IsForgotten(entry->via)) {
          entry->via.clear();
          Change(std::string(key), entry->Encode());
        }
        return true;
      });
      if (!status) {
        return status;
      }
    }
    return Ok();
  }

  Status Indexes() {
    return Sweep(kIndexRowPrefix, [&](std::string_view key, std::string_view value) {
      const auto row = IndexRow::Decode(value);
      return !marks_.contains(std::string(FirstMark(key))) && !(row && IsForgotten(row->source));
    });
  }

  Status Aliases() {
    Status status = Sweep(kAliasPrefix, [&](std::string_view key, std::string_view value) {
      return !holders_.contains(std::string(FirstMark(key))) && !IsForgotten(value);
    });
    return status ? Sweep(kHolderPrefix,
                          [&](std::string_view key, std::string_view value) {
                            return !holders_.contains(std::string(FirstMark(key))) &&
                                   !IsForgotten(value);
                          })
                  : status;
  }

  Status Claims() {
    Status status = Sweep(kClaimPrefix, [&](std::string_view key, std::string_view value) {
      return !marks_.contains(std::string(FirstMark(key))) &&
             !IsForgotten(CanonicalClaims::HolderIn(value));
    });
    return status ? Sweep(kWaitingPrefix,
                          [&](std::string_view key, std::string_view value) {
                            return !marks_.contains(std::string(FirstMark(key))) &&
                                   !IsForgotten(value);
                          })
                  : status;
  }

  Status Texts() {
    return Sweep(kArticleTextPrefix, [&](std::string_view, std::string_view value) {
      const auto shown = ArticleTexts::Decode(value);
      return !(shown && IsForgotten(shown->url));
    });
  }

  /// How many rows each origin has is kept with it.
  Status Hosts() {
    for (const auto& [host, gone] : gone_) {
      const auto row = archive_.StateRow(HostKey(host));
      if (!row) {
        return row.error();
      }
      std::optional<HostRecord> record = *row ? HostRecord::Decode(**row) : std::nullopt;
      if (record) {
        record->queued -= std::min(record->queued, gone.first);
        record->scheduled -= std::min(record->scheduled, gone.second);
        Change(HostKey(host), record->Encode());
      }
    }
    return Ok();
  }

  void Change(std::string key, std::optional<std::string> value) {
    changes_.push_back({std::move(key), std::move(value)});
    ++count_;
  }

  Status Flush() {
    while (!changes_.empty()) {
      const std::size_t rest = changes_.size() - std::min(changes_.size(), kRowsPerCommit);
      CommitGroup group;
      std::move(changes_.begin() + static_cast<std::ptrdiff_t>(rest), changes_.end(),
                std::back_inserter(group.state));
      changes_.resize(rest, StateChange{});
      if (const auto done = archive_.Commit(std::move(group)); !done) {
        return done.error();
      }
    }
    return Ok();
  }

  Archive& archive_;
  const std::vector<std::string>& sites_;
  std::set<std::string> pages_;    // SURT keys
  std::set<std::string> marks_;    // of identities, as in keys of rows
  std::set<std::string> holders_;  // as in keys of rows of aliases
  std::map<std::uint64_t, std::pair<std::uint64_t, std::uint64_t>> gone_;  // queued, scheduled
  std::vector<StateChange> changes_;
  std::uint64_t count_ = 0;
};

}  // namespace

Result<std::uint64_t> ForgetTraces(Archive& archive, const std::vector<Url>& urls,
                                   const std::vector<std::string>& sites) {
  return TraceRemover(archive, urls, sites).Run();
}

}  // namespace kiosque
