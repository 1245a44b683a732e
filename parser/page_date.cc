#include "parser/page_date.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parser/clean_text.h"
#include "parser/site_zone.h"

namespace kiosque {
namespace {

namespace ch = std::chrono;
using Role = DateCandidate::Role;

constexpr std::size_t kMaxCandidates = 256;
constexpr std::size_t kMaxDateElementBytes = 200;

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
    {"dc.date", 76, Role::kEither},
    {"dc:date", 76, Role::kEither},
    {"dcterms.date", 74, Role::kEither},
    {"date", 72, Role::kEither},
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

// Words before a visible date that say what happened on it.
bool SaysModified(std::string_view text) {
  for (const std::string_view word :
       {"updated",      "update",          "modified",  "edited",         "mis à jour",
        "mise à jour",  "modifié",         "maj ",      "actualis",       "actualiz",
        "aktualisiert", "letzte änderung", "geändert",  "aggiornato",     "modificato",
        "atualizado",   "bijgewerkt",      "gewijzigd", "zaktualizowano", "aktualizov",
        "обновлено",    "изменено",        "oppdatert", "opdateret",      "uppdaterad",
        "güncelle",     "diperbarui",      "تحديث",     "last reviewed"}) {
    if (ContainsNoCase(text, word)) {
      return true;
    }
  }
  return false;
}

bool SaysPublished(std::string_view text) {
  for (const std::string_view word :
       {"publish",      "posted",     "publié",    "publiée",    "paru",
        "mis en ligne", "rédigé",     "created",   "written",    "veröffentlicht",
        "erstellt",     "publicado",  "publicada", "pubblicato", "gepubliceerd",
        "opublikowano", "published",  "datum:",    "date:",      "stand:",
        "vom ",         "am ",        "le ",       "on ",        "опубликовано",
        "publisert",    "publicerad", "yayınla",   "نشر",        "imechapishwa",
        "first "}) {
    if (ContainsNoCase(text, word)) {
      return true;
    }
  }
  return false;
}

bool SaysOther(std::string_view text) {
  for (const std::string_view word :
       {"expire", "valid until", "gültig bis", "copyright", "©", "since ", "seit ", "depuis",
        "joined", "born", "geboren", "né le", "event", "registered", "member since"}) {
    if (ContainsNoCase(text, word)) {
      return true;
    }
  }
  return false;
}

class Chooser {
 public:
  Chooser(const Document& document, const PageContext& context, const PageReading& reading,
          std::string_view language, NodeId heading)
      : document_(document),
        context_(context),
        evidence_(reading.evidence),
        structured_(reading.structured),
        heading_(heading) {
    options_.language = language;
    options_.order =
        OrderFor(language, document.Get(document.root(), "lang"), context.url.hostname());
    if (context.fetched != UtcTime()) {
      options_.reference = context.fetched;
      options_.reference_offset =
          SiteOffset(context.time_zone, context.fetched).value_or(ch::minutes(0));
    }
  }

  PageDates Choose() {
    FromStructured();
    FromMetas();
    FromUrl();
    FromElements();
    FromText();
    std::stable_sort(
        dates_.candidates.begin(), dates_.candidates.end(),
        [](const DateCandidate& a, const DateCandidate& b) { return a.weight > b.weight; });
    Decide();
    return std::move(dates_);
  }

 private:
  bool Believable(const DateText& date) const {
    const int year = static_cast<int>(date.day.year());
    if (year < 1990 || !date.day.ok()) {
      return false;
    }
    return context_.fetched == UtcTime() ||
           ch::sys_days(date.day) <= ch::floor<ch::days>(context_.fetched) + ch::days(1);
  }

  void Add(DateText date, Role role, int weight, std::string_view source, NodeId node = kNoNode) {
    if (weight > 0 && Believable(date) && dates_.candidates.size() < kMaxCandidates) {
      dates_.candidates.push_back({date, role, weight, std::string(source), node});
    }
  }

  void AddText(std::string_view text, Role role, int weight, std::string_view source,
               NodeId node = kNoNode) {
    if (text.empty()) {
      return;
    }
    if (const auto date = ParseDateText(text, options_)) {
      Add(*date, role, weight, source, node);
    }
  }

  void FromStructured() {
    for (const StructuredItem& item : structured_.items) {
      const bool json = item.syntax == StructuredItem::Syntax::kJsonLd;
      const std::string_view source = json ? "json-ld" : "microdata";
      const int base = item.rank >= 30   ? (json ? 100 : 91)
                       : item.rank >= 15 ? (json ? 84 : 72)
                                         : 10;
      AddText(item.published, Role::kPublished, base, source);
      AddText(item.created, Role::kPublished, base - 8, source);
      AddText(item.uploaded, Role::kPublished, base - 14, source);
      AddText(item.modified, Role::kModified, base, source);
    }
  }

  void FromMetas() {
    for (const MetaTag& meta : evidence_.metas) {
      for (const MetaDate& known : kMetaDates) {
        if (meta.name == known.name) {
          AddText(meta.content, known.role, known.weight, "meta");
        }
      }
    }
  }

  void FromUrl() {
    if (const auto date = DateInUrl(context_.url.path())) {
      Add(*date, Role::kPublished, 86, "url");
    }
  }

  // How much a visible date at `node` is likely to be the article's.
  int PlaceWeight(NodeId node) const {
    const std::uint16_t flags = evidence_.flags[node];
    int weight = 50;
    weight -= (flags & (kInNav | kInFooter | kInComments)) != 0 ? 45 : 0;
    weight -= (flags & (kInRelated | kInAside)) != 0 ? 25 : 0;
    weight -= (flags & kInHidden) != 0 ? 10 : 0;
    weight += (flags & (kInArticle | kInMain)) != 0 ? 4 : 0;
    weight -= (flags & kInLink) != 0 ? 5 : 0;
    if (heading_ != kNoNode) {
      const std::int64_t distance = std::int64_t{node} - std::int64_t{heading_};
      weight += distance >= 0 && distance < 60      ? 20
                : distance >= -40 && distance < 160 ? 12
                : distance < -200                   ? -8
                                                    : 0;
    }
    return weight;
  }

  Role RoleAt(NodeId node, std::string_view text) const {
    if (SaysModified(text) || (evidence_.flags[node] & kInModified) != 0) {
      // WordPress marks the one visible date "published updated".
      const std::string_view klass = document_.Get(node, "class");
      return klass.find("publish") != std::string_view::npos ? Role::kPublished : Role::kModified;
    }
    return SaysPublished(text) ? Role::kPublished : Role::kEither;
  }

  void FromElements() {
    for (const NodeId id : evidence_.times) {
      int weight = PlaceWeight(id) + 8;
      const std::string text = CleanTextOf(document_, id, kMaxDateElementBytes);
      Role role = RoleAt(id, text);
      if (document_.HasAttribute(id, "pubdate")) {
        role = Role::kPublished;
        weight += 12;
      }
      std::string_view value;
      for (const std::string_view name : {"datetime", "data-datetime", "data-published",
                                          "data-timestamp", "data-utime", "data-date", "content"}) {
        value = value.empty() ? document_.Get(id, name) : value;
      }
      const auto from_attribute = ParseDateText(value, options_);
      const auto date = from_attribute && !from_attribute->relative ? from_attribute
                                                                    : ParseDateText(text, options_);
      if (date) {
        Add(*date, role, weight, "time", id);
      }
    }
    for (const NodeId id : evidence_.dates) {
      const std::string text = CleanTextOf(document_, id, kMaxDateElementBytes);
      AddVisible(id, text, PlaceWeight(id) + 6, "class");
    }
  }

  // Each date in a short visible text, with the role that the words before it give.
  void AddVisible(NodeId id, std::string_view text, int weight, std::string_view source) {
    std::size_t from = 0;
    const auto dates = FindDates(text, options_, 3);
    for (const DateText& date : dates) {
      const std::string_view before = text.substr(from, date.begin - from);
      from = date.end;
      if (SaysOther(before)) {
        continue;
      }
      const Role role = RoleAt(id, before);
      int w = weight - (date.year_written ? 0 : 15) - (date.ambiguous ? 2 : 0);
      w += role == Role::kPublished ? 4 : 0;
      Add(date, role, w, source, id);
    }
    if (dates.empty() && source == "class" && options_.reference) {
      AddText(text, RoleAt(id, text), weight - 10, source, id);
    }
  }

  void FromText() {
    for (const NodeId id : evidence_.texts) {
      if ((evidence_.flags[id] & (kInDate | kInNav | kInFooter | kInComments)) != 0) {
        continue;
      }
      const std::string_view text = document_[id].text;
      AddVisible(id, text, PlaceWeight(id) - 12 - (text.size() > 80 ? 15 : 0), "text");
    }
  }

  void Decide() {
    const DateCandidate* published = nullptr;
    const DateCandidate* either = nullptr;
    const DateCandidate* modified = nullptr;
    for (const DateCandidate& candidate : dates_.candidates) {
      const DateCandidate*& slot = candidate.role == Role::kPublished ? published
                                   : candidate.role == Role::kEither  ? either
                                                                      : modified;
      slot = slot == nullptr ? &candidate : slot;
    }
    if (published == nullptr || (either != nullptr && either->weight > published->weight)) {
      published = either != nullptr ? either : published;
    }
    if (published == nullptr) {
      published = modified;
      // Nothing but a date of change: the publication is not known to be another day.
    }
    if (published != nullptr) {
      dates_.published = Finished(*published);
    }
    if (modified != nullptr) {
      dates_.modified = Finished(*modified);
    }
  }

  // Of the candidates that name the same day the one that also tells the time.
  ArticleDate Finished(const DateCandidate& winner) const {
    DateText best = winner.date;
    for (const DateCandidate& other : dates_.candidates) {
      if (!best.has_time && other.role == winner.role && other.date.day == best.day &&
          other.date.has_time && other.weight > 20) {
        best = other.date;
      }
    }
    const auto offset = SiteOffset(context_.time_zone, UtcTime(ch::sys_days(best.day) + best.time));
    return ToArticleDate(best, offset, winner.source);
  }

  const Document& document_;
  const PageContext& context_;
  const PageEvidence& evidence_;
  const StructuredData& structured_;
  NodeId heading_;
  DateTextOptions options_;
  PageDates dates_;
};

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

int Number(std::string_view digits) {
  int n = 0;
  for (const char c : digits) {
    n = n * 10 + (c - '0');
  }
  return n;
}

}  // namespace

std::optional<DateText> DateInUrl(std::string_view path) {
  path = path.substr(0, 2000);
  const auto digits_at = [&](std::size_t at, std::size_t most) {
    std::size_t n = 0;
    while (at + n < path.size() && n < most && IsDigit(path[at + n])) {
      ++n;
    }
    return n;
  };
  for (std::size_t i = 1; i + 7 < path.size(); ++i) {
    if (IsDigit(path[i - 1]) || digits_at(i, 4) != 4) {
      continue;
    }
    const int year = Number(path.substr(i, 4));
    if (year < 1990 || year > 2099) {
      continue;
    }
    int month = 0;
    std::size_t at = i + 4;
    DateText date;
    if (digits_at(at, 5) == 4) {  // 20240413
      date.day = ch::year(year) / ch::month(static_cast<unsigned>(Number(path.substr(at, 2)))) /
                 ch::day(static_cast<unsigned>(Number(path.substr(at + 2, 2))));
      if (date.day.ok()) {
        return date;
      }
      continue;
    }
    const char separator = path[at];
    if (separator != '/' && separator != '-' && separator != '_' && separator != '.') {
      continue;
    }
    ++at;
    const std::size_t month_digits = digits_at(at, 3);
    if (month_digits == 1 || month_digits == 2) {
      month = Number(path.substr(at, month_digits));
      at += month_digits;
    } else if (const std::size_t end = path.find(separator, at);
               end != std::string_view::npos && end - at <= 9) {
      DateTextOptions english;
      english.language = "en";
      const auto named = ParseDateText(
          std::string("1 ").append(path.substr(at, end - at)).append(" 2000"), english);
      month = named ? static_cast<int>(static_cast<unsigned>(named->day.month())) : 0;
      at = end;
    }
    if (month < 1 || month > 12 || at >= path.size() || path[at] != separator) {
      continue;
    }
    ++at;
    const std::size_t day_digits = digits_at(at, 3);
    if (day_digits != 1 && day_digits != 2) {
      continue;
    }
    date.day = ch::year(year) / ch::month(static_cast<unsigned>(month)) /
               ch::day(static_cast<unsigned>(Number(path.substr(at, day_digits))));
    if (date.day.ok()) {
      return date;
    }
  }
  return std::nullopt;
}

DateOrder OrderFor(std::string_view language, std::string_view declared,
                   std::string_view hostname) {
  if (!language.empty() && language != "en" && language != "fil" && language != "tl") {
    return DateOrder::kDayFirst;
  }
  const std::size_t dash = declared.find_first_of("-_");
  if (dash != std::string_view::npos && language == "en") {
    const std::string_view region = declared.substr(dash + 1, 2);
    if (!StartsWithNoCase(region, "us") && !StartsWithNoCase(region, "ph") &&
        !StartsWithNoCase(region, "la")) {
      return DateOrder::kDayFirst;
    }
  }
  const std::size_t dot = hostname.rfind('.');
  const std::string_view top =
      dot == std::string_view::npos ? std::string_view() : hostname.substr(dot + 1);
  const bool national = top.size() == 2 && top != "us" && top != "ph" && top != "io" &&
                        top != "co" && top != "tv" && top != "me" && top != "ai" && top != "ly";
  return national || (language.empty() && top != "us") ? DateOrder::kDayFirst
                                                       : DateOrder::kMonthFirst;
}

PageDates ChooseDates(const Document& document, const PageContext& context,
                      const PageReading& reading, std::string_view language, NodeId heading) {
  return Chooser(document, context, reading, language, heading).Choose();
}

}  // namespace kiosque
