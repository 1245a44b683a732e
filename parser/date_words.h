// date_words.h — the words that dates are written with, in the languages of the news.
//
// Words are compared folded: lower case, Latin and Greek without diacritics ("Août" -> "aout"),
// Arabic without vowel signs and with one form of alef, Arabic-Indic, Devanagari and Thai digits as
// ASCII. A word may mean different months in different languages (Croatian "listopad" is October,
// Polish November): the language of the text decides, else the more widely read one.
//
// Errors: none; an unknown word has no meaning. Threads: immutable tables, pure functions.
// Source: Unicode CLDR (month and day names); common usage for Lingala, Kirundi, Wolof.
#ifndef KIOSQUE_PARSER_DATE_WORDS_H_
#define KIOSQUE_PARSER_DATE_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kiosque {

/// Reads the code point at `*pos` and moves past it; U+FFFD (and one byte) for invalid UTF-8.
/// REQUIRES: *pos < text.size().
char32_t NextCodePoint(std::string_view text, std::size_t* pos);

/// `c` as date words compare it; 0 when it is to be dropped (vowel signs, soft hyphens, zero-width
/// characters).
char32_t FoldDateCharacter(char32_t c);

/// The month (1…12) that a folded word, or folded words joined by one space, names in `language`
/// (primary tag, may be empty); 0 when it names none.
int MonthFromWord(std::string_view folded, std::string_view language);

/// Whether a month's name of several words begins with this folded word ("sanza" ya yambo).
bool BeginsLongMonth(std::string_view folded);

/// Most words that a month's name has ("sanza ya zomi na mibale").
inline constexpr std::size_t kMaxMonthWords = 5;

/// 1 (Monday) … 7 (Sunday); 0 when the folded word is no weekday in `language` or, without one, in
/// any.
int WeekdayFromWord(std::string_view folded, std::string_view language);

/// What a word does in a relative date ("il y a 3 heures").
enum class RelativeWord : std::uint8_t {
  kNone,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kYear,
  kAgo,  ///< "ago", "il y a", "vor" …: before or behind the amount
  kOne,  ///< "a", "une", "einer" …
  kNow,  ///< "just now"
  kToday,
  kYesterday,
  kDayBefore,  ///< the day before yesterday
};
RelativeWord RelativeWordOf(std::string_view folded);

/// Minutes east of UTC of a zone's abbreviation ("cet", "wat", "gmt"); false when it is none.
bool ZoneOffset(std::string_view folded, int* minutes);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_DATE_WORDS_H_
