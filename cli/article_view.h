// article_view.h — an article as `extract` and `show` print it.
//
//   text       title, a line of byline, date and address, the body; for a terminal
//   markdown   the same as Markdown
//   html       a small standalone page
//   json       one object; the names are those of docs/corpus.md
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_CLI_ARTICLE_VIEW_H_
#define KIOSQUE_CLI_ARTICLE_VIEW_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/article.h"

namespace kiosque {

enum class ArticleFormat { kText, kMarkdown, kHtml, kJson };

/// "text", "markdown", "html", "json"; empty for anything else.
std::optional<ArticleFormat> ArticleFormatFromName(std::string_view name);

/// `article` as found at `url` (shown where the format has a place for it; may be empty). Ends in a
/// newline.
std::string RenderArticle(const Article& article, std::string_view url, ArticleFormat format);

/// Every field of `article` under the names of the corpus. "byline" is one text, people and
/// agencies as the page names them, joined by "; "; "authors" has the people alone. "evidence" says
/// for title, byline, published, modified and language which source won and how far to trust it.
nlohmann::ordered_json ArticleJson(const Article& article);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_ARTICLE_VIEW_H_
