// news_page.h — a plausible page of a regional newspaper around whatever body a test wants to see
// extracted.
//
// Threads: values.
#ifndef KIOSQUE_TESTS_SUPPORT_NEWS_PAGE_H_
#define KIOSQUE_TESTS_SUPPORT_NEWS_PAGE_H_

#include <string>
#include <vector>

namespace kiosque::testing {

/// Paragraphs of a made-up story; distinct, several sentences each.
inline const std::vector<std::string>& StoryParagraphs() {
  static const std::vector<std::string> kParagraphs = {
      "Le pont qui relie les deux rives de la Lubi, fermé depuis les crues de janvier, a été "
      "rouvert à la circulation "
      "mardi matin par le gouverneur de la province, en présence de plusieurs centaines "
      "d'habitants.",
      "Longs de cent quarante mètres, les nouveaux tabliers d'acier ont été posés en onze "
      "semaines. Selon l'ingénieur "
      "chargé du chantier, l'ouvrage pourra désormais supporter des camions de quarante tonnes, "
      "contre quinze auparavant.",
      "« Nous avons attendu ce jour pendant des mois, et nos récoltes pourrissaient au bord de la "
      "route », raconte "
      "une commerçante venue du marché voisin avec trois sacs de maïs.",
      "La fermeture avait contraint les transporteurs à un détour de deux cents kilomètres. Le "
      "prix du sac de farine, "
      "qui avait doublé en février, est déjà retombé à son niveau de l'an dernier, d'après la "
      "chambre de commerce.",
      "Le coût des travaux, estimé à près de quatre millions de dollars, a été supporté pour "
      "moitié par le fonds routier "
      "national. Le reste provient d'un prêt que la province remboursera sur douze ans.",
      "Des organisations locales demandent toutefois que l'entretien soit confié à une brigade "
      "permanente. Elles rappellent "
      "que l'ancien pont, inauguré en 1974, n'avait plus été inspecté depuis neuf ans.",
      "Le gouverneur a promis qu'un rapport d'inspection serait publié chaque année avant la "
      "saison des pluies, et que "
      "deux autres ponts de la région seraient réparés avant la fin de l'année prochaine."};
  return kParagraphs;
}

/// `text` inside <p>.
inline std::string P(const std::string& text) {
  return "<p>" + text + "</p>\n";
}

/// The story from paragraph `first` on, up to before `last`, each in <p>.
inline std::string Story(std::size_t first = 0, std::size_t last = 7) {
  std::string html;
  for (std::size_t i = first; i < last && i < StoryParagraphs().size(); ++i) {
    html += P(StoryParagraphs()[i]);
  }
  return html;
}

/// A whole page: menus, title, byline, then `main` as it is, a sidebar and a footer.
inline std::string NewsPage(const std::string& main, const std::string& head = "") {
  return "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8>"
         "<title>Le pont de la Lubi rouvert | Le Courrier du Kasaï</title>"
         "<meta property=og:title content='Le pont de la Lubi rouvert'>"
         "<meta property=og:type content=article>" +
         head +
         "</head><body><header class=site-header><a href=/>Le Courrier du Kasaï</a>"
         "<nav class=main-menu><ul><li><a href=/politique>Politique</a><li><a "
         "href=/economie>Économie</a>"
         "<li><a href=/societe>Société</a><li><a href=/sport>Sport</a><li><a "
         "href=/culture>Culture</a></ul></nav></header>"
         "<div class=container><main><div class=article-header><h1 class=entry-title>Le pont de la "
         "Lubi rouvert</h1>"
         "<div class=entry-meta>Par <a href=/auteur/jk class=author>Jeanne Kabeya</a> · <time>12 "
         "mars 2024</time></div></div>" +
         main +
         "</main><aside class=sidebar><h3>Les plus lus</h3><ul>"
         "<li><a href=/a1>Football : les Léopards joueront à Lubumbashi</a>"
         "<li><a href=/a2>Mine : un nouvel accord signé avec les creuseurs</a>"
         "<li><a href=/a3>Kananga : la rentrée scolaire reportée d'une "
         "semaine</a></ul></aside></div>"
         "<footer class=site-footer><p>© 2024 Le Courrier du Kasaï. Tous droits réservés.</p>"
         "<ul><li><a href=/contact>Contact</a><li><a href=/mentions>Mentions "
         "légales</a></ul></footer></body></html>";
}

/// The usual container around a story.
inline std::string InArticle(const std::string& body) {
  return "<article><div class=entry-content>\n" + body + "</div></article>";
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_NEWS_PAGE_H_
