#include "parser/person_name.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "parser/clean_text.h"
#include "parser/date_text.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxNameBytes = 80;
constexpr std::size_t kMaxNameWords = 7;
constexpr std::size_t kMaxNames = 16;

// Lower case, each followed by what it introduces.
constexpr std::string_view kIntroductions[] = {"written by",
                                               "posted by",
                                               "published by",
                                               "reported by",
                                               "story by",
                                               "article by",
                                               "words by",
                                               "reviewed by",
                                               "by",
                                               "author:",
                                               "authors:",
                                               "author",
                                               "authored by",
                                               "publié par",
                                               "rédigé par",
                                               "écrit par",
                                               "posté par",
                                               "propos recueillis par",
                                               "texte de",
                                               "texte :",
                                               "par",
                                               "auteur :",
                                               "auteur:",
                                               "geschrieben von",
                                               "veröffentlicht von",
                                               "verfasst von",
                                               "von",
                                               "autor:",
                                               "autorin:",
                                               "autoren:",
                                               "text:",
                                               "foto:",
                                               "redaktion:",
                                               "ein artikel von",
                                               "ein beitrag von",
                                               "eine kolumne von",
                                               "ein kommentar von",
                                               "interview:",
                                               "escrito por",
                                               "publicado por",
                                               "por",
                                               "texto:",
                                               "scritto da",
                                               "pubblicato da",
                                               "di",
                                               "da",
                                               "door",
                                               "geschreven door",
                                               "av",
                                               "af",
                                               "tekst:",
                                               "skrevet af",
                                               "skrevet av",
                                               "autor",
                                               "napsal",
                                               "przez",
                                               "od",
                                               "автор:",
                                               "автор",
                                               "oleh:",
                                               "oleh",
                                               "na",
                                               "written by:",
                                               "by:",
                                               "von:",
                                               "par:",
                                               "por:",
                                               "بقلم",
                                               "كتب",
                                               "كتبت",
                                               "الكاتب",
                                               "文/",
                                               "文：",
                                               "作者：",
                                               "作者:",
                                               "記者",
                                               "from"};

// What begins the part of a byline that names nobody any more.
constexpr std::string_view kEnds[] = {" published",
                                      " updated",
                                      " posted",
                                      " publié",
                                      " mis à jour",
                                      " modifié",
                                      " le ",
                                      " am ",
                                      " on ",
                                      " in ",
                                      " für ",
                                      " for ",
                                      " à ",
                                      " at ",
                                      " um ",
                                      " aktualisiert",
                                      " veröffentlicht",
                                      " follow",
                                      " folgen",
                                      " suivre",
                                      " | ",
                                      " • ",
                                      " · ",
                                      " – ",
                                      " — ",
                                      " - ",
                                      " (",
                                      " [",
                                      " @",
                                      " view ",
                                      " about ",
                                      " read ",
                                      " share",
                                      " last ",
                                      " min ",
                                      " minutes",
                                      " comments",
                                      " photo",
                                      " fotos",
                                      " illustration",
                                      " stand:",
                                      " aus ",
                                      " with additional"};

constexpr std::string_view kSplits[] = {
    ";",     ",",   " / ",   "/",    "|",    " & ", " and ",  " und ",  " et ",
    " y ",   " e ", " och ", " og ", " en ", " i ", " with ", " avec ", " mit ",
    " con ", " و ", "、",    "，",   "；",   "・",  "\n"};

constexpr std::string_view kRoles[] = {"staff",
                                       "staff writer",
                                       "staff reporter",
                                       "staff writers",
                                       "writer",
                                       "reporter",
                                       "correspondent",
                                       "editor",
                                       "contributor",
                                       "contributing writer",
                                       "senior writer",
                                       "senior reporter",
                                       "journalist",
                                       "journaliste",
                                       "redakteur",
                                       "redakteurin",
                                       "redaktion",
                                       "admin",
                                       "administrator",
                                       "columnist",
                                       "editor-in-chief",
                                       "managing editor",
                                       "associate editor",
                                       "senior editor",
                                       "news editor",
                                       "freelance",
                                       "freelancer",
                                       "author",
                                       "autor",
                                       "auteur",
                                       "guest",
                                       "guest author",
                                       "author at",
                                       "more",
                                       "read more",
                                       "bio",
                                       "follow",
                                       "twitter",
                                       "facebook",
                                       "email",
                                       "e-mail",
                                       "linkedin",
                                       "instagram",
                                       "jr",
                                       "sr",
                                       "phd",
                                       "ph.d",
                                       "md",
                                       "m.d",
                                       "rd",
                                       "mph",
                                       "rn",
                                       "undefined",
                                       "null",
                                       "none",
                                       "unknown",
                                       "anonymous",
                                       "n/a",
                                       "by",
                                       "von",
                                       "par",
                                       "por",
                                       "view all posts",
                                       "contributors",
                                       "special to",
                                       "ceo",
                                       "founder"};

struct Agency {
  std::string_view name;  // folded
  std::string_view shortened;
};

constexpr Agency kAgencies[] = {{"afp", "AFP"},
                                {"agence france-presse", "AFP"},
                                {"agence france presse", "AFP"},
                                {"reuters", "Reuters"},
                                {"thomson reuters", "Reuters"},
                                {"ap", "AP"},
                                {"associated press", "AP"},
                                {"the associated press", "AP"},
                                {"dpa", "dpa"},
                                {"deutsche presse-agentur", "dpa"},
                                {"acp", "ACP"},
                                {"agence congolaise de presse", "ACP"},
                                {"apa", "APA"},
                                {"map", "MAP"},
                                {"maghreb arabe presse", "MAP"},
                                {"aps", "APS"},
                                {"algérie presse service", "APS"},
                                {"algerie presse service", "APS"},
                                {"tap", "TAP"},
                                {"tunis afrique presse", "TAP"},
                                {"ansa", "ANSA"},
                                {"efe", "EFE"},
                                {"agencia efe", "EFE"},
                                {"europa press", "Europa Press"},
                                {"xinhua", "Xinhua"},
                                {"anadolu", "AA"},
                                {"anadolu agency", "AA"},
                                {"belga", "Belga"},
                                {"ats", "ATS"},
                                {"sda", "SDA"},
                                {"keystone-sda", "SDA"},
                                {"keystone-ats", "ATS"},
                                {"pti", "PTI"},
                                {"press trust of india", "PTI"},
                                {"ani", "ANI"},
                                {"ians", "IANS"},
                                {"upi", "UPI"},
                                {"tass", "TASS"},
                                {"lusa", "Lusa"},
                                {"agência lusa", "Lusa"},
                                {"anp", "ANP"},
                                {"ntb", "NTB"},
                                {"ritzau", "Ritzau"},
                                {"stt", "STT"},
                                {"pap", "PAP"},
                                {"čtk", "ČTK"},
                                {"ctk", "ČTK"},
                                {"mti", "MTI"},
                                {"kyodo", "Kyodo"},
                                {"kyodo news", "Kyodo"},
                                {"jiji", "Jiji"},
                                {"yonhap", "Yonhap"},
                                {"panapress", "PANA"},
                                {"angop", "ANGOP"},
                                {"aip", "AIP"},
                                {"agp", "AGP"},
                                {"abp", "ABP"},
                                {"nan", "NAN"},
                                {"gna", "GNA"},
                                {"kna", "KNA"},
                                {"epd", "epd"},
                                {"sid", "SID"},
                                {"aap", "AAP"},
                                {"pa media", "PA"},
                                {"press association", "PA"},
                                {"apo group", "APO"},
                                {"interfax", "Interfax"},
                                {"ria novosti", "RIA"},
                                {"canadian press", "CP"},
                                {"the canadian press", "CP"},
                                {"la presse canadienne", "CP"}};

bool IsBoundary(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == ':' ||
         static_cast<unsigned char>(text[at]) >= 0x80;
}

// The length of the introduction that `folded` begins with, 0 when none.
std::size_t Introduction(std::string_view folded) {
  std::size_t longest = 0;
  for (const std::string_view word : kIntroductions) {
    if (word.size() > longest && folded.starts_with(word) &&
        (static_cast<unsigned char>(word.back()) >= 0x80 || word.back() == ':' ||
         word.back() == '/' || IsBoundary(folded, word.size()))) {
      longest = word.size();
    }
  }
  return longest;
}

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return lower;
}

// Cuts where the names end: a date, a digit, a bar, "Published", "in".
std::string_view CutEnd(std::string_view text) {
  const std::string lower = AsciiLower(text);
  std::size_t end = text.size();
  for (const std::string_view mark : kEnds) {
    const std::size_t at = lower.find(mark, 1);
    end = at != std::string::npos ? std::min(end, at) : end;
  }
  const std::size_t digit = lower.find_first_of("0123456789");
  if (digit != std::string::npos && digit < end) {
    DateTextOptions options;
    const auto dates = FindDates(text, options, 1);
    end = std::min(end, dates.empty() ? digit : std::min(digit, dates[0].begin));
  }
  return Trim(text.substr(0, end));
}

std::string_view TrimSigns(std::string_view text) {
  constexpr std::string_view kSigns = " \t\n,;:.-|/*\"'()[]<>+~#&";
  while (!text.empty() && kSigns.find(text.front()) != std::string_view::npos) {
    text.remove_prefix(1);
  }
  while (!text.empty() && kSigns.find(text.back()) != std::string_view::npos &&
         !text.ends_with("Jr.") && !text.ends_with("Sr.")) {
    text.remove_suffix(1);
  }
  return text;
}

// A piece between separators as a name; empty when it is none.
std::string AsName(std::string_view piece) {
  piece = TrimSigns(piece);
  for (int n = 0; n < 2; ++n) {
    const std::size_t intro = Introduction(AsciiLower(piece));
    if (intro == 0 || intro >= piece.size()) {
      break;
    }
    piece = TrimSigns(piece.substr(intro));
  }
  if (piece.empty() || piece.size() > kMaxNameBytes ||
      piece.find("http") != std::string_view::npos || piece.find('@') != std::string_view::npos) {
    return {};
  }
  if (static_cast<std::size_t>(std::count(piece.begin(), piece.end(), ' ')) >= kMaxNameWords) {
    return {};
  }
  const std::string lower = AsciiLower(piece);
  if (std::find(std::begin(kRoles), std::end(kRoles), lower) != std::end(kRoles)) {
    return {};
  }
  const bool letters = std::any_of(piece.begin(), piece.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  return letters && piece.size() >= 2 ? std::string(piece) : std::string();
}

}  // namespace

bool IntroducesAuthor(std::string_view text) {
  text = Trim(text.substr(0, 64));
  const std::size_t length = Introduction(AsciiLower(text));
  return length != 0;
}

std::vector<std::string> NamesInByline(std::string_view text) {
  const std::string clean = CleanText(text.substr(0, kMaxBylineBytes));
  std::string_view rest = TrimSigns(clean);
  const std::size_t intro = Introduction(AsciiLower(rest));
  rest = CutEnd(TrimSigns(rest.substr(intro)));
  std::vector<std::string> names;
  const std::string lower = AsciiLower(rest);
  std::size_t begin = 0;
  while (begin <= rest.size() && names.size() < kMaxNames) {
    std::size_t end = rest.size();
    std::size_t next = rest.size() + 1;
    for (const std::string_view split : kSplits) {
      const std::size_t at = lower.find(split, begin);
      if (at != std::string::npos && at < end) {
        end = at;
        next = at + split.size();
      }
    }
    std::string name = AsName(rest.substr(begin, end - begin));
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::move(name));
    }
    begin = next;
  }
  return names;
}

std::string_view AgencyOf(std::string_view name) {
  const std::string folded = FoldCase(name);
  for (const Agency& agency : kAgencies) {
    if (agency.name == folded) {
      return agency.shortened;
    }
  }
  return {};
}

}  // namespace kiosque
