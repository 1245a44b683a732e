// person_name.h — names out of a byline as it is printed.
//
//   "Par Jean Dupont et Marie N'Sele, avec AFP | 12 mai 2024"  ->  "Jean Dupont", "Marie N'Sele",
//   "AFP" "Angela Holliday-Bell, MD"                                 ->  "Angela Holliday-Bell, MD"
//
// Words that introduce, dates, addresses, roles and calls to follow are left out.
//
// Errors: none; a text that names nobody gives nothing. Bounds: kMaxBylineBytes are read. Threads:
// pure functions.
#ifndef KIOSQUE_PARSER_PERSON_NAME_H_
#define KIOSQUE_PARSER_PERSON_NAME_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kiosque {

inline constexpr std::size_t kMaxBylineBytes = 400;

/// The names in a byline, in its order, each once.
std::vector<std::string> NamesInByline(std::string_view text);

/// Whether `text` begins with a word that introduces an author ("By ", "Par ", "Von ", "Text: ").
bool IntroducesAuthor(std::string_view text);

/// The same without the words that may begin other phrases ("da", "text").
bool ClearlyIntroducesAuthor(std::string_view text);

/// Whether a short `text` could be "Na Juma Hamisi", a byline in Swahili; elsewhere "na" is "on",
/// "in", "or".
bool MayBeSwahiliByline(std::string_view text);

/// How much `name` looks like a person's, about -40 … 10: two to four capitalised words do, slugs,
/// labels and companies do not, scripts without capitals say little.
int NameLikeness(std::string_view name);

/// From here on it does: two to four capitalised words.
inline constexpr int kClearName = 8;

/// The short name of the news agency that `name` is ("Agence France-Presse" -> "AFP"); empty when
/// it is none.
std::string_view AgencyOf(std::string_view name);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PERSON_NAME_H_
