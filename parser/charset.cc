#include "parser/charset.h"

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

#include "base/ascii.h"
#include "parser/charset_labels.h"
#include "parser/charset_sniff.h"
#include "parser/converter.h"
#include "parser/mojibake.h"

namespace kiosque {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kDetectorBytes = 256 * 1024;

std::size_t AsciiPrefix(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & 0x8080808080808080u) != 0) {
      break;
    }
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) {
    ++i;
  }
  return i;
}

/// How a text fares as UTF-8.
struct Utf8Evidence {
  std::size_t sequences = 0;  // well-formed, of two bytes and more
  std::size_t errors = 0;
  bool cut = false;  // the only error is an unfinished sequence at the very end
};

/// Walks `text` as UTF-8. `out`, if given, receives it with U+FFFD for each ill-formed part (the
/// maximal subpart rule of Unicode §3.9, as in the Encoding Standard).
Utf8Evidence WalkUtf8(std::string_view text, std::string* out) {
  Utf8Evidence evidence;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t kept = 0;  // everything before is in *out
  std::size_t i = 0;
  while (true) {
    i += AsciiPrefix(text.substr(i));
    if (i >= text.size()) {
      break;
    }
    // Sequences are at most four bytes long, so the 32-bit indices of ICU's macro are relative.
    const auto limit = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - i, 8));
    std::int32_t used = 0;
    UChar32 c = 0;
    U8_NEXT(bytes + i, used, limit, c);
    const std::size_t next = i + static_cast<std::size_t>(used);
    if (c >= 0) {
      ++evidence.sequences;
    } else {
      ++evidence.errors;
      evidence.cut = evidence.errors == 1 && next == text.size() && bytes[i] >= 0xC2;
      if (out != nullptr) {
        out->append(text, kept, i - kept);
        out->append(kReplacement);
        kept = next;
      }
    }
    i = next;
  }
  if (out != nullptr) {
    out->append(text, kept);
  }
  return evidence;
}

std::size_t CountReplacements(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(kReplacement); at != std::string_view::npos;
       at = text.find(kReplacement, at + kReplacement.size())) {
    ++count;
  }
  return count;
}

void AppendCodePoint(char32_t c, std::string* out) {
  std::array<char, 4> buffer{};
  std::size_t length = 0;
  U8_APPEND_UNSAFE(buffer.data(), length, c);
  out->append(buffer.data(), length);
}

// The upper half of ISO-8859-16, which ICU lacks (Encoding Standard, index-iso-8859-16).
constexpr std::array<char16_t, 96> kIso885916 = {
    0x00A0, 0x0104, 0x0105, 0x0141, 0x20AC, 0x201E, 0x0160, 0x00A7, 0x0161, 0x00A9, 0x0218, 0x00AB,
    0x0179, 0x00AD, 0x017A, 0x017B, 0x00B0, 0x00B1, 0x010C, 0x0142, 0x017D, 0x201D, 0x00B6, 0x00B7,
    0x017E, 0x010D, 0x0219, 0x00BB, 0x0152, 0x0153, 0x0178, 0x017C, 0x00C0, 0x00C1, 0x00C2, 0x0102,
    0x00C4, 0x0106, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF,
    0x0110, 0x0143, 0x00D2, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x015A, 0x0170, 0x00D9, 0x00DA, 0x00DB,
    0x00DC, 0x0118, 0x021A, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x0107, 0x00E6, 0x00E7,
    0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x0111, 0x0144, 0x00F2, 0x00F3,
    0x00F4, 0x0151, 0x00F6, 0x015B, 0x0171, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x0119, 0x021B, 0x00FF};

/// The encodings that ICU does not do the standard's way: replacement, x-user-defined, ISO-8859-16.
std::string DecodeByHand(const Encoding& encoding, std::string_view bytes) {
  std::string out;
  const std::string_view name = encoding.name;
  if (name == "replacement") {
    return bytes.empty() ? out : std::string(kReplacement);
  }
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x80) {
      out += byte;
    } else if (name == "x-user-defined") {
      AppendCodePoint(0xF780u + code - 0x80u, &out);
    } else {
      AppendCodePoint(code < 0xA0 ? code : kIso885916[code - 0xA0u], &out);
    }
  }
  return out;
}

/// `bytes` in UTF-8; ill-formed input becomes U+FFFD.
std::string Decode(const Encoding& encoding, std::string_view bytes) {
  std::string out;
  if (std::string_view(encoding.name) == "UTF-8") {
    WalkUtf8(bytes, &out);
    return out;
  }
  const Converter source = *encoding.icu == '\0' ? nullptr : OpenConverter(encoding.icu);
  const Converter target = OpenConverter("UTF-8");
  if (source == nullptr || target == nullptr) {
    return DecodeByHand(encoding, bytes);
  }
  out.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 1024> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  std::array<char, 8192> chunk{};
  const char* at = bytes.data();
  UErrorCode status = U_ZERO_ERROR;
  bool reset = true;
  do {
    char* to = chunk.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(target.get(), source.get(), &to, chunk.data() + chunk.size(), &at,
                   bytes.data() + bytes.size(), pivot.data(), &pivot_source, &pivot_target,
                   pivot.data() + pivot.size(), reset ? 1 : 0, 1, &status);
    reset = false;
    out.append(chunk.data(), static_cast<std::size_t>(to - chunk.data()));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return out;
}

/// uchardet's opinion; null when it has none that the standard knows.
const Encoding* Detect(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       &uchardet_delete);
  // Start where the ASCII ends: a long head of scripts says nothing.
  const std::size_t start = std::min(AsciiPrefix(bytes), bytes.size());
  const std::string_view sample =
      bytes.substr(start - std::min<std::size_t>(start, 256), kDetectorBytes);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) {
    return nullptr;
  }
  uchardet_data_end(detector.get());
  return FindEncoding(uchardet_get_charset(detector.get()));
}

bool IsWesternSingleByte(std::string_view name) {
  return name == "windows-1252" || name == "ISO-8859-15" || name == "macintosh";
}

bool IsMultiByte(std::string_view name) {
  return name == "GBK" || name == "gb18030" || name == "Big5" || name == "EUC-JP" ||
         name == "Shift_JIS" || name == "EUC-KR";
}

struct Choice {
  const Encoding* encoding;
  CharsetSource source;
  bool overruled = false;
};

/// What the bytes say when a declaration is missing or is not to be believed.
Choice FromEvidence(std::string_view bytes, const Utf8Evidence& utf8) {
  if (utf8.sequences + utf8.errors == 0) {
    return {FindEncoding("windows-1252"), CharsetSource::kDefault};
  }
  if (utf8.errors == 0 || utf8.errors * 4 <= utf8.sequences || (utf8.cut && utf8.sequences > 0)) {
    return {FindEncoding("utf-8"), CharsetSource::kUtf8Validity};
  }
  if (const Encoding* detected = Detect(bytes)) {
    // A detector that says UTF-8 for bytes that are not has nothing better.
    if (std::string_view(detected->name) != "UTF-8") {
      return {detected, CharsetSource::kDetector};
    }
  }
  return {FindEncoding("windows-1252"), CharsetSource::kDefault};
}

/// Whether the bytes can be what was declared.
bool IsBelievable(const Choice& declared, std::string_view bytes, const Utf8Evidence& utf8) {
  const std::string_view name = declared.encoding->name;
  if (name == "UTF-8") {
    return utf8.errors == 0 || utf8.cut || utf8.errors * 4 <= utf8.sequences;
  }
  if (name.starts_with("UTF-16")) {
    return SniffUtf16(bytes) != nullptr || utf8.errors > 0;
  }
  if (utf8.errors == 0) {
    // A few accents' worth of well-formed UTF-8 does not come about by chance; a single sequence
    // may, in encodings whose bytes go in pairs. The standard would believe every declaration. We
    // follow it where the page itself, not its server's default, names one of those, as far as a
    // few lines of text go: a whole page was saved as UTF-8 under its old name.
    constexpr std::size_t kPageOfText = 100;
    if (IsMultiByte(name)) {
      return utf8.sequences < (declared.source == CharsetSource::kMeta ? kPageOfText : 3u);
    }
    return utf8.sequences < (IsWesternSingleByte(name) ? 1u : 3u);
  }
  return !IsMultiByte(name) ||
         CountReplacements(Decode(*declared.encoding, bytes)) * 20 <= utf8.errors + utf8.sequences;
}

Choice Choose(std::string_view bytes, std::string_view http_charset) {
  Choice choice{FindEncoding(http_charset), CharsetSource::kHttp};
  if (choice.encoding == nullptr) {
    choice = {SniffDeclaration(bytes), CharsetSource::kMeta};
  }
  if (const Encoding* utf16 = SniffUtf16(bytes)) {
    const bool overruled = choice.encoding != nullptr && choice.encoding != utf16;
    return choice.encoding == utf16 ? choice : Choice{utf16, CharsetSource::kDetector, overruled};
  }
  const Utf8Evidence utf8 = WalkUtf8(bytes, nullptr);
  if (choice.encoding != nullptr && IsBelievable(choice, bytes, utf8)) {
    return choice;
  }
  const bool declared = choice.encoding != nullptr;
  choice = FromEvidence(bytes, utf8);
  choice.overruled = declared;
  return choice;
}

std::string_view Unquoted(std::string_view label) {
  if (label.size() >= 2 && (label.front() == '"' || label.front() == '\'') &&
      label.back() == label.front()) {
    return label.substr(1, label.size() - 2);
  }
  return label;
}

/// NUL is no text in HTML; what it hides, if anything, is not ours to guess.
void ReplaceNuls(std::string* text) {
  if (text->find('\0') == std::string::npos) {
    return;
  }
  std::string clean;
  clean.reserve(text->size() + text->size() / 8);
  for (const char c : *text) {
    if (c == '\0') {
      clean.append(kReplacement);
    } else {
      clean += c;
    }
  }
  *text = std::move(clean);
}

}  // namespace

std::string_view CharsetSourceName(CharsetSource source) {
  constexpr std::array<std::string_view, 6> kNames = {"bom",  "http",     "meta",
                                                      "utf8", "detected", "default"};
  return kNames[static_cast<std::size_t>(source)];
}

std::string_view EncodingForLabel(std::string_view label) {
  const Encoding* found = FindEncoding(label);
  return found == nullptr ? std::string_view() : std::string_view(found->name);
}

std::string_view CharsetOfContentType(std::string_view content_type) {
  // HTML §2.4.4 "extracting a character encoding from a meta element"; HTTP's own grammar is a part
  // of it.
  constexpr std::string_view kSpaces = " \t\n\f\r";
  constexpr std::string_view kName = "charset";
  const auto same = [](char a, char b) { return AsciiLowerChar(a) == b; };
  auto from = content_type.begin();
  while (true) {
    from = std::search(from, content_type.end(), kName.begin(), kName.end(), same);
    if (from == content_type.end()) {
      return {};
    }
    from += kName.size();
    const auto index = static_cast<std::size_t>(from - content_type.begin());
    std::size_t at = content_type.find_first_not_of(kSpaces, index);
    if (at == std::string_view::npos || content_type[at] != '=') {
      continue;
    }
    at = content_type.find_first_not_of(kSpaces, at + 1);
    if (at == std::string_view::npos) {
      return {};
    }
    if (content_type[at] == '"' || content_type[at] == '\'') {
      const std::size_t end = content_type.find(content_type[at], at + 1);
      return end == std::string_view::npos ? std::string_view()
                                           : content_type.substr(at + 1, end - at - 1);
    }
    const std::size_t end = content_type.find_first_of(" \t\n\f\r;", at);
    return content_type.substr(at, end == std::string_view::npos ? end : end - at);
  }
}

DecodedText DecodeHtml(std::string_view bytes, std::string_view http_charset) {
  DecodedText decoded;
  Choice choice{};
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    choice = {FindEncoding("utf-8"), CharsetSource::kBom};
    bytes.remove_prefix(3);
  } else if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE")) {
    choice = {FindEncoding(bytes[0] == '\xFE' ? "utf-16be" : "utf-16le"), CharsetSource::kBom};
    bytes.remove_prefix(2);
  } else {
    choice = Choose(bytes, Unquoted(http_charset));
  }
  decoded.text = Decode(*choice.encoding, bytes);
  ReplaceNuls(&decoded.text);
  decoded.text = RepairMojibake(std::move(decoded.text));
  decoded.verdict.encoding = choice.encoding->name;
  decoded.verdict.source = choice.source;
  decoded.verdict.overruled = choice.overruled;
  decoded.verdict.replacements = CountReplacements(decoded.text);
  return decoded;
}

std::string ToValidUtf8(std::string_view bytes) {
  std::string text;
  WalkUtf8(bytes, &text);
  ReplaceNuls(&text);
  return text;
}

}  // namespace kiosque
