#include "parser/language.h"

#include <cld2/public/compact_lang_det.h>

#include "base/ascii.h"
#include "parser/clean_text.h"

namespace kiosque {
namespace {

constexpr std::size_t kEnoughBytes = 2048;  // more text does not change the answer
constexpr std::size_t kLittleText = 60;     // below this the detector guesses
constexpr int kClearLead = 60;              // percent

}  // namespace

LanguageVerdict DetectLanguage(std::string_view text) {
  std::size_t length = text.size();
  if (length > kEnoughBytes) {
    length = kEnoughBytes;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80) {
      --length;
    }
  }
  LanguageVerdict verdict;
  if (length < kLittleText) {
    return verdict;
  }
  CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE,
                                 CLD2::UNKNOWN_LANGUAGE};
  int percents[3] = {0, 0, 0};
  int text_bytes = 0;
  bool reliable = false;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(length), true, languages, percents,
                              &text_bytes, &reliable);
  if (!reliable || percents[0] < kClearLead || languages[0] == CLD2::UNKNOWN_LANGUAGE) {
    return verdict;
  }
  verdict.language = PrimaryTag(CLD2::LanguageCode(languages[0]));
  verdict.share = percents[0] / 100.0;
  return verdict;
}

std::string PrimaryTag(std::string_view tag) {
  tag = TrimControlsAndSpaces(tag);
  std::string primary;
  for (const char c : tag.substr(0, tag.find_first_of("-_,; "))) {
    const char lower = AsciiLowerChar(c);
    if (lower < 'a' || lower > 'z') {
      return {};
    }
    primary.push_back(lower);
  }
  if (primary.size() != 2 && primary.size() != 3) {
    return {};
  }
  // Deprecated codes, and what CLD2 calls differently.
  if (primary == "iw") {
    return "he";
  }
  if (primary == "in") {
    return "id";
  }
  if (primary == "nb" || primary == "nn") {
    return "no";
  }
  return primary == "un" || primary == "und" || primary == "xxx" ? std::string() : primary;
}

std::string DeclaredLanguage(const Document& document, const PageReading& reading) {
  std::string_view declared = document.Get(document.root(), "lang");
  declared = declared.empty() ? document.Get(document.root(), "xml:lang") : declared;
  declared = declared.empty() ? reading.evidence.Meta("content-language") : declared;
  for (const std::string_view name : {"language", "dc.language", "dcterms.language", "og:locale"}) {
    declared = declared.empty() ? reading.evidence.Meta(name) : declared;
  }
  for (const StructuredItem& item : reading.structured.items) {
    declared = declared.empty() ? item.language : declared;
  }
  return CleanText(TrimControlsAndSpaces(declared).substr(0, 35));
}

std::string ChooseLanguage(std::string_view declared, std::string_view hint,
                           std::string_view text) {
  return ChooseLanguage(declared, hint, DetectLanguage(text));
}

std::string ChooseLanguage(std::string_view declared, std::string_view hint,
                           const LanguageVerdict& detected) {
  if (!detected.language.empty()) {
    return detected.language;
  }
  const std::string primary = PrimaryTag(declared);
  return primary.empty() ? PrimaryTag(hint) : primary;
}

}  // namespace kiosque
