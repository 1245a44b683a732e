// body_words.h — one pass over text that counts what body extraction asks of it.
//
// Words are runs of letters, digits and marks, folded (ASCII, Latin-1, Latin Extended-A, Greek,
// Cyrillic) and kept as 32-bit hashes, so that texts are compared without copies. A word may run on
// over several text nodes
// ("<b>N</b>o one"). Han, Kana, Thai, Lao and Khmer characters are a word each.
//
// Errors: none; any bytes in. Threads: values.
#ifndef KIOSQUE_PARSER_BODY_WORDS_H_
#define KIOSQUE_PARSER_BODY_WORDS_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace kiosque {

/// What was counted in a stretch of text. Code points unless said otherwise.
struct TextCounts {
  std::uint32_t chars = 0;  ///< white space not counted
  std::uint32_t upper = 0;
  std::uint32_t digits = 0;
  std::uint32_t commas = 0;
  std::uint32_t sentence_ends = 0;
  std::uint32_t symbols = 0;  ///< punctuation of any kind
  std::uint32_t wide = 0;     ///< characters that are a word each
  char first = 0;  ///< 'U' capital, 'l' small or other letter, '0' digit, '.' symbol; 0 = no text
  char last = 0;   ///< 's' sentence end (quotes and brackets after it ignored), ':', ',', '.' other
                   ///< symbol, 'w' word
};

class WordScanner {
 public:
  /// Appends word hashes to `words`, which must outlive the scanner.
  explicit WordScanner(std::vector<std::uint32_t>* words) : words_(words) {}

  /// Reads `text`, which continues what was read before.
  void Scan(std::string_view text, TextCounts* counts);
  /// The next text does not continue the last word.
  void EndWord();

 private:
  void Letter(std::uint32_t folded);
  void Wide(std::uint32_t code_point);
  void ScanCodePoint(std::uint32_t code_point, TextCounts* counts);
  void ScanSymbol(std::uint32_t code_point, TextCounts* counts);

  std::vector<std::uint32_t>* words_;
  std::uint32_t hash_ = 0;
  bool in_word_ = false;
};

/// The words of `text`; markup between '<' and '>' is passed over when `skip_markup`.
std::vector<std::uint32_t> HashWords(std::string_view text, bool skip_markup = false);

/// Hash of one word that is folded already: what WordScanner appends for it.
std::uint32_t HashFoldedWord(std::string_view word);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_WORDS_H_
