// structured_data.h — what a page says of its article for machines: JSON-LD graphs, microdata,
// RDFa.
//
// Every thing that may be the page's article (NewsArticle, BlogPosting, Recipe, VideoObject,
// WebPage …) becomes one StructuredItem. `rank` orders them: the type first, then whether it stands
// at the top or inside a list of other pages' articles, then whether its address is this page's.
// Authors given by "@id" are looked up in all blocks.
//
// Values are as written: dates not parsed, text not unescaped. They are evidence, not truth;
// parser/metadata.h weighs them.
//
// Errors: none; broken JSON is read as far as it makes sense (parser/json_reader.h). Bounds:
// kMaxStructuredItems. Lifetime: views point into the Document and into this object's own buffers,
// which move with it. Threads: immutable after Read. Source: https://schema.org/NewsArticle,
// https://html.spec.whatwg.org/#microdata, RDFa Lite 1.1.
#ifndef KIOSQUE_PARSER_STRUCTURED_DATA_H_
#define KIOSQUE_PARSER_STRUCTURED_DATA_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document.h"
#include "parser/json_reader.h"
#include "parser/page_evidence.h"

namespace kiosque {

inline constexpr std::size_t kMaxStructuredItems = 64;

struct StructuredPerson {
  std::string_view name;
  bool organization = false;
};

struct StructuredItem {
  enum class Syntax : std::uint8_t { kJsonLd, kMicrodata };
  Syntax syntax = Syntax::kJsonLd;
  std::string_view type;  ///< without its vocabulary: "NewsArticle"
  int rank = 0;           ///< higher = more surely the page's article
  bool nested = false;    ///< inside a list, a comment, another article
  std::string_view headline;
  std::string_view name;
  std::string_view description;
  std::string_view body;
  std::vector<StructuredPerson> authors;
  std::string_view published;
  std::string_view created;
  std::string_view modified;
  std::string_view uploaded;
  std::string_view section;
  std::vector<std::string_view> keywords;
  std::string_view language;
  std::string_view image;
  std::string_view url;
  std::string_view publisher;
  std::string_view license;
  std::optional<bool> free;
};

struct StructuredData {
  std::vector<StructuredItem> items;          ///< best first
  std::string_view site_name;                 ///< of a WebSite, else the best item's publisher
  std::vector<std::string_view> breadcrumbs;  ///< names of the first BreadcrumbList, as listed
  std::size_t listed_articles = 0;            ///< articles inside ItemLists: many on a hub
  bool has_live_blog = false;
  bool has_gallery = false;
  bool has_video = false;  ///< at the top, not inside an article

  /// Whether `rank` is that of an article rather than of any page.
  static bool IsArticle(const StructuredItem& item) { return item.rank >= 30; }

  std::vector<JsonTree> trees;    // what JSON-LD views point into
  std::deque<std::string> texts;  // what other views point into
};

StructuredData ReadStructuredData(const Document& document, const PageEvidence& evidence,
                                  std::string_view page_url);

/// Its DOM half (parser/microdata.cc): adds the items of microdata and RDFa.
void ReadMicrodata(const Document& document, const PageEvidence& evidence, StructuredData* data);

/// The name of a type or property without its vocabulary: "NewsArticle" of
/// "https://schema.org/NewsArticle" and of "schema:NewsArticle".
std::string_view BareSchemaName(std::string_view name);

/// How much an item of this schema.org type is the article: 0 = not at all.
int StructuredTypeRank(std::string_view type);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_STRUCTURED_DATA_H_
