// article_sketch.h — whether two addresses show the same article, by a few numbers.
//
// The title's hash, and the eight smallest hashes of the runs of four words in the text: two texts
// that share most of their words share most of these (a bottom-k sketch). An AMP page, a print view
// and a page with another teaser below are the same article; two articles under one title are not,
// nor are two that differ by a paragraph and their titles.
//
// Errors: none. Threads: plain values.
// Source: Broder, "On the resemblance and containment of documents", 1997.
#ifndef KIOSQUE_CRAWLER_ARTICLE_SKETCH_H_
#define KIOSQUE_CRAWLER_ARTICLE_SKETCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/article.h"

namespace kiosque {

struct ArticleSketch {
  static constexpr std::size_t kSize = 8;

  static ArticleSketch Of(const Article& article);
  /// Whether both are of one article.
  bool Matches(const ArticleSketch& other) const;

  std::string Encode() const;
  static std::optional<ArticleSketch> Decode(std::string_view bytes);

  std::uint64_t title = 0;                  ///< 0 = none
  std::array<std::uint64_t, kSize> text{};  ///< smallest first; unused places at the end are ~0
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_ARTICLE_SKETCH_H_
