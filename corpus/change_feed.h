// change_feed.h — events of the archive as lines, JSON and an RSS feed that a newsroom subscribes
// to.
//
// Errors: none. Threads: pure functions.
// Source: RSS 2.0 (rssboard.org); Atom's link rel=self by RFC 4287 inside RSS, as its best
// practices ask.
#ifndef KIOSQUE_CORPUS_CHANGE_FEED_H_
#define KIOSQUE_CORPUS_CHANGE_FEED_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/page_history.h"

namespace kiosque {

/// One line for a terminal: time, class, address, title, what changed. No newline.
std::string ChangeLine(const ChangeEvent& event);

/// One JSON object on one line: "id", "time", "class", "classes", "url", "from", "version",
/// "snapshot", "status", "title", "old_title", "numbers", "names", "quotes", "paragraphs_added",
/// "paragraphs_removed", "words_added", "words_removed", "moved_to". No newline. Also what a
/// webhook is sent.
std::string ChangeJson(const ChangeEvent& event);

/// What names an event for good: the same for the same archive, whenever asked.
std::string ChangeId(const ChangeEvent& event);

/// An RSS 2.0 document. `body` gives the HTML of an item (the words that changed); `now` is the
/// feed's build date.
std::string ChangeRss(const std::vector<ChangeEvent>& events, UtcTime now,
                      const std::function<std::string(const ChangeEvent& event)>& body);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_CHANGE_FEED_H_
