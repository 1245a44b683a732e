// article_json.h — an Article as a JSON object, without loss: how one archive hands it to another.
//
//   {"format":"kiosque-article-1","extractor":7,"title":"…","published":{"utc":"2024-03-09T00:00:00Z",
//    "precision":"day","source":"json-ld"},"blocks":[{"kind":"paragraph","text":"…"}], …}
//
// Members that are empty, zero or false are left out. It is the block of the metadata records in
// our WARC files, so that an import has the versions that the other archive had, not those that
// today's extractor would make. For people there are the corpus formats (row_writer.h).
//
// Errors: reading answers empty for what this header did not make. Threads: pure functions.
// Source: RFC 8259; the members are those of base/article.h.
#ifndef KIOSQUE_CORPUS_ARTICLE_JSON_H_
#define KIOSQUE_CORPUS_ARTICLE_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/article.h"

namespace kiosque {

/// The media type of such an object.
inline constexpr std::string_view kArticleMediaType = "application/vnd.kiosque.article+json";

/// An article and the kExtractorVersion that made it.
struct ReadArticle {
  Article article;
  int extractor = 0;
};

std::string ArticleJson(const Article& article, int extractor);
std::optional<ReadArticle> ArticleFromJson(std::string_view json);

/// "day", "minute", "second".
std::string_view DatePrecisionName(ArticleDate::Precision precision);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_ARTICLE_JSON_H_
