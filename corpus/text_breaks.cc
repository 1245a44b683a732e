#include "corpus/text_breaks.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <memory>

namespace kiosque {
namespace {

enum class Word : std::uint8_t {
  kOther,
  kCr,
  kLf,
  kNewline,
  kSpace,     // WSegSpace
  kExtend,    // Extend, Format: they belong to what stands before them
  kLetter,    // ALetter
  kNumeric,   // Numeric
  kJoiner,    // ExtendNumLet
  kInLetter,  // MidLetter
  kInNumber,  // MidNum
  kInBoth,    // MidNumLet, Single_Quote
  kHard,      // the rules alone do not settle it
};

enum class Part : std::uint8_t {
  kOther,
  kExtend,
  kSpace,
  kLower,
  kUpper,
  kLetter,  // OLetter
  kNumeric,
  kClose,
  kContinue,
  kAmbiguous,  // ATerm; from here on: what an end may begin with
  kTerminal,   // STerm
  kCr,
  kLf,
  kSeparator,
};

constexpr UChar32 kTableSize = 0x10000;  // the rest is rare enough to be asked for each time

bool NeedsDictionary(UChar32 c) {
  if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) {
    return true;
  }
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         script == USCRIPT_HANGUL || script == USCRIPT_HEBREW ||
         u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

// Whether ICU makes one word of the ASCII signs of `text`. CLDR 42 moved "@" to the letters and ":"
// away from the signs within words, so what holds is asked of the ICU at hand.
bool IsOneWord(const char* text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString unicode(text, -1, US_INV);
  const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status) != 0) {
    return false;
  }
  words->setText(unicode);
  words->first();
  return words->next() == unicode.length();
}

Word ReadWordClass(UChar32 c) {
  if (NeedsDictionary(c)) {
    return Word::kHard;
  }
  if (c == '@') {
    return IsOneWord("a@") ? Word::kLetter : Word::kOther;
  }
  if (c == ':' || c == 0xFE55 || c == 0xFF1A) {  // the colon and its compatibility forms
    return IsOneWord("a:a") ? Word::kInLetter : Word::kOther;
  }
  switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_OTHER:
    case U_WB_DOUBLE_QUOTE:  // matters within Hebrew alone
      return Word::kOther;
    case U_WB_CR:
      return Word::kCr;
    case U_WB_LF:
      return Word::kLf;
    case U_WB_NEWLINE:
      return Word::kNewline;
    case U_WB_WSEGSPACE:
      return Word::kSpace;
    case U_WB_EXTEND:
    case U_WB_FORMAT:
      return Word::kExtend;
    case U_WB_ALETTER:
      return Word::kLetter;
    case U_WB_NUMERIC:
      return Word::kNumeric;
    case U_WB_EXTENDNUMLET:
      return Word::kJoiner;
    case U_WB_MIDLETTER:
      return Word::kInLetter;
    case U_WB_MIDNUM:
      return Word::kInNumber;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
      return Word::kInBoth;
    default:
      return Word::kHard;
  }
}

Part ReadPartClass(UChar32 c) {
  switch (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK)) {
    case U_SB_EXTEND:
    case U_SB_FORMAT:
      return Part::kExtend;
    case U_SB_SP:
      return Part::kSpace;
    case U_SB_LOWER:
      return Part::kLower;
    case U_SB_UPPER:
      return Part::kUpper;
    case U_SB_OLETTER:
      return Part::kLetter;
    case U_SB_NUMERIC:
      return Part::kNumeric;
    case U_SB_ATERM:
      return Part::kAmbiguous;
    case U_SB_STERM:
      return Part::kTerminal;
    case U_SB_CLOSE:
      return Part::kClose;
    case U_SB_SCONTINUE:
      return Part::kContinue;
    case U_SB_CR:
      return Part::kCr;
    case U_SB_LF:
      return Part::kLf;
    case U_SB_SEP:
      return Part::kSeparator;
    default:
      return Part::kOther;
  }
}

template <typename Class, Class (*Read)(UChar32)>
const std::array<Class, kTableSize>& TableOf() {
  static const auto kTable = [] {
    std::array<Class, kTableSize> table{};
    for (UChar32 at = 0; at < kTableSize; ++at) {
      table[static_cast<std::size_t>(at)] = Read(at);
    }
    return table;
  }();
  return kTable;
}

// The code points of a text as classes, one after the other.
template <typename Class, Class (*Read)(UChar32)>
class Classes {
 public:
  explicit Classes(std::string_view text) : text_(text), table_(TableOf<Class, Read>().data()) {}
  bool done() const { return at_ >= text_.size(); }
  std::size_t at() const { return at_; }
  Class Next() {
    const auto first = static_cast<unsigned char>(text_[at_]);
    if (first < 0x80) {
      ++at_;
      return table_[first];
    }
    return NextWide();
  }
  // Passes over ASCII for whose classes `runs` holds, as most of a text is; the class of the last
  // one, or `last` when there was none.
  template <typename Runs>
  Class PassRun(Class last, Runs runs) {
    const std::size_t size = text_.size();
    std::size_t at = at_;
    for (; at < size; ++at) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if (byte >= 0x80 || !runs(table_[byte])) {
        break;
      }
      last = table_[byte];
    }
    at_ = at;
    return last;
  }

 private:
  // Apart, so that the other is small enough to be inlined.
  Class NextWide() {
    UChar32 c = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    U8_NEXT_OR_FFFD(bytes, at_, text_.size(), c);
    return c < kTableSize ? table_[c] : Read(c);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  const Class* table_;
};
using Words = Classes<Word, ReadWordClass>;
using Parts = Classes<Part, ReadPartClass>;

// The class after `here`, without what belongs to it (WB4).
Word NextBase(Words here) {
  while (!here.done()) {
    const Word next = here.Next();
    if (next != Word::kExtend) {
      return next;
    }
  }
  return Word::kOther;
}

bool IsAlphanumeric(Word word) {
  return word == Word::kLetter || word == Word::kNumeric;
}
bool IsNewline(Word word) {
  return word == Word::kCr || word == Word::kLf || word == Word::kNewline;
}
// What joins two of `kind` (WB6, WB7, WB11, WB12).
bool Joins(Word sign, Word kind) {
  return sign == Word::kInBoth ||
         (kind == Word::kLetter ? sign == Word::kInLetter
                                : kind == Word::kNumeric && sign == Word::kInNumber);
}

// Whether a word goes on from `before` (behind `earlier`) to `now`; `rest` follows that.
bool GoesOn(Word earlier, Word before, Word now, const Words& rest) {
  if (IsAlphanumeric(now)) {
    return IsAlphanumeric(before) || before == Word::kJoiner ||
           (now == earlier && Joins(before, now));
  }
  if (now == Word::kJoiner) {
    return IsAlphanumeric(before) || before == Word::kJoiner;
  }
  return IsAlphanumeric(before) && Joins(now, before) && NextBase(rest) == before;
}

bool IsParagraphEnd(Part part) {
  return part == Part::kCr || part == Part::kLf || part == Part::kSeparator;
}
bool IsTerm(Part part) {
  return part == Part::kAmbiguous || part == Part::kTerminal;
}

// SB8: after an abbreviation's full stop, whether a lower-case letter comes before any other
// letter or end.
bool LowerFollows(Part now, Parts rest) {
  for (;;) {
    if (now == Part::kLower) {
      return true;
    }
    if (now == Part::kUpper || now == Part::kLetter || IsTerm(now) || IsParagraphEnd(now) ||
        rest.done()) {
      return false;
    }
    now = rest.Next();
  }
}

// The end of a sentence as it comes nearer: a sign that may end it, closing marks, spaces.
class SentenceEnd {
 public:
  bool Near() const { return stage_ != Stage::kNone; }
  // Whether the sentence ends before `now`.
  bool EndsBefore(Part now, const Parts& rest) const {
    switch (stage_) {
      case Stage::kNone:
        return false;
      case Stage::kTerm:
        if (term_ == Part::kAmbiguous &&
            (now == Part::kNumeric ||
             (now == Part::kUpper && (letter_ == Part::kUpper || letter_ == Part::kLower)))) {
          return false;  // SB6, SB7
        }
        [[fallthrough]];
      case Stage::kClose:
        if (now == Part::kClose) {
          return false;  // SB9
        }
        [[fallthrough]];
      case Stage::kSpace:
        break;
    }
    if (now == Part::kSpace || IsParagraphEnd(now) || now == Part::kContinue || IsTerm(now)) {
      return false;  // SB8a, SB9, SB10
    }
    return !(term_ == Part::kAmbiguous && LowerFollows(now, rest));
  }
  void Take(Part before, Part now) {
    if (IsTerm(now)) {
      stage_ = Stage::kTerm;
      term_ = now;
      letter_ = before;
    } else if (now == Part::kClose && (stage_ == Stage::kTerm || stage_ == Stage::kClose)) {
      stage_ = Stage::kClose;
    } else if (now == Part::kSpace && stage_ != Stage::kNone) {
      stage_ = Stage::kSpace;
    } else {
      stage_ = Stage::kNone;
    }
  }

 private:
  enum class Stage : std::uint8_t { kNone, kTerm, kClose, kSpace };
  Stage stage_ = Stage::kNone;
  Part term_ = Part::kOther;
  Part letter_ = Part::kOther;  // before the term
};

}  // namespace

bool HasDefaultBreaks(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find_first_of("-_"));
  // ICU 72's data/brkitr has rules of their own for these; en-US-u-va-posix is nobody's language.
  for (const std::string_view tailored : {"el", "fi", "sv", "ja", "ko", "zh", "he"}) {
    if (primary == tailored) {
      return false;
    }
  }
  return true;
}

void FindSentenceEnds(std::string_view text, std::vector<std::size_t>& ends) {
  ends.clear();
  Parts parts(text);
  SentenceEnd end;
  Part raw = Part::kOther;   // what stands before, whatever it is
  Part base = Part::kOther;  // … without what belongs to it (SB5)
  while (!parts.done()) {
    const std::size_t begin = parts.at();
    const Part now = parts.Next();
    const bool first = begin == 0;
    if (now < Part::kAmbiguous && !end.Near() && !IsParagraphEnd(raw)) {
      if (now != Part::kExtend || first) {  // nothing ends here
        raw = base = now;
      }
      const Part last = parts.PassRun(Part::kExtend, [](Part part) {
        return part < Part::kAmbiguous && part != Part::kExtend;
      });
      if (last != Part::kExtend) {
        raw = base = last;
      }
      continue;
    }
    if (!first && IsParagraphEnd(raw)) {
      if (raw != Part::kCr || now != Part::kLf) {
        ends.push_back(begin);  // SB4
      }
      end = SentenceEnd();
      base = Part::kOther;
    } else if (now == Part::kExtend && !first) {
      continue;
    } else if (!first && end.EndsBefore(now, parts)) {
      ends.push_back(begin);
      end = SentenceEnd();
    }
    end.Take(base, now);
    raw = base = now;
  }
  if (!text.empty()) {
    ends.push_back(text.size());
  }
}

bool FindWordEnds(std::string_view text, std::vector<std::size_t>& ends) {
  ends.clear();
  Words words(text);
  Word earlier = Word::kOther;
  Word before = Word::kOther;  // without what belongs to it
  Word raw = Word::kOther;
  while (!words.done()) {
    const std::size_t begin = words.at();
    const Word now = words.Next();
    if (now == Word::kLetter && raw == Word::kLetter) {
      earlier = Word::kLetter;  // within a word, as most letters are
      words.PassRun(now, [](Word word) { return word == Word::kLetter; });
      continue;
    }
    if (now == Word::kHard) {
      return false;
    }
    if (begin > 0) {
      if (now == Word::kExtend && !IsNewline(raw)) {
        raw = now;
        continue;  // WB4
      }
      const bool together =
          IsNewline(raw) || IsNewline(now)
              ? raw == Word::kCr && now == Word::kLf
              : (raw == Word::kSpace && now == Word::kSpace) || GoesOn(earlier, before, now, words);
      if (!together) {
        ends.push_back(begin);
      }
    }
    earlier = before;
    raw = before = now;
  }
  if (!text.empty()) {
    ends.push_back(text.size());
  }
  return true;
}

}  // namespace kiosque
