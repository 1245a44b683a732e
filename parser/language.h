// language.h — which language a text is in, by itself and as the page declares it.
//
// Detection is CLD2's (quadgrams, 80 languages). Its answer counts when the text is long enough and
// one language clearly leads; otherwise the declaration decides, and where neither says enough the
// answer is empty: unsure. A declaration is not believed against evidence: templates leave
// lang="en-US" on pages in French.
//
// Errors: none. Threads: pure functions.
// Source: https://github.com/CLD2Owners/cld2, BCP 47.
#ifndef KIOSQUE_PARSER_LANGUAGE_H_
#define KIOSQUE_PARSER_LANGUAGE_H_

#include <string>
#include <string_view>

#include "base/article.h"
#include "parser/metadata.h"

namespace kiosque {

struct LanguageVerdict {
  std::string language;  ///< primary tag; empty = unsure
  double share = 0;      ///< of the text that is in it, 0…1
};

/// The language of one paragraph or of a whole text, by the text alone.
LanguageVerdict DetectLanguage(std::string_view text);

/// The primary tag of a declaration: "fr-CD" -> "fr", "FR_fr" -> "fr", "iw" -> "he"; empty when it
/// is none.
std::string PrimaryTag(std::string_view tag);

/// What the page declares, as written: html lang, content-language, og:locale, JSON-LD inLanguage.
std::string DeclaredLanguage(const Document& document, const PageReading& reading);

/// Declaration and text weighed. `text` is the article's, or the page's paragraphs.
std::string ChooseLanguage(std::string_view declared, std::string_view hint, std::string_view text);
std::string ChooseLanguage(std::string_view declared, std::string_view hint,
                           const LanguageVerdict& detected);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_LANGUAGE_H_
