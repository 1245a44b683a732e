// page_kind.h — what a fetched page is, by all the evidence there is.
//
//   the page says      parser/article_extractor.h: JSON-LD and OpenGraph types, text density
//   others say         feeds, sitemaps, headlines on lists, its address, its own past
//   (crawler/frontier_entry.h)
//
// An article that others announced is kept even when little of it could be read: a version with a
// poor body can be read again with a better extractor, one that was never kept cannot.
//
// Threads: pure function.
#ifndef KIOSQUE_CRAWLER_PAGE_KIND_H_
#define KIOSQUE_CRAWLER_PAGE_KIND_H_

#include "base/article.h"
#include "crawler/frontier_entry.h"

namespace kiosque {

/// The kind of the page at `entry`, of which `article` was read; `declared_list`: its template
/// calls it a list (parser/page_kind.h).
PageKind DecideKind(const FrontierEntry& entry, const Article& article, bool declared_list);

/// Whether pages of this kind are kept as versions (articles, live blogs, galleries, videos).
bool IsStory(PageKind kind);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_PAGE_KIND_H_
