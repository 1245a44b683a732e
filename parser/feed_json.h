// feed_json.h — JSON Feed 1.0 and 1.1. Private to parser/feed*.cc.
//
// Errors: none; fields of the wrong type are passed over. Threads: pure function.
// Source: https://www.jsonfeed.org/version/1.1/
#ifndef KIOSQUE_PARSER_FEED_JSON_H_
#define KIOSQUE_PARSER_FEED_JSON_H_

#include <string_view>

#include "parser/feed.h"

namespace kiosque {

/// Reads `utf8` into `feed`; leaves its format kNone when it is no JSON Feed.
void ReadJsonFeed(std::string_view utf8, const FeedContext& context, Feed* feed);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_FEED_JSON_H_
