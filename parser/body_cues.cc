#include "parser/body_cues.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "parser/body_cue_tables.h"
#include "parser/body_words.h"

namespace kiosque {
namespace {

struct Name {
  std::string_view text;
  bool prefix;
  ClassCue cue;
};

// Names by first letter.
using NameIndex = std::array<std::vector<Name>, 26>;

NameIndex BuildNameIndex() {
  NameIndex index;
  for (const NameRow& row : kNameRows) {
    std::string_view rest = row.names;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      std::string_view name = rest.substr(0, space);
      rest.remove_prefix(std::min(rest.size(), space + 1));
      if (name.empty()) {
        continue;
      }
      const bool prefix = name.back() == '-';
      name.remove_suffix(prefix ? 1 : 0);
      index[static_cast<std::size_t>(name.front() - 'a')].push_back({name, prefix, row.cue});
    }
  }
  return index;
}

std::uint32_t CuesOfWord(std::string_view word) {
  static const NameIndex kIndex = BuildNameIndex();
  std::uint32_t cues = 0;
  for (const Name& name : kIndex[static_cast<std::size_t>(word.front() - 'a')]) {
    if (name.prefix ? word.starts_with(name.text) : word == name.text) {
      cues |= 1U << static_cast<unsigned>(name.cue);
    }
  }
  return cues;
}

std::uint32_t CuesOfNames(std::string_view names) {
  constexpr std::size_t kMaxRead = 400;  // utility-class lists say nothing after that
  names = names.substr(0, kMaxRead);
  std::string word;
  std::string joined;  // the word before, and this one
  std::uint32_t cues = 0;
  for (std::size_t at = 0; at < names.size();) {
    if (!IsAsciiLetter(names[at])) {
      joined.clear();
      const char between = names[at];
      ++at;
      if (between == '-' || between == '_') {
        joined = word;
      }
      continue;
    }
    word.clear();
    const std::size_t begin = at;
    while (at < names.size() && IsAsciiLetter(names[at])) {
      const bool capital = names[at] >= 'A' && names[at] <= 'Z';
      const bool after_small = at > begin && names[at - 1] >= 'a' && names[at - 1] <= 'z';
      if (capital && after_small) {
        break;
      }
      word.push_back(AsciiLowerChar(names[at]));
      ++at;
    }
    cues |= CuesOfWord(word);
    if (!joined.empty()) {
      joined += word;
      cues |= CuesOfWord(joined);
    }
    joined = word;
  }
  return cues;
}

struct Phrase {
  std::vector<std::uint32_t> words;
  TextCue cue;
};

using PhraseIndex = std::unordered_map<std::uint32_t, std::vector<Phrase>>;

PhraseIndex BuildPhraseIndex() {
  PhraseIndex index;
  for (const PhraseRow& row : kPhraseRows) {
    std::string_view rest = row.phrases;
    while (!rest.empty()) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      std::vector<std::uint32_t> words = HashWords(rest.substr(0, bar));
      rest.remove_prefix(std::min(rest.size(), bar + 1));
      if (!words.empty()) {
        index[words.front()].push_back({std::move(words), row.cue});
      }
    }
  }
  return index;
}

}  // namespace

std::uint32_t ClassCueReader::Read(std::string_view names) {
  if (names.empty()) {
    return 0;
  }
  const auto [entry, added] = seen_.try_emplace(names, 0);
  if (added) {
    entry->second = CuesOfNames(names);
  }
  return entry->second;
}

TextCues FindTextCues(std::span<const std::uint32_t> words) {
  static const PhraseIndex kIndex = BuildPhraseIndex();
  constexpr std::size_t kMaxRead = 40;
  TextCues cues;
  for (std::size_t at = 0; at < std::min(words.size(), kMaxRead); ++at) {
    const auto entry = kIndex.find(words[at]);
    if (entry == kIndex.end()) {
      continue;
    }
    for (const Phrase& phrase : entry->second) {
      if (words.size() - at >= phrase.words.size() &&
          std::equal(phrase.words.begin(), phrase.words.end(),
                     words.begin() + static_cast<std::ptrdiff_t>(at))) {
        const std::uint32_t bit = 1U << static_cast<unsigned>(phrase.cue);
        cues.anywhere |= bit;
        cues.at_start |= at < 2 ? bit : 0U;
      }
    }
  }
  return cues;
}

std::string_view ClassCueName(std::size_t cue) {
  constexpr std::string_view kNames[] = {
      "body",     "content", "lead",   "title",  "author", "date",    "caption", "media",
      "share",    "related", "nav",    "header", "footer", "sidebar", "ad",      "newsletter",
      "paywall",  "comment", "cookie", "tags",   "hidden", "quote",   "embed",   "box",
      "contents", "list",    "form",   "button", "text"};
  return cue < std::size(kNames) ? kNames[cue] : "";
}

std::string_view TextCueName(std::size_t cue) {
  constexpr std::string_view kNames[] = {
      "related", "share", "newsletter", "paywall", "cookie", "copyright", "comment", "caption",
      "byline",  "date",  "ad",         "tags",    "media",  "note",      "month",   "section"};
  return cue < std::size(kNames) ? kNames[cue] : "";
}

}  // namespace kiosque
