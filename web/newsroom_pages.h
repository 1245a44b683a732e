// newsroom_pages.h — how the newsroom's pages are written. Private to web/.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_WEB_NEWSROOM_PAGES_H_
#define KIOSQUE_WEB_NEWSROOM_PAGES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "web/newsroom_articles.h"

namespace kiosque {

bool InEdition(const NewsroomArticle& article, int edition);

std::string FrontPage(int edition, std::uint32_t visit);
std::string ArticlePage(const NewsroomArticle& article, int edition, std::uint32_t visit);
/// The story's own HTML, without the page around it.
std::string StoryHtml(const NewsroomArticle& article, int edition);
/// The stories of one month ("2024/03").
std::string ArchivePage(std::string_view month, int edition, std::uint32_t visit);
std::string NotFoundPage(std::uint32_t visit);
std::string DraftPage();
std::string FeedXml(int edition);
std::string SitemapXml(int edition);
std::string RobotsTxt();

/// `utf8` in windows-1252, which is what ISO-8859-1 means on the web; '?' for what it lacks.
std::string ToWindows1252(std::string_view utf8);

}  // namespace kiosque

#endif  // KIOSQUE_WEB_NEWSROOM_PAGES_H_
