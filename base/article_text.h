// article_text.h — an Article's body as text: the three forms that people and programs read.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_BASE_ARTICLE_TEXT_H_
#define KIOSQUE_BASE_ARTICLE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"

namespace kiosque {

/// Markdown: blocks separated by blank lines, "## " headings, "- " and "1. " items, "> " quotes,
/// pipe tables, links as [anchor](absolute URL). Characters that Markdown would read as markup are
/// escaped only where it would. No title.
std::string BodyMarkdown(const Article& article);

/// Whether plain text has the block: an embed is an address, which plain text has none of.
bool HasWords(const Block& block);

/// Plain text: the same without markup, addresses and embeds; list items one a line.
std::string BodyText(const Article& article);

/// The blocks' plain texts, one string a block; embeds have none.
std::vector<std::string> BodyParagraphs(const Article& article);

/// HTML fragment (p, h2…h6, ul, ol, blockquote, table, pre), escaped; no scripts, no styles.
std::string BodyHtml(const Article& article);

/// `text` as the normal form has it: NFC, spaces collapsed, quotes, dashes and ellipses of one
/// kind, zero-width characters gone. For comparing, not for showing.
std::string NormalText(std::string_view text);

/// The normal form over which two captures are "the same article": title and body text, case kept,
/// spaces, quotes, dashes and zero-width characters folded. Never shown.
std::string NormalForm(const Article& article);

/// What a version is a state of: the normal form without embeds and counters ("165 partages"), and
/// byline, agency, the publication date where metadata tell it, and the path of the lead image (its
/// server and size change without the image). Never shown.
std::string VersionForm(const Article& article);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_ARTICLE_TEXT_H_
