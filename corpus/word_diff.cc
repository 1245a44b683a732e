#include "corpus/word_diff.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/article_text.h"

namespace kiosque {
namespace {

// Beyond this many edits a word diff tells nobody anything.
constexpr int kMaxEdits = 2000;

// --- tokens ---

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};

// Input is valid UTF-8 (NormalText made it).
CodePoint At(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) {
    return {lead, 1};
  }
  if (lead < 0xE0) {
    return {(lead & 0x1Fu) << 6 | (byte(1) & 0x3Fu), 2};
  }
  if (lead < 0xF0) {
    return {(lead & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu), 3};
  }
  return {
      (lead & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu),
      4};
}

bool IsDigit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9);
}

// Scripts without spaces: each character is a word.
bool IsIdeograph(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF && !(c >= 0x3000 && c <= 0x303F)) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool IsLetter(char32_t c) {
  if (c < 0x80) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
  const bool sign = (c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7 ||
                    (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
                    (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || c == 0x60C ||
                    c == 0x61B || c == 0x61F || c == 0x66A || c == 0x6D4 || c == 0xFFFD ||
                    (c >= 0xFE00 && c <= 0xFE6F) || (c >= 0x1F000 && c <= 0x1FAFF);
  return !sign && !IsIdeograph(c) && !IsDigit(c);
}

// What may stand between the digits of one number: "1 200", "3,5", "12.04.2024", "14:30",
// "2024-04".
bool JoinsDigits(char32_t c) {
  return c == '.' || c == ',' || c == ':' || c == '/' || c == ' ';
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<TextToken> Run() {
    while (at_ < text_.size()) {
      const CodePoint c = At(text_, at_);
      if (c.value == ' ' || c.value == '\n' || c.value == '\t') {
        space_ = true;
        at_ += c.bytes;
      } else if (IsDigit(c.value)) {
        Emit(NumberEnd(), TextToken::Kind::kNumber);
      } else if (IsLetter(c.value)) {
        Emit(WordEnd(), TextToken::Kind::kWord);
      } else {
        Emit(at_ + c.bytes, IsIdeograph(c.value) ? TextToken::Kind::kWord : TextToken::Kind::kSign);
      }
    }
    return std::move(tokens_);
  }

 private:
  void Emit(std::size_t end, TextToken::Kind kind) {
    tokens_.push_back({std::string(text_.substr(at_, end - at_)), kind, space_});
    space_ = false;
    at_ = end;
  }

  // A space belongs to a number only in front of exactly three digits ("1 200 000").
  std::size_t NumberEnd() const {
    std::size_t end = at_;
    while (end < text_.size()) {
      const CodePoint c = At(text_, end);
      if (IsDigit(c.value)) {
        end += c.bytes;
        continue;
      }
      const bool digit_follows =
          end + c.bytes < text_.size() && IsDigit(At(text_, end + c.bytes).value);
      if (!JoinsDigits(c.value) || !digit_follows ||
          (c.value == ' ' && !ThousandFollows(end + 1))) {
        break;
      }
      end += c.bytes;
    }
    // "14h30", "2e", "20h": letters glued to digits belong to them.
    while (end < text_.size()) {
      const CodePoint c = At(text_, end);
      if (!IsDigit(c.value) && !IsLetter(c.value)) {
        break;
      }
      end += c.bytes;
    }
    return end;
  }

  bool ThousandFollows(std::size_t at) const {
    std::size_t digits = 0;
    while (at < text_.size() && IsDigit(At(text_, at).value)) {
      at += At(text_, at).bytes;
      ++digits;
    }
    return digits == 3;
  }

  // Hyphens stay inside a word ("vice-ministre"); an apostrophe ends one ("l'" + "accord"), unless
  // it stands within an English short form ("don't").
  std::size_t WordEnd() const {
    std::size_t end = at_;
    while (end < text_.size()) {
      const CodePoint c = At(text_, end);
      if (c.value == '\'') {
        const bool short_form = text_.substr(end + 1, 1) == "t" || text_.substr(end + 1, 1) == "s";
        const bool ends = end + 2 >= text_.size() || !IsLetter(At(text_, end + 2).value);
        if (short_form && ends) {
          return end + 2;
        }
        return end + 1;
      }
      const bool hyphen =
          c.value == '-' && end + 1 < text_.size() && IsLetter(At(text_, end + 1).value);
      if (!hyphen && !IsLetter(c.value) && !IsDigit(c.value)) {
        break;
      }
      end += c.bytes;
    }
    return end;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool space_ = false;
  std::vector<TextToken> tokens_;
};

// --- sequences ---

// Myers' greedy algorithm over the middle that both ends leave.
class Myers {
 public:
  Myers(const std::uint32_t* a, int n, const std::uint32_t* b, int m)
      : a_(a), n_(n), b_(b), m_(m) {}

  // Appends the pairs (x, y) that match, in order; none when the two are too far apart.
  void Run(std::vector<std::pair<int, int>>& matches) {
    if (n_ == 0 || m_ == 0) {
      return;
    }
    const int limit = std::min(n_ + m_, kMaxEdits);
    std::vector<int> reach(2 * static_cast<std::size_t>(limit) + 3, 0);
    const auto at = [&](int k) -> int& { return reach[static_cast<std::size_t>(k + limit + 1)]; };
    for (int d = 0; d <= limit; ++d) {
      for (int k = -d; k <= d; k += 2) {
        int x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
        int y = x - k;
        while (x < n_ && y < m_ && a_[x] == b_[y]) {
          ++x;
          ++y;
        }
        at(k) = x;
        if (k == n_ - m_ && x >= n_) {
          trace_.emplace_back();
          Walk(d, k, matches);
          return;
        }
      }
      auto& row = trace_.emplace_back();
      row.reserve(2 * static_cast<std::size_t>(d) + 1);
      for (int k = -d; k <= d; ++k) {
        row.push_back(at(k));
      }
    }
  }

 private:
  int Reached(int d, int k) const {
    return std::abs(k) > d ? -1
                           : trace_[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
  }

  // Backwards from (n, m) through the furthest points of fewer edits.
  void Walk(int d, int k, std::vector<std::pair<int, int>>& matches) const {
    int x = n_;
    int y = m_;
    for (; d > 0; --d) {
      const bool down = k == -d || (k != d && Reached(d - 1, k - 1) < Reached(d - 1, k + 1));
      const int before_k = down ? k + 1 : k - 1;
      const int before_x = std::max(Reached(d - 1, before_k), 0);
      const int start_x = down ? before_x : before_x + 1;
      while (x > start_x) {
        --x;
        --y;
        matches.emplace_back(x, y);
      }
      x = before_x;
      y = before_x - before_k;
      k = before_k;
    }
    while (x > 0) {
      --x;
      --y;
      matches.emplace_back(x, y);
    }
    std::reverse(matches.begin(), matches.end());
  }

  const std::uint32_t* a_;
  const int n_;
  const std::uint32_t* b_;
  const int m_;
  std::vector<std::vector<int>> trace_;
};

void Append(std::vector<Edit>& edits, EditKind kind, std::size_t begin, std::size_t end) {
  if (begin == end) {
    return;
  }
  if (!edits.empty() && edits.back().kind == kind && edits.back().end == begin) {
    edits.back().end = end;
    return;
  }
  edits.push_back({kind, begin, end});
}

}  // namespace

std::vector<TextToken> Tokenize(std::string_view text) {
  const std::string normal = NormalText(text);
  return Tokenizer(normal).Run();
}

std::vector<Edit> DiffSequences(const std::vector<std::uint32_t>& from,
                                const std::vector<std::uint32_t>& to) {
  const auto [a, b] = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
  const auto front = static_cast<std::size_t>(a - from.begin());
  std::size_t back = 0;
  while (back < from.size() - front && back < to.size() - front &&
         from[from.size() - 1 - back] == to[to.size() - 1 - back]) {
    ++back;
  }
  std::vector<std::pair<int, int>> matches;
  Myers(from.data() + front, static_cast<int>(from.size() - front - back), to.data() + front,
        static_cast<int>(to.size() - front - back))
      .Run(matches);
  std::vector<Edit> edits;
  Append(edits, EditKind::kSame, 0, front);
  std::size_t x = front;
  std::size_t y = front;
  for (const auto& [i, j] : matches) {
    const std::size_t match_x = front + static_cast<std::size_t>(i);
    const std::size_t match_y = front + static_cast<std::size_t>(j);
    Append(edits, EditKind::kRemoved, x, match_x);
    Append(edits, EditKind::kAdded, y, match_y);
    Append(edits, EditKind::kSame, match_x, match_x + 1);
    x = match_x + 1;
    y = match_y + 1;
  }
  Append(edits, EditKind::kRemoved, x, from.size() - back);
  Append(edits, EditKind::kAdded, y, to.size() - back);
  Append(edits, EditKind::kSame, from.size() - back, from.size());
  return edits;
}

std::vector<Edit> DiffTokens(const std::vector<TextToken>& from, const std::vector<TextToken>& to) {
  std::unordered_map<std::string_view, std::uint32_t> ids;
  const auto numbered = [&](const std::vector<TextToken>& tokens) {
    std::vector<std::uint32_t> out;
    out.reserve(tokens.size());
    for (const TextToken& token : tokens) {
      out.push_back(ids.emplace(token.text, static_cast<std::uint32_t>(ids.size())).first->second);
    }
    return out;
  };
  const std::vector<std::uint32_t> a = numbered(from);
  const std::vector<std::uint32_t> b = numbered(to);
  return DiffSequences(a, b);
}

std::string JoinTokens(const std::vector<TextToken>& tokens, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin && tokens[i].space_before) {
      text += ' ';
    }
    text += tokens[i].text;
  }
  return text;
}

double WordLikeness(const std::vector<TextToken>& a, const std::vector<TextToken>& b) {
  std::unordered_map<std::string_view, std::ptrdiff_t> counts;
  std::size_t words = 0;
  for (const TextToken& token : a) {
    if (token.kind != TextToken::Kind::kSign) {
      ++counts[token.text];
      ++words;
    }
  }
  std::size_t common = 0;
  for (const TextToken& token : b) {
    if (token.kind != TextToken::Kind::kSign) {
      common += counts[token.text]-- > 0 ? 1 : 0;
      ++words;
    }
  }
  return words == 0 ? 1.0 : 2.0 * static_cast<double>(common) / static_cast<double>(words);
}

}  // namespace kiosque
