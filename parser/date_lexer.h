// date_lexer.h — a text cut into the numbers, words and signs that dates are made of.
//
// Numbers are runs of digits (any script's), words runs of letters folded as parser/date_words.h
// says; Han characters and Hangul counters stand alone so that "2026年11月3日" falls apart. White
// space is not a token; `spaced` tells that some stood before.
//
// Bounds: at most `limit` tokens. Errors: none. Threads: pure function.
#ifndef KIOSQUE_PARSER_DATE_LEXER_H_
#define KIOSQUE_PARSER_DATE_LEXER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kiosque {

struct DateToken {
  enum class Kind : std::uint8_t { kNumber, kWord, kSign };
  Kind kind = Kind::kSign;
  bool spaced = false;      ///< white space before it
  std::uint8_t digits = 0;  ///< kNumber: how many were written
  char32_t sign = 0;        ///< kSign
  std::int64_t number = 0;  ///< kNumber; at most 18 digits are read
  std::string word;         ///< kWord, folded
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<DateToken> LexDate(std::string_view text, std::size_t limit);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_DATE_LEXER_H_
