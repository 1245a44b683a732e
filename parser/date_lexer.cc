#include "parser/date_lexer.h"

#include "base/unicode.h"
#include "parser/date_words.h"

namespace kiosque {
namespace {

bool IsDigit(char32_t c) {
  return c >= '0' && c <= '9';
}

// Ideographs and the Hangul syllables that count (년 월 일 시 분 초 전): each a word of its own.
bool StandsAlone(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || c == 0xB144 || c == 0xC6D4 || c == 0xC77C || c == 0xC2DC ||
         c == 0xBD84 || c == 0xCD08 || c == 0xC804;
}

bool IsSpace(char32_t c) {
  return c <= 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsLetter(char32_t c) {
  if (c < 0x80) {
    return (c >= 'a' && c <= 'z') || c == '\'';
  }
  if (c < 0xC0) {
    return c == 0xAA || c == 0xBA;  // ordinal signs
  }
  const bool punctuation = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
                           (c >= 0xFF00 && c <= 0xFF20) || c == 0xD7 || c == 0xF7 || c == 0x60C ||
                           c == 0x61B || c == 0x61F || c == 0x6D4 || c == 0xFFFD || c >= 0x1F000;
  return !punctuation;
}

bool IsThai(char32_t c) {
  return c >= 0xE01 && c <= 0xE4F;
}

class Lexer {
 public:
  Lexer(std::string_view text, std::size_t limit) : text_(text), limit_(limit) {}

  std::vector<DateToken> Run() {
    while (pos_ < text_.size()) {
      const std::size_t begin = pos_;
      const char32_t raw = NextCodePoint(text_, &pos_);
      const char32_t c = FoldDateCharacter(raw);
      if (c == 0) {
        continue;
      }
      if (IsSpace(raw)) {
        open_ = false;
        spaced_ = true;
        continue;
      }
      if (!Extend(c)) {
        if (tokens_.size() == limit_) {
          break;
        }
        Begin(c, begin);
      }
      tokens_.back().end = pos_;
    }
    return std::move(tokens_);
  }

 private:
  // Whether `c` continued the open token.
  bool Extend(char32_t c) {
    if (!open_) {
      return false;
    }
    DateToken& last = tokens_.back();
    if (last.kind == DateToken::Kind::kNumber && IsDigit(c)) {
      if (last.digits < 18) {
        last.number = last.number * 10 + static_cast<std::int64_t>(c - '0');
        ++last.digits;
      } else {
        last.digits = 99;  // no date has so many; never read
      }
      return true;
    }
    if (last.kind == DateToken::Kind::kWord && last.word.size() < 64 && !StandsAlone(c)) {
      std::size_t ahead = pos_;
      const bool joint =
          c == '.' && thai_ && ahead < text_.size() && IsThai(NextCodePoint(text_, &ahead));
      if (joint || IsLetter(c)) {
        AppendUtf8(c, &last.word);
        return true;
      }
    }
    return false;
  }

  void Begin(char32_t c, std::size_t begin) {
    DateToken token;
    token.begin = begin;
    token.spaced = spaced_;
    spaced_ = false;
    open_ = true;
    if (IsDigit(c)) {
      token.kind = DateToken::Kind::kNumber;
      token.number = static_cast<std::int64_t>(c - '0');
      token.digits = 1;
    } else if (IsLetter(c)) {
      token.kind = DateToken::Kind::kWord;
      AppendUtf8(c, &token.word);
      open_ = !StandsAlone(c);
      thai_ = IsThai(c);
    } else {
      token.sign = c;
      open_ = false;
    }
    tokens_.push_back(std::move(token));
  }

  std::string_view text_;
  std::size_t limit_;
  std::size_t pos_ = 0;
  bool spaced_ = false;
  bool open_ = false;
  bool thai_ = false;
  std::vector<DateToken> tokens_;
};

}  // namespace

std::vector<DateToken> LexDate(std::string_view text, std::size_t limit) {
  return Lexer(text, limit).Run();
}

}  // namespace kiosque
