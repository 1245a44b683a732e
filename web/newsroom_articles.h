// newsroom_articles.h — the stories of La Gazette du Fleuve, the newspaper of `kiosque demo`.
//
// Town, people and events are invented; the texts were written for this project. French, Swahili
// and Lingala, because the sites that Kiosque is made for mix them.
//
// Threads: constant data.
#ifndef KIOSQUE_WEB_NEWSROOM_ARTICLES_H_
#define KIOSQUE_WEB_NEWSROOM_ARTICLES_H_

#include <span>
#include <string_view>

namespace kiosque {

struct NewsroomArticle {
  std::string_view path;       ///< "/2024/04/13/slug/"
  std::string_view published;  ///< RFC 3339, in the newsroom's zone
  std::string_view language;   ///< BCP 47
  std::string_view section;
  std::string_view author;
  std::string_view title;
  std::string_view summary;
  /// Paragraphs separated by '\n'; "[anchor](path)" is a link to another story, "## " begins a
  /// sub-heading.
  std::string_view body;
  /// What the second edition says instead of `old_sentence`; both empty when nothing was corrected.
  std::string_view old_sentence = {};
  std::string_view new_sentence = {};
  std::string_view corrected = {};  ///< RFC 3339: when the second edition says it was changed
  int first_edition = 1;            ///< 2 = written between the two visits
  int last_edition = 2;             ///< 1 = deleted between the two visits
  bool latin1 = false;              ///< served in ISO-8859-1
  bool validators = true;           ///< served with ETag and Last-Modified
};

/// Newest first.
std::span<const NewsroomArticle> NewsroomArticles();

}  // namespace kiosque

#endif  // KIOSQUE_WEB_NEWSROOM_ARTICLES_H_
