// article_texts.h — which address of a site showed an article first, by its very text.
//
// Sites show one article under many addresses and do not always say which is the right one: print
// views, sessions in the path, parameters that nobody knows. Title, text and date as they stand are
// the article; who shows them again under a related address is an alias. Whoever shows them under
// another one, though nobody announced it, is kept but brings nothing new (crawler/trap_guard.h):
// endless spaces have one text and many names.
//
//   fa <site and text:8>   rank, mark of title and date, URL: the best address that showed it
//
// Errors: those of the rows, see StateOverlay::error. Threads: network thread only.
#ifndef KIOSQUE_CRAWLER_ARTICLE_TEXTS_H_
#define KIOSQUE_CRAWLER_ARTICLE_TEXTS_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/article.h"
#include "base/url.h"
#include "crawler/frontier_entry.h"
#include "crawler/state_overlay.h"

namespace kiosque {

inline constexpr std::string_view kArticleTextPrefix = "fa";

class ArticleTexts {
 public:
  struct Shown {
    Url url;
    std::uint8_t rank = 0;
    std::uint64_t title = 0;
  };
  /// What an article is known by.
  struct Marks {
    std::uint64_t text = 0;   ///< 0 = too short to be known by
    std::uint64_t title = 0;  ///< and date
  };

  /// An article's text, and the address that showed it before.
  struct Text {
    Marks marks;
    std::optional<Shown> shown;
    bool own = false;   ///< the article's own address did
    bool held = false;  ///< another one did, and holds the article
    bool SameTitle() const { return shown && shown->title == marks.title; }
  };

  /// `rows` outlives this.
  explicit ArticleTexts(StateOverlay& rows) : rows_(rows) {}

  /// What `article` is known by on `site`.
  static Marks MarksOf(std::string_view site, const Article& article);
  /// How good an address is to keep an article under: named by an index, without a query.
  static std::uint8_t RankOf(const FrontierEntry& entry);
  /// Whether one of the addresses can be another spelling of the other: the last part of one's path
  /// stands in the other's, or one is a script that is told a number.
  static bool AreRelated(const Url& a, const Url& b);

  std::optional<Shown> Find(const Marks& marks) const;
  static std::optional<Shown> Decode(std::string_view row);
  void Keep(const Marks& marks, const FrontierEntry& entry);

 private:
  StateOverlay& rows_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_ARTICLE_TEXTS_H_
