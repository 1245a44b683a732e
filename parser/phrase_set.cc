#include "parser/phrase_set.h"

#include <algorithm>

#include "base/ascii.h"
#include "parser/clean_text.h"

namespace kiosque {
namespace {

std::size_t LowerByte(char c) {
  return static_cast<unsigned char>(AsciiLowerChar(c));
}

std::size_t Pair(char first, char second) {
  return LowerByte(first) << 8 | LowerByte(second);
}

}  // namespace

PhraseSet::PhraseSet(std::initializer_list<std::string_view> phrases) : sorted_(phrases) {
  const auto first = [](std::string_view phrase) { return LowerByte(phrase[0]); };
  std::sort(sorted_.begin(), sorted_.end(),
            [&](std::string_view a, std::string_view b) { return first(a) < first(b); });
  std::size_t at = 0;
  for (std::size_t byte = 0; byte < of_.size(); ++byte) {
    while (at < sorted_.size() && first(sorted_[at]) < byte) {
      ++at;
    }
    of_[byte] = static_cast<std::uint16_t>(at);
  }
  for (const std::string_view phrase : sorted_) {
    pairs_.set(Pair(phrase[0], phrase[1]));
  }
}

bool PhraseSet::AnyIn(std::string_view text) const {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (!pairs_[Pair(text[i], text[i + 1])]) {
      continue;
    }
    const std::size_t byte = LowerByte(text[i]);
    for (std::size_t k = of_[byte]; k < of_[byte + 1]; ++k) {
      if (StartsWithNoCase(text.substr(i), sorted_[k])) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace kiosque
