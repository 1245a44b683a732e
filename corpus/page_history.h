// page_history.h — what happened to a story, as events.
//
//   capture   200 #1   200 #2   404        404   200 #2       301 → /elsewhere
//   event              substance deleted         undeleted    moved
//
// A page counts as deleted when it answers 404 or 410, redirects to a front page, or twice in a row
// shows a page that is no article; as moved when it redirects to any other address.
//
// Errors: those of the archive. Threads: any.
// Source: the kinds of change are those of NewsDiffs and of the Internet Archive's Change Explorer,
// and what editors call corrections.
#ifndef KIOSQUE_CORPUS_PAGE_HISTORY_H_
#define KIOSQUE_CORPUS_PAGE_HISTORY_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/change_class.h"
#include "storage/archive.h"

namespace kiosque {

struct ChangeEvent {
  Url url;                     ///< as requested
  UtcTime time{};              ///< of the capture that showed it
  std::uint64_t snapshot = 0;  ///< that capture
  std::uint32_t from = 0;      ///< the version before; 0 = none
  std::uint32_t version = 0;   ///< the version after; 0 = the page is gone
  ChangeSummary summary{};
  std::string title{};       ///< of the article after (or last known)
  std::string old_title{};   ///< when it differs
  std::uint16_t status = 0;  ///< HTTP status of the capture
  std::optional<Url> moved_to{};
};

/// The events of one page. `captures` by time; `versions` as Archive::Versions gives them.
std::vector<ChangeEvent> PageHistory(const std::vector<Capture>& captures,
                                     const std::vector<Version>& versions);

struct ChangeQuery {
  std::vector<std::string> sites{};  ///< SURT prefixes of hosts (base/surt.h); empty = all
  std::optional<UtcTime> since{};
  std::optional<UtcTime> until{};
  ChangeClass least = ChangeClass::kDate;  ///< by rank; any of an event's classes may reach it
};

/// All events that `query` asks for, newest first; those of one moment in SURT order. Memory: the
/// events; of the archive, one page at a time.
Result<std::vector<ChangeEvent>> FindChanges(const Archive& archive, const ChangeQuery& query);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_PAGE_HISTORY_H_
