#include "corpus/typo.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/unicode.h"

namespace kiosque {
namespace {

// Longer "words" are addresses and the like; the matrix below stays small.
constexpr std::size_t kMaxLetters = 40;

std::vector<char32_t> Letters(std::string_view utf8) {
  std::vector<char32_t> letters;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0u) == 0x80u && !letters.empty()) {
      letters.back() = (letters.back() << 6) | (byte & 0x3Fu);
    } else {
      letters.push_back(byte < 0x80 ? byte : byte < 0xE0 ? byte & 0x1Fu : byte & 0x0Fu);
    }
  }
  return letters;
}

// The letter without its accent, for Latin-1 and the few others that French, Portuguese and Spanish
// have; other letters as they are.
char32_t Bare(char32_t c) {
  static constexpr std::string_view kLatin1 =
      "aaaaaaaceeeeiiiidnooooo/ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
  if (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) {
    return static_cast<unsigned char>(kLatin1[c - 0xC0]);
  }
  return c;
}

bool SameButAccents(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](char32_t x, char32_t y) { return Bare(x) == Bare(y); });
}

// Damerau's distance with adjacent transpositions (optimal string alignment).
std::size_t Distance(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> cost((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cost[i * width + j]; };
  for (std::size_t i = 0; i <= a.size(); ++i) {
    at(i, 0) = i;
  }
  for (std::size_t j = 0; j <= b.size(); ++j) {
    at(0, j) = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t wrong = a[i - 1] == b[j - 1] ? 0 : 1;
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + wrong});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
      }
    }
  }
  return at(a.size(), b.size());
}

bool Transposed(std::vector<char32_t> a, std::vector<char32_t> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

}  // namespace

bool IsSlip(std::string_view from, std::string_view to) {
  const std::string folded_from = FoldCase(from);
  const std::string folded_to = FoldCase(to);
  if (folded_from == folded_to) {
    return true;
  }
  const int numbers = (IsNumberWord(folded_from) ? 1 : 0) + (IsNumberWord(folded_to) ? 1 : 0);
  if (numbers == 2) {
    return false;
  }
  const std::vector<char32_t> a = Letters(folded_from);
  const std::vector<char32_t> b = Letters(folded_to);
  const std::size_t shorter = std::min(a.size(), b.size());
  const std::size_t longer = std::max(a.size(), b.size());
  if (SameButAccents(a, b)) {
    return true;
  }
  if (longer > kMaxLetters || longer - shorter > 1 || shorter == 0) {
    return false;
  }
  const std::size_t distance = Distance(a, b);
  // "milion" is no number, but "sic" and "tend" are words of their own beside "six" and "ten".
  constexpr std::size_t kLongNumber = 6;
  if (numbers == 1 && (shorter < kLongNumber || distance > 1)) {
    return false;
  }
  constexpr std::size_t kShort = 3;
  constexpr std::size_t kLong = 8;
  if (distance > (longer >= kLong ? 2u : 1u)) {
    return false;
  }
  if (Transposed(a, b)) {
    return true;
  }
  const bool same_start = Bare(a[0]) == Bare(b[0]);
  const bool wrong_letter = a.size() == b.size();
  // "le" and "la", "par" and "pas" are words of their own.
  return same_start && !(wrong_letter && longer <= kShort);
}

bool IsSlipInName(std::string_view from, std::string_view to) {
  const std::string folded_from = FoldCase(from);
  const std::string folded_to = FoldCase(to);
  const std::vector<char32_t> a = Letters(folded_from);
  const std::vector<char32_t> b = Letters(folded_to);
  if (SameButAccents(a, b)) {
    return true;
  }
  if (a.size() > kMaxLetters || b.size() > kMaxLetters) {
    return false;
  }
  return Distance(a, b) == 1 && (a.size() != b.size() || Transposed(a, b));
}

bool IsNumberWord(std::string_view folded) {
  static constexpr std::array kWords = {
      // clang-format off
      "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
      "treize", "quatorze", "quinze", "seize", "vingt", "trente", "quarante", "cinquante",
      "soixante", "septante", "huitante", "nonante", "cent", "cents", "mille", "million",
      "millions", "milliard", "milliards", "dizaine", "dizaines", "douzaine", "vingtaine",
      "trentaine", "quarantaine", "cinquantaine", "soixantaine", "centaine", "centaines", "millier",
      "milliers",
      "two", "three", "four", "five", "seven", "eight", "nine", "ten", "eleven", "twelve",
      "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
      "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds",
      "thousand", "thousands", "billion", "billions", "dozen", "dozens",
      "dois", "duas", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "vinte",
      "trinta", "quarenta", "cem", "cento", "mil", "milhão", "milhões", "bilhão", "bilhões",
      "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "zwölf", "dreizehn",
      "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig", "dreißig",
      "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig", "hundert", "hunderte",
      "tausend", "tausende", "millionen", "milliarde", "milliarden", "dutzend", "dutzende",
      "dos", "tres", "cuatro", "siete", "ocho", "nueve", "diez", "veinte", "treinta", "cuarenta",
      "cincuenta", "cien", "ciento", "millón", "millones"
      // clang-format on
  };
  return std::find(kWords.begin(), kWords.end(), folded) != kWords.end();
}

}  // namespace kiosque
