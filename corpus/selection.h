// selection.h — which articles an export, a list or a count takes.
//
// Errors: those of the archive. Threads: any one; the archive may be written meanwhile.
#ifndef KIOSQUE_CORPUS_SELECTION_H_
#define KIOSQUE_CORPUS_SELECTION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "corpus/row.h"
#include "storage/archive.h"

namespace kiosque {

/// Which articles. All conditions must hold; an empty one holds for everything.
struct Selection {
  std::vector<std::string>
      hosts{};  ///< host names; subdomains belong to them, "www." does not count
  std::optional<UtcTime>
      since{};  ///< appeared at or after: date_published, or date_crawled when it has none
  std::optional<UtcTime> until{};        ///< appeared before
  std::vector<std::string> languages{};  ///< primary tags: "fr" also takes "fr-CD"
  std::vector<std::string> tags{};       ///< one of the page's own keywords, case does not count
  std::uint32_t min_words = 0;
  VersionQuery::Which versions = VersionQuery::Which::kLatest;
  std::optional<UtcTime> as_of{};  ///< the archive as it was then

  bool operator==(const Selection&) const = default;
};

/// When `row` appeared: date_published, or date_crawled when it has none.
UtcTime Appeared(const CorpusRow& row);

/// Whether `row` is selected, but for hosts, versions and as_of, which the archive itself sees to.
bool Selects(const Selection& selection, const CorpusRow& row);

/// Visits the selected rows, in order, until `visit` returns false.
Status VisitCorpus(const Archive& archive, const Selection& selection,
                   const std::function<bool(const CorpusRow& row)>& visit);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_SELECTION_H_
