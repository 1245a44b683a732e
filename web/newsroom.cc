#include "web/newsroom.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "web/newsroom_pages.h"

namespace kiosque {

namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";

/// A validator of what matters: the story or list without the advertisements around it.
std::string WeakTag(std::string_view content) {
  return "W/\"" + Sha256::Of(content).Hex().substr(0, 16) + "\"";
}

NewsroomPage Page(std::string_view content_type, std::string body, std::string etag = {}) {
  NewsroomPage page;
  page.content_type = content_type;
  page.body = std::move(body);
  page.etag = std::move(etag);
  return page;
}

}  // namespace

NewsroomPage Newsroom::Get(std::string_view path) {
  ++visits_;
  if (path == "/") {
    return Page(kHtml, FrontPage(edition_, visits_));
  }
  if (path == "/robots.txt") {
    return Page("text/plain; charset=utf-8", RobotsTxt());
  }
  if (path == "/feed" || path == "/sitemap.xml") {
    std::string body = path == "/feed" ? FeedXml(edition_) : SitemapXml(edition_);
    std::string tag = WeakTag(body);
    return Page(path == "/feed" ? "application/rss+xml" : "application/xml", std::move(body),
                std::move(tag));
  }
  if (path == "/archives/2024/03/" || path == "/archives/2024/04/") {
    return Page(kHtml, ArchivePage(path.substr(10, 7), edition_, visits_));
  }
  if (path == kDraftPath) {
    return Page(kHtml, DraftPage());
  }
  for (const NewsroomArticle& article : NewsroomArticles()) {
    if (article.path != path || !InEdition(article, edition_)) {
      continue;
    }
    NewsroomPage page = Page(kHtml, ArticlePage(article, edition_, visits_));
    if (article.validators) {
      page.etag = WeakTag(StoryHtml(article, edition_));
      page.last_modified = "Tue, 16 Apr 2024 08:00:00 GMT";
    }
    if (article.latin1) {
      page.content_type = "text/html; charset=ISO-8859-1";
      const std::size_t meta = page.body.find("utf-8");
      page.body = ToWindows1252(page.body.replace(meta, 5, "iso-8859-1"));
    }
    return page;
  }
  NewsroomPage missing = Page(kHtml, NotFoundPage(visits_));
  missing.status = 404;
  return missing;
}

}  // namespace kiosque
