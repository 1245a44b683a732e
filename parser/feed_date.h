// feed_date.h — the machine-written dates of feeds and sitemaps, as they really come.
//
// RFC 822/2822 ("Sat, 07 Sep 2002 00:00:01 GMT"), W3CDTF/ISO 8601 ("2003-12-31T10:14:55+01:00",
// "2003-12"), asctime, and their usual breakages: missing weekday, zone or seconds, long or French
// month names, two-digit years, "2004-07-08 23:56", "GMT+1". Prose dates ("il y a 3 heures") are
// parser/date_text.h's.
//
// Errors: empty for what is no date. A missing zone is read as UTC. Threads: pure function.
// Source: RFC 2822 §3.3, §4.3; https://www.w3.org/TR/NOTE-datetime.
#ifndef KIOSQUE_PARSER_FEED_DATE_H_
#define KIOSQUE_PARSER_FEED_DATE_H_

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace kiosque {

std::optional<UtcTime> ParseFeedDate(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_FEED_DATE_H_
