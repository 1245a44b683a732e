// capture_selection.h — which captures an export of captures (WARC, WACZ, CDXJ) takes.
//
// Errors: those of the archive and of the visitor. Threads: any one.
#ifndef KIOSQUE_CORPUS_CAPTURE_SELECTION_H_
#define KIOSQUE_CORPUS_CAPTURE_SELECTION_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "storage/archive.h"

namespace kiosque {

/// All conditions must hold; an empty one holds for everything.
struct CaptureSelection {
  std::vector<std::string> hosts{};  ///< subdomains belong to them
  std::optional<UtcTime> since{};    ///< captured at or after
  std::optional<UtcTime> until{};    ///< captured before
};

/// Visits the selected captures in SURT, then time order, each once, until `visit` answers an
/// Error.
Status VisitCaptures(const Archive& archive, const CaptureSelection& selection,
                     const std::function<Status(const Capture& capture)>& visit);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_CAPTURE_SELECTION_H_
