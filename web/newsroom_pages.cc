#include "web/newsroom_pages.h"

#include <fmt/format.h>

#include <array>

#include "base/clock.h"
#include "base/markup.h"
#include "web/newsroom.h"

namespace kiosque {

namespace {

constexpr std::array<std::string_view, 6> kAdvertisements = {
    "Savon Mwinda : la lumière du linge",   "Radio Mbanza 97.3, la voix du fleuve",
    "Quincaillerie du Port, tout à crédit", "Beignets Mama Kanda, ouverts la nuit",
    "Taxi-moto Ya Pona : 24 h sur 24",      "École de couture Étoile, inscriptions ouvertes"};

std::string Absolute(std::string_view path) {
  return fmt::format("http://{}{}", Newsroom::kHost, path);
}

/// "12 avril 2024" of an RFC 3339 time.
std::string FrenchDate(std::string_view time) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "janvier", "février", "mars",      "avril",   "mai",      "juin",
      "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
  const auto digits = [time](std::size_t at) {
    return static_cast<std::size_t>((time[at] - '0') * 10 + time[at + 1] - '0');
  };
  return fmt::format("{} {} {}", digits(8), kMonths[digits(5) - 1], time.substr(0, 4));
}

/// What no two visits have alike.
std::string Advertisement(std::uint32_t visit, std::string_view place) {
  return fmt::format(
      "<div class=\"pub pub-{}\" data-nonce=\"{:08x}\"><span>Publicité</span> <a rel=\"sponsored "
      "nofollow\" "
      "href=\"http://regie-pub.example/clic?n={}\">{}</a></div>\n",
      place, visit * 2654435761u, visit, kAdvertisements[visit % kAdvertisements.size()]);
}

std::string Head(std::string_view language, std::string_view title, std::string_view extra) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{} — "
      "{}</title>\n"
      "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"{}\" "
      "href=\"/feed\">\n{}</head>\n",
      language, EscapeMarkup(title), Newsroom::kName, Newsroom::kName, extra);
}

std::string Masthead(std::uint32_t visit) {
  return fmt::format(
      "<body>\n<header><a href=\"/\">{}</a>\n<nav><ul><li><a href=\"/\">Accueil</a></li>"
      "<li><a href=\"/archives/2024/04/\">Avril 2024</a></li><li><a "
      "href=\"/archives/2024/03/\">Mars 2024</a></li></ul></nav>\n{}"
      "</header>\n",
      Newsroom::kName, Advertisement(visit, "haut"));
}

std::string Footer(std::uint32_t visit) {
  return fmt::format(
      "<footer><p>© {}, journal imaginaire de la démonstration de Kiosque.</p><p>{} visites "
      "aujourd’hui</p></footer>\n</body>\n"
      "</html>\n",
      Newsroom::kName, 4200 + visit * 7);
}

std::string Teaser(const NewsroomArticle& article) {
  return fmt::format(
      "<li><h2><a href=\"{}\">{}</a></h2><p>{}</p><time datetime=\"{}\">{}</time></li>\n",
      article.path, EscapeMarkup(article.title), EscapeMarkup(article.summary), article.published,
      FrenchDate(article.published));
}

/// Paragraphs with "[anchor](path)" links as HTML.
std::string Paragraph(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t open = text.find('[');
    const std::size_t middle = open == std::string_view::npos ? open : text.find("](", open);
    const std::size_t close = middle == std::string_view::npos ? middle : text.find(')', middle);
    if (close == std::string_view::npos) {
      return out + EscapeMarkup(text);
    }
    out += EscapeMarkup(text.substr(0, open));
    out += fmt::format("<a href=\"{}\">{}</a>", text.substr(middle + 2, close - middle - 2),
                       EscapeMarkup(text.substr(open + 1, middle - open - 1)));
    text.remove_prefix(close + 1);
  }
}

std::string RelatedBox(const NewsroomArticle& article, int edition, std::uint32_t visit) {
  std::string out = "<aside class=\"related\"><h3>Lire aussi</h3><ul>\n";
  const auto articles = NewsroomArticles();
  for (std::size_t i = 0; i < 3; ++i) {
    const NewsroomArticle& other = articles[(visit + i * 5) % articles.size()];
    if (InEdition(other, edition) && other.path != article.path) {
      out += fmt::format("<li><a href=\"{}\">{}</a></li>\n", other.path, EscapeMarkup(other.title));
    }
  }
  return out + "</ul></aside>\n";
}

/// "Fri, 12 Apr 2024 08:30:00 +0100" of an RFC 3339 time in +01:00.
std::string Rfc822(std::string_view time) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto month = static_cast<std::size_t>((time[5] - '0') * 10 + time[6] - '0');
  return fmt::format("{} {} {} {} +0100", time.substr(8, 2), kMonths[month - 1], time.substr(0, 4),
                     time.substr(11, 8));
}

}  // namespace

bool InEdition(const NewsroomArticle& article, int edition) {
  return article.first_edition <= edition && edition <= article.last_edition;
}

std::string StoryHtml(const NewsroomArticle& article, int edition) {
  std::string text(article.body);
  if (edition >= 2 && !article.old_sentence.empty()) {
    text.replace(text.find(article.old_sentence), article.old_sentence.size(),
                 article.new_sentence);
  }
  std::string out;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    out += line.starts_with("## ") ? fmt::format("<h2>{}</h2>\n", Paragraph(line.substr(3)))
                                   : fmt::format("<p>{}</p>\n", Paragraph(line));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return out;
}

std::string FrontPage(int edition, std::uint32_t visit) {
  std::string out = Head("fr", "À la une", "") + Masthead(visit) +
                    "<main><h1>À la une</h1>\n<ul class=\"une\">\n";
  int shown = 0;
  for (const NewsroomArticle& article : NewsroomArticles()) {
    if (InEdition(article, edition) && shown < 5) {
      out += Teaser(article);
      ++shown;
    }
  }
  out += fmt::format(
      "</ul>\n<p><a href=\"/archives/2024/04/\">Toutes les nouvelles d’avril</a></p>\n"
      "<p><a href=\"{}\">Notre prochaine enquête (en préparation)</a></p></main>\n",
      Newsroom::kDraftPath);
  return out + Advertisement(visit + 1, "bas") + Footer(visit);
}

std::string ArticlePage(const NewsroomArticle& article, int edition, std::uint32_t visit) {
  const std::string head = fmt::format(
      "<link rel=\"canonical\" href=\"{0}\">\n<meta property=\"og:type\" content=\"article\">\n"
      "<meta property=\"og:title\" content=\"{1}\">\n<meta property=\"og:site_name\" "
      "content=\"{2}\">\n"
      "<meta name=\"description\" content=\"{3}\">\n<meta property=\"article:published_time\" "
      "content=\"{4}\">\n"
      "<meta name=\"author\" content=\"{5}\">\n<meta property=\"article:section\" "
      "content=\"{6}\">\n",
      Absolute(article.path), EscapeMarkup(article.title), Newsroom::kName,
      EscapeMarkup(article.summary), article.published, EscapeMarkup(article.author),
      EscapeMarkup(article.section));
  return Head(article.language, article.title, head) + Masthead(visit) +
         fmt::format(
             "<main><article>\n<h1>{}</h1>\n<p class=\"byline\">Par <span "
             "class=\"author\">{}</span>, le <time "
             "datetime=\"{}\">{}</time></p>\n{}",
             EscapeMarkup(article.title), EscapeMarkup(article.author), article.published,
             FrenchDate(article.published), StoryHtml(article, edition)) +
         "</article>\n<div class=\"partage\"><a "
         "href=\"http://reseau.example/partager\">Partager</a></div>\n" +
         RelatedBox(article, edition, visit) + "</main>\n" + Advertisement(visit + 3, "bas") +
         Footer(visit);
}

std::string ArchivePage(std::string_view month, int edition, std::uint32_t visit) {
  std::string out =
      Head("fr", "Archives", "") + Masthead(visit) + "<main><h1>Archives</h1>\n<ul>\n";
  const std::string prefix = fmt::format("/{}/", month);
  for (const NewsroomArticle& article : NewsroomArticles()) {
    if (InEdition(article, edition) && article.path.starts_with(prefix)) {
      out += Teaser(article);
    }
  }
  return out + "</ul></main>\n" + Footer(visit);
}

std::string NotFoundPage(std::uint32_t visit) {
  return Head("fr", "Page introuvable", "") + Masthead(visit) +
         "<main><h1>Page introuvable</h1><p>Cette page n’existe pas ou n’existe "
         "plus.</p></main>\n" +
         Footer(visit);
}

std::string DraftPage() {
  return Head("fr", "Enquête en préparation", "") +
         "<body><main><article><h1>Enquête en préparation</h1><p>Ce brouillon n’est pas public : "
         "robots.txt demande aux "
         "robots de ne pas le lire.</p></article></main></body></html>\n";
}

std::string FeedXml(int edition) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>{}</title><link>{}</"
      "link><language>fr</language>\n",
      Newsroom::kName, Absolute("/"));
  int shown = 0;
  for (const NewsroomArticle& article : NewsroomArticles()) {
    if (InEdition(article, edition) && shown < 5) {
      out += fmt::format(
          "<item><title>{}</title><link>{}</link><guid>{}</guid><dc:creator>{}</"
          "dc:creator><pubDate>{}</pubDate>"
          "<description>{}</description></item>\n",
          EscapeMarkup(article.title), Absolute(article.path), Absolute(article.path),
          EscapeMarkup(article.author), Rfc822(article.published), EscapeMarkup(article.summary));
      ++shown;
    }
  }
  return out + "</channel></rss>\n";
}

std::string SitemapXml(int edition) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const NewsroomArticle& article : NewsroomArticles()) {
    if (InEdition(article, edition)) {
      const bool corrected = edition >= 2 && !article.corrected.empty();
      out += fmt::format("<url><loc>{}</loc><lastmod>{}</lastmod></url>\n", Absolute(article.path),
                         corrected ? article.corrected : article.published);
    }
  }
  return out + "</urlset>\n";
}

std::string RobotsTxt() {
  return fmt::format("# {}\nUser-agent: *\nDisallow: /brouillons/\n\nSitemap: {}\n",
                     Newsroom::kName, Absolute("/sitemap.xml"));
}

std::string ToWindows1252(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      out += utf8[i];
      ++i;
    } else if (lead < 0xE0 && i + 1 < utf8.size()) {  // U+0080…U+07FF
      const unsigned code = (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(utf8[i + 1]) & 0x3Fu);
      out += code < 0x100 ? static_cast<char>(code) : '?';
      i += 2;
    } else {
      const std::string_view three = utf8.substr(i, 3);
      out += three == "’" ? '\x92' : three == "—" ? '\x97' : three == "…" ? '\x85' : '?';
      i += 3;
    }
  }
  return out;
}

}  // namespace kiosque
