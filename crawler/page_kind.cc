#include "crawler/page_kind.h"

#include "crawler/url_shape.h"

namespace kiosque {

bool IsStory(PageKind kind) {
  return kind != PageKind::kHub && kind != PageKind::kOther;
}

PageKind DecideKind(const FrontierEntry& entry, const Article& article, bool declared_list) {
  const bool front = entry.url.path() == "/" && entry.url.search().empty();
  if (front || (entry.link_class == LinkClass::kHub && !IsStory(article.kind))) {
    return PageKind::kHub;
  }
  if (IsStory(article.kind)) {
    return article.kind;
  }
  // Feeds list articles and nothing else; what was one stays one, so that a version does not end by
  // a bad day.
  const bool hub = article.kind == PageKind::kHub;
  if ((entry.evidence & kInFeed) != 0) {
    return PageKind::kArticle;
  }
  if (hub && declared_list) {
    return PageKind::kHub;
  }
  if ((entry.evidence & kWasArticle) != 0) {
    return PageKind::kArticle;
  }
  if (entry.link_class == LinkClass::kSeed) {
    return article.kind;
  }
  if (LooksLikeList(entry.url) || (entry.evidence & kWasHub) != 0) {
    return article.kind;
  }
  // Sitemaps list sections too, and headlines may lead to them; but then their names say so: what
  // reads like a list at
  // "/sport/" is one, however much stands below its headlines, unless a headline led there.
  if (hub && LooksLikeSection(entry.url) && (entry.evidence & (kHeadline | kListed)) == 0) {
    return PageKind::kHub;
  }
  const bool announced = (entry.evidence & (kInSitemap | kHeadline)) != 0 && !article.title.empty();
  // "Politique" in a heading is a section as often as an article: its address or some text must
  // speak for the article. Pages that scripts fill have an address only.
  constexpr std::uint32_t kSomeWords = 30;
  constexpr std::uint32_t kManyWords = 100;
  const bool shape = (entry.evidence & kArticleShape) != 0;
  const bool heading = (entry.evidence & kListed) != 0;
  const bool listed = (shape && heading && !hub) ||
                      (heading && article.words >= (hub ? kManyWords : kSomeWords)) ||
                      (shape && !hub && article.words >= kSomeWords);
  return announced || listed ? PageKind::kArticle : article.kind;
}

}  // namespace kiosque
