#include "parser/byline_vocabulary.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "base/one_of.h"

namespace kiosque {
namespace {

// clang-format off
constexpr std::string_view kIntroductions[] = {
    "view all posts by", "posts by", "articles by", "beiträge von", "articles par", "articles de", "publications de", "entradas de", "view all articles by", "all posts by", "more by", "zeige alle beiträge von", "alle beiträge von", "alle artikel von", "voir tous les articles de", "ver todas las entradas de",
    "written by", "posted by", "published by", "reported by", "story by", "article by", "words by", "content by", "created by", "contributed by", "submitted by", "by", "by:",
    "author:", "authors:", "author", "authored by", "author(s):", "écrit par", "publié par", "rédigé par", "posté par", "proposé par", "propos recueillis par",
    "texte de", "texte :", "texte:", "par", "par:", "par :", "auteur :", "auteur:", "auteur", "un article de", "une chronique de", "geschrieben von", "veröffentlicht von", "verfasst von",
    "erstellt von", "eingestellt von", "gepostet von", "publiziert von", "artikel von:", "artikel von", "von", "von:", "autor:", "autorin:", "autoren:", "autor/in:", "autor*in:", "autorin/autor", "autor/autorin", "autorin/autor:", "authors", "autoren", "auteurs", "autores", "contributor", "contributors", "contributor:", "contributors:", "auteure", "auteure :", "auteure:", "autrice", "ecrit par", "publie par", "redige par", "imeandikwa na", "mwandishi:", "redactado por", "reportaje de", "texto de", "autor", "autorin", "text:", "text von", "texte von", "redaktion:",
    "ein artikel von", "ein beitrag von", "beitrag von", "eine kolumne von", "ein kommentar von", "kommentar von", "ein gastbeitrag von", "gastbeitrag von", "eine analyse von", "interview:", "interview von", "aus", "verfasser:",
    "escrito por", "publicado por", "por", "por:", "texto:", "texto por", "redacción:", "scritto da", "pubblicato da", "articolo di", "a cura di", "di", "da", "door", "geschreven door", "auteur",
    "av", "af", "tekst:", "tekst", "skrevet af", "skrevet av", "text", "napsal", "napsala", "przez", "autor", "od", "автор:", "автор", "текст:", "oleh:", "oleh", "penulis:", "na", "na mwandishi", "yanditswe na", "cyanditswe na", "byanditswe na", "nosoratan'i", "nosoratan’i", "ekomami na", "tác giả:",
    "بقلم", "كتب:", "كتبت:", "إعداد:", "إعداد", "تقرير:", "كتب", "كتبت", "الكاتب", "文/", "文：", "文:", "作者：", "作者:", "撰文", "記者", "文・", "執筆：", "執筆:", "글", "기자"};

constexpr std::string_view kEnds[] = {
    " published", " updated", " posted", " publié", " mis à jour", " modifié", " aktualisiert", " veröffentlicht", " follow", " folgen", " suivre", " • ", " · ", " – ", " — ", " - ", " (", " [", " @",
    " share", " minutes", " comments", " photo:", " fotos", " foto:", " illustration", " stand:", " with additional", " de la redacción", " special to ", " schreibt"};

// Prepositions and verbs count only as they stand: " le " ends a byline, " Le " may be in a name.
constexpr std::string_view kPlainEnds[] = {
    " le ", " am ", " on ", " in ", " für ", " for ", " à ", " at ", " um ", " view ", " about ", " read ", " last ", " min ", " comment", " from ", " über ", " zum ", " zur ", " artikel",
    " vom ", " seit ", " is a ", " is the ", " has been ", " ist ", " est ", " es ", " im interview", " was ", " has ", " aus "};

constexpr std::string_view kSeparators[] = {" im gespräch mit ", " in conversation with ", ";", ",", " / ", "/", "|", " & ", " and ", " und ", " et ", " y ", " e ", " och ", " og ", " en ", " i ", " with ", " avec ",
                                            " mit ", " con ", " و ", "、", "，", "；", "・", "\n"};

constexpr std::string_view kConnectors[] = {",", ";", "/", "|", "&", "and", "und", "et", "y", "e", "och", "og", "en", "i", "with", "avec", "mit", "con", "و", "、", "+", ", and", "・"};

// A piece that has one of these words in it is no name.
constexpr std::string_view kRoleWords[] = {"rechtsanwalt", "rechtsanwältin", "fachanwalt", "ressort", "projektleiter", "projektleiterin", "vorsitzender", "geschäftsführer", "geschäftsführerin", 
    "writer", "writers", "reporter", "reporters", "correspondent", "editor", "editors", "contributor", "contributors", "journalist", "journalists", "journaliste", "redakteur", "redakteurin",
    "chefredakteur", "chefredakteurin", "redakteure", "columnist", "admin", "administrator", "freelance", "freelancer", "manager", "director", "founder", "co-founder", "ceo", "cto", "cmo",
    "president", "professor", "producer", "attorney", "lawyer", "analyst", "specialist", "consultant", "strategist", "officer", "engineer", "developer", "designer",
    "photographer", "fotograf", "grafik", "volontär", "volontärin", "praktikant", "autorin", "periodista", "redactor", "redactora", "giornalista", "rédacteur", "rédactrice", "correspondant",
    "correspondante", "envoyé", "korrespondent", "korrespondentin", "reporterin", "blogger", "coach", "expert", "author", "autor", "auteur", "columnists", "bureau", "chief", "intern", "guest",
    "marketer", "nutritionist", "dietitian", "licensed", "certified", "m.a.", "ressortleiter", "leiter", "leiterin", "sprecher", "sprecherin", "journalism"};

constexpr std::string_view kCredentials[] = {"md", "m.d", "m.d.", "phd", "ph.d", "ph.d.", "rd", "rdn", "ms", "m.s", "mph", "rn", "dvm", "vmd", "dds", "dpt", "cpt", "jd", "esq", "mba", "cpa", "ma", "ba", "bs",
                                             "msw", "lcsw", "psyd", "np", "pa-c", "do", "facp", "ldn", "cscs", "cfp", "pmp", "mscp", "edd", "ed.d", "e-ryt", "e-ryt 200", "ryt", "foma", "dabom", "bsc", "msc"};

// Whole pieces.
constexpr std::string_view kLabels[] = {"full bio", "timeline", "タイムライン", "この記事を書いた人", "profile", "ページ", "設定", "個人", 
    "name", "datum", "date", "posted", "published", "updated", "text", "texte", "foto", "photo", "edit", "reply", "antworten", "zitieren", "share", "teilen", "follow", "follow author", "team", "people",
    "people & events", "about", "about us", "more", "read more", "bio", "twitter", "facebook", "email", "e-mail", "email protected", "linkedin", "instagram", "bluesky", "mastodon", "youtube", "threads", "rss", "x",
    "undefined", "null", "none", "unknown", "n/a", "no author", "view all posts", "view more posts", "alle artikel", "all posts", "all articles", "learn more", "member login", "login", "log in", "sign in",
    "sign up", "subscribe", "connect", "contact", "kontakt", "userprofile", "profile", "profil", "recherche", "suche", "search", "website", "webseite", "comments", "kommentare", "kommentar", "print",
    "drucken", "bearbeiten", "hinterlasse einen kommentar", "uncategorized", "allgemein", "cc by", "creative commons", "creative commons namensnennung", "lien copié", "erforderlich", "required", "fictions", "posts", "fotos", "bilder", "reviews", "spotlight", "licence", "license", "end user licence agreement", "read the bio", "see all", "back", "next", "previous",
    "home", "news", "artikel", "article", "interview", "opinion", "video", "redacted", "by", "von", "par", "por", "di", "da", "and", "und", "et", "special to", "staff", "meinung", "the",
    "zum antworten anmelden", "veröffentlicht", "geschrieben", "erstellt", "publié", "publicado", "gast", "anonymous user", "page", "follow us", "newsletter", "abo", "story", "authors", "all", "view", "author at", "topics", "events", "events & people", "our team", "experts", "staff picks"};

constexpr std::string_view kLabelStarts[] = {"posted ", "published ", "veröffentlicht ", "lien ", "abgelegt", "zuletzt ", "erstellt am", "neueste ", "top ", "erforderlich", "required", "view all", "view more", "see all", "read ", "how we ", "learn more", "more from", "more by", "alle artikel", "alle beiträge", "mehr von", "weitere ",
                                             "voir tous", "tous les", "follow ", "about ", "über ", "zum ", "zur ", "click ", "meet ", "contact ", "a propos", "consultez", "aller sur", "suivre ", "powered by",
                                             "creative commons", "this article", "this post", "leave a", "hinterlasse", "schreibe", "all rights", "photo by", "join ", "get ", "what ", "why ", "how ", "latest ", "more ", "skip to", "back to", "foto:", "fotos:", "photo:", "bild:", "illustration", "bilder:", "keine kommentare", "no comments"};

constexpr std::string_view kOrganisationWords[] = {
    "redaktion", "redaktionsteam", "newsroom", "news", "desk", "staff", "team", "editorial", "editors", "gmbh", "e.v", "e.v.", "e. v", "ag", "inc", "inc.", "ltd", "llc", "verlag", "media", "medien", "magazin", "magazine", "zeitung",
    "stiftung", "verband", "university", "universität", "institute", "institut", "association", "agency", "agentur", "presse", "press", "radio", "tv", "online", "rédaction", "redacción", "redazione", "redação", "redactie",
    "redakcja", "office", "group", "company", "center", "centre", "nachrichten", "diario", "journal", "times", "post", "tribune", "herald", "services", "marketing", "admin", "webmaster", "foundation", "ministerium", "clinic"};
// clang-format on

constexpr MetaAuthor kMetaAuthors[] = {{"parsely-author", 88},
                                       {"article:author_name", 88},
                                       {"sailthru.author", 86},
                                       {"byl", 86},
                                       {"cxenseparse:author", 84},
                                       {"citation_author", 84},
                                       {"article.author", 84},
                                       {"article:authorname", 84},
                                       {"author", 80},
                                       {"authors", 80},
                                       {"rbauthors", 80},
                                       {"author_name", 80},
                                       {"vr:author", 80},
                                       {"bt:author", 80},
                                       {"article:author", 78},
                                       {"dc.creator", 78},
                                       {"dc:creator", 78},
                                       {"dcterms.creator", 76},
                                       {"dcsext.author", 76},
                                       {"og:article:author", 76},
                                       {"cxenseparse:recs:author", 76},
                                       {"creator", 70},
                                       {"og:author", 70},
                                       {"book:author", 70},
                                       {"mc:author", 70},
                                       {"lp.article:author", 70}};

// Whether a word of `text`, cut at spaces, is in `words`.
template <typename Words>
bool HasWordOf(const Words& words, std::string_view text) {
  while (!text.empty()) {
    const std::size_t space = std::min(text.find_first_of(" -/:"), text.size());
    if (space > 0 && IsOneOf(text.substr(0, space), words)) {
      return true;
    }
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return false;
}

bool EndsWord(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == ':' || text[at] == '\n';
}

// Whether the brackets at `at` stand inside a name: "Paramita (Guha) Ghosh".
bool IsMiddleName(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 20;
  const std::size_t close = text.find(')', at);
  return text.substr(at, 2) == " (" && close < at + kLongest && close + 2 < text.size() &&
         text[close + 1] == ' ' && text[close + 2] >= 'A' && text[close + 2] <= 'Z' &&
         text.find(' ', at + 1) > close;
}

}  // namespace

std::size_t IntroductionLength(std::string_view lower) {
  // Most texts fail at their first letter, most others know but a few words of it.
  static const auto kByLetter = [] {
    std::array<std::vector<std::string_view>, 256> table;
    for (const std::string_view word : kIntroductions) {
      table[static_cast<unsigned char>(word[0])].push_back(word);
    }
    return table;
  }();
  if (lower.empty()) {
    return 0;
  }
  std::size_t longest = 0;
  for (const std::string_view word : kByLetter[static_cast<unsigned char>(lower[0])]) {
    const bool closed =
        static_cast<unsigned char>(word.back()) >= 0x80 || word.back() == ':' || word.back() == '/';
    if (word.size() > longest && lower.starts_with(word) &&
        (closed || EndsWord(lower, word.size()))) {
      longest = word.size();
    }
  }
  return longest;
}

bool IntroducesClearly(std::string_view lower) {
  // Words that begin other phrases too, or mean something else in another language.
  constexpr std::string_view kVague[] = {
      "na",           "od",       "di",     "da",    "av",         "af",           "aus",
      "from",         "text",     "tekst",  "door",  "interview:", "published by", "created by",
      "developed by", "text von", "author", "autor", "auteur"};
  const std::size_t length = IntroductionLength(lower);
  return length != 0 && !IsOneOf(lower.substr(0, length), kVague);
}

std::span<const MetaAuthor> MetaAuthors() {
  return kMetaAuthors;
}

bool IsMetaAuthor(std::string_view name) {
  constexpr std::string_view kEndings[] = {"author", "authors", "author_name", "author-name",
                                           "authorname"};
  const auto known = [&](const MetaAuthor& meta) { return meta.name == name; };
  const auto ends = [&](std::string_view ending) {
    const std::size_t before = name.size() - ending.size();
    return name.size() > ending.size() && name.ends_with(ending) &&
           (name[before - 1] == ':' || name[before - 1] == '.' || name[before - 1] == '-' ||
            name[before - 1] == '_');
  };
  return std::any_of(std::begin(kEndings), std::end(kEndings), ends) &&
         std::none_of(std::begin(kMetaAuthors), std::end(kMetaAuthors), known);
}

bool IsAuthorLabel(std::string_view lower) {
  constexpr std::string_view kWords[] = {
      "autorin/autor", "autor/autorin", "autor/in",    "autor:in",    "autor*in",
      "author(s)",     "author",        "authors",     "autor",       "autorin",
      "autoren",       "auteur",        "auteurs",     "autore",      "autori",
      "autora",        "autores",       "contributor", "contributors"};
  const std::size_t end = lower.find_last_not_of(" :");
  return end != std::string_view::npos && IsOneOf(lower.substr(0, end + 1), kWords);
}

bool NamesReviewer(std::string_view lower) {
  constexpr std::string_view kWords[] = {
      "reviewed by",    "review by",     "edited by",  "editor:",      "fact check",
      "fact-check",     "checked by",    "medically",  "photo by",     "photos by",
      "photography by", "fotos:",        "foto:",      "illustration", "translated by",
      "übersetz",       "traduit par",   "traduction", "approved by",  "updated by",
      "relu par",       "expert review", "geprüft"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    return lower.find(word) != std::string_view::npos;
  });
}

std::size_t NamesEnd(std::string_view text, std::string_view lower) {
  std::size_t end = lower.size();
  for (const std::string_view mark : kEnds) {
    const std::size_t at = lower.find(mark, 1);
    end = at != std::string_view::npos && IsMiddleName(text, at) ? end : std::min(end, at);
  }
  for (const std::string_view mark : kPlainEnds) {
    end = std::min(end, text.find(mark, 1));
    // "Von R. R. am", the date stands in the next element.
    const std::string_view last = mark.substr(0, mark.size() - 1);
    end = text.size() > last.size() && text.ends_with(last)
              ? std::min(end, text.size() - last.size())
              : end;
  }
  return end;
}

std::size_t InnerIntroduction(std::string_view lower) {
  constexpr std::string_view kStarts[] = {
      "posted", "published", "veröffentlicht", "publié",      "created",   "on ",   "am ",
      "le ",    "written",   "erstellt",       "geschrieben", "submitted", "added", "publicado",
      "by ",    "updated",   "eingestellt"};
  constexpr std::string_view kMarks[] = {" by ", " von ", " par ", " por ", " durch ", " di "};
  const auto begins = [&](std::string_view start) { return lower.starts_with(start); };
  if (std::none_of(std::begin(kStarts), std::end(kStarts), begins)) {
    return 0;
  }
  for (const std::string_view mark : kMarks) {
    const std::size_t at = lower.find(mark, 3);
    if (at != std::string_view::npos) {
      return at + mark.size();
    }
  }
  return 0;
}

NameSeparator NextSeparator(std::string_view lower, std::size_t from) {
  NameSeparator next{lower.size(), 0};
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = lower.find(separator, from);
    if (at < next.at) {
      next = {at, separator.size()};
    }
  }
  return next;
}

bool IsConnector(std::string_view lower) {
  return IsOneOf(lower, kConnectors);
}

bool IsRole(std::string_view lower) {
  return HasWordOf(kRoleWords, lower);
}

bool IsCredential(std::string_view lower) {
  return IsOneOf(lower, kCredentials);
}

bool IsLabel(std::string_view lower) {
  return IsOneOf(lower, kLabels) ||
         std::any_of(std::begin(kLabelStarts), std::end(kLabelStarts),
                     [&](std::string_view start) { return lower.starts_with(start); });
}

bool IsOrganisation(std::string_view lower) {
  return HasWordOf(kOrganisationWords, lower);
}

}  // namespace kiosque
