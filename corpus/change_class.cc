#include "corpus/change_class.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/unicode.h"
#include "base/url.h"
#include "corpus/typo.h"

namespace kiosque {
namespace {

constexpr std::array kClasses = {
    ChangeClass::kNone,      ChangeClass::kDate,    ChangeClass::kCredits,  ChangeClass::kTypo,
    ChangeClass::kMoved,     ChangeClass::kWording, ChangeClass::kHeadline, ChangeClass::kSubstance,
    ChangeClass::kUndeleted, ChangeClass::kDeleted,
};
constexpr std::array<std::string_view, kClasses.size()> kClassNames = {
    "none",    "date",     "credits",   "typo",      "moved",
    "wording", "headline", "substance", "undeleted", "deleted",
};

// A shorter paragraph that comes or goes is a stray line.
constexpr std::size_t kParagraphWords = 5;
// Named in a summary; more say nothing more.
constexpr std::size_t kMaxNamed = 8;

using Tokens = std::vector<TextToken>;

bool IsWord(const TextToken& token) {
  return token.kind == TextToken::Kind::kWord;
}

bool IsDigits(const TextToken& token) {
  return token.kind == TextToken::Kind::kNumber;
}

bool IsNumber(const TextToken& token) {
  return IsDigits(token) || (IsWord(token) && IsNumberWord(FoldCase(token.text)));
}

// "1 200", "1.200" and "1,200" are one number.
std::string NumberKey(const TextToken& token) {
  std::string key = FoldCase(token.text);
  std::erase_if(key, [](char c) { return c == ' ' || c == '.' || c == ','; });
  return key;
}

std::size_t FirstLetterBytes(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  return std::min<std::size_t>(text.size(), lead < 0x80   ? 1
                                            : lead < 0xE0 ? 2
                                            : lead < 0xF0 ? 3
                                                          : 4);
}

bool Capitalised(std::string_view text) {
  const std::string_view first = text.substr(0, FirstLetterBytes(text));
  return FoldCase(first) != first && first != "ß";
}

bool AllCapitals(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size(); i += FirstLetterBytes(text.substr(i)), ++letters) {
    if (!Capitalised(text.substr(i))) {
      return false;
    }
  }
  return letters > 1;
}

// Which tokens are names, which stand inside quotation marks.
struct TokenRoles {
  TokenRoles(const Tokens& tokens, bool quoted_block, bool nouns_capitalised) {
    const auto marks = std::count_if(tokens.begin(), tokens.end(),
                                     [](const TextToken& token) { return token.text == "\""; });
    const bool balanced = marks % 2 == 0;
    bool quoted = quoted_block;
    bool sentence_start = true;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const TextToken& token = tokens[i];
      if (token.text == "\"" && balanced && !quoted_block) {
        quoted = !quoted;
      }
      in_quote.push_back(quoted && token.kind != TextToken::Kind::kSign);
      const bool capital = IsWord(token) && Capitalised(token.text);
      // Where every noun has a capital, only two in a row make a name.
      const bool alone =
          nouns_capitalised && !AllCapitals(token.text) && !(i > 0 && is_name.back()) &&
          !(i + 1 < tokens.size() && IsWord(tokens[i + 1]) && Capitalised(tokens[i + 1].text));
      is_name.push_back(capital && (AllCapitals(token.text) || (!sentence_start && !alone)));
      sentence_start = token.kind == TextToken::Kind::kSign
                           ? token.text != "," && token.text != "-" && token.text != "'"
                           : false;
    }
  }
  std::vector<bool> is_name;
  std::vector<bool> in_quote;
};

// Old tokens [from, from_end) became new tokens [to, to_end).
struct Hunk {
  std::size_t from = 0;
  std::size_t from_end = 0;
  std::size_t to = 0;
  std::size_t to_end = 0;
};

std::vector<Hunk> Hunks(const WordDiff& diff) {
  std::vector<Hunk> hunks;
  std::size_t x = 0;
  std::size_t y = 0;
  bool open = false;
  for (const Edit& edit : diff.edits) {
    const std::size_t length = edit.end - edit.begin;
    if (edit.kind == EditKind::kSame) {
      x += length;
      y += length;
      open = false;
      continue;
    }
    if (!open) {
      hunks.push_back({x, x, y, y});
      open = true;
    }
    (edit.kind == EditKind::kRemoved ? x : y) += length;
    hunks.back().from_end = x;
    hunks.back().to_end = y;
  }
  return hunks;
}

class ChangeJudge {
 public:
  ChangeJudge(const ArticleDiff& diff, std::string_view language)
      : diff_(diff), nouns_capitalised_(language == "de" || language == "lb") {
    for (const BlockDiff& block : diff.blocks) {
      CountNames(block.from, block.words.from, names_before_);
      CountNames(block.to, block.words.to, names_after_);
    }
  }

  ChangeSummary Run() {
    JudgeFields();
    if (diff_.only_layout) {
      Add(ChangeClass::kTypo);
    } else {
      for (const BlockDiff& block : diff_.blocks) {
        JudgeBlock(block);
      }
    }
    CompareNumbers();
    if (!text_changed_ && date_changed_) {
      Add(ChangeClass::kDate);
    }
    out_.classes.assign(classes_.begin(), classes_.end());
    out_.change = classes_.empty() ? ChangeClass::kNone : *classes_.rbegin();
    return std::move(out_);
  }

 private:
  void Add(ChangeClass change) {
    classes_.insert(change);
    text_changed_ = text_changed_ || change >= ChangeClass::kTypo;
  }

  void CountNames(const std::string& text, const Tokens& tokens, std::set<std::string>& names) {
    const Tokens own = tokens.empty() ? Tokenize(text) : Tokens();
    const Tokens& all = tokens.empty() ? own : tokens;
    const TokenRoles roles(all, false, nouns_capitalised_);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (roles.is_name[i]) {
        names.insert(FoldCase(all[i].text));
      }
    }
  }

  void JudgeFields() {
    for (const FieldDiff& field : diff_.fields) {
      if (field.name == "title") {
        JudgeTitle();
      } else if (field.name == "published" || field.name == "modified") {
        date_changed_ = true;
      } else if (field.name != "lead_image" || PathOf(field.from) != PathOf(field.to)) {
        Add(ChangeClass::kCredits);
      }
    }
  }

  // Servers and sizes of an image change without the image.
  static std::string PathOf(const std::string& href) {
    auto url = Url::Parse(href);
    return url ? std::string(url->path()) : href;
  }

  void JudgeTitle() {
    const TokenRoles from(diff_.title.from, false, nouns_capitalised_);
    const TokenRoles to(diff_.title.to, false, nouns_capitalised_);
    const std::vector<Hunk> hunks = Hunks(diff_.title);
    const bool slips = std::all_of(hunks.begin(), hunks.end(), [&](const Hunk& hunk) {
      return IsSlipOnly(diff_.title, hunk, from, to);
    });
    Add(slips ? ChangeClass::kTypo : ChangeClass::kHeadline);
  }

  void JudgeBlock(const BlockDiff& block) {
    const bool noise = block.block == BlockKind::kEmbed || IsCounter(block.from + block.to);
    if (block.kind == BlockDiff::Kind::kSame || noise) {
      return;
    }
    if (block.kind == BlockDiff::Kind::kMoved) {
      Add(ChangeClass::kWording);
    } else if (block.kind == BlockDiff::Kind::kChanged) {
      JudgeWords(block);
    } else {
      JudgeParagraph(block);
    }
  }

  // "165 partages": a line that begins with a number and says next to nothing.
  static bool IsCounter(std::string_view text) {
    constexpr std::ptrdiff_t kMostSpaces = 2;
    return !text.empty() && text.front() >= '0' && text.front() <= '9' &&
           std::count(text.begin(), text.end(), ' ') <= kMostSpaces;
  }

  void JudgeParagraph(const BlockDiff& block) {
    const bool added = block.kind == BlockDiff::Kind::kAdded;
    const std::size_t words = CountWords(added ? block.to : block.from);
    (added ? out_.words_added : out_.words_removed) += static_cast<std::uint32_t>(words);
    const bool listed = block.block == BlockKind::kListItem || block.block == BlockKind::kTable ||
                        block.block == BlockKind::kQuote;
    if (block.block == BlockKind::kHeading || (words < kParagraphWords && !listed)) {
      Add(ChangeClass::kWording);
      return;
    }
    ++(added ? out_.paragraphs_added : out_.paragraphs_removed);
    out_.quotes = out_.quotes || block.block == BlockKind::kQuote;
    Add(ChangeClass::kSubstance);
  }

  void JudgeWords(const BlockDiff& block) {
    const bool quoted = block.block == BlockKind::kQuote;
    const TokenRoles from(block.words.from, quoted, nouns_capitalised_);
    const TokenRoles to(block.words.to, quoted, nouns_capitalised_);
    for (const Hunk& hunk : Hunks(block.words)) {
      const bool slip = IsSlipOnly(block.words, hunk, from, to);
      CollectNumbers(block.words.from, hunk.from, hunk.from_end, -1, slip);
      CollectNumbers(block.words.to, hunk.to, hunk.to_end, +1, slip);
      if (slip) {
        Add(ChangeClass::kTypo);
        continue;
      }
      Add(ChangeClass::kWording);
      JudgeNames(block.words, hunk, from, to);
      JudgeQuotes(hunk, from, to);
      out_.words_removed += CountWordTokens(block.words.from, hunk.from, hunk.from_end);
      out_.words_added += CountWordTokens(block.words.to, hunk.to, hunk.to_end);
    }
  }

  static std::vector<std::size_t> WordsIn(const Tokens& tokens, std::size_t begin,
                                          std::size_t end) {
    std::vector<std::size_t> words;
    for (std::size_t i = begin; i < end; ++i) {
      if (tokens[i].kind != TextToken::Kind::kSign) {
        words.push_back(i);
      }
    }
    return words;
  }

  static std::uint32_t CountWordTokens(const Tokens& tokens, std::size_t begin, std::size_t end) {
    return static_cast<std::uint32_t>(WordsIn(tokens, begin, end).size());
  }

  // Whether nothing but slips of the pen happened in `hunk`.
  bool IsSlipOnly(const WordDiff& diff, const Hunk& hunk, const TokenRoles& from,
                  const TokenRoles& to) const {
    const std::vector<std::size_t> old_words = WordsIn(diff.from, hunk.from, hunk.from_end);
    const std::vector<std::size_t> new_words = WordsIn(diff.to, hunk.to, hunk.to_end);
    if (SameLetters(diff, old_words, new_words) ||
        IsDoubledWord(diff, hunk, old_words, new_words)) {
      return true;
    }
    if (old_words.size() != new_words.size()) {
      return false;
    }
    for (std::size_t i = 0; i < old_words.size(); ++i) {
      const TextToken& a = diff.from[old_words[i]];
      const TextToken& b = diff.to[new_words[i]];
      if (a.text == b.text) {
        continue;
      }
      const bool name = from.is_name[old_words[i]] && to.is_name[new_words[i]];
      const bool slip =
          name ? IsSlipInName(a.text, b.text) || KnownName(a.text, b.text) : IsSlip(a.text, b.text);
      if (IsDigits(a) || IsDigits(b) || (IsNumber(a) && IsNumber(b)) || !slip) {
        return false;
      }
    }
    return true;
  }

  // A name spelled as it is spelled elsewhere: the slip was where it is not.
  bool KnownName(std::string_view from, std::string_view to) const {
    return names_before_.contains(FoldCase(to)) && !names_after_.contains(FoldCase(from)) &&
           IsSlip(from, to);
  }

  // "compte rendu" and "compte-rendu", or signs alone.
  static bool SameLetters(const WordDiff& diff, const std::vector<std::size_t>& old_words,
                          const std::vector<std::size_t>& new_words) {
    const auto letters = [](const Tokens& tokens, const std::vector<std::size_t>& words) {
      std::string joined;
      for (const std::size_t i : words) {
        joined += FoldCase(tokens[i].text);
      }
      std::erase_if(joined, [](char c) { return c == '-' || c == '\'' || c == ' '; });
      return joined;
    };
    return letters(diff.from, old_words) == letters(diff.to, new_words);
  }

  // "de de" becomes "de", or the other way round.
  static bool IsDoubledWord(const WordDiff& diff, const Hunk& hunk,
                            const std::vector<std::size_t>& old_words,
                            const std::vector<std::size_t>& new_words) {
    if (old_words.size() + new_words.size() != 1) {
      return false;
    }
    const bool removed = new_words.empty();
    const Tokens& tokens = removed ? diff.from : diff.to;
    const std::size_t at = removed ? old_words[0] : new_words[0];
    const std::size_t begin = removed ? hunk.from : hunk.to;
    const std::size_t end = removed ? hunk.from_end : hunk.to_end;
    return end - begin == 1 && !IsNumber(tokens[at]) &&
           ((at > 0 && tokens[at - 1] == tokens[at]) ||
            (at + 1 < tokens.size() && tokens[at + 1] == tokens[at]));
  }

  // Of what is a slip of the pen, digits alone.
  void CollectNumbers(const Tokens& tokens, std::size_t begin, std::size_t end, int sign,
                      bool digits) {
    for (std::size_t i = begin; i < end; ++i) {
      if (digits ? IsDigits(tokens[i]) : IsNumber(tokens[i])) {
        Numbered& number = numbers_[NumberKey(tokens[i])];
        number.balance += sign;
        number.text = tokens[i].text;
        number.order = numbers_.size();
      }
    }
  }

  void CompareNumbers() {
    std::vector<std::pair<std::size_t, std::string>> gone;
    std::vector<std::pair<std::size_t, std::string>> come;
    for (const auto& [key, number] : numbers_) {
      if (number.balance != 0) {
        (number.balance < 0 ? gone : come).emplace_back(number.order, number.text);
      }
    }
    std::sort(gone.begin(), gone.end());
    std::sort(come.begin(), come.end());
    for (std::size_t i = 0; i < std::max(gone.size(), come.size()); ++i) {
      Add(ChangeClass::kSubstance);
      if (out_.numbers.size() < kMaxNamed) {
        out_.numbers.push_back(i >= gone.size()   ? "+" + come[i].second
                               : i >= come.size() ? "-" + gone[i].second
                                                  : gone[i].second + " → " + come[i].second);
      }
    }
  }

  // One name for another, or a name that the article did not have, or has no more.
  void JudgeNames(const WordDiff& diff, const Hunk& hunk, const TokenRoles& from,
                  const TokenRoles& to) {
    const auto names = [](const Tokens& tokens, const TokenRoles& roles, std::size_t begin,
                          std::size_t end) {
      std::map<std::string, std::string> found;  // folded, as written
      for (std::size_t i = begin; i < end; ++i) {
        if (roles.is_name[i]) {
          found.emplace(FoldCase(tokens[i].text), tokens[i].text);
        }
      }
      return found;
    };
    std::map<std::string, std::string> gone = names(diff.from, from, hunk.from, hunk.from_end);
    std::map<std::string, std::string> come = names(diff.to, to, hunk.to, hunk.to_end);
    std::erase_if(
        gone, [&](const auto& name) { return WordIn(diff.to, hunk.to, hunk.to_end, name.first); });
    std::erase_if(come, [&](const auto& name) {
      return WordIn(diff.from, hunk.from, hunk.from_end, name.first);
    });
    const bool swapped = !gone.empty() && !come.empty();
    for (const auto& [folded, name] : gone) {
      NameIf(swapped || !names_after_.contains(folded), name);
    }
    for (const auto& [folded, name] : come) {
      NameIf(swapped || !names_before_.contains(folded), name);
    }
  }
  static bool WordIn(const Tokens& tokens, std::size_t begin, std::size_t end,
                     const std::string& folded) {
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                       tokens.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](const TextToken& token) { return FoldCase(token.text) == folded; });
  }
  void NameIf(bool matters, const std::string& name) {
    if (!matters) {
      return;
    }
    Add(ChangeClass::kSubstance);
    const bool known = std::find(out_.names.begin(), out_.names.end(), name) != out_.names.end();
    if (!known && out_.names.size() < kMaxNamed) {
      out_.names.push_back(name);
    }
  }

  void JudgeQuotes(const Hunk& hunk, const TokenRoles& from, const TokenRoles& to) {
    const auto any = [](const std::vector<bool>& flags, std::size_t begin, std::size_t end) {
      return std::find(flags.begin() + static_cast<std::ptrdiff_t>(begin),
                       flags.begin() + static_cast<std::ptrdiff_t>(end),
                       true) != flags.begin() + static_cast<std::ptrdiff_t>(end);
    };
    if (any(from.in_quote, hunk.from, hunk.from_end) || any(to.in_quote, hunk.to, hunk.to_end)) {
      out_.quotes = true;
      Add(ChangeClass::kSubstance);
    }
  }

  struct Numbered {
    int balance = 0;  // came minus went
    std::string text;
    std::size_t order = 0;
  };

  const ArticleDiff& diff_;
  const bool nouns_capitalised_;
  std::set<std::string> names_before_;
  std::set<std::string> names_after_;
  std::map<std::string, Numbered> numbers_;
  std::set<ChangeClass> classes_;
  bool text_changed_ = false;
  bool date_changed_ = false;
  ChangeSummary out_;
};

}  // namespace

std::string_view ChangeClassName(ChangeClass change) {
  return kClassNames[static_cast<std::size_t>(change)];
}

std::optional<ChangeClass> ChangeClassFromName(std::string_view name) {
  const auto found = std::find(kClassNames.begin(), kClassNames.end(), name);
  if (found == kClassNames.end()) {
    return std::nullopt;
  }
  return kClasses[static_cast<std::size_t>(found - kClassNames.begin())];
}

std::span<const ChangeClass> ChangeClasses() {
  return kClasses;
}

ChangeSummary ClassifyChange(const ArticleDiff& diff, std::string_view language) {
  return ChangeJudge(diff, language).Run();
}

std::string DescribeChange(const ChangeSummary& summary) {
  std::vector<std::string_view> classes;
  for (auto it = summary.classes.rbegin(); it != summary.classes.rend(); ++it) {
    classes.push_back(ChangeClassName(*it));
  }
  std::vector<std::string> details = summary.numbers;
  details.insert(details.end(), summary.names.begin(), summary.names.end());
  if (summary.quotes) {
    details.emplace_back("quotation");
  }
  const auto paragraphs = [&](std::string_view sign, std::uint32_t count) {
    if (count > 0) {
      details.push_back(fmt::format("{}{} paragraph{}", sign, count, count == 1 ? "" : "s"));
    }
  };
  paragraphs("+", summary.paragraphs_added);
  paragraphs("-", summary.paragraphs_removed);
  const std::string text = classes.empty() ? "none" : fmt::format("{}", fmt::join(classes, ", "));
  return details.empty() ? text : fmt::format("{} ({})", text, fmt::join(details, "; "));
}

}  // namespace kiosque
