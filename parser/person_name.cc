#include "parser/person_name.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/byline_vocabulary.h"
#include "parser/clean_text.h"
#include "parser/date_text.h"
#include "parser/date_words.h"
#include "parser/html_entities.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxNameBytes = 80;
constexpr std::size_t kMaxNameWords = 7;
constexpr std::size_t kMaxNames = 16;

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
                                {"aib", "AIB"},
                                {"amap", "AMAP"},
                                {"atop", "ATOP"},
                                {"nan", "NAN"},
                                {"gna", "GNA"},
                                {"kna", "KNA"},
                                {"epd", "epd"},
                                {"kathpress", "Kathpress"},
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

// Cuts where the names end: a date, a number of its own, a bar, "Published", "in".
std::string_view CutEnd(std::string_view text) {
  std::size_t end = NamesEnd(text, AsciiLower(text));
  if (std::any_of(text.begin(), text.end(), IsAsciiDigit)) {
    const auto dates = FindDates(text, DateTextOptions(), 1);
    end = dates.empty() ? end : std::min(end, dates[0].begin);
    for (std::size_t i = 1; i < end; ++i) {
      if (IsAsciiDigit(text[i]) && text[i - 1] == ' ') {
        end = i;
      }
    }
  }
  return TrimControlsAndSpaces(text.substr(0, end));
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

std::string_view DropIntroductions(std::string_view text) {
  for (int n = 0; n < 2; ++n) {
    const std::size_t length = IntroductionLength(AsciiLower(text.substr(0, 64)));
    if (length == 0 || length > text.size()) {
      break;
    }
    text = TrimSigns(text.substr(length));
  }
  return text;
}

// A piece between separators as a name; empty when it is none.
std::string AsName(std::string_view piece) {
  piece = DropIntroductions(TrimSigns(piece));
  if (piece.size() < 2 || piece.size() > kMaxNameBytes ||
      piece.find("http") != std::string_view::npos || piece.find('@') != std::string_view::npos ||
      piece.find("[at]") != std::string_view::npos) {
    return {};
  }
  if (static_cast<std::size_t>(std::count(piece.begin(), piece.end(), ' ')) >= kMaxNameWords) {
    return {};
  }
  const std::string lower = AsciiLower(piece);
  if (IsLabel(lower) || IsRole(lower)) {
    return {};
  }
  const bool letters = std::any_of(piece.begin(), piece.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0xC3;
  });
  return letters ? std::string(piece) : std::string();
}

std::string FoldWord(std::string_view word) {
  std::string folded;
  for (std::size_t pos = 0; pos < word.size();) {
    const char32_t c = FoldDateCharacter(NextCodePoint(word, &pos));
    if (c != 0) {
      AppendUtf8(c, &folded);
    }
  }
  return folded;
}

bool BeginsUpper(std::string_view word) {
  const unsigned char c = static_cast<unsigned char>(word[0]);
  if (c < 0x80) {
    return word[0] >= 'A' && word[0] <= 'Z';
  }
  // Latin-1 and Latin Extended-A capitals, Greek, Cyrillic: close enough for counting.
  const unsigned char d = word.size() > 1 ? static_cast<unsigned char>(word[1]) : 0;
  return (c == 0xC3 && d < 0x9F) || c == 0xC4 || c == 0xC5 || c == 0xCE ||
         (c == 0xD0 && d >= 0x90 && d < 0xB0);
}

// "Tom", "Ela"; what is all capitals are initials.
bool IsShortName(std::string_view word) {
  return word.size() == 3 && word[0] >= 'A' && word[0] <= 'Z' && word[1] >= 'a' && word[1] <= 'z' &&
         word[2] >= 'a' && word[2] <= 'z';
}

bool IsParticle(std::string_view word) {
  constexpr std::string_view kParticles[] = {
      "de", "da", "do",  "dos", "di", "del", "della", "der", "den", "van", "von", "vom",
      "zu", "la", "le",  "el",  "al", "bin", "ibn",   "y",   "e",   "ten", "ter", "af",
      "av", "du", "des", "wa",  "ya", "ben", "st",    "o",   "und", "d'"};
  return std::find(std::begin(kParticles), std::end(kParticles), word) != std::end(kParticles);
}

}  // namespace

bool IntroducesAuthor(std::string_view text) {
  return IntroductionLength(AsciiLower(TrimControlsAndSpaces(text).substr(0, 64))) != 0;
}

bool ClearlyIntroducesAuthor(std::string_view text) {
  return IntroducesClearly(AsciiLower(TrimControlsAndSpaces(text).substr(0, 64)));
}

bool MayBeSwahiliByline(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  constexpr std::string_view kBy = "na ";
  text = TrimControlsAndSpaces(text);
  return text.size() > kBy.size() && text.size() <= kLongest && StartsWithNoCase(text, kBy) &&
         text[kBy.size()] >= 'A' && text[kBy.size()] <= 'Z';
}

std::vector<std::string> NamesInByline(std::string_view text) {
  const std::string clean = CleanText(text.substr(0, kMaxBylineBytes));
  if (StartsWithNoCase(clean, "http://") || StartsWithNoCase(clean, "https://")) {
    return {};  // the address of a profile
  }
  std::string_view rest = clean;
  rest.remove_prefix(InnerIntroduction(AsciiLower(rest)));
  rest = CutEnd(DropIntroductions(TrimSigns(rest)));
  const std::string lower = AsciiLower(rest);
  std::vector<std::string> names;
  std::size_t begin = 0;
  while (begin < rest.size() && names.size() < kMaxNames) {
    const NameSeparator next = NextSeparator(lower, begin);
    const std::string_view piece = TrimSigns(rest.substr(begin, next.at - begin));
    begin = next.length == 0 ? rest.size() : next.at + next.length;
    if (!names.empty() && IsCredential(AsciiLower(piece))) {
      names.back() += ", ";
      names.back() += piece;
      continue;
    }
    std::string name = AsName(piece);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

int NameLikeness(std::string_view name) {
  const std::string lower = AsciiLower(name);
  if (lower.empty() || IsLabel(lower) || IsCredential(lower) || IsAsciiDigit(lower[0]) ||
      NamesReviewer(lower) || (name.size() <= 4 && MonthFromWord(FoldWord(name), {}) != 0)) {
    return -40;
  }
  int words = 0;
  int capitals = 0;
  bool ascii = true;
  std::string_view rest = name;
  while (!rest.empty()) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    std::string_view word = rest.substr(0, space);
    word.remove_prefix(word.size() > 1 && word[0] == '(' ? 1 : 0);
    rest.remove_prefix(std::min(space + 1, rest.size()));
    if (word.empty()) {
      continue;
    }
    ++words;
    capitals += BeginsUpper(word) || IsParticle(AsciiLower(word)) ? 1 : 0;
    ascii = ascii && static_cast<unsigned char>(word[0]) < 0xE0 &&
            (static_cast<unsigned char>(word[0]) < 0xD2);
  }
  if (!AgencyOf(name).empty()) {
    return 0;
  }
  if (IsOrganisation(lower)) {
    return -28;
  }
  if (!ascii) {
    return words <= 4 ? 4 : -10;
  }
  if (words == 1) {
    const bool slug = capitals == 0;
    return slug                                       ? -30
           : name.size() <= 3                         ? (IsShortName(name) ? -12 : -22)
           : name.find('.') != std::string_view::npos ? -20
                                                      : -8;
  }
  return capitals == words && words <= 4 ? 8
         : capitals == words             ? 2
         : capitals + 1 == words         ? -6
                                         : -24;
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
