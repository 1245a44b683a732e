#include "parser/mojibake.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parser/date_words.h"
#include "parser/html_entities.h"

namespace kiosque {
namespace {

constexpr std::size_t kLeastPairs = 3;  // of Cyrillic or Arabic letters

// The byte that windows-1252 reads as `c`; 0 for what is none above 0x7F.
std::uint8_t ByteOf(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) {
    return static_cast<std::uint8_t>(c);
  }
  for (char32_t byte = 0x80; byte < 0xA0; ++byte) {
    if (c > 0xFF && MeantByC1(byte) == c) {
      return static_cast<std::uint8_t>(byte);
    }
  }
  return 0;
}

bool Continues(std::uint8_t byte) {
  return byte >= 0x80 && byte < 0xC0;
}

// Signs that stand behind a capital letter in good text: quotes, dashes, the ellipsis.
bool MayFollowCapital(char32_t c) {
  return (c >= 0x2013 && c <= 0x201E) || c == 0x2026 || c == 0x2039 || c == 0x203A;
}

class Repair {
 public:
  explicit Repair(std::string_view text) : text_(text) {}

  // The repaired text; empty when nothing was to repair.
  std::string Run() {
    std::size_t copied = 0;
    std::string out;
    // Every lead that can begin a run is U+00C2 … U+00EF, two bytes that begin with C3.
    for (std::size_t at = text_.find('\xC3'); at != std::string_view::npos;) {
      std::string meant;
      const std::size_t end = ReadAt(at, &meant);
      if (end > at) {
        out.append(text_, copied, at - copied);
        out += meant;
        copied = end;
      }
      at = text_.find('\xC3', end > at ? end : at + 1);
    }
    if (copied != 0) {
      out.append(text_, copied);
    }
    return out;
  }

 private:
  // The end of the run that begins at `at`, which becomes `meant`; `at` when there is none.
  std::size_t ReadAt(std::size_t at, std::string* meant) const {
    std::size_t next = at;
    const std::uint8_t lead = ByteOf(NextCodePoint(text_, &next));
    switch (lead) {
      case 0xC2:
      case 0xC3:
        return ReadLatin(at, next, lead, meant);
      case 0xE2:
        return ReadPunctuation(at, next, meant);
      case 0xD0:
      case 0xD1:
      case 0xD8:
      case 0xD9:
        return ReadPairs(at, meant);
      default:
        return at;
    }
  }

  std::size_t ReadLatin(std::size_t at, std::size_t next, std::uint8_t lead,
                        std::string* meant) const {
    if (next >= text_.size()) {
      return at;
    }
    const char32_t c = NextCodePoint(text_, &next);
    const std::uint8_t byte = ByteOf(c);
    const bool sign = c <= 0xBF || (lead == 0xC3 && !MayFollowCapital(c));
    if (!Continues(byte) || !sign) {
      return at;
    }
    *meant = {static_cast<char>(lead), static_cast<char>(byte)};
    return next;
  }

  // E2 80 … E2 84: dashes, quotes, the ellipsis, the euro sign, trade marks.
  std::size_t ReadPunctuation(std::size_t at, std::size_t next, std::string* meant) const {
    constexpr std::uint8_t kLastBlock = 0x84;
    if (next >= text_.size()) {
      return at;
    }
    const std::uint8_t second = ByteOf(NextCodePoint(text_, &next));
    if (second < 0x80 || second > kLastBlock || next >= text_.size()) {
      return at;
    }
    const std::uint8_t third = ByteOf(NextCodePoint(text_, &next));
    if (!Continues(third)) {
      return at;
    }
    *meant = {'\xE2', static_cast<char>(second), static_cast<char>(third)};
    return next;
  }

  std::size_t ReadPairs(std::size_t at, std::string* meant) const {
    std::size_t end = at;
    std::size_t pairs = 0;
    while (end < text_.size()) {
      std::size_t next = end;
      const std::uint8_t lead = ByteOf(NextCodePoint(text_, &next));
      if (lead < 0xD0 || lead > 0xDB || next >= text_.size()) {
        break;
      }
      const std::uint8_t byte = ByteOf(NextCodePoint(text_, &next));
      if (!Continues(byte)) {
        break;
      }
      *meant += static_cast<char>(lead);
      *meant += static_cast<char>(byte);
      end = next;
      ++pairs;
    }
    return pairs >= kLeastPairs ? end : at;
  }

  std::string_view text_;
};

}  // namespace

std::string RepairMojibake(std::string text) {
  std::string repaired = Repair(text).Run();
  return repaired.empty() ? text : repaired;
}

}  // namespace kiosque
