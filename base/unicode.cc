#include "base/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/ascii.h"

namespace kiosque {

namespace {

/// How many leading bytes are ASCII, eight at a time.
std::size_t AsciiPrefix(const char* data, std::size_t size) {
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, data + i, 8);
    if ((word & 0x8080808080808080u) != 0) {
      break;
    }
  }
  while (i < size && static_cast<unsigned char>(data[i]) < 0x80) {
    ++i;
  }
  return i;
}

/// How many bytes at the start of `text` are ASCII characters that leave ink.
std::size_t GraphPrefix(std::string_view text) {
  const auto end =
      std::find_if(text.begin(), text.end(), [](char c) { return c <= ' ' || c > '~'; });
  return static_cast<std::size_t>(end - text.begin());
}

/// The next code point at *i; U+FFFD for ill-formed bytes.
UChar32 Next(std::string_view text, std::size_t* i) {
  auto index = static_cast<std::int32_t>(*i);
  UChar32 c = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  U8_NEXT_OR_FFFD(bytes, index, static_cast<std::int32_t>(text.size()), c);
  *i = static_cast<std::size_t>(index);
  return c;
}

bool IsInvisible(UChar32 c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/// Persian, Indic scripts and emoji spell with joiners; in Latin, Greek and Cyrillic they are
/// litter.
constexpr UChar32 kFirstJoined = 0x0590;
bool IsJoiner(UChar32 c) {
  return c == 0x200C || c == 0x200D;
}

bool IsUnicodeSpace(UChar32 c) {
  return c < 0x80 ? (c == ' ' || (c >= '\t' && c <= '\r')) : u_isUWhiteSpace(c) != 0;
}

/// Scripts written without spaces between words.
bool IsUnspacedScript(UChar32 c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1780 && c <= 0x17FF) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool IsWordCharacter(UChar32 c) {
  if (c < 0x80) {
    return IsAsciiAlphanumeric(static_cast<char>(c));
  }
  return u_isalnum(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

bool JoinsWords(UChar32 c) {
  return c == '\'' || c == '-' || c == 0x2019 || c == 0x2010 || c == 0x2011;
}

}  // namespace

void AppendUtf8(char32_t c, std::string* out) {
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
    c = 0xFFFD;
  }
  const auto code = static_cast<UChar32>(c);
  char buffer[4];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, code);
  out->append(buffer, static_cast<std::size_t>(length));
}

bool IsValidUtf8(std::string_view text) {
  std::size_t i = AsciiPrefix(text.data(), text.size());
  while (i < text.size()) {
    auto index = static_cast<std::int32_t>(i);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 c = 0;
    U8_NEXT(bytes, index, static_cast<std::int32_t>(text.size()), c);
    if (c < 0) {
      return false;
    }
    i = static_cast<std::size_t>(index);
    i += AsciiPrefix(text.data() + i, text.size() - i);
  }
  return true;
}

std::string ToNfc(std::string text) {
  if (AsciiPrefix(text.data(), text.size()) == text.size()) {
    return text;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error) != 0 || nfc->isNormalizedUTF8(text, error) != 0) {
    return text;
  }
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  error = U_ZERO_ERROR;
  nfc->normalizeUTF8(0, text, sink, nullptr, error);
  return U_SUCCESS(error) != 0 ? normal : text;
}

std::string FoldCase(std::string_view text) {
  if (AsciiPrefix(text.data(), text.size()) == text.size()) {
    return AsciiLower(text);
  }
  icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  std::string folded;
  wide.foldCase().toUTF8String(folded);
  return folded;
}

std::string CollapseSpace(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  UChar32 before = 0;  // the character last written, 0 behind a space
  UChar32 joiner = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t graphs = GraphPrefix(text.substr(i));
    if (graphs > 0) {
      out.append(pending ? 1 : 0, ' ');
      out.append(text, i, graphs);
      i += graphs;
      pending = false;
      before = static_cast<unsigned char>(text[i - 1]);
      joiner = 0;
      continue;
    }
    const UChar32 c = Next(text, &i);
    if (IsInvisible(c)) {
      joiner = IsJoiner(c) && before >= kFirstJoined ? c : joiner;
      continue;
    }
    if (IsUnicodeSpace(c)) {
      pending = !out.empty();
      before = 0;
      joiner = 0;
      continue;
    }
    if (pending) {
      out += ' ';
      pending = false;
    }
    if (joiner != 0 && c >= kFirstJoined) {
      AppendUtf8(static_cast<char32_t>(joiner), &out);
    }
    joiner = 0;
    before = c;
    AppendUtf8(static_cast<char32_t>(c), &out);
  }
  return out;
}

std::size_t CountWords(std::string_view text) {
  std::size_t words = 0;
  std::size_t unspaced = 0;
  bool inside = false;  // in a word
  bool joined = false;  // just past an inner apostrophe or hyphen
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = Next(text, &i);
    if (IsUnspacedScript(c)) {
      unspaced += IsWordCharacter(c) ? 1 : 0;
      inside = joined = false;
    } else if (IsWordCharacter(c)) {
      words += !inside && !joined ? 1 : 0;
      inside = true;
      joined = false;
    } else if (!IsInvisible(c)) {
      joined = inside && JoinsWords(c);
      inside = false;
    }
  }
  return words + (unspaced + 1) / 2;
}

}  // namespace kiosque
