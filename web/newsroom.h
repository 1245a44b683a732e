// newsroom.h — a small newspaper's web site: what it answers to each request.
//
//   /                front page: the newest stories, the archive months, a draft that robots.txt
//   forbids /YYYY/MM/DD/…/   stories (web/newsroom_articles.h); one is in ISO-8859-1, some have no
//   validators /archives/…/     stories by month          /feed          RSS 2.0, the newest five
//   /sitemap.xml     all stories               /robots.txt    forbids /brouillons/
//
// Advertisements, a visitors' counter and a nonce differ at every visit, as on real sites. The
// second edition corrects one sentence, has one story more and one less.
//
// Threads: not thread-safe; web/newsroom_server.h guards it.
#ifndef KIOSQUE_WEB_NEWSROOM_H_
#define KIOSQUE_WEB_NEWSROOM_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace kiosque {

/// The answer to one GET.
struct NewsroomPage {
  int status = 200;
  std::string content_type;
  std::string etag;           ///< empty = none
  std::string last_modified;  ///< IMF-fixdate; empty = none
  std::string body;
};

class Newsroom {
 public:
  /// The host name under which the site is linked: reserved for examples (RFC 2606), so it is
  /// nobody's.
  static constexpr std::string_view kHost = "www.gazette-du-fleuve.example";
  static constexpr std::string_view kName = "La Gazette du Fleuve";
  /// The path that robots.txt forbids and the front page links.
  static constexpr std::string_view kDraftPath = "/brouillons/enquete/";

  /// 1, or 2 after the newsroom's day of work.
  int edition() const { return edition_; }
  void SetEdition(int edition) { edition_ = edition; }

  /// Answers GET `path` (without its query).
  NewsroomPage Get(std::string_view path);

 private:
  int edition_ = 1;
  std::uint32_t visits_ = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_WEB_NEWSROOM_H_
