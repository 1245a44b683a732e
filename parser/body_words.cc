#include "parser/body_words.h"

#include <array>
#include <cstddef>

namespace kiosque {
namespace {

constexpr std::uint32_t kFnvOffset = 2166136261U;
constexpr std::uint32_t kFnvPrime = 16777619U;

enum class ByteClass : std::uint8_t { kSpace, kLower, kUpper, kDigit, kSymbol, kMulti };

constexpr std::array<ByteClass, 256> MakeByteClasses() {
  std::array<ByteClass, 256> classes{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const bool lower = (byte >= 'a' && byte <= 'z') || byte == '_';
    const bool upper = byte >= 'A' && byte <= 'Z';
    classes[byte] = byte >= 0x80                  ? ByteClass::kMulti
                    : lower                       ? ByteClass::kLower
                    : upper                       ? ByteClass::kUpper
                    : byte >= '0' && byte <= '9'  ? ByteClass::kDigit
                    : byte <= ' ' || byte == 0x7F ? ByteClass::kSpace
                                                  : ByteClass::kSymbol;
  }
  return classes;
}

constexpr std::array<ByteClass, 256> kByteClasses = MakeByteClasses();

// Reads the code point at `*position` and steps past it. Broken sequences step one byte and give
// U+FFFD.
std::uint32_t Decode(std::string_view text, std::size_t* position) {
  const auto byte_at = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) : 0U;
  };
  const std::size_t at = *position;
  const std::uint32_t lead = byte_at(at);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || at + length > text.size()) {
    *position = at + 1;
    return 0xFFFD;
  }
  std::uint32_t code_point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    code_point = (code_point << 6) | (byte_at(at + i) & 0x3FU);
  }
  *position = at + length;
  return code_point;
}

bool IsIgnorable(std::uint32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

bool IsWideSpace(std::uint32_t c) {
  return c == 0xA0 || c == 0x85 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsWideSymbol(std::uint32_t c) {
  if (c < 0xC0) {
    return c != 0xAA && c != 0xB5 && c != 0xBA && c != 0xB2 && c != 0xB3 && c != 0xB9;
  }
  return c == 0xD7 || c == 0xF7 || c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4 ||
         c == 0x964 || c == 0x965 || (c >= 0x2010 && c <= 0x2BFF) || (c >= 0x3001 && c <= 0x303F) ||
         c == 0x30FB || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF0F) ||
         (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
         (c >= 0xFF5B && c <= 0xFF65) || (c >= 0x1F000 && c <= 0x1FAFF) || c == 0xFFFD;
}

bool IsWideLetter(std::uint32_t c) {
  return (c >= 0xE00 && c <= 0xEFF) || (c >= 0x1780 && c <= 0x17FF) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool IsSentenceEnd(std::uint32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0x964 || c == 0x61F || c == 0x6D4 || c == 0x203C || c == 0x2049;
}

bool IsComma(std::uint32_t c) {
  return c == ',' || c == 0x3001 || c == 0xFF0C || c == 0x60C;
}

bool IsCloser(std::uint32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0xAB || c == 0x2019 ||
         c == 0x201D || c == 0x201C || c == 0x203A || c == 0x300D || c == 0x300F;
}

// Small letter of a capital, or the character itself.
std::uint32_t Fold(std::uint32_t c) {
  if ((c >= 0xC0 && c <= 0xDE) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
    return c + 0x20;
  }
  if (c >= 0x400 && c <= 0x40F) {
    return c + 0x50;
  }
  const bool odd_capitals = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if (c >= 0x100 && c <= 0x17E && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x178) {
    return odd_capitals ? c + (c & 1U) : c | 1U;
  }
  return c;
}

}  // namespace

void WordScanner::Letter(std::uint32_t folded) {
  if (!in_word_) {
    hash_ = kFnvOffset;
    in_word_ = true;
  }
  hash_ = (hash_ ^ folded) * kFnvPrime;
}

void WordScanner::EndWord() {
  if (in_word_) {
    words_->push_back(hash_);
    in_word_ = false;
  }
}

void WordScanner::Wide(std::uint32_t code_point) {
  EndWord();
  words_->push_back((kFnvOffset ^ code_point) * kFnvPrime);
}

void WordScanner::ScanSymbol(std::uint32_t c, TextCounts* counts) {
  EndWord();
  ++counts->chars;
  ++counts->symbols;
  if (counts->first == 0) {
    counts->first = '.';
  }
  if (IsSentenceEnd(c)) {
    counts->sentence_ends += counts->last == 's' ? 0 : 1;
    counts->last = 's';
  } else if (IsComma(c)) {
    ++counts->commas;
    counts->last = ',';
  } else if (c == ':' || c == 0xFF1A) {
    counts->last = ':';
  } else if (!IsCloser(c)) {
    counts->last = '.';
  }
}

void WordScanner::ScanCodePoint(std::uint32_t c, TextCounts* counts) {
  if (IsIgnorable(c)) {
    return;
  }
  if (IsWideSpace(c)) {
    EndWord();
    return;
  }
  if (IsWideSymbol(c)) {
    ScanSymbol(c, counts);
    return;
  }
  ++counts->chars;
  const std::uint32_t folded = Fold(c);
  counts->upper += folded != c ? 1 : 0;
  if (counts->first == 0) {
    counts->first = folded != c ? 'U' : 'l';
  }
  counts->last = 'w';
  if (IsWideLetter(c)) {
    ++counts->wide;
    Wide(c);
  } else {
    Letter(folded);
  }
}

void WordScanner::Scan(std::string_view text, TextCounts* counts) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const ByteClass kind = kByteClasses[byte];
    if (kind == ByteClass::kMulti) {
      ScanCodePoint(Decode(text, &at), counts);
      continue;
    }
    ++at;
    if (kind == ByteClass::kSpace) {
      EndWord();
      continue;
    }
    if (kind == ByteClass::kSymbol) {
      ScanSymbol(byte, counts);
      continue;
    }
    ++counts->chars;
    counts->upper += kind == ByteClass::kUpper ? 1 : 0;
    counts->digits += kind == ByteClass::kDigit ? 1 : 0;
    if (counts->first == 0) {
      counts->first = kind == ByteClass::kUpper ? 'U' : kind == ByteClass::kDigit ? '0' : 'l';
    }
    counts->last = 'w';
    Letter(kind == ByteClass::kUpper ? byte + 32U : byte);
  }
}

std::vector<std::uint32_t> HashWords(std::string_view text, bool skip_markup) {
  std::vector<std::uint32_t> words;
  WordScanner scanner(&words);
  TextCounts counts;
  while (!text.empty()) {
    const std::size_t open = skip_markup ? text.find('<') : std::string_view::npos;
    scanner.Scan(text.substr(0, open), &counts);
    if (open == std::string_view::npos) {
      break;
    }
    scanner.EndWord();
    const std::size_t close = text.find('>', open);
    text.remove_prefix(close == std::string_view::npos ? text.size() : close + 1);
  }
  scanner.EndWord();
  return words;
}

std::uint32_t HashFoldedWord(std::string_view word) {
  const std::vector<std::uint32_t> words = HashWords(word);
  return words.empty() ? 0 : words.front();
}

}  // namespace kiosque
