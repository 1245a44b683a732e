// article_extractor.h — the article in a page: its body blocks and its metadata.
//
// ExtractArticle = the body (parser/body_*.cc) + the metadata (parser/metadata*.cc). Either may be
// empty; the page's kind says what was found.
//
// Errors: none. Time linear in the document. Threads: pure function; same input, same result.
#ifndef KIOSQUE_PARSER_ARTICLE_EXTRACTOR_H_
#define KIOSQUE_PARSER_ARTICLE_EXTRACTOR_H_

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/article.h"
#include "base/clock.h"
#include "base/selector.h"
#include "base/url.h"
#include "parser/document.h"

namespace kiosque {

/// Bumped whenever the same page may give another Article.
inline constexpr int kExtractorVersion = 5;

/// What is known of a page besides its bytes.
struct PageContext {
  Url url;            ///< where it was fetched from, after redirects
  UtcTime fetched{};  ///< dates later than this (plus a day) are not believed; zero = unknown
  std::string language_hint;         ///< of the site; empty = none
  std::string time_zone;             ///< IANA name of the site's zone; empty = unknown
  const SiteRules* rules = nullptr;  ///< of the site, outlives the call; null = none
  /// Hashes of blocks that the site repeats, sorted (parser/site_template.h); outlive the call.
  std::span<const std::uint64_t> template_blocks{};
  /// The present, where `fetched` is unknown: dates later than this (plus a day) are not believed,
  /// and nothing else counts from it. Zero = unknown.
  UtcTime not_after{};
};

/// Whether `day` lies in the page's future; false where that is unknown.
bool IsInFuture(const PageContext& context, std::chrono::sys_days day);

struct ExtractedArticle {
  Article article;
  std::vector<NodeId> body_nodes;  ///< nodes whose text became blocks, sorted
};

ExtractedArticle ExtractArticle(const Document& document, const PageContext& context);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_ARTICLE_EXTRACTOR_H_
