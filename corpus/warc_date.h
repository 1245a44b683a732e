// warc_date.h — the WARC-Date of a record, as tools have written it.
//
// WARC 1.0 and 1.1 say W3C's profile of ISO 8601, in UTC; ARC has fourteen digits; the files of
// ClueWeb09 count the days of the year ("2008-10-294T05:21:46-0700": the 294th day).
//
// Errors: none. Threads: pure function.
// Source: ISO 28500:2017 §5.4; boston.lti.cs.cmu.edu/Data/clueweb09.
#ifndef KIOSQUE_CORPUS_WARC_DATE_H_
#define KIOSQUE_CORPUS_WARC_DATE_H_

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace kiosque {

/// Empty when `text` is no date.
std::optional<UtcTime> ParseWarcDate(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WARC_DATE_H_
