#include "parser/date_vocabulary.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "parser/clean_text.h"
#include "parser/phrase_set.h"

namespace kiosque {
namespace {

using Role = DateCandidate::Role;

struct MetaDate {
  std::string_view name;
  int weight;
  Role role;
};

constexpr MetaDate kMetaDates[] = {
    {"article:published_time", 95, Role::kPublished},
    {"article:published", 94, Role::kPublished},
    {"og:article:published_time", 94, Role::kPublished},
    {"og:published_time", 93, Role::kPublished},
    {"og:pubdate", 92, Role::kPublished},
    {"parsely-pub-date", 93, Role::kPublished},
    {"sailthru.date", 90, Role::kPublished},
    {"cxenseparse:recs:publishtime", 92, Role::kPublished},
    {"cxenseparse:publishtime", 92, Role::kPublished},
    {"datepublished", 92, Role::kPublished},
    {"pubdate", 90, Role::kPublished},
    {"publishdate", 90, Role::kPublished},
    {"publish-date", 90, Role::kPublished},
    {"publish_date", 90, Role::kPublished},
    {"published-date", 90, Role::kPublished},
    {"published_date", 90, Role::kPublished},
    {"publication_date", 90, Role::kPublished},
    {"publication-date", 90, Role::kPublished},
    {"article.published", 90, Role::kPublished},
    {"article:publicationdate", 90, Role::kPublished},
    {"article_date_original", 90, Role::kPublished},
    {"article-date", 88, Role::kPublished},
    {"originalpublicationdate", 90, Role::kPublished},
    {"vr:published_time", 90, Role::kPublished},
    {"shareaholic:article_published_time", 90, Role::kPublished},
    {"bt:pubdate", 90, Role::kPublished},
    {"rbpubdate", 88, Role::kPublished},
    {"citation_publication_date", 86, Role::kPublished},
    {"citation_online_date", 86, Role::kPublished},
    {"citation_date", 84, Role::kPublished},
    {"dc.date.issued", 88, Role::kPublished},
    {"dcterms.issued", 86, Role::kPublished},
    {"dc.issued", 86, Role::kPublished},
    {"dcterms.available", 80, Role::kPublished},
    {"dc.date.created", 82, Role::kPublished},
    {"dc.created", 82, Role::kPublished},
    {"dc:created", 82, Role::kPublished},
    {"dcterms.created", 82, Role::kPublished},
    {"datecreated", 80, Role::kPublished},
    {"created", 78, Role::kPublished},
    {"creation_date", 76, Role::kPublished},
    {"uploaddate", 70, Role::kPublished},
    {"published", 88, Role::kPublished},
    {"published_on", 88, Role::kPublished},
    {"published_at", 88, Role::kPublished},
    {"published_time", 88, Role::kPublished},
    {"dc.date", 76, Role::kEither},
    {"dc:date", 76, Role::kEither},
    {"dcterms.date", 74, Role::kEither},
    {"date", 68, Role::kEither},
    {"article:modified_time", 95, Role::kModified},
    {"article:modified", 94, Role::kModified},
    {"og:updated_time", 90, Role::kModified},
    {"og:article:modified_time", 90, Role::kModified},
    {"datemodified", 90, Role::kModified},
    {"dateupdate", 88, Role::kModified},
    {"updated_time", 88, Role::kModified},
    {"last-modified", 80, Role::kModified},
    {"lastmodified", 80, Role::kModified},
    {"last_modified", 80, Role::kModified},
    {"lastmod", 80, Role::kModified},
    {"modified", 80, Role::kModified},
    {"revised", 78, Role::kModified},
    {"dcterms.modified", 80, Role::kModified},
    {"dc.date.modified", 80, Role::kModified},
    {"dc.modified", 80, Role::kModified},
    {"cxenseparse:recs:modifiedtime", 80, Role::kModified},
};

constexpr int kGuessedWeight = 62;

bool ContainsAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return ContainsNoCase(text, word); });
}

// Names nobody listed: "article.published_on", "app:uploaded".
std::optional<MetaDateMeaning> GuessMeaning(std::string_view name) {
  if (ContainsAny(name, {"expir",     "valid",
                         "unpub",     "embargo",
                         "event",     "birth",
                         "start",     "end",
                         "review",    "cache",
                         "copyright", "release-id",
                         "publisher", "publication_type",
                         "republish", "timezone",
                         "template",  "candidate",
                         "validate",  "generat",
                         "server",    "crawl",
                         "render",    "build",
                         "today",     "current",
                         "snapshot"})) {
    return std::nullopt;
  }
  if (ContainsAny(name, {"modif", "updat", "revis", "change", "last"})) {
    return MetaDateMeaning{Role::kModified, kGuessedWeight};
  }
  if (ContainsAny(name, {"published", "publishdate", "pub-date", "pub_date", "pubdate",
                         "publication", "uploaded", "posted", "created", "issued", "datum", "fecha",
                         "post_date", "publish_time", "publishtime", "publish-time"})) {
    return MetaDateMeaning{Role::kPublished, kGuessedWeight + 14};
  }
  if (ContainsAny(name, {"date"})) {
    return MetaDateMeaning{Role::kEither, kGuessedWeight};
  }
  return std::nullopt;
}

}  // namespace

std::optional<MetaDateMeaning> DateOfMeta(std::string_view name) {
  const auto known = std::find_if(std::begin(kMetaDates), std::end(kMetaDates),
                                  [&](const MetaDate& meta) { return meta.name == name; });
  if (known != std::end(kMetaDates)) {
    return MetaDateMeaning{known->role, known->weight};
  }
  return GuessMeaning(name);
}

bool SaysModified(std::string_view text) {
  static const PhraseSet kPhrases = {
      "updated",      "update",          "modified",  "edited",         "mis à jour",
      "mise à jour",  "modifié",         "maj ",      "actualis",       "actualiz",
      "aktualisiert", "letzte änderung", "geändert",  "aggiornato",     "modificato",
      "atualizado",   "bijgewerkt",      "gewijzigd", "zaktualizowano", "aktualizov",
      "обновлено",    "изменено",        "oppdatert", "opdateret",      "uppdaterad",
      "güncelle",     "diperbarui",      "تحديث",     "last reviewed",  "更新",
      "수정",         "päivitetty",      "azuriran",  "ažurir"};
  return kPhrases.AnyIn(text);
}

bool SaysPublished(std::string_view text) {
  static const PhraseSet kPhrases = {
      "publish",    "posted",       "publié",       "publiée",        "paru",       "mis en ligne",
      "rédigé",     "created",      "written",      "veröffentlicht", "erschienen", "ngày đăng",
      "objavljeno", "vydáno",       "julkaistu",    "发布",           "公開",       "投稿",
      "掲載",       "작성",         "입력",         "등록",           "erstellt",   "publicado",
      "publicada",  "pubblicato",   "gepubliceerd", "opublikowano",   "published",  "datum:",
      "date:",      "stand:",       "опубликовано", "publisert",      "publicerad", "yayınla",
      "نشر",        "imechapishwa", "first ",       "dipublikasikan", "diterbitkan"};
  return kPhrases.AnyIn(text);
}

bool SaysFirstPublished(std::string_view text) {
  static const PhraseSet kPhrases = {
      "originally published",        "first published",           "originally posted",
      "ursprünglich veröffentlicht", "erstmals veröffentlicht",   "zuerst veröffentlicht",
      "première publication",        "publié initialement",       "publié pour la première fois",
      "publicado originalmente",     "publicado por primera vez", "originalmente publicado"};
  return kPhrases.AnyIn(text);
}

bool SaysOther(std::string_view text) {
  static const PhraseSet kPhrases = {"expire", "valid until", "gültig bis",  "copyright",
                                     "©",      "since ",      "seit ",       "depuis",
                                     "joined", "born",        "geboren",     "né le",
                                     "event",  "registered",  "member since"};
  return kPhrases.AnyIn(text);
}

}  // namespace kiosque
